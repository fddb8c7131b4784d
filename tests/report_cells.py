"""Every cell of a report with its place, so that any rendering can be compared with it and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tracker.report.model import Cell, Indicator, Report, SeriesArea, SeriesPoint


class Place(NamedTuple):
    """Where a cell stands in the report.

    ``series``: ``current`` (the report's period), ``as_reported`` or ``recast``. ``level``: ``city``,
    ``region`` or ``unit``. ``category``: blank for the total. ``figure``: ``total`` (also of a category),
    ``previous_year`` or ``same_bodies``.
    """

    indicator: str
    series: str
    period: str
    level: str
    area: str
    dimension: str = ""
    category: str = ""
    figure: str = "total"


def cells(report: Report) -> Iterator[tuple[Place, Indicator, Cell]]:
    """Every cell of the report, once, with the indicator it belongs to."""
    for goal in report.goals:
        for indicator in goal.indicators:
            for place, cell in _current(report, indicator):
                yield place, indicator, cell
            for place, cell in _series(indicator):
                yield place, indicator, cell


def _current(report: Report, indicator: Indicator) -> Iterator[tuple[Place, Cell]]:
    levels = (("city", (indicator.city,)), ("region", indicator.regions), ("unit", indicator.units))
    for level, areas in levels:
        for area in areas:
            start = Place(indicator.code, "current", report.period, level, area.code)
            yield from _split(start, area)
            yield start._replace(figure="previous_year"), area.previous_year
            yield start._replace(figure="same_bodies"), area.same_bodies


def _series(indicator: Indicator) -> Iterator[tuple[Place, Cell]]:
    for series in ("as_reported", "recast"):
        point: SeriesPoint
        for point in getattr(indicator.series, series):
            levels = (("city", (point.city,)), ("region", point.regions), ("unit", point.units))
            for level, areas in levels:
                for area in areas:
                    yield from _split(Place(indicator.code, series, point.period, level, area.code), area)


def _split(start: Place, area: SeriesArea) -> Iterator[tuple[Place, Cell]]:
    yield start, area.total
    for dimension, categories in area.breakdown.items():
        for category, cell in categories.items():
            yield start._replace(dimension=dimension, category=category), cell
