"""An indicator on its goal's sheet: what it is, its areas, and two charts over visible cells."""

from __future__ import annotations

from collections.abc import Iterator

from exports import excel_charts
from exports.cells import Entry, decimals, exact, figure, has_d, number_or_gap, text, value
from exports.looks import number_look
from exports.page import Block, Page
from exports.sheets import columns
from exports.sheets.columns import capital
from exports.sheets.figures import levels
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.model import Area, Cell, Indicator, Report
from tracker.report.over_time import complete, year, yearly
from tracker.words import gettext as _

CHART_HEIGHT = 8.0
WIDEST_CHART, CHART_GAP = 12.5, 0.6
YEARS_COLUMN = 5
"""Where the cells of the chart over the years begin, beside those of the chart by body."""


def write(page: Page, report: Report, indicator: Indicator) -> int:
    """Fill in the indicator; returns the row where its charts begin."""
    page.section(f"{indicator.code}  {capital(wording.kind_word(indicator.kind))}")
    page.paragraph(indicator.title, "subsection")
    page.paragraph(_definition(indicator), "note")
    if not indicator.asked:
        page.paragraph(_("Indikatorn följs inte upp i den här perioden."))
    else:
        page.paragraph(_message(report, indicator))
        page.row += 1
        _areas(page, report, indicator)
    charts = page.row
    _charts(page, report, indicator)
    if charts != page.row and _incomplete(report, indicator):
        page.paragraph(_("Öppen ring: alla ansvariga är inte med."), "note")
    if indicator.caution:
        page.paragraph(indicator.caution, "note")
    for mark in indicator.breaks:
        page.paragraph(_("Brott i serien {date}: {text}").format(date=mark.date, text=mark.text), "note")
    return charts


def _definition(indicator: Indicator) -> str:
    labels = indicator.labels
    parts = [_("Täljare: {label}").format(label=labels.n)]
    if labels.d:
        parts.append(_("nämnare: {label}").format(label=labels.d))
    parts.append(wording.direction_word(indicator.direction))
    parts.append(_("räknas från periodens första dag") if indicator.accumulates else _("avläses periodens sista dag"))
    if not indicator.confirmed:
        parts.append(_("definitionen är ett förslag som inte är fastställt"))
    return ". ".join(capital(part) for part in parts) + "."


def _message(report: Report, indicator: Indicator) -> str:
    """The city's figure with its coverage, target and last year, in words."""
    city, kind = indicator.city, indicator.kind
    parts = [
        _("{whole}: {figure}").format(whole=report.about.city.whole, figure=wording.cell_text(city.total, kind)),
        _("Täckning: {coverage}").format(coverage=wording.coverage_text(report, city.coverage)),
        _("Föregående år: {figure}").format(figure=wording.previous_text(city, kind)),
    ]
    if indicator.target is not None:
        target = _("Målvärde: {target}").format(target=wording.amount(indicator.target, kind))
        attained = wording.attainment_word(indicator)
        parts.append(f"{target} ({attained})" if attained else target)
    return " · ".join(parts)


def _areas(page: Page, report: Report, indicator: Indicator) -> None:
    """The areas of the period. By category only the value; n and d stand on the sheet Indikatorer."""
    categories = [capital(c.name) for d in indicator.dimensions for c in d.categories]
    head = [
        _("Område"),
        *columns.figure_head(indicator),
        *categories,
        _("Föregående år"), _("Samma nämnder i år"), _("Prognos helår"), _("Målvärde"),
        *columns.coverage_head(),
    ]  # fmt: skip
    spans = [2] + [1] * (len(head) - 1)
    commented = any(area.comment for _level, area in levels(indicator))
    room = len(page.widths) - sum(spans)
    if commented and room > 0:
        head, spans = [*head, _("Kommentar")], [*spans, room]
    page.table(head, _rows(report, indicator, len(categories), commented and room > 0), spans)


def _rows(report: Report, indicator: Indicator, categories: int, commented: bool) -> Iterator[list[Entry]]:
    for place, (_level, area) in enumerate(levels(indicator)):
        strong = place == 0
        n, d, total = figure(area.total, indicator, strong)
        cells = [cell for by_category in area.breakdown.values() for cell in by_category.values()]
        split = [value(cell, indicator, strong) for cell in cells] or [Entry(None)] * categories
        yield [
            text(wording.area_name(report, area), strong),
            *([n, d, total] if has_d(indicator) else [total]),
            *split,
            *_compared(area, indicator, strong),
            exact(area.forecast, decimals(indicator), strong),
            exact(area.target, decimals(indicator), strong),
            *columns.coverage(area.coverage, strong),
            *([text(area.comment)] if commented else []),
        ]


def _compared(area: Area, indicator: Indicator, strong: bool) -> list[Entry]:
    cells: tuple[Cell, ...] = (area.previous_year, area.same_bodies)
    return [
        value(cell, indicator, strong)
        if cell.state in ("value", "suppressed")
        else Entry(wording.not_comparable(), "muted")
        for cell in cells
    ]


def _charts(page: Page, report: Report, indicator: Indicator) -> None:
    """The cells that the charts read, side by side, and right of them the charts. Nothing to draw: no chart."""
    first, scale = page.row, _scale(indicator)
    bodies = _bodies(page, indicator)
    below, page.row = page.row, first
    lines = _lines(page, report, indicator, YEARS_COLUMN if bodies else 1)
    page.row = max(page.row, below)
    blocks = [block for block in (lines, bodies) if block is not None]
    if not blocks:
        return
    column = max(block.right for block in blocks) + 2
    beside = column + (len(page.widths) - column + 2) // 2
    width = min(WIDEST_CHART, page.columns_cm(beside) - CHART_GAP)
    if lines is not None:
        chart = excel_charts.over_time(
            page.sheet, lines, (lines.second, lines.right), questions.over_time(indicator), scale,
            (width, CHART_HEIGHT), target=indicator.target is not None, open_at=_incomplete(report, indicator),
        )  # fmt: skip
        page.place(chart, first, column)
        page.keep_clear(first, CHART_HEIGHT)
        column = beside
    if bodies is not None:
        size = (width, max(CHART_HEIGHT, 2.5 + 0.55 * len(indicator.units)))
        title = questions.side_by_side(report, indicator)
        chart = excel_charts.side_by_side(page.sheet, bodies, (bodies.second, bodies.right), title, scale, size)
        page.place(chart, first, column)
        page.keep_clear(first, size[1])


def _scale(indicator: Indicator) -> excel_charts.Scale:
    unit, places = questions.unit_of_measure(indicator), decimals(indicator)
    if kind_of(indicator.kind).is_percentage:
        return excel_charts.Scale(unit, places, top=100)
    return excel_charts.Scale(unit, places, ticks=places)


def _lines(page: Page, report: Report, indicator: Indicator, left: int) -> Block | None:
    """The cells of the chart over the years: outcome, target of the report's year, series to compare with.

    ``left``: the column they begin in. None where no year has a figure.
    """
    points = {year(point): number_or_gap(point.city.total) for point in yearly(report, indicator.series.recast)}
    if not any(number is not None for number in points.values()):
        return None
    compared = [{point.year: point.value for point in series.points} for series in indicator.comparison]
    targets = [] if indicator.target is None else [{report.calendar.year: indicator.target}]
    named = [*([_("Målvärde")] if targets else []), *(series.name for series in indicator.comparison)]
    places = decimals(indicator)
    rows = [
        [
            text(str(each)),
            Entry(points.get(each), number_look(places)),
            *(exact(values.get(each), places) for values in (*targets, *compared)),
        ]
        for each in _years(report, indicator)
    ]
    head = [_("År (för diagram)"), _("Utfall"), *named]
    # The sheet's first column is a narrow one.
    return page.table(head, rows, [2 if left == 1 else 1] + [1] * (len(head) - 1), left)


def _years(report: Report, indicator: Indicator) -> list[int]:
    """Those that the chart over the years shows: of the series, and later ones of the series to compare with."""
    own = {year(point) for point in yearly(report, indicator.series.recast)}
    compared = {point.year for series in indicator.comparison for point in series.points}
    return sorted({*own, *(each for each in compared if each >= min(own))})


def _incomplete(report: Report, indicator: Indicator) -> tuple[int, ...]:
    """The places, among the chart's years, of figures that somebody who answers for them is not in."""
    years = _years(report, indicator)
    points = yearly(report, indicator.series.recast)
    return tuple(years.index(year(point)) for point in points if point.city.total.value and not complete(point))


def _bodies(page: Page, indicator: Indicator) -> Block | None:
    """The cells of the chart by body; an empty's sign stands with the body's name, and its bar is a gap.

    None where a chart would say nothing: one body only, a yes or no, nothing printed.
    """
    numbers = [number_or_gap(area.total) for area in indicator.units]
    if not indicator.asked or kind_of(indicator.kind).is_answer or len(numbers) < 2:
        return None
    if not any(number is not None for number in numbers):
        return None
    rows = [
        [text(_named(area)), Entry(number, number_look(decimals(indicator)))]
        for area, number in zip(indicator.units, numbers, strict=True)
    ]
    return page.table([_("Ansvarig (för diagram)"), _("Utfall")], rows, (2, 1))


def _named(area: Area) -> str:
    sign = wording.empty_sign(area.total)
    return f"{area.name} ({sign})" if sign else area.name
