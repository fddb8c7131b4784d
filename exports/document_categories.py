"""The figures by their categories side by side, one table for each breakdown: what an analysis of them begins with."""

from __future__ import annotations

from collections.abc import Iterator

from exports.document_styles import Page
from tracker.report import overview, wording
from tracker.report.listing import capital
from tracker.report.model import DimensionName, Indicator, Report
from tracker.report.short_names import listed_name
from tracker.words import gettext as _

WIDTH, NAME = 17.0, 6.0
"""Centimetres of a table, and of its column of indicators."""


def write_categories(page: Page, report: Report) -> None:
    """Every indicator that is broken down, for the whole, in the categories that the program uses most first."""
    found = list(_broken_down(report))
    if not found:
        page.paragraph(_("Ingen indikator är uppdelad i den här perioden."))
    for dimension in dict.fromkeys(dimension for dimension, _indicator in found):
        _table(page, report, dimension, [indicator for other, indicator in found if other == dimension])


def _table(page: Page, report: Report, dimension: DimensionName, indicators: list[Indicator]) -> None:
    caption = _("{whole} efter {dimension}, {period}").format(
        whole=wording.whole_name(report), dimension=dimension.name.lower(), period=report.period
    )
    head = [_("Indikator"), *(capital(category.name) for category in dimension.categories), _("Totalt")]
    rows = [_row(dimension, indicator) for indicator in indicators]
    figures = len(head) - 1
    widths = (NAME, *((WIDTH - NAME) / figures,) * figures)
    page.table(head, rows, widths, numbers=range(1, len(head)), caption=caption)


def _row(dimension: DimensionName, indicator: Indicator) -> list[str]:
    given = indicator.city.breakdown.get(dimension.code, {})
    cells = [*(given[category.code] for category in dimension.categories), indicator.city.total]
    return [listed_name(indicator), *(wording.cell_text(cell, indicator.kind) for cell in cells)]


def _broken_down(report: Report) -> Iterator[tuple[DimensionName, Indicator]]:
    for indicator in overview.asked_indicators(report):
        for dimension in indicator.dimensions:
            yield dimension, indicator
