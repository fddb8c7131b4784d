"""Who has reported: of the items asked of each body in the period, how many hold what is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.report.indicators import Sources
from tracker.report.model import Body
from tracker.rollup.indicator import reported

Item = IndicatorView | ActivityView | GoalView


def bodies_of(sources: Sources, handed_in: Collection[str] = ()) -> tuple[Body, ...]:
    """Every body of the period, with the items that it owes and has given. An activity that is the same as another is
    asked once. ``handed_in``: bodies whose follow-up waits to be received."""
    owed: dict[str, int] = {unit.code: 0 for unit in sources.now.units}
    given: dict[str, int] = dict(owed)
    for item in _asked(sources):
        there = _given(sources, item)
        for code in item.responsible:
            owed[code] += 1
            given[code] += code in there
    return tuple(
        Body(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            region=unit.region,
            reported=given[unit.code],
            expected=owed[unit.code],
            handed_in=unit.code in handed_in,
        )
        for unit in sources.now.units
    )


def _asked(sources: Sources) -> Iterator[Item]:
    asks = sources.now.program.calendar.part(sources.period).asks
    for goal in sources.now.goals:
        yield from (i for i in goal.indicators if sources.period.part in i.measure.asked and i.measure.is_entered)
        if "statuses" in asks or "plans" in asks:
            yield from (a for a in goal.activities if not a.same_as)
        if "judgements" in asks:
            yield goal


def _given(sources: Sources, item: Item) -> Collection[str]:
    """The bodies that gave what is asked of the item; a comment or a text beside it is not enough."""
    if isinstance(item, IndicatorView):
        figures = reported(sources.now, item, sources.observations).figures
        return {code for code, found in figures.items() if found.total.state != "not_reported"}
    asks = sources.now.program.calendar.part(sources.period).asks
    plans = isinstance(item, ActivityView) and "statuses" not in asks
    rows = sources.observations.of(item.code, sources.period)
    return {
        code
        for code, of_body in rows.items()
        if any((row.text if plans else row.status) and not row.dimension for row in of_body)
    }
