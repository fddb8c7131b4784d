"""What a report is about: the whole city, or one body's part.

A body's report is built from that body's definitions and observations alone (and its predecessors'), so it cannot
tell anything about another body.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tracker.definitions.organisation import Organisation
from tracker.definitions.same import Same
from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView, answering
from tracker.observations import Observation
from tracker.report.existed import taken_over
from tracker.report.model import Goal, Report


def standing_for(organisation: Organisation, unit: str, now: date) -> frozenset[str]:
    """The bodies that ``unit`` stands for: itself and all that were merged into it by ``now``."""
    return frozenset(u.code for u in organisation.units if organisation.successor(u.code, now) == unit) | {unit}


def of_city(view: View) -> View:
    """The city's view: bodies' own items are left out, they are not the city's."""
    return _of_city(Same(view))


@lru_cache(maxsize=256)
def _of_city(seen: Same[View]) -> View:
    view = seen.held
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


def of_own(view: View, unit: str) -> View:
    """A view with only the body's own items. Nobody judges a goal in it: that belongs to the program's items."""
    goals = tuple(replace(_goal(goal, frozenset({unit})), responsible=()) for goal in view.goals)
    own = (
        replace(
            goal,
            indicators=tuple(i for i in goal.indicators if i.origin == "own"),
            activities=tuple(a for a in goal.activities if a.origin == "own"),
        )
        for goal in goals
    )
    units = tuple(known for known in view.units if known.code == unit)
    return replace(view, goals=tuple(goal for goal in own if answering(goal)), units=units, regions=())


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


def of_all(report: Report) -> Report:
    """The city's part of a published report: without bodies' own items."""
    return report.model_copy(update={"own": ()})


def part_of(report: Report, unit: str) -> Report | None:
    """One body's part of a published report: its own rows beside the city's, and its own items. Nothing is computed
    anew; what reviewers have asked stays with the whole. None for a body that answers for nothing in it."""
    own = next((part for part in report.own if part.code == unit), None)
    known = next((body for body in report.bodies if body.code == unit), None)
    if own is None or known is None:
        body = known or (own.body if own else None)
    else:
        numbers = {"reported": known.reported + own.body.reported, "expected": known.expected + own.body.expected}
        body = known.model_copy(update=numbers)
    if body is None:
        return None
    kept = {goal.code: goal for goal in own.goals} if own else {}
    goals = (_with_own(_published_goal(goal, unit), kept.get(goal.code)) for goal in report.goals)
    found = tuple(goal for goal in goals if goal is not None)
    own_past = {unit, *taken_over(report, unit)}
    existed = tuple(each for each in report.existed if each.code in own_past)
    of_the_whole = {"own": (), "sections": (), "threads": ()}
    update = {"unit": unit, "goals": found, "bodies": (body,), "existed": existed, **of_the_whole}
    return report.model_copy(update=update)


def _with_own(goal: Goal | None, own: Goal | None) -> Goal | None:
    """The goal's part with the body's own items after it."""
    if goal is None or own is None:
        return goal or own
    items = {
        "indicators": (*goal.indicators, *own.indicators),
        "activities": (*goal.activities, *own.activities),
    }
    return goal.model_copy(update=items)


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
