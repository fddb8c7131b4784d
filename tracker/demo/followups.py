"""Invented follow-ups: every body, item and period of a program, some of them late or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.definitions.catalogue import Definitions
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.definitions.settings import CountsAs, StatusWord
from tracker.definitions.view import View, view
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.demo import texts
from tracker.demo.chance import draw
from tracker.demo.invented_figures import invent
from tracker.observations import Observation
from tracker.periods import Period

NEVER_REPORTED = 0.035
LEFT_OUT = 0.012
MISSING = 0.012

State = Literal["approved", "submitted", "returned", "draft"]
ON_THEIR_WAY: dict[str, State] = {
    "bromma": "draft",
    "jarva": "returned",
    "farsta": "submitted",
    "skarpnack": "submitted",
    "kulturnamnden": "submitted",
}
"""Where these bodies' follow-ups of the last period stand, so that every account has something to try."""


@dataclass(frozen=True)
class InventedFollowup:
    """One body's follow-up of one period and how far it has come; ``reason``: why it was returned."""

    unit: str
    period: Period
    state: State
    rows: tuple[Observation, ...]
    reason: str | None = None


def invent_followups(definitions: Definitions, program: Program) -> Iterator[InventedFollowup]:
    """Every follow-up of the program, in the order of its periods and bodies."""
    periods = program.calendar.between(program.from_, program.to)
    on_their_way = _on_their_way(view(definitions.organisation, program, periods[-1])) if periods else {}
    for period in periods:
        now = view(definitions.organisation, program, period)
        for unit in now.units:
            state = _state(unit.code, period, on_their_way if period == periods[-1] else {})
            if state is None:
                continue
            rows = tuple(_rows(definitions.organisation, now, unit.code))
            if state == "draft":
                rows = rows[: len(rows) // 2]
            reason = texts.reason(definitions.organisation.city.language) if state == "returned" else None
            yield InventedFollowup(unit.code, period, state, rows, reason)


def _on_their_way(last: View) -> Mapping[str, State]:
    """The shipped program's own bodies; in another city the first three."""
    units = [unit.code for unit in last.units]
    if set(ON_THEIR_WAY) & set(units):
        return ON_THEIR_WAY
    states: tuple[State, ...] = ("draft", "returned", "submitted")
    return dict(zip(units, states, strict=False))


def _state(unit: str, period: Period, on_their_way: Mapping[str, State]) -> State | None:
    """Most are approved; a few never came, and in the last period some are still on their way."""
    if unit in on_their_way:
        return on_their_way[unit]
    return None if draw("state", unit, period).random() < NEVER_REPORTED else "approved"


def _rows(organisation: Organisation, now: View, unit: str) -> Iterator[Observation]:
    asks = now.program.calendar.part(now.period).asks
    blank = Observation(now.program.code, unit, now.period, "", fictional=True)
    for goal in now.goals:
        if "figures" in asks:
            for indicator in goal.indicators:
                asked = now.period.part in indicator.measure.asked and indicator.measure.is_entered
                if asked and unit in indicator.responsible:
                    yield from _indicator(organisation, now, indicator, blank)
        for activity in goal.activities:
            if unit in activity.responsible and activity.same_as is None:
                yield _activity(now, activity, blank, plan="plans" in asks)
        if unit in goal.responsible:
            yield from _goal(now, goal, blank, judged="judgements" in asks)


def _indicator(
    organisation: Organisation, now: View, indicator: IndicatorView, blank: Observation
) -> Iterator[Observation]:
    blank = blank._replace(item=indicator.code)
    random = draw("given", indicator.code, blank.unit, blank.period)
    chance = random.random()
    if chance < LEFT_OUT:
        return
    if chance < LEFT_OUT + MISSING:
        yield blank._replace(empty="-", comment=texts.missing(random, now.city.language))
        return
    invented = invent(organisation, now, indicator, blank.unit)
    for (dimension, category), (n, d) in invented.pairs.items():
        if category == "unknown" and not n and not d:
            continue
        forecast = None if dimension else invented.forecast
        yield blank._replace(dimension=dimension, category=category, n=n, d=d, forecast=forecast)
    if indicator.measure.dimensions and invented.forecast is not None:
        yield blank._replace(forecast=invented.forecast)


def _activity(now: View, activity: ActivityView, blank: Observation, plan: bool) -> Observation:
    """Each body starts and ends an activity on days of its own; some run late, a few are cancelled."""
    random = draw("activity", activity.code, blank.unit)
    start = now.program.from_ + timedelta(days=random.randrange(0, 900))
    end = start + timedelta(days=random.randrange(300, 1500))
    finished = end + timedelta(days=random.choice((-60, -20, 0, 0, 0, 45, 160)))
    cancelled = end if random.random() < 0.03 else date.max
    day, words = now.last_day, draw("words", activity.code, blank.unit, blank.period)
    if plan:
        return blank._replace(item=activity.code, text=texts.plan(words, now.city.language), start=start, end=end)
    started = start + timedelta(days=random.choice((0, 0, 0, 30, 90)))
    stage: texts.Stage = "waiting" if day < started else "under_way"
    if day >= max(finished, started):
        stage = "finished"
    if day >= cancelled:
        stage = "ended"
    told = texts.comment(words, stage, now.city.language) if stage != "under_way" or words.random() < 0.5 else None
    status = _status(now.program.statuses, stage)
    return blank._replace(item=activity.code, status=status, start=start, end=end, comment=told)


def _status(words: Sequence[StatusWord], stage: texts.Stage) -> str:
    """The program's status for a stage; the last of several that are closed says that it ended otherwise."""
    closed = [word.code for word in words if word.closed]
    open_ = [word.code for word in words if not word.closed and word.begun == (stage == "under_way")]
    if stage in ("finished", "ended") and closed:
        return closed[0] if stage == "finished" else closed[-1]
    return (open_ or [words[0].code])[0]


def _goal(now: View, goal: GoalView, blank: Observation, judged: bool) -> Iterator[Observation]:
    if not judged:
        return
    random = draw("judgement", goal.code, blank.unit, blank.period)
    if random.random() < LEFT_OUT:
        return
    years = now.period.year - now.program.from_.year
    bias = draw("bias", goal.code, blank.unit).random() + 0.14 * years + 0.2 * random.random()
    wanted: CountsAs = "met" if bias > 0.95 else "partly" if bias > 0.28 else "not_met"
    words = now.program.judgements
    word = next((word for word in words if word.counts_as == wanted), words[-1])
    yield blank._replace(
        item=goal.code, status=word.code, text=texts.analysis(random, word.counts_as, now.city.language)
    )
