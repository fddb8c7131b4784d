"""What a report is about: the whole city, or one body's part.

A body's report is built from that body's definitions and observations alone (and its predecessors'), so it cannot
tell anything about another body.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.definitions.organisation import Organisation
from tracker.definitions.view import ActivityView, GoalView, IndicatorView, View, answering
from tracker.observations import Observation
from tracker.report.model import Goal, Report


def standing_for(organisation: Organisation, unit: str, now: date) -> frozenset[str]:
    """The bodies that ``unit`` stands for: itself and all that were merged into it by ``now``."""
    return frozenset(u.code for u in organisation.units if organisation.successor(u.code, now) == unit) | {unit}


def of_city(view: View) -> View:
    """The city's view: bodies' own items are left out, they are not the city's."""
    goals = tuple(
        replace(
            goal,
            indicators=tuple(i for i in goal.indicators if i.origin != "own"),
            activities=tuple(a for a in goal.activities if a.origin != "own"),
        )
        for goal in view.goals
    )
    answer = frozenset(code for goal in goals for code in answering(goal))
    return replace(view, goals=goals, units=tuple(unit for unit in view.units if unit.code in answer))


def of_bodies(view: View, bodies: frozenset[str]) -> View:
    """A view with only what these bodies answer for."""
    goals = tuple(narrowed for goal in view.goals if answering(narrowed := _goal(goal, bodies)))
    units = tuple(unit for unit in view.units if unit.code in bodies)
    return replace(view, goals=goals, units=units, regions=())


def rows_of(rows: Iterable[Observation], bodies: frozenset[str]) -> tuple[Observation, ...]:
    return tuple(row for row in rows if row.unit in bodies)


def _goal(goal: GoalView, bodies: frozenset[str]) -> GoalView:
    indicators = tuple(_indicator(i, bodies) for i in goal.indicators if bodies & set(i.responsible))
    activities = tuple(_activity(a, bodies) for a in goal.activities if bodies & set(a.responsible))
    responsible = tuple(code for code in goal.responsible if code in bodies)
    return replace(goal, indicators=indicators, activities=activities, responsible=responsible)


def _indicator(indicator: IndicatorView, bodies: frozenset[str]) -> IndicatorView:
    targets = tuple(pair for pair in indicator.unit_targets if pair[0] in bodies)
    responsible = tuple(code for code in indicator.responsible if code in bodies)
    return replace(indicator, responsible=responsible, target=None, unit_targets=targets)


def _activity(activity: ActivityView, bodies: frozenset[str]) -> ActivityView:
    return replace(activity, responsible=tuple(code for code in activity.responsible if code in bodies))


def part_of(report: Report, unit: str) -> Report:
    """One body's part of a published report: its own rows beside the city's. Nothing is computed anew."""
    goals = tuple(part for goal in report.goals if (part := _published_goal(goal, unit)) is not None)
    bodies = tuple(body for body in report.bodies if body.code == unit)
    return report.model_copy(update={"unit": unit, "goals": goals, "bodies": bodies})


def _published_goal(goal: Goal, unit: str) -> Goal | None:
    indicators = tuple(
        indicator.model_copy(update={"units": tuple(area for area in indicator.units if area.code == unit)})
        for indicator in goal.indicators
        if any(area.code == unit for area in indicator.units)
    )
    activities = tuple(
        activity.model_copy(update={"units": tuple(u for u in activity.units if u.code == unit)})
        for activity in goal.activities
        if any(u.code == unit for u in activity.units)
    )
    judged = tuple(u for u in goal.judgements.units if u.code == unit)
    if not (indicators or activities or judged):
        return None
    judgements = goal.judgements.model_copy(update={"units": judged})
    return goal.model_copy(update={"indicators": indicators, "activities": activities, "judgements": judgements})
