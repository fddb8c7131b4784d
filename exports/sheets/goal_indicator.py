"""An indicator on its goal's sheet: what it is, its areas, and two charts beside them."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book.cells import COMPARABLE, NOTHING, Entry, amount, compared, figure, has_d, text, value
from exports.book.chart_cells import ChartCells
from exports.book.page import Page
from exports.book.tables import Block
from exports.explanations import addends, explanations
from exports.sheets import columns, indicator_charts
from exports.sheets.indicators import levels
from tracker.report import measure_words, wording
from tracker.report.listing import capital
from tracker.report.model import Area, Indicator, Report
from tracker.report.over_time import break_text
from tracker.words import gettext as _

FIGURES = 10
"""Columns of figures that a page is wide enough for."""


def write(page: Page, cells: ChartCells, report: Report, indicator: Indicator) -> int | None:
    """Fill in the indicator; returns the row of charts that stand below the table, where it may be cut in two."""
    page.section(f"{indicator.code} {indicator.title}")
    page.paragraph(_definition(indicator), "note")
    first, beside = page.row, 0.0
    if indicator.asked:
        page.paragraph(_message(report, indicator))
        first = page.row
        beside = page.right_of(_areas(page, report, indicator))
    else:
        page.paragraph(_("Indikatorn följs inte upp i den här perioden."))
        first = page.row
    below = indicator_charts.write(page, cells, report, indicator, first, beside)
    if notes := list(_notes(report, indicator)):
        page.paragraph("  •  ".join(notes), "note")
    return below


def _notes(report: Report, indicator: Indicator) -> Iterator[str]:
    if indicator_charts.incomplete(report, indicator):
        yield _("Öppen ring: alla ansvariga är inte med.")
    if indicator.dimensions and not _categories(indicator):
        yield _("Uppdelningen står på bladet Indikatorer.")
    if indicator.caution:
        yield indicator.caution
    for mark in indicator.breaks:
        yield break_text(mark)
    for _level, area in levels(indicator):
        if area.comment:
            yield f"{wording.area_name(report, area)}: {area.comment}"


def _definition(indicator: Indicator) -> str:
    labels = indicator.labels
    parts = [measure_words.kind_word(indicator.kind), _("Täljare: {label}").format(label=labels.n)]
    if labels.d:
        parts.append(_("nämnare: {label}").format(label=labels.d))
    parts.append(measure_words.direction_word(indicator.direction))
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
        _("Föregående år, samma nämnder: {figure}").format(figure=wording.previous_text(city, kind)),
    ]
    if indicator.target is not None:
        target = _("Målvärde: {target}").format(target=wording.amount(indicator.target, kind))
        attained = wording.attainment_word(indicator)
        parts.append(f"{target} ({attained})" if attained else target)
    return " · ".join(parts)


def _categories(indicator: Indicator) -> list[str]:
    """The categories that have a column each; none where a page is not wide enough for all."""
    areas = [area for _level, area in levels(indicator)]
    wished = any(area.forecast for area in areas) + any(area.target for area in areas)
    names = [capital(c.name) for d in indicator.dimensions for c in d.categories]
    others = len(columns.figure_head(indicator)) + 2 + wished
    return names if others + len(names) <= FIGURES else []


def _areas(page: Page, report: Report, indicator: Indicator) -> Block:
    """The areas of the period, with a note at every total that says how it came about. By category only the value: n
    and d stand on the sheet Indikatorer, with every area's coverage."""
    categories = _categories(indicator)
    figures = columns.figure_head(indicator)
    head = [
        _("Nivå"), _("Område"), *figures, *categories,
        _("Förra året"), _("Samma nämnder"), _("Prognos helår"), _("Målvärde"),
    ]  # fmt: skip
    block = page.table(f"areas_{indicator.code}", head, _rows(report, indicator, len(categories)))
    if figures[-1] in block.head:
        for place, told in enumerate(explanations(report, indicator), start=1):
            page.note(block.first + place, block.column(figures[-1]), told)
        places = {area.code: place for place, (_level, area) in enumerate(levels(indicator), start=1)}
        for code, told in addends(report, indicator):
            page.note(block.first + places[code], block.column(figures[-1]), told)
    return block


def _rows(report: Report, indicator: Indicator, categories: int) -> Iterator[list[Entry]]:
    found = levels(indicator)
    past = any(area.previous_year.state in COMPARABLE for _level, area in found)
    for place, (level, area) in enumerate(found):
        strong = place == 0
        n, d, total = figure(area.total, indicator, strong)
        cells = [cell for by_category in area.breakdown.values() for cell in by_category.values()]
        split = ([value(cell, indicator, strong) for cell in cells] or [NOTHING] * categories)[:categories]
        yield [
            text(level, strong),
            text(_covered(report, area), strong),
            *([n, d, total] if has_d(indicator) else [total]),
            *split,
            compared(area.previous_year, indicator, strong) if past else NOTHING,
            compared(area.same_bodies, indicator, strong) if past else NOTHING,
            amount(area.forecast, indicator, strong),
            amount(area.target, indicator, strong),
        ]


def _covered(report: Report, area: Area) -> str:
    """The area's name, and how many of its bodies are in its total where somebody is missing."""
    name, covered = wording.area_name(report, area), area.coverage
    if covered.expected < 2 or covered.reported == covered.expected:
        return name
    return _("{area} ({count} av {all})").format(area=name, count=covered.reported, all=covered.expected)
