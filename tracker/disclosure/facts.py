"""What the definitions say of the figures of an edition: plain facts; optimiser and auditor each conclude."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.definitions.measure import Measure, Measured
from tracker.definitions.settings import Disclosure
from tracker.periods import Period
from tracker.rows import Category

Sources = Callable[[frozenset[str], Period, Period], frozenset[str]]
"""(bodies, their period, an earlier period) → the bodies then that they stand for, predecessors for a merged body."""

Heirs = Callable[[str], tuple[str, ...]]
"""A body → those it is merged into, one after the other, whenever that is."""


class Place(NamedTuple):
    """Where a figure stands: ``unit`` is a body, None the whole city."""

    indicator: str
    period: Period
    category: Category
    measured: Measured
    unit: str | None


def nobody(_body: str) -> tuple[str, ...]:
    """No body is merged into another."""
    return ()


@dataclass(frozen=True)
class Facts:
    """``measures``: by indicator and period, since an indicator may be measured and protected otherwise from some day
    on. ``order``: sort key of periods; ``span``: their first and last day. ``heirs``: bodies that take
    over what others know, also later than anything that is published.
    """

    measures: Mapping[tuple[str, Period], Measure]
    disclosure: Disclosure
    order: Callable[[Period], tuple[int, int]]
    sources: Sources
    span: Callable[[Period], tuple[date, date]]
    heirs: Heirs = nobody
    elsewhere: Mapping[Place, int] = field(default_factory=dict)
    """Figures that a source outside has printed, such as a total in the city's own report: every reader knows them."""
