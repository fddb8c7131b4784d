"""The statistics that a published report prints or dots, read off its own cells: what is left when only the file is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from tracker.definitions.measure import Measured
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.report.model import Cell, Indicator, Report, SeriesArea
from tracker.rows import TOTAL, Category, Key, Level

_COUNTED = ("value", "suppressed")

_CellOf = Callable[[SeriesArea], Cell | None]


def report_lines(report: Report, period: Period) -> dict[Key, tuple[Level, int | None]]:
    """Each statistic of the report's own period with the highest level that it stands at and its number; None where it
    is dotted."""
    regions = {body.code: body.region for body in report.bodies}
    goals = [*report.goals, *(goal for part in report.own for goal in part.goals)]
    found: dict[Key, tuple[Level, int | None]] = {}
    for indicator in (indicator for goal in goals for indicator in goal.indicators):
        for key, level, number in _of_indicator(indicator, period, regions):
            found[key] = (level, number)
    return found


def _of_indicator(
    indicator: Indicator, period: Period, regions: Mapping[str, str | None]
) -> Iterator[tuple[Key, Level, int | None]]:
    """From the lowest level up, so that what stands in several areas keeps the highest."""
    if not indicator.asked:
        return
    own = indicator.origin == "own"
    for category, cell_of in _categories(indicator):
        counted = {unit.code for unit in indicator.units if _is_counted(cell_of(unit))}
        areas: list[tuple[Level, SeriesArea, set[str]]] = [
            ("unit", unit, {unit.code} & counted) for unit in indicator.units
        ]
        areas += [("region", area, {c for c in counted if regions.get(c) == area.code}) for area in indicator.regions]
        areas += [] if own else [("city", indicator.city, counted)]
        for level, area, bodies in areas:
            cell = cell_of(area)
            if bodies and cell is not None and _is_counted(cell):
                for measured in _measured(indicator):
                    key = Key(indicator.code, period, category, measured, frozenset(bodies))
                    yield key, level, getattr(cell, measured)


def _categories(indicator: Indicator) -> Iterator[tuple[Category, _CellOf]]:
    yield TOTAL, lambda area: area.total
    for dimension in indicator.dimensions:
        for category in dimension.categories:
            yield (dimension.code, category.code), _in_category(dimension.code, category.code)


def _in_category(dimension: str, category: str) -> _CellOf:
    return lambda area: area.breakdown.get(dimension, {}).get(category)


def _is_counted(cell: Cell | None) -> bool:
    return cell is not None and cell.state in _COUNTED


def _measured(indicator: Indicator) -> tuple[Measured, ...]:
    """A rate's d is the population, which everybody knows; a count has none."""
    has_d = indicator.labels.d is not None and not kind_of(indicator.kind).d_is_population
    return cast("tuple[Measured, ...]", ("n", "d") if has_d else ("n",))
