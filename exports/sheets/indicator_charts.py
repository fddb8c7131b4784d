"""The charts of an indicator, over the years and by body, beside the table of its areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exports.book import charts
from exports.book.cells import Entry, amount, decimals, drawn, is_percentage, text
from exports.book.chart_cells import ChartCells
from exports.book.page import Page
from exports.book.paper import POINTS_PER_CM
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.model import Area, Indicator, Report
from tracker.report.over_time import complete, year, yearly
from tracker.words import gettext as _

LINES_CM, BARS_CM, BAR_CM = 3.4, 0.8, 0.33
"""Heights: of the chart over the years, of what stands around bars, and of each bar."""

NARROWEST, WIDEST, GAP, MOST_SPARE = 4.4, 11.0, 0.2, 2.0


@dataclass(frozen=True)
class SheetChart:
    """``description``: everything that the chart shows, for who cannot see it. ``height`` in centimetres."""

    make: Any
    description: str
    height: float


def write(
    page: Page, cells: ChartCells, report: Report, indicator: Indicator, first: int, left: float
) -> int | None:
    """Place what can be drawn beside what stands from row ``first`` on, ``left`` centimetres from the sheet's edge, one
    under the other; where there is no room, below it and side by side, and then return the row where they begin.
    Nothing to draw: no chart."""
    found = list(_all(page, cells, report, indicator))
    room = page.width - left - GAP
    if found and room < NARROWEST:
        return _abreast(page, found)
    at, below = first, page.row
    # The first takes what the table leaves of its height.
    spare = page.height(first, page.row) / POINTS_PER_CM - sum(each.height for each in found)
    for place, each in enumerate(found):
        height = each.height + (0 if place else min(MOST_SPARE, max(0.0, spare)))
        page.place(each.make((min(WIDEST, room), height)), at, left, each.description)
        at = page.row_after(at, height)
        below = max(below, at)
    page.row = below
    return None


def _abreast(page: Page, found: Sequence[SheetChart]) -> int:
    page.air()
    first = page.row
    width = min(WIDEST, page.width / len(found) - GAP)
    height = max(each.height for each in found)
    for place, each in enumerate(found):
        page.place(each.make((width, height)), page.row, (width + GAP) * place, each.description)
    page.keep_clear(first, height)
    return first


def _all(page: Page, cells: ChartCells, report: Report, indicator: Indicator) -> Iterator[SheetChart]:
    scale = charts.Scale(decimals(indicator), is_percentage(indicator))
    if lines := _lines(page, cells, report, indicator, scale):
        yield lines
    if bars := _bars(page, cells, report, indicator, scale):
        yield bars


def _lines(
    page: Page, cells: ChartCells, report: Report, indicator: Indicator, scale: charts.Scale
) -> SheetChart | None:
    """Over the years: outcome, target of the report's year, series to compare with. None where no year has a figure."""
    points = {year(point): point.city.total for point in yearly(report, indicator.series.recast)}
    if not any(cell.state == "value" and cell.value is not None for cell in points.values()):
        return None
    compared = [{point.year: point.value for point in series.points} for series in indicator.comparison]
    targets = [] if indicator.target is None else [{report.calendar.year: indicator.target}]
    named = [*([_("Målvärde")] if targets else []), *(series.name for series in indicator.comparison)]
    rows = [
        [
            Entry(each, "year"),
            drawn(points[each], indicator) if each in points else Entry(None),
            *(amount(values.get(each), indicator) for values in (*targets, *compared)),
        ]
        for each in _years(report, indicator)
    ]
    title = _("{code}: hur har det gått över åren?").format(code=indicator.code)
    block = cells.add(title, [_("År"), _("Utfall"), *named], rows)
    told = "; ".join(f"{each} {wording.cell_text(cell, indicator.kind)}" for each, cell in points.items())
    return SheetChart(
        lambda size: charts.over_time(
            page.book, block, title, scale, size, indicator.target is not None, incomplete(report, indicator)
        ),
        f"{title} {told}.",
        LINES_CM,
    )


def _years(report: Report, indicator: Indicator) -> list[int]:
    """Those that the chart over the years shows: of the series, and later ones of the series to compare with."""
    own = {year(point) for point in yearly(report, indicator.series.recast)}
    compared = {point.year for series in indicator.comparison for point in series.points}
    return sorted({*own, *(each for each in compared if each >= min(own))})


def incomplete(report: Report, indicator: Indicator) -> tuple[int, ...]:
    """The places, among the chart's years, of figures that somebody who answers for them is not in."""
    points = yearly(report, indicator.series.recast)
    if not any(point.city.total.value for point in points):
        return ()
    years = _years(report, indicator)
    return tuple(years.index(year(point)) for point in points if point.city.total.value and not complete(point.city))


def _bars(
    page: Page, cells: ChartCells, report: Report, indicator: Indicator, scale: charts.Scale
) -> SheetChart | None:
    """By body; an empty's sign stands with the body's name, and its bar is a gap.

    None where a chart would say nothing: one body only, a yes or no, nothing printed.
    """
    units = indicator.units
    if not indicator.asked or kind_of(indicator.kind).is_answer or len(units) < 2:
        return None
    if all(drawn(area.total, indicator).content is None for area in units):
        return None
    title = _("{code}: hur ser det ut hos var och en?").format(code=indicator.code)
    rows = [[text(_named(area)), drawn(area.total, indicator)] for area in units]
    block = cells.add(title, [_("Ansvarig"), _("Utfall")], rows)
    told = "; ".join(f"{area.name} {wording.cell_text(area.total, indicator.kind)}" for area in units)
    height = max(LINES_CM, BARS_CM + BAR_CM * len(units))
    return SheetChart(
        lambda size: charts.side_by_side(page.book, block, title, scale, size), f"{title} {told}.", height
    )


def _named(area: Area) -> str:
    sign = wording.empty_sign(area.total)
    return f"{area.name} ({sign})" if sign else area.name
