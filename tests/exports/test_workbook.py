"""The workbook says what the report says: every cell, read back with other code and by another program."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from exports.formats import FORMATS, Beside
from exports.workbook import write_workbook
from tests.exports import sample
from tests.exports.sheets import expected, index, key, shown
from tests.report_cells import cells
from tracker.report.model import Report
from tracker.words import use_language

TODAY = date(2024, 10, 1)
SEARCHED = {"Bedömningar", "Definitioner", "Indikatorer", "Aktiviteter", "Aktiviteter × nämnder", "Serier"}
"""Sheets to search in, of which nothing is printed."""


def written(report: Report) -> Workbook:
    stream = BytesIO()
    write_workbook(report, stream, today=TODAY)
    return load_workbook(stream)


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The sample's workbook, read back; not to be changed."""
    return written(sample.report())


def every_cell(book: Workbook) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def compared(report: Report, book: Workbook) -> Counter[str]:
    """Compare every cell of the report with the workbook; returns how many of each state."""
    found, counts = index(book), Counter[str]()
    for place, indicator, cell in cells(report):
        row = found[key(place, indicator)]
        assert shown(row, place) == expected(cell, place, indicator.kind), place
        counts[cell.state] += 1
    return counts


def test_every_cell_of_the_sample_with_all_its_empties(small: Report, book: Workbook) -> None:
    counts = compared(small, book)
    assert set(counts) == {"value", "not_reported", "missing", "not_applicable", "suppressed"}
    # Five indicators; now: 6 areas, one more row per category in two of them, last year and same bodies;
    # then two series of four periods with 6 areas each.
    categories = 2 * 2 * 6
    assert counts.total() == (5 * 6 * 3 + categories) + 2 * 4 * (5 * 6 + categories)


@pytest.mark.parametrize("period", ["2023-T2", "2024-T2"])
def test_every_cell_of_the_city(
    city: Callable[[str], Report], city_read: Callable[[str], Workbook], period: str
) -> None:
    report = city(period)
    counts = compared(report, city_read(period))
    assert counts.total() == sum(1 for _each in cells(report)) > 5000
    assert counts["value"] > 4000
    assert counts["missing"] and counts["not_reported"]


def test_a_changed_cell_is_noticed(small: Report) -> None:
    book = written(small)
    sheet = book["Serier"]
    row = next(r for r in sheet.iter_rows() if isinstance(r[9].value, float))
    row[9].value += 0.1
    with pytest.raises(AssertionError):
        compared(small, book)


def test_numbers_are_numbers_and_shown_as_swedish_numbers(book: Workbook) -> None:
    sheet = book["Indikatorer"]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert {"[$-41D]#,##0", "[$-41D]0.0\u00a0%", "[$-41D]#,##0.00"} <= formats
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {0.667, 1234567, 0, "..", ".", "saknas", "ej rapporterat", "0\u00a0av\u00a00"} <= values


def test_decimals_are_shown_in_the_language_of_the_texts(small: Report) -> None:
    with use_language("en"):
        english = written(small)
    formats = {cell.number_format for row in english["Indicators"].iter_rows() for cell in row if cell.data_type == "n"}
    assert {"[$-41D]#,##0", "[$-809]0.0%", "[$-809]#,##0.00"} <= formats
    assert not any("41D" in each and "." in each for each in formats)


def test_text_that_begins_like_a_formula_stays_text(book: Workbook) -> None:
    texts = [cell for cell in every_cell(book) if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert len(texts) > 20
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts)
    assert sample.FORMULA in {cell.value for cell in texts}
    assert not [cell for cell in every_cell(book) if cell.data_type in ("f", "e")]


def test_characters_that_a_workbook_cannot_hold_are_left_out(book: Workbook) -> None:
    values = {cell.value for cell in every_cell(book)}
    assert "rad ett\nrad två med _x0041_ och  kvar" in values


def test_a_text_longer_than_a_cell_is_cut_with_a_sign(small: Report) -> None:
    goal = small.goals[0].model_copy(update={"text": "å" * 40_000})
    report = small.model_copy(update={"goals": (goal, *small.goals[1:])})
    longest = max((str(cell.value) for cell in every_cell(written(report))), key=len)
    assert longest == "å" * 32_766 + "…"


def test_sheets_and_their_order(book: Workbook) -> None:
    assert book.sheetnames == [
        "Sammanfattning", "M1", "M2", "Frågor", "Rapportering", "Metod och tecken", "Bedömningar", "Definitioner",
        "Indikatorer", "Aktiviteter", "Aktiviteter × nämnder", "Serier", "Data", "Diagramdata",
    ]  # fmt: skip
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_every_sheet_is_headed_and_prints_on_landscape_a4(book: Workbook) -> None:
    for sheet in (each for each in book if each.title not in ("Data", "Diagramdata")):
        heading = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
        for part in ("Program mot våld", "2023-T2", "2023-01-01–2023-08-31", "2024-10-01", "av\u00a04"):
            assert part in heading, (sheet.title, part)
        assert "Internt – får ej spridas" in heading
        assert "Påhittade uppgifter" in heading
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        searched = sheet.title in SEARCHED
        assert sheet.title == "Metod och tecken" or (sheet.freeze_panes and sheet.print_title_rows), sheet.title
        assert (sheet.oddFooter.right.text == "Sida &P av &N") != searched
        assert searched or re.search("våld &&? förtryck", sheet.oddHeader.left.text)


def test_a_published_report_of_real_figures_bears_no_mark() -> None:
    book = written(sample.report(audience="published", fictional=False))
    texts = {str(cell.value) for cell in every_cell(book)}
    assert not [text for text in texts if "spridas" in text or "Påhittade" in text]


def test_a_row_keeps_its_filter_columns_unique(book: Workbook) -> None:
    for name in ("Indikatorer", "Serier", "Aktiviteter", "Rapportering"):
        sheet = book[name]
        (table,) = sheet.tables.values()
        head = [cell.value for cell in sheet[table.ref][0]]
        assert table.autoFilter is not None and len(head) == len(set(head))


def test_a_plan_has_no_figures_but_the_plans() -> None:
    book = written(sample.report(asks=("plans",)))
    assert "Aktiviteter × nämnder" not in book.sheetnames
    texts = {str(cell.value) for cell in every_cell(book)}
    assert "-plan" in texts
    assert "Indikatorn följs inte upp i den här perioden." in texts


def test_the_file_says_nothing_about_who_made_it(book: Workbook) -> None:
    properties = book.properties
    assert properties.creator == properties.lastModifiedBy == "Programuppföljning"
    assert properties.created == datetime.combine(TODAY, time())


def test_delayed_is_said_in_words_in_the_matrix(book: Workbook) -> None:
    sheet = book["Aktiviteter × nämnder"]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "pågår, försenad" in values
    assert "genomförd" in values


@pytest.mark.parametrize("period", [None, "2023-T2"])
def test_another_program_reads_the_same(
    period: str | None,
    small: Report,
    city_file: Callable[[str], Path],
    city_read: Callable[[str], Workbook],
    convert: Callable[[Path, str, Path], None],
    tmp_path: Path,
) -> None:
    """LibreOffice opens the workbook and writes every sheet as text; every number and text is compared."""
    file = city_file(period) if period else tmp_path / "sample.xlsx"
    if not period:
        with file.open("wb") as stream:
            write_workbook(small, stream, today=TODAY)
    # comma, double quotes, UTF-8, from row 1; quoted text; values as stored, not as shown; every sheet
    convert(file, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1", tmp_path)
    counts = Counter[str]()
    for sheet in city_read(period) if period else load_workbook(file):
        with (tmp_path / f"{file.stem}-{sheet.title}.csv").open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream))
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            read = lines[cell.row - 1][cell.column - 1]
            if cell.is_date:
                assert read == cell.value.date().isoformat(), (sheet.title, cell.coordinate)
            elif cell.data_type == "b":
                assert read.lower() == str(cell.value).lower(), (sheet.title, cell.coordinate)
            elif cell.data_type == "n" and read.endswith("%"):
                percent = float(read[:-1].replace(",", "."))
                assert round(percent / 100, 6) == round(cell.value, 6), (sheet.title, cell.coordinate)
            elif cell.data_type == "n":
                assert float(read.replace(",", ".")) == cell.value, (sheet.title, cell.coordinate)
            else:
                assert read == cell.value.replace("_x005F_", "_"), (sheet.title, cell.coordinate)
            counts[cell.data_type] += 1
    assert min(counts["n"], counts["s"]) > (20_000 if period else 500)


def test_who_waits_for_the_file_is_told_which_goal_is_written() -> None:
    told: list[tuple[str, int, int]] = []
    report = sample.report()
    FORMATS["xlsx"].write(report, BytesIO(), TODAY, Beside(tell=lambda *step: told.append(step)))
    assert told == [("writing", number, len(report.goals)) for number in range(len(report.goals))]
