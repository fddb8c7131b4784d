"""What a workbook is like on paper: what is left out, and where a page may end."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from exports.book.paper import PRINTED_CM, Paper
from exports.workbook import write_workbook
from tests.exports import sample
from tests.exports.test_workbook import SEARCHED, TODAY

CM_PER_CHARACTER = 0.185
MOST_PAGES, LEAST_POINTS = 20, 8.0


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The sample's workbook; not to be changed."""
    stream = BytesIO()
    write_workbook(sample.report(), stream, TODAY)
    return load_workbook(stream)


def test_of_tables_to_search_in_nothing_is_printed_and_of_everything_else_all(book: Workbook) -> None:
    for sheet in book:
        left, top, right, bottom = range_boundaries(sheet.print_area.rpartition("!")[2])
        if sheet.title in SEARCHED | {"Data", "Diagramdata"}:
            printed = [sheet.cell(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            assert [cell.value for cell in printed] == [None], sheet.title
        else:
            assert (left, top) == (1, 1), sheet.title
            assert (right, bottom) >= (max(sheet.max_column, right), sheet.max_row), sheet.title


def test_no_sheet_is_wider_than_a_page_and_no_type_smaller_than_eight_points(book: Workbook) -> None:
    for sheet in (each for each in book if each.title not in SEARCHED | {"Data", "Diagramdata"}):
        columns = sheet.column_dimensions.values()
        wide = sum(each.width * (each.max - each.min + 1) for each in columns) * CM_PER_CHARACTER
        assert 0.5 * PRINTED_CM[0] < wide < 1.05 * PRINTED_CM[0], sheet.title
        sizes = {cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert min(sizes) >= LEAST_POINTS / 0.95


def test_the_city_s_workbook_is_few_pages_of_type_that_can_be_read(
    city_file: Callable[[str], Path], convert: Callable[[Path, str, Path], None], tmp_path: Path
) -> None:
    """As LibreOffice prints it, also with a typeface that is wider than the workbook's own."""
    convert(city_file("2024-T2"), "pdf", tmp_path)
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", str(tmp_path / "2024-T2.pdf")]
    drawn = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    sizes = [int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', drawn)]
    assert 10 < drawn.count("<page ") <= MOST_PAGES
    assert min(sizes) >= LEAST_POINTS * 3
    # A title that is too wide for its column is broken inside a word: ”rapportera t”, ”Föregåend e”.
    words = set(re.sub("<[^>]+>", " ", drawn).split())
    assert "rapporterat" in words and words.isdisjoint("bcdefghjklmnopqrstuvwxyz")


def blocks(*heights: int, cut: int | None = None) -> list[int]:
    """The rows before which a page of so many rows each is broken; ``cut``: where the last may be. A row is 10 points;
    53 fit on a page, whose first one is repeated."""
    paper = Paper(lambda first, after: 10.0 * (after - first), repeated=10.0)
    row = 1
    for height in heights:
        first, row = row, row + height
        paper.keep_together(first, row, None if cut is None else first + cut)
    return paper.breaks


def test_what_belongs_together_is_printed_on_one_page() -> None:
    assert blocks(20, 30) == []
    assert blocks(20, 20, 20, 20) == [41]
    assert blocks(20, 60, 5) == [21, 81]
    assert blocks(20, 40, cut=25) == [46]
    assert blocks(20, 40, cut=35) == [21]
