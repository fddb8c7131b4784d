"""The ledger's lines: every statistic of every edition, printed or dotted.

Statistics are read off the roll-up's areas, so a line says what a number sums and never where it stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.measure import Measure, Measured
from tracker.measures.table import kind_of
from tracker.rollup.figures import AreaFigures, Figure, PeriodFigures
from tracker.rows import TOTAL, Category, Key, Level, Line


def lines(edition: str, indicator: str, measure: Measure, point: PeriodFigures) -> tuple[Line, ...]:
    """The statistics of one indicator in the edition's own period, each once."""
    found: dict[Key, Line] = {}
    for level, area in _areas(point):
        for category, figure in ((TOTAL, area.total), *area.parts.items()):
            for measured, value in _numbers(measure, figure):
                key = Key(indicator, point.period, category, measured, figure.bodies)
                found[key] = Line(edition, key, value, level)
    return tuple(found.values())


def _areas(point: PeriodFigures) -> Iterator[tuple[Level, AreaFigures]]:
    """From the lowest level up, so that a statistic that stands in several areas keeps the highest."""
    for area in point.units:
        yield "unit", area
    for area in point.regions:
        yield "region", area
    yield "city", point.city


def _numbers(measure: Measure, figure: Figure) -> Iterator[tuple[Measured, int]]:
    if figure.is_value and figure.n is not None:
        yield "n", figure.n
        # A rate's d is the population, which everybody knows.
        if figure.d is not None and not kind_of(measure.kind).d_is_population:
            yield "d", figure.d


def categories(measure: Measure) -> tuple[tuple[Category, ...], ...]:
    """The categories of each dimension."""
    return tuple(tuple((d.code, c.code) for c in d.categories) for d in measure.dimensions)
