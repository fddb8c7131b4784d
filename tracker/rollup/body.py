"""One body's figures for one indicator in one period, from the rows it gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.definitions.measure import Category as DefinedCategory
from tracker.definitions.measure import Measure
from tracker.measures.kind import MeasureKind
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.rollup.figures import Figure, State, add, empty_of
from tracker.rows import TOTAL, Category


@dataclass(frozen=True)
class BodyFigures:
    """``counted``: the body gave n, d and every required category, so it takes part in sums."""

    total: Figure
    parts: Mapping[Category, Figure]

    @property
    def counted(self) -> bool:
        return self.total.is_value


def body_figures(
    unit: str, measure: Measure, rows: Iterable[Observation], population: int | None
) -> BodyFigures:
    """The body's total and categories.

    A total is the sum of the first dimension's categories unless it is of distinct persons and given. A body that
    lacks a required category has no total. ``population``: inhabitants, the d of a rate (never typed).
    """
    given = {(row.dimension, row.category): row for row in rows}
    whole = given.get(TOTAL)
    read = _Reader(frozenset({unit}), measure, population, whole)
    parts: dict[Category, Figure] = {}
    for dimension in measure.dimensions:
        rows_of = {c.code: given.get((dimension.code, c.code)) for c in dimension.categories}
        any_given = any(row is not None for row in rows_of.values())
        for category in dimension.categories:
            figure = read.part(category, rows_of[category.code], any_given)
            parts[(dimension.code, category.code)] = figure
    return BodyFigures(read.total(parts), parts)


@dataclass(frozen=True)
class _Reader:
    bodies: frozenset[str]
    measure: Measure
    population: int | None
    whole: Observation | None

    @property
    def kind(self) -> MeasureKind:
        return kind_of(self.measure.kind)

    def part(self, category: DefinedCategory, row: Observation | None, any_given: bool) -> Figure:
        if row is None and not category.required and any_given:
            return Figure("value", 0, 0 if self.kind.takes_d else None, self.bodies)
        if row is None and self.whole is not None and self.whole.empty is not None:
            return self.figure(self.whole)
        figure = self.figure(row)
        if self.kind.d_is_population and figure.is_value:
            return Figure("value", figure.n, None, self.bodies)
        return figure

    def figure(self, row: Observation | None) -> Figure:
        """One row as a figure. Half a pair (n without d, or d without n) is not reported."""
        if row is None:
            return Figure("not_reported")
        if row.empty is not None:
            return Figure("missing" if row.empty == "-" else "not_applicable")
        if row.n is None or (self.kind.takes_d and row.d is None):
            return Figure("not_reported")
        if self.kind.d_is_population and self.population is None:
            return Figure("missing")
        n, d = self.kind.pair(row.n, row.d, self.population)
        return Figure("value", n, d, self.bodies)

    def total(self, parts: Mapping[Category, Figure]) -> Figure:
        lacking: list[State] = [part.state for part in parts.values() if not part.is_value]
        if lacking:
            return Figure(empty_of(lacking))
        if self.measure.total_is_given:
            return self.figure(self.whole)
        first = self.measure.dimensions[0].code
        summed = add(part for (dimension, _), part in parts.items() if dimension == first)
        if not self.kind.d_is_population:
            return summed
        if self.population is None:
            return Figure("missing")
        return Figure("value", summed.n, self.population, self.bodies)
