"""``csv``: every cell of a report on a row of its own, for other programs or for Excel.

Numbers have no thousands separator, and a decimal point or comma as the form of the file has it. States and
categories are the report's codes. A blank n, d or value is not printed; ``state`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.entry.csv_form import MACHINE, Form
from tracker.report.model import Cell, Coverage, Indicator, Report, SeriesArea, SeriesPoint

COLUMNS = (
    "program", "period", "audience", "fictional", "goal", "indicator", "kind", "series", "figure_period", "level",
    "area", "dimension", "category", "figure", "state", "n", "d", "value", "reported", "expected",
    "population_share",
)  # fmt: skip
"""``series``: ``current``, ``as_reported`` or ``recast``. ``figure``: ``total`` (also of a category),
``previous_year`` or ``same_bodies``. Coverage stands with totals only."""


@dataclass(frozen=True)
class _Row:
    """A cell and its place; see COLUMNS."""

    goal: str
    indicator: Indicator
    series: str
    period: str
    level: str
    area: str
    cell: Cell
    dimension: str = ""
    category: str = ""
    figure: str = "total"
    coverage: Coverage | None = None

    def values(self) -> tuple[object, ...]:
        cell, covered = self.cell, self.coverage
        counts = (covered.reported, covered.expected, _number(covered.population_share)) if covered else (None,) * 3
        place = (self.goal, self.indicator.code, self.indicator.kind, self.series, self.period, self.level)
        part = (self.area, self.dimension, self.category, self.figure)
        return (*place, *part, cell.state, cell.n, cell.d, _number(cell.value), *counts)


def to_csv(report: Report, form: Form = MACHINE) -> str:
    """The whole table with its header row."""
    fixed = (report.program, report.period, report.audience, "true" if report.fictional else "false")
    return form.text([COLUMNS, *((*fixed, *row.values()) for row in _rows(report))])


def _rows(report: Report) -> Iterator[_Row]:
    for goal in report.goals:
        for indicator in goal.indicators:
            yield from _current(report, goal.code, indicator)
            yield from _series(goal.code, indicator, "as_reported", indicator.series.as_reported)
            yield from _series(goal.code, indicator, "recast", indicator.series.recast)


def _current(report: Report, goal: str, indicator: Indicator) -> Iterator[_Row]:
    levels = (("city", (indicator.city,)), ("region", indicator.regions), ("unit", indicator.units))
    for level, areas in levels:
        for area in areas:
            total = _total(goal, indicator, "current", report.period, level, area)
            yield from _split(total, area)
            yield replace(total, cell=area.previous_year, figure="previous_year", coverage=None)
            yield replace(total, cell=area.same_bodies, figure="same_bodies", coverage=None)


def _series(goal: str, indicator: Indicator, series: str, points: Iterable[SeriesPoint]) -> Iterator[_Row]:
    for point in points:
        levels = (("city", (point.city,)), ("region", point.regions), ("unit", point.units))
        for level, areas in levels:
            for area in areas:
                yield from _split(_total(goal, indicator, series, point.period, level, area), area)


def _total(goal: str, indicator: Indicator, series: str, period: str, level: str, area: SeriesArea) -> _Row:
    return _Row(goal, indicator, series, period, level, area.code, area.total, coverage=area.coverage)


def _split(total: _Row, area: SeriesArea) -> Iterator[_Row]:
    yield total
    for dimension, categories in area.breakdown.items():
        for category, cell in categories.items():
            yield replace(total, cell=cell, dimension=dimension, category=category, coverage=None)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
