"""Reading back: whatever was done to the sheet meanwhile, each field is found by its marks or told of."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.entry_sheets import cells, filled_form, saved
from tracker.entry import sheet_ooxml
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import Sheet, read_sheet

GIVEN = {"I1.1/sex/women/n": "9", "I1.1/sex/women/d": "10", "I1.2/n": "1200", "I1.4/n": "Ja", "A1.1/status": "Pågår",
         "A1.1/start": "2024-02-01", "A1.1/comment": "=inte en formel", "M1/status": "bedöms uppfyllas delvis",
         "M1/perspective/barn/text": "+ text", "I1.1/forecast": "61,5"}  # fmt: skip

MOMENT = datetime(2024, 5, 1, 12, 30)  # noqa: DTZ001 - a spreadsheet's moments have no zone


def changed(change: Callable[[Any], None]) -> Sheet:
    """The sheet of GIVEN, changed in a spreadsheet program and read back."""
    book = load_workbook(io.BytesIO(filled_form(GIVEN)))
    change(book)
    return read_sheet(saved(book))


def given(sheet: Sheet) -> dict[str, str]:
    """What is written in the fields, blank ones left out."""
    return {name: typed.text for name, typed in sheet.typed.items() if typed.text}


def first(book: Any) -> Worksheet:
    sheet: Worksheet = book["Indikatorer"]
    return sheet


def test_the_sheet_comes_back_as_it_was_made() -> None:
    sheet = read_sheet(filled_form(GIVEN, tokens={"I1.2": 17}))
    assert (sheet.program, sheet.unit, sheet.period) == ("prov", "bromma", "2024-T2")
    assert given(sheet) == GIVEN and sheet.refused == ()
    assert sheet.seen["I1.2"] == 17 and sheet.seen["I1.1"] == 0
    assert set(sheet.rows) == {name.rpartition("/")[0] for name in sheet.typed}
    assert sheet.typed["I1.2/n"].place.startswith("Indikatorer ")


def test_each_cell_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first row of each tab twice, and the page of advice: it tells what the tab is."""
    data, read = filled_form(), []
    with ZipFile(io.BytesIO(data)) as package:
        there = [len(re.findall(rb"<c[ >]", package.read(name))) for name in package.namelist() if "/sheet" in name]
    cell = sheet_ooxml._cell
    monkeypatch.setattr(sheet_ooxml, "_cell", lambda *of: read.append(of[0].get("r")) or cell(*of))
    read_sheet(data)
    # The hidden tab, the last of them, only once.
    assert sum(there) <= len(read) < sum(there) + there[-1]


def test_renamed_and_reordered_tabs_and_a_tab_of_notes() -> None:
    def change(book: Any) -> None:
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Flik {number}"
        book.move_sheet("Flik 1", 3)
        book.create_sheet("Anteckningar", 0)["B3"] = "Fråga Amir"

    assert given(changed(change)) == GIVEN


@pytest.mark.parametrize("where", [1, 2, 5, 6, 7, 9])
def test_inserted_rows(where: int) -> None:
    sheet = changed(lambda book: first(book).insert_rows(where, 3))
    assert given(sheet) == GIVEN and sheet.refused == ()


@pytest.mark.parametrize("where", [1, 2, 4, 5, 8])
def test_inserted_columns(where: int) -> None:
    sheet = changed(lambda book: first(book).insert_cols(where, 2))
    assert given(sheet) == GIVEN and sheet.refused == ()


def test_rows_in_another_order() -> None:
    def change(book: Any) -> None:
        rows = [[cell.value for cell in row] for row in first(book).iter_rows(min_row=7)]
        for number, row in enumerate(reversed(rows), start=7):
            for column, value in enumerate(row, start=1):
                first(book).cell(number, column).value = value

    assert given(changed(change)) == GIVEN


def test_columns_in_another_order() -> None:
    def change(book: Any) -> None:
        for row in first(book).iter_rows(min_col=4, max_col=5):
            row[0].value, row[1].value = row[1].value, row[0].value

    assert given(changed(change)) == GIVEN


def test_a_deleted_row_column_or_tab_says_nothing_about_its_fields() -> None:
    row = cells(load_workbook(io.BytesIO(filled_form(GIVEN))))["I1.2/n"].row
    sheet = changed(lambda book: first(book).delete_rows(row))
    assert not any(name.startswith("I1.2/") for name in sheet.typed) and "I1.2" in sheet.rows
    sheet = changed(lambda book: first(book).delete_cols(4))
    assert "I1.2/n" not in sheet.typed and "I1.1/sex/women/d" in sheet.typed
    sheet = changed(lambda book: book.remove(book["Aktiviteter"]))
    assert not any(name.startswith("A") for name in sheet.typed)


def refused(sheet: Sheet) -> list[tuple[str, str]]:
    return [(cell.key.name if cell.key else "", cell.message) for cell in sheet.refused]


@pytest.mark.parametrize("formula", ["=1+1", "=SUM(D8:D9)", "=HYPERLINK(\"http://x\")", "=#REF!"])
def test_a_formula_is_refused_by_cell_and_the_rest_is_read(formula: str) -> None:
    def change(book: Any) -> None:
        cells(book)["I1.2/n"].value = formula

    sheet = changed(change)
    (key, message), = refused(sheet)
    assert key == "I1.2" and "formel" in message
    assert "I1.2/n" not in sheet.typed and given(sheet)["A1.1/status"] == "Pågår"


def test_an_error_value_is_refused() -> None:
    def change(book: Any) -> None:
        cells(book)["I1.2/n"].value = "#DIV/0!"

    (key, message), = refused(changed(change))
    assert key == "I1.2" and "#DIV/0!" in message


def test_merged_cells_are_refused_in_every_row_they_touch() -> None:
    def change(book: Any) -> None:
        top, below = cells(book)["I1.1/sex/women/n"], cells(book)["I1.1/sex/men/n"]
        first(book).merge_cells(f"{top.coordinate}:{below.coordinate}")

    sheet = changed(change)
    assert [key for key, _message in refused(sheet)] == ["I1.1/sex/women", "I1.1/sex/men"]
    assert all("sammanslagna" in message for _key, message in refused(sheet))
    assert "I1.1/sex/men/n" not in sheet.typed, "a blank that the merger made must not clear what is held"


def test_merged_headings_do_no_harm() -> None:
    sheet = changed(lambda book: first(book).merge_cells("B2:F2"))
    assert given(sheet) == GIVEN and sheet.refused == ()


def test_a_row_twice_is_refused_if_it_says_two_things() -> None:
    def copied(value: int) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            row = cells(book)["I1.2/n"].row
            for cell in list(first(book)[row]):
                first(book).cell(60, cell.column).value = cell.value
            first(book).cell(60, 4).value = value

        return change

    assert changed(copied(1200)).refused == ()
    (key, message), = refused(changed(copied(5)))
    assert key == "I1.2" and "två gånger" in message


def test_a_tab_twice_says_the_same_twice() -> None:
    sheet = changed(lambda book: book.copy_worksheet(first(book)))
    assert given(sheet) == GIVEN and sheet.refused == ()


def test_a_column_twice_is_refused() -> None:
    def change(book: Any) -> None:
        first(book).cell(1, 30).value = "tracker:n"

    with pytest.raises(SheetRefused, match="finns två gånger"):
        changed(change)


def test_figures_on_a_row_of_ones_own_are_told_of_and_notes_are_not() -> None:
    def change(book: Any) -> None:
        first(book)["C60"], first(book)["D61"] = "en anteckning", 12

    (key, message), = refused(changed(change))
    assert key == "" and "hör inte till bladet" in message


def test_a_cell_far_away_costs_nothing() -> None:
    def change(book: Any) -> None:
        first(book)["XFD1048576"] = "x"

    assert given(changed(change)) == GIVEN


@pytest.mark.parametrize(("value", "text"), [
    (12, "12"), (12.0, "12"), (12.5, "12,5"), (0, "0"), ("1 234", "1 234"), (" 7 ", " 7 "), (1e15, "1000000000000000"),
    (45.300000000000004, "45,3"), (True, "Ja"), (MOMENT, "2024-05-01"), (date(2024, 5, 1), "2024-05-01"),
    ("-", "-"), (-3, "-3"), (100, "100"), (1200.0, "1200"),
])  # fmt: skip
def test_a_cell_becomes_the_text_that_would_be_typed(value: object, text: str) -> None:
    def change(book: Any) -> None:
        cells(book)["I1.2/n"].value = value

    assert changed(change).typed["I1.2/n"].text == text


def test_a_percentage_is_what_is_shown() -> None:
    def change(book: Any) -> None:
        cells(book)["I1.1/forecast"].value, cells(book)["I1.1/forecast"].number_format = 0.453, "0.0%"

    assert changed(change).typed["I1.1/forecast"].text == "45,3 %"


def test_signs_that_no_text_can_hold_are_left_out_and_escapes_undone() -> None:
    def change(book: Any) -> None:
        cells(book)["A1.1/comment"].value = "a_xD800_b _x005F_x0041_ å"

    assert changed(change).typed["A1.1/comment"].text == "ab _x0041_ å"


def test_a_sheet_of_another_version_or_without_its_hidden_parts() -> None:
    def version(book: Any) -> None:
        book["nyckel"]["B1"] = "99"

    with pytest.raises(SheetRefused, match="annan version"):
        changed(version)
    with pytest.raises(SheetRefused, match="saknas det dolda bladet"):
        changed(lambda book: book.remove(book["nyckel"]))
    with pytest.raises(SheetRefused, match="dolda bladet har ändrats"):
        changed(lambda book: book["nyckel"].delete_rows(3))

    def headless(book: Any) -> None:
        for name in ("Indikatorer", "Aktiviteter", "Mål"):
            book[name].delete_rows(1)

    with pytest.raises(SheetRefused, match="saknar sina dolda nycklar"):
        changed(headless)


def test_a_key_that_was_overwritten_belongs_to_nothing() -> None:
    def change(book: Any) -> None:
        first(book).cell(cells(book)["I1.2/n"].row, 1).value = 5

    sheet = changed(change)
    assert "I1.2/n" not in sheet.typed
    assert [key for key, _message in refused(sheet)] == [""]
