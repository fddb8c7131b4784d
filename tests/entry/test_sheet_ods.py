"""Cells of an OpenDocument spreadsheet: values as they were shown, formulas, errors, repeated and merged cells."""

from __future__ import annotations

import resource

import pytest

from tracker.entry.sheet_book import Cell, Tab
from tracker.entry.sheet_cells import CellFault, said
from tracker.entry.sheet_ods import read_ods
from tracker.entry.sheet_xml import TooManyCells

NAMES = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
         'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
         'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"')  # fmt: skip


def tab(rows: str) -> Tab:
    content = f'<office:x {NAMES}><table:table table:name="A">{rows}</table:table></office:x>'
    (found,) = read_ods({"content.xml": content.encode()}).tabs
    return found


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}>{text}</table:table-cell>"


def number(value: str, shown: str | None, kind: str = "float", more: str = "") -> str:
    text = "" if shown is None else f"<text:p>{shown}</text:p>"
    return cell(f'office:value-type="{kind}" office:value="{value}" {more}', text)


def only(xml: str) -> Cell:
    ((_number, cells),) = tab(row(xml)).rows()
    return cells[1]


FORMULA = 'table:formula="of:=10+5"'


@pytest.mark.parametrize(("xml", "text", "note"), [
    (number("12", "12"), "12", ""), (number("12", "12,00"), "12", ""), (number("1234", "1 234"), "1234", ""),
    (number("12", None), "12", ""), (number("0.75", "75 %", "percentage"), "75 %", ""),
    (number("0.753", "75%", "percentage"), "75,3 %", ""), (number("0.753", None, "percentage"), "75,3 %", ""),
    (number("45.3333333333", "45,3"), "45,3", "45,3333333333 lästes som 45,3."),
    (number("12", "12,00 kr", "currency"), "12", ""), (number("84", "84%"), "84", ""),
    (number("12000", "12"), "12000", "Cellen visar inte sitt tal; 12000 lästes."),
    (number("12", "tolv"), "12", "Cellen visar inte sitt tal; 12 lästes."),
    (number("15", "15", more=FORMULA), "15", "Cellen har en formel; dess värde 15 lästes."),
    (cell('office:value-type="date" office:date-value="2025-03-01T12:00:00"', "<text:p>1 mars</text:p>"),
     "2025-03-01", ""),
    (cell('office:value-type="time" office:time-value="PT36H"', "<text:p>36:00</text:p>"), "36:00", ""),
    (cell('office:value-type="boolean" office:boolean-value="true"', "<text:p>SANT</text:p>"), "Ja", ""),
    (cell('office:value-type="string"', "<text:p>a<text:s text:c='2'/>b<text:line-break/>c</text:p><text:p>d</text:p>"),
     "a  b\nc\nd", ""),
    (cell('office:value-type="string"', "<office:annotation><text:p>not</text:p></office:annotation><text:p>a"
          "<text:span>b</text:span></text:p>"), "ab", ""),
    (cell('office:value-type="string" office:string-value="a"'), "a", ""),
])  # fmt: skip
def test_a_cell_is_read_as_it_was_shown(xml: str, text: str, note: str) -> None:
    found = said(only(xml), decimals=True)
    assert (found.text, found.note) == (text, note)


@pytest.mark.parametrize("xml", [
    cell(f'{FORMULA} office:value-type="string" office:string-value=""', "<text:p>#DIV/0!</text:p>"),
    number("0", "Err:502", more=FORMULA), number("0", "#N/A", more=FORMULA), cell(FORMULA), number("x", "x"),
    number("1e999", None), number("NaN", "NaN"),
])  # fmt: skip
def test_what_holds_no_value_is_told(xml: str) -> None:
    with pytest.raises(CellFault, match=r"Cellen (visar felet|innehåller)"):
        said(only(xml), decimals=False)


def test_repeated_and_merged_cells_stand_where_they_are_seen() -> None:
    empty = 'table:number-columns-repeated="16380"'
    found = tab(row(cell(empty), 'table:number-rows-repeated="3"') + row(
        cell('table:number-columns-repeated="2"') + number("7", "7", more='table:number-columns-repeated="2"')
        + cell(empty), 'table:number-rows-repeated="2"')
        + row(cell('table:number-columns-spanned="2" table:number-rows-spanned="3"')
              + "<table:covered-table-cell/>" + number("8", "8")))  # fmt: skip
    places = {(r, c): held.raw for r, cells in found.rows() for c, held in cells.items()}
    assert places == {(4, 3): "7", (4, 4): "7", (5, 3): "7", (5, 4): "7", (6, 3): "8"}
    assert found.merged == ((6, 1, 8, 2),) and found.shows_empty


@pytest.mark.parametrize("xml", [
    row(number("7", "7"), 'table:number-rows-repeated="1048576"'),
    row(number("7", "7", more='table:number-columns-repeated="999999999"')),
])  # fmt: skip
def test_a_small_file_asks_for_no_more_cells_than_a_sheet_has(xml: str) -> None:
    with pytest.raises(TooManyCells):
        tab(xml)


def test_reading_is_linear_in_the_size_of_the_sheet() -> None:
    times = []
    for size in (2000, 4000):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        tab(row(number("7", "7,00") + cell('office:value-type="string"', "<text:p>a</text:p>")) * size)
        times.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    assert times[1] < 4 * times[0] + 0.3, times
