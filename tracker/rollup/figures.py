"""What the roll-up computes: figures that remember which bodies they are made of.

A figure's identity is what it sums: an indicator, a period, a category and a set of bodies. Disclosure control
builds its joint system from that, so no renderer's table layout matters to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from tracker.periods import Period
from tracker.rows import Category

State = Literal["value", "not_reported", "missing", "not_applicable"]


class Figure(NamedTuple):
    """One statistic. ``n`` and ``d`` are whole numbers where ``state`` is ``value``; d is None for counts.

    ``bodies``: those whose figures are in it, as they reported in the period.
    """

    state: State
    n: int | None = None
    d: int | None = None
    bodies: frozenset[str] = frozenset()

    @property
    def is_value(self) -> bool:
        return self.state == "value"


class AreaFigures(NamedTuple):
    """The figures of an area (the city, a region, a body) in one period of one indicator.

    ``expected``: the responsible bodies in it. ``counted``: those of them in the total.
    """

    code: str
    name: str
    total: Figure
    parts: Mapping[Category, Figure]
    counted: tuple[str, ...]
    expected: tuple[str, ...]


class PeriodFigures(NamedTuple):
    """One indicator in one period: the city, its regions, its bodies."""

    period: Period
    city: AreaFigures
    regions: tuple[AreaFigures, ...]
    units: tuple[AreaFigures, ...]

    def areas(self) -> tuple[AreaFigures, ...]:
        return (self.city, *self.regions, *self.units)


def add(figures: Iterable[Figure]) -> Figure:
    """The sum of figures that are all values: n over n, d over d. ``not_reported`` if there are none.

    The d of a sum is None when any part has none (a count), so n and d are never counted unpaired.
    """
    parts = tuple(figures)
    if not parts:
        return Figure("not_reported")
    n = sum([part.n for part in parts if part.n is not None])
    ds = [part.d for part in parts if part.d is not None]
    bodies = frozenset[str]().union(*[part.bodies for part in parts])
    return Figure("value", n, sum(ds) if len(ds) == len(parts) else None, bodies)


def empty_of(states: Iterable[State]) -> State:
    """The state of a total that has no value: what is owed outweighs what is explained."""
    found = set(states)
    if "not_reported" in found:
        return "not_reported"
    if "missing" in found:
        return "missing"
    return "not_applicable"
