"""What bodies wrote in all periods of a program, received: goal by goal, the latest first, without making a report of
each period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.said import Said
from tracker.store.observed import written_observations

Placed = tuple[Period, Said]


def said_ever(session: Session, definitions: Definitions, program: Program) -> dict[str, list[Placed]]:
    """Goal → everything that was written under it, the latest period first, the bodies in the city's order."""
    return _said(definitions, program, written_observations(session, program.code))


def said_of_own(session: Session, definitions: Definitions, program: Program, period: Period) -> dict[str, list[Said]]:
    """Goal → what was written of bodies' own items in a period: they are in no report of the city's."""
    seen = view(definitions.organisation, program, period)
    if not any(_own(item) for goal in seen.goals for item in _items(goal)):
        return {}
    said = _said(definitions, program, written_observations(session, program.code, period))
    found = {goal: [each for _period, each in texts if each.own] for goal, texts in said.items()}
    return {goal: texts for goal, texts in found.items() if texts}


def _said(definitions: Definitions, program: Program, given: Iterable[Observation]) -> dict[str, list[Placed]]:
    rows = [row for row in given if not row.dimension]
    views = {period: view(definitions.organisation, program, period) for period in {row.period for row in rows}}
    places = {period: _places(seen) for period, seen in views.items()}
    order = {unit.code: at for at, unit in enumerate(definitions.organisation.units)}
    rows.sort(key=lambda row: order[row.unit])
    rows.sort(key=lambda row: program.calendar.order(row.period), reverse=True)
    found: dict[str, list[Placed]] = {goal.code: [] for goal in program.goals}
    for row in rows:
        place = places[row.period].get(row.item)
        text = _text(program, row, place[1]) if place else None
        if place and text:
            goal, item = place
            said = Said(
                row.unit, _name(views[row.period], row.unit), row.item, item.short_title or item.title,
                row.status or "", _word(program, row, item), text, _own(item),
            )  # fmt: skip
            found.setdefault(goal.code, []).append((row.period, said))
    return {code: said for code, said in found.items() if said}


Item = GoalView | IndicatorView | ActivityView


def _places(seen: View) -> dict[str, tuple[GoalView, Item]]:
    """Item → the goal that it stands under, and itself."""
    return {item.code: (goal, item) for goal in seen.goals for item in _items(goal)}


def _items(goal: GoalView) -> Iterator[Item]:
    yield goal
    yield from goal.indicators
    yield from goal.activities


def _text(program: Program, row: Observation, item: Item) -> str | None:
    """An analysis of a goal, a comment, or in a plan what is planned."""
    if isinstance(item, GoalView):
        return row.text
    if isinstance(item, ActivityView) and not program.calendar.asks(row.period, "statuses"):
        return row.text or row.comment
    return row.comment


def _name(seen: View, unit: str) -> str:
    return next((each.name for each in seen.units if each.code == unit), unit)


def _own(item: Item) -> bool:
    return not isinstance(item, GoalView) and item.origin == "own"


def _word(program: Program, row: Observation, item: Item) -> str:
    """The words of what the body judges or reports of it, where it does."""
    if isinstance(item, GoalView):
        ahead = not program.calendar.ends_year(row.period)
        return next((w.forecast if ahead else w.word for w in program.judgements if w.code == row.status), "")
    return next((word.word for word in program.statuses if word.code == row.status), "")
