"""Goals of the report: judgements and activity statuses counted over the bodies that answer for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tracker.definitions.settings import JudgementWord, StatusWord
from tracker.definitions.viewed import ActivityView, GoalView
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report import model
from tracker.report.counts import Judgements, JudgementUnit, Statuses
from tracker.report.indicators import Sources, build_indicator
from tracker.rollup.statuses import ActivityState, activity_state, count


def build_goal(sources: Sources, goal: GoalView, text: str | None) -> model.Goal:
    """The goal with all that stands under it. ``text``: the compilers' own, if any."""
    return model.Goal(
        code=goal.code,
        title=goal.title,
        note=goal.note,
        regional_goal=goal.regional_goal,
        conditions=tuple(model.Condition(code=code, text=text) for code, text in goal.conditions),
        kf_goals=tuple(model.CouncilGoal(code=k.code, title=k.title) for k in goal.kf_goals),
        text=text,
        judgements=_judgements(sources, goal),
        indicators=tuple(build_indicator(sources, indicator) for indicator in goal.indicators),
        activities=tuple(build_activity(sources, activity) for activity in goal.activities),
        short_title=goal.short_title,
        judgements_before=_judgements_before(sources, goal),
    )


def _judgements(sources: Sources, goal: GoalView) -> Judgements:
    """What the bodies that have the goal judge of it. In a plan nothing is judged and only texts are given."""
    rows = {code: _row(sources, goal.code, code) for code in goal.responsible}
    names = {unit.code: unit.name for unit in sources.now.units}
    units = tuple(
        JudgementUnit(
            code=code,
            name=names[code],
            status=(row.status if row else None) or "not_reported",
            text=(row.text or row.comment if row else None) if sources.with_texts else None,
        )
        for code, row in rows.items()
    )
    counts = _counts(sources.now.program.judgements, units if _asked(sources, "judgements") else ())
    return Judgements(**counts, units=units)


def _judgements_before(sources: Sources, goal: GoalView) -> Judgements | None:
    """The counts a year ago over the bodies that had the goal then; None where that period is not in the report."""
    before = sources.views.get(sources.now.program.calendar.previous_year(sources.period))
    then = next((each for each in before.goals if each.code == goal.code), None) if before else None
    if before is None or then is None or not _asked(sources, "judgements"):
        return None
    found = (sources.observations.given(goal.code, before.period, code) for code in then.responsible)
    given = [next((row.status for row in rows if not row.dimension), None) or "not_reported" for rows in found]
    counts = count(given)
    words = {word.code: counts.get(word.code, 0) for word in sources.now.program.judgements}
    return Judgements(counts=words, not_reported=counts.get("not_reported", 0)) if any(words.values()) else None


def build_activity(sources: Sources, activity: ActivityView) -> model.Activity:
    """An activity with every responsible body's status. A7.1 takes its rows from the activity it is the same as."""
    states = [_state(sources, activity, code) for code in activity.responsible]
    names = {unit.code: unit.name for unit in sources.now.units}
    units = tuple(_unit(sources, state, names[state.unit]) for state in states)
    asked = _asked(sources, "statuses")
    counts = _counts(sources.now.program.statuses, units if asked else ())
    return model.Activity(
        code=activity.code,
        same_as=activity.same_as,
        title=activity.title,
        origin=activity.origin,
        note=activity.note,
        statuses=Statuses(**counts, delayed=sum(asked and state.delayed for state in states)),
        units=units,
        short_title=activity.short_title,
    )


def _counts(
    words: Iterable[JudgementWord | StatusWord], units: Iterable[JudgementUnit | model.ActivityUnit]
) -> dict[str, Any]:
    """How many bodies gave each of the program's codes, in its order, and how many gave none."""
    found = count(unit.status for unit in units)
    return {
        "counts": {word.code: found.get(word.code, 0) for word in words},
        "not_reported": found.get("not_reported", 0),
    }


def _state(sources: Sources, activity: ActivityView, unit: str) -> ActivityState:
    program = sources.now.program
    item = activity.same_as or activity.code
    now = _row(sources, item, unit)
    plan_period = program.calendar.plan_of(sources.period)
    plan = now
    if plan_period is not None and plan_period != sources.period:
        plan = next(iter(sources.observations.given(item, plan_period, unit)), None)
    state = activity_state(unit, now, plan, program.statuses, sources.now.last_day)
    if state.plan is None and sources.with_texts and plan_period is not None:
        return replace(state, plan=_plans_before(sources, item, plan_period, unit))
    return state


def _plans_before(sources: Sources, item: str, plan_period: Period, unit: str) -> str | None:
    """What the bodies that were merged into this one planned, each by name. Their days stay in the text: it has made no
    promise of its own, so it is late with nothing."""
    first_day = sources.now.program.calendar.first_day(plan_period)
    lines = []
    for code in sources.organisation.sources(unit, first_day, sources.now.last_day):
        row = next(iter(sources.observations.given(item, plan_period, code)), None)
        if code != unit and row is not None and row.text:
            days = f" ({row.start or '…'} – {row.end or '…'})" if row.start or row.end else ""
            name = sources.organisation.unit(code).name_on(sources.now.last_day)
            lines.append(f"{name}: {row.text}{days}")
    return "\n".join(lines) or None


def _unit(sources: Sources, state: ActivityState, name: str) -> model.ActivityUnit:
    return model.ActivityUnit(
        code=state.unit,
        name=name,
        status=state.status or "not_reported",
        start=state.start.isoformat() if state.start else None,
        end=state.end.isoformat() if state.end else None,
        delayed=state.delayed,
        plan=state.plan if sources.with_texts else None,
        comment=state.comment if sources.with_texts else None,
    )


def _row(sources: Sources, item: str, unit: str) -> Observation | None:
    """The one row of a goal or an activity; rows with a dimension hold texts on the program's perspectives."""
    rows = sources.observations.given(item, sources.period, unit)
    return next((row for row in rows if not row.dimension), None)


def _asked(sources: Sources, what: str) -> bool:
    return what in sources.now.program.calendar.part(sources.period).asks
