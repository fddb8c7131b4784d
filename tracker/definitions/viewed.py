"""Bodies, indicators, activities and goals as they stood in one period: what a view is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.definitions.measure import Measure
from tracker.definitions.program import CouncilGoal, Origin
from tracker.definitions.references import Break, Comparison


@dataclass(frozen=True)
class UnitView:
    """A body as it stood: its successor, if any, is not yet known. ``population``: the rate's d, where the body serves
    an area. ``attributes``: the groups of like conditions that it belongs to."""

    code: str
    name: str
    kind: str
    region: str | None
    population: int | None
    population_quality: str | None
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorView:
    """``responsible``: unit codes in the organisation's order. ``target``/``unit_targets``: the year's."""

    code: str
    title: str
    origin: Origin
    measure: Measure
    responsible: tuple[str, ...]
    target: Decimal | None
    unit_targets: tuple[tuple[str, Decimal], ...]
    comparison: tuple[Comparison, ...]
    breaks: tuple[Break, ...]
    note: str | None
    short_title: str | None = None
    about: tuple[str, ...] = ()
    continues: str | None = None
    matrix: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True)
class ActivityView:
    code: str
    title: str
    origin: Origin
    same_as: str | None
    responsible: tuple[str, ...]
    note: str | None
    short_title: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalView:
    """``responsible``: the bodies that answer for any of the program's own items, i.e. those that judge the goal."""

    code: str
    title: str
    note: str | None
    regional_goal: str | None
    conditions: tuple[tuple[str, str], ...]
    kf_goals: tuple[CouncilGoal, ...]
    indicators: tuple[IndicatorView, ...]
    activities: tuple[ActivityView, ...]
    responsible: tuple[str, ...]
    short_title: str | None = None


def answering(goal: GoalView) -> frozenset[str]:
    """Every body that answers for something under the goal, for kept items too; not all of them judge the goal."""
    items: tuple[IndicatorView | ActivityView, ...] = (*goal.indicators, *goal.activities)
    return frozenset(code for item in items for code in item.responsible)
