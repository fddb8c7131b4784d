"""Bodies' own items in what is published: each body's apart, since they are in no figure of the city's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, IndicatorView
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.report import model
from tracker.report.bodies import bodies_of
from tracker.report.goals import build_goal
from tracker.report.indicators import Sources
from tracker.report.scope import of_own


def own_parts(
    sources: Sources, views: Mapping[Period, View], rows: Iterable[Observation]
) -> tuple[model.OwnPart, ...]:
    """The own items of every body that has any in the report's period. ``views``: with everybody's own items."""
    given, now = tuple(rows), views[sources.period]
    items: tuple[IndicatorView | ActivityView, ...] = (*now.indicators(), *now.activities())
    keepers = {code for item in items if item.origin == "own" for code in item.responsible}
    return tuple(_part(sources, views, given, unit.code) for unit in now.units if unit.code in keepers)


def _part(
    sources: Sources, views: Mapping[Period, View], rows: Iterable[Observation], unit: str
) -> model.OwnPart:
    own = replace(
        sources,
        views={period: of_own(view, unit) for period, view in views.items()},
        observations=Observations([row for row in rows if row.unit == unit]),
    )
    (body,) = bodies_of(own)
    return model.OwnPart(code=unit, body=body, goals=tuple(build_goal(own, goal, None) for goal in own.now.goals))
