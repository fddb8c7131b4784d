"""What a workbook is like on paper: what is left out, and where a page may end."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries

from exports import looks
from exports.page import Page
from exports.workbook import build
from tests.exports import sample

TODAY = date(2024, 10, 1)
CM_PER_CHARACTER = 0.185
"""In the typeface that widths are counted in by default."""


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The sample's workbook; not to be changed."""
    return build(sample.report(), TODAY)


def test_tables_to_search_in_are_not_printed_and_everything_else_is(book: Workbook) -> None:
    searched = set()
    assert book["Data"].print_area == "'Data'!$A$1", "a table for other programs"
    for sheet in (each for each in book if each.title != "Data"):
        last_printed = range_boundaries(sheet.print_area.rpartition("!")[2])[3]
        head = range_boundaries(sheet.auto_filter.ref)[1]
        if last_printed < sheet.max_row:
            searched.add(sheet.title)
            assert last_printed == head - 1
            assert "skrivs inte ut med resten" in sheet.cell(last_printed, 1).value
    assert searched == {"Indikatorer", "Aktiviteter", "Serier"}


def test_no_chart_stands_outside_what_is_printed(book: Workbook) -> None:
    for sheet in book:
        for chart in sheet._charts:
            left, last = range_boundaries(chart.anchor)[0], range_boundaries(sheet.print_area.rpartition("!")[2])[2]
            widths = (sheet.column_dimensions[get_column_letter(column)].width for column in range(left, last + 1))
            assert chart.width < sum(widths) * CM_PER_CHARACTER, (sheet.title, chart.anchor)


def blocks(*heights: int, cut: int | None = None) -> list[int]:
    """The rows after which a page of so many rows each is broken; ``cut``: where the last may be."""
    book = Workbook()
    looks.register(book)
    page = Page(book, "Blad", "Rubrik", (140,), sample.report(), TODAY)
    page.repeat_title()
    for height in heights:
        first = page.row
        for _row in range(height):
            page.paragraph("En rad")
        page.keep_together(first, None if cut is None else first + cut)
    return [each.id for each in page.sheet.row_breaks.brk]


def test_what_belongs_together_is_printed_on_one_page() -> None:
    assert blocks(10, 10) == []
    assert blocks(10, 10, 10, 10) == [25]
    assert blocks(10, 40, 5) == [15, 55]
    assert blocks(10, 40, cut=20) == [15, 35]
    assert blocks(10, 12, cut=6) == []
