"""Workbooks as many programs and people leave them: figures are read as they are shown, or told in one sentence.

Each kind of change is made in the parts of a sound sheet, so that it costs milliseconds.
"""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.cpu import seconds
from tests.entry import sample
from tests.entry_sheets import cells, filled_form, rewritten, saved
from tracker.entry.sheet_identity import without_misplaced
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import Sheet, read_sheet

GIVEN = {"I1.1/sex/women/n": "9", "I1.1/sex/women/d": "10", "I1.2/n": "26", "I1.2/d": "29", "I1.1/forecast": "61,5",
         "A1.1/status": "Pågår", "A1.1/start": "2024-02-01", "A1.1/comment": "klart"}  # fmt: skip
TABLE = "xl/worksheets/sheet2.xml"


@cache
def sound() -> bytes:
    return filled_form(GIVEN)


@cache
def places() -> dict[str, str]:
    """Field name → the cell in which it stands."""
    return {name: cell.coordinate for name, cell in cells(load_workbook(io.BytesIO(sound()))).items()}


def part(change: Callable[[str], str], name: str = TABLE) -> Sheet:
    """The sheet with one part of its package changed as text."""
    return read_sheet(rewritten(sound(), name, lambda old: change(old.decode()).encode()))


def with_cell(field: str, xml: str, style: str = "") -> Sheet:
    """The sheet with one cell written anew: ``xml`` is what stands in it, with its own type."""
    place = places()[field]

    def change(text: str) -> str:
        start = text.index(f'<c r="{place}"')
        end = min(e for e in (text.find("</c>", start) + 4, text.find("/>", start) + 2) if e > start + 4)
        old = text[start:end]
        look = old[old.index(" s=") :].split('"')[1]
        return text[:start] + f'<c r="{place}" s="{style or look}" {xml}</c>' + text[end:]

    return part(change)


def given(sheet: Sheet) -> dict[str, str]:
    return {name: typed.text for name, typed in sheet.typed.items() if typed.text}


def styled(field: str, value: object, pattern: str) -> Sheet:
    """The sheet with a number in a format of its own, as a spreadsheet program saves it."""
    book = load_workbook(io.BytesIO(sound()))
    cell = cells(book)[field]
    cell.value, cell.number_format = value, pattern
    return read_sheet(saved(book))


Change = Callable[[str], str]


def after(end: str, xml: str) -> Change:
    """Put something in before an end tag."""
    return lambda text: text.replace(end, xml + end)


STYLES = "xl/styles.xml"
CONDITIONAL = '<conditionalFormatting sqref="A"><cfRule type="odd"/></conditionalFormatting>'
LOOKS: dict[str, tuple[str, Change]] = {
    "empty fill": (STYLES, after("</fills>", "<fill/>")),
    "font family": (STYLES, after("</font>", '<family val="255"/>')),
    "no styles": (STYLES, lambda _t: "<styleSheet/>"),
    "broken styles": (STYLES, lambda t: t[: len(t) // 2]),
    "style without a name": (STYLES, after("</cellStyles>", '<cellStyle xfId="0"/>')),
    "unknown border": (STYLES, after("</borders>", '<border><left style="wavy"/></border>')),
    "colour of nothing": (STYLES, lambda t: t.replace('rgb="FF', 'rgb="ZZ')),
    "view state": (TABLE, after("</sheetViews>", '<sheetView view="odd" workbookViewId="x"/>')),
    "conditional format": (TABLE, after("<pageMargins", CONDITIONAL)),
    "extension": (TABLE, after("</worksheet>", '<extLst><ext uri="{x}"><odd/></ext></extLst>')),
    "no properties": ("docProps/core.xml", lambda _t: ""),
    "broken properties": ("docProps/core.xml", lambda t: t[:-9]),
    "validation": (TABLE, lambda t: t.replace("<dataValidation ", '<dataValidation imeMode="odd" ', 1)),
}  # fmt: skip


@pytest.mark.parametrize("kind", LOOKS)
def test_faults_in_looks_and_properties_cost_nothing(kind: str, recwarn: pytest.WarningsRecorder) -> None:
    name, change = LOOKS[kind]
    sheet = part(change, name)
    # Where no number format can be read, a day is its number; the field then asks whether 2024-02-01 is meant.
    day = {"A1.1/start": "45323"} if kind in ("no styles", "broken styles") else {}
    assert given(sheet) == GIVEN | day and sheet.refused == () and sheet.outside == ()
    assert list(recwarn) == []


def test_a_custom_property_without_a_value() -> None:
    stream = io.BytesIO(sound())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("docProps/custom.xml", "<Properties><property/></Properties>")
    assert given(read_sheet(stream.getvalue())) == GIVEN


def test_strict_open_xml_and_other_names_of_parts() -> None:
    transitional, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace(f"{transitional}spreadsheetml/2006/main", f"{strict}spreadsheetml/main")
            text = text.replace(f"{transitional}officeDocument/2006/", f"{strict}officeDocument/")
            new.writestr(name.replace("xl/", "ark/"), text.replace("xl/", "ark/"))
    assert given(read_sheet(stream.getvalue())) == GIVEN


@pytest.mark.parametrize(("value", "pattern", "text"), [
    (0.4, '0.0"%"', "0,4"), (84, '0"%"', "84"), (0.4, "0.0\\%", "0,4"), (84, '0" %"', "84"), (84, "0_%", "84"),
    (0.4, "0.0%", "40 %"), (0.453, "0%", "45,3 %"), (0.453, "0.0 %;-0.0 %", "45,3 %"), (84, '0;0%', "84"),
    (0.5, "[<1]0%;0", "50 %"), (84, "[<1]0%;0", "84"), (0.5, '[Red]0%', "50 %"), (0.0045, "0.00%", "0,45 %"),
    (45.333333333333336, "0.0", "45,3"), (45.333333333333336, "General", "45,333"), (45.37, "0.0", "45,37"),
    (2 / 3, "0.0%", "66,7 %"), (2 / 3, "0%", "67 %"), (0.4, "[$-41D]0.0%", "40 %"), (0.4, '0"%"%', "40 %"),
    (0.4, '0.0" procent"', "0,4"),
    (99.99999999, "0", "100"), (1e-17, "General", "0"),
    (45.35, "0.0", "45,35"), (45.33333, "# ?/?", "45,333"),
    (45.30000000000001, "0.0000", "45,3"),
])  # fmt: skip
def test_a_forecast_is_read_as_it_was_shown(value: float, pattern: str, text: str) -> None:
    sheet = styled("I1.1/forecast", value, pattern)
    assert sheet.refused == () and given(sheet)["I1.1/forecast"] == text


@pytest.mark.parametrize(("value", "pattern", "note"), [
    (45.333333333333336, "0.0", "45,3333333333333 lästes som 45,3."),
    (2 / 3, "0.0%", "66,6666666666667 lästes som 66,7 %."),
    (45.37, "0.0", ""), (45, "0.00", ""), (0.453, "0%", ""),
])  # fmt: skip
def test_what_was_rounded_is_said(value: float, pattern: str, note: str) -> None:
    assert [told.message for told in styled("I1.1/forecast", value, pattern).notes] == ([note] if note else [])


@pytest.mark.parametrize(("value", "pattern", "text"), [
    (12, "0.00", "12"), (12, '0" st"', "12"), (1234, "# ##0", "1234"), (12, "0.0E+00", "12"),
    (45717, "General", "45717"),
    (45717, "yyyy-mm-dd", "2025-03-01"), (0.5, "h:mm", "12:00"), (1.5, "[h]:mm", "36:00:00"), (12, "@", "12"),
    (-0.0, "0", "0"),
    (12, '_-* #,##0 _k_r_-;-* #,##0 _k_r_-;_-* "-"?? _k_r_-', "12"), (12, "[$-41D]0", "12"), (12, '0 "av 29"', "12"),
    (12, "[DBNum1]0", "12"), (12, "000", "12"),
])  # fmt: skip
def test_a_count_is_what_stands_in_the_cell(value: float, pattern: str, text: str) -> None:
    assert given(styled("I1.2/n", value, pattern))["I1.2/n"] == text


@pytest.mark.parametrize(("value", "pattern", "seen"), [
    (12000, "0,", "12"), (12345, "#,##0,", "12"), (12_000_000, "0,,", "12"), (12000, '0.0,"k"', "12"),
    (1500, "0,;-0,", "2"),
])  # fmt: skip
def test_thousands_left_out_are_told(value: float, pattern: str, seen: str) -> None:
    (cell,) = styled("I1.2/n", value, pattern).refused
    assert f"Cellen visar {seen} men innehåller" in cell.message


@pytest.mark.parametrize(("value", "pattern"), [(12, ";;;"), (12, '"ja"'), (0, '0;-0;"–"'), (12, '[=12]"tolv";0')])
def test_a_number_that_its_cell_does_not_show_is_said(value: int, pattern: str) -> None:
    sheet = styled("I1.2/n", value, pattern)
    assert given(sheet)["I1.2/n"] == str(value)
    assert [note.message for note in sheet.notes] == [f"Cellen visar inte sitt tal; {value} lästes."]


@pytest.mark.parametrize("digits", [250301, 20250301])
def test_the_digits_of_a_day_in_a_cell_that_shows_days(digits: int) -> None:
    sheet = styled("A1.1/start", digits, "yyyy-mm-dd")
    assert given(sheet)["A1.1/start"] == "2025-03-01"
    assert [note.message for note in sheet.notes] == [f"Cellen innehåller talet {digits}; det lästes som 2025-03-01."]


@pytest.mark.parametrize("value", [11.6, 12.4, 0.2, 11.999, 1234.5])
def test_a_count_that_only_looks_whole_is_told(value: float) -> None:
    (cell,) = styled("I1.2/n", value, "0").refused
    assert "Cellen visar" in cell.message and cell.key is not None and cell.key.item == "I1.2"


@pytest.mark.parametrize(("xml", "text"), [
    ("><f>10+5</f><v>15</v>", "15"), ('t="str"><f>"a"</f><v>a</v>', "a"), ("><f>SUM(A1:A2)</f><v>0</v>", "0"),
    ('t="b"><f>TRUE()</f><v>1</v>', "Ja"), ('><f t="shared" si="0"/><v>7</v>', "7"),
    ('><f t="array" ref="D8">1</f><v>1</v>', "1"),
])  # fmt: skip
def test_a_formula_counts_by_its_value_and_that_is_said(xml: str, text: str) -> None:
    sheet = with_cell("I1.2/n", xml)
    assert given(sheet)["I1.2/n"] == text and sheet.refused == ()
    assert [note.message for note in sheet.notes] == [f"Cellen har en formel; dess värde {text} lästes."]


@pytest.mark.parametrize(("xml", "words"), [
    ("><f>10+5</f>", "formel utan värde"), ("><f>10+5</f><v></v>", "formel utan värde"), ("><v>NaN</v>", "inget tal"),
    ('t="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!"), ('t="e"><v>#N/A</v>', "#N/A"), ("><v>INF</v>", "inget tal"),
    ("><v>1e999</v>", "inget tal"), ("><v>x</v>", "inget tal"), (f"><v>{'9' * 5000}</v>", "inget tal"),
])  # fmt: skip
def test_a_cell_that_holds_no_value_is_refused_and_the_rest_is_read(xml: str, words: str) -> None:
    sheet = with_cell("I1.2/n", xml)
    assert [words in cell.message for cell in sheet.refused] == [True]
    assert given(sheet) == {name: text for name, text in GIVEN.items() if name != "I1.2/n"}


def moved(change: Callable[[Any], None]) -> Sheet:
    """The sheet changed by a person, and looked at as an upload is."""
    book = load_workbook(io.BytesIO(sound()))
    change(book["Indikatorer"])
    return without_misplaced(sample.form(), read_sheet(saved(book)))


def columns_sorted(sheet: Any, first: int, last: int) -> None:
    """The visible columns in another order of rows, while the hidden key stays where it was."""
    rows = [row for row in range(7, 30) if sheet.cell(row, 1).value]
    block = [[sheet.cell(row, column).value for column in range(first, last)] for row in rows]
    for row, values in zip(rows, reversed(block), strict=True):
        for column, value in enumerate(values, start=first):
            sheet.cell(row, column).value = value


def test_columns_sorted_without_their_key_move_no_figure() -> None:
    sheet = moved(lambda tab: columns_sorted(tab, 2, 12))
    told = {cell.key.name: cell.message for cell in sheet.refused if cell.key}
    assert "Raden visar I1.2 men hör till I1.1" in told["I1.1/sex/women"] or "Raden visar" in told["I1.1/sex/women"]
    assert not any(name.startswith(("I1.1/", "I1.3/", "I1.4/")) and text for name, text in given(sheet).items())


def test_columns_shifted_down_a_row_move_no_figure() -> None:
    def shift(tab: Any) -> None:
        for row in range(20, 6, -1):
            for column in range(2, 12):
                tab.cell(row, column).value = tab.cell(row - 1, column).value

    sheet = moved(shift)
    assert not any(name.startswith("I") for name in given(sheet)) and sheet.refused


@pytest.mark.parametrize("shown", ["i1.2", "\u00a0I1.2 ", "I1.2 (klar)", "I1.2: klar", "I1.2* se nedan"])
def test_a_note_beside_the_code_moves_nothing(shown: str) -> None:
    """What was written there is told not to be read; spaces and capitals are nothing that somebody wrote."""
    place = places()["I1.2/n"].replace("D", "B")
    sheet = moved(lambda tab: tab.__setitem__(place, shown))
    assert sheet.refused == () and given(sheet) == GIVEN
    assert sheet.outside == ((f"Indikatorer {place}",) if "k" in shown or "*" in shown else ())


@pytest.mark.parametrize("shown", ["I1.20", "I1.2.1", "I1.1 (klar)", "Klar", "12"])
def test_another_code_is_another_row(shown: str) -> None:
    sheet = moved(lambda tab: tab.__setitem__(places()["I1.2/n"].replace("D", "B"), shown))
    assert any("Raden visar" in cell.message for cell in sheet.refused) and "I1.2/n" not in given(sheet)


def test_a_formula_of_ones_own_beside_the_table_is_named() -> None:
    """As a program writes it that computes nothing: without a value."""
    book = load_workbook(io.BytesIO(sound()))
    book["Indikatorer"]["M8"] = "=SUM(D7:D12)"
    sheet = read_sheet(saved(book))
    assert sheet.outside == ("Indikatorer M8",) and given(sheet) == GIVEN


@pytest.mark.parametrize("column", [2, 3])
def test_one_visible_column_alone_is_enough_to_tell(column: int) -> None:
    sheet = moved(lambda tab: columns_sorted(tab, column, column + 1))
    assert any("Raden visar" in cell.message for cell in sheet.refused)


@pytest.mark.parametrize("place", ["M8", "Z99", "CZ3000", "XFD1048576", "H60", "CW8"])
def test_what_stands_outside_the_table_is_named(place: str) -> None:
    book = load_workbook(io.BytesIO(sound()))
    book["Indikatorer"][place] = 12
    sheet = read_sheet(saved(book))
    named = [*sheet.outside, *(cell.place for cell in sheet.refused)]
    assert named == [f"Indikatorer {place}"]
    assert given(sheet) == GIVEN


@pytest.mark.parametrize("place", ["B60", "C60", "M1", "J8"])
def test_what_stands_below_or_over_what_can_only_be_read_is_named(place: str) -> None:
    book = load_workbook(io.BytesIO(sound()))
    book["Indikatorer"][place] = 12
    assert without_misplaced(sample.form(), read_sheet(saved(book))).outside == (f"Indikatorer {place}",)


@pytest.mark.parametrize(("field", "column", "text"), [
    ("I1.2/n", 3, "Andel skolor\nvi väntar på svar"), ("I1.1/sex/men/n", 3, "Män och pojkar"), ("A1.1/status", 3, "?"),
    ("I1.2/n", 10, "se mejlet"), ("M1/status", 3, "Bedömning: 12 av 14"),
])  # fmt: skip
def test_what_is_typed_over_what_can_only_be_read_is_named(field: str, column: int, text: str) -> None:
    book = load_workbook(io.BytesIO(sound()))
    cell = cells(book)[field]
    written = cell.parent.cell(cell.row, column)
    assert written.value != text
    written.value = text
    sheet = without_misplaced(sample.form(), read_sheet(saved(book)))
    assert sheet.outside == (f"{cell.parent.title} {written.coordinate}",)
    assert sheet.refused == () and given(sheet) == GIVEN


def test_a_sheet_made_before_rows_had_marks_is_read_as_ever() -> None:
    book = load_workbook(io.BytesIO(sound()))
    book["nyckel"].delete_cols(3)
    sheet = without_misplaced(sample.form(), read_sheet(saved(book)))
    assert sheet.outside == () and given(sheet) == GIVEN


def test_a_tab_of_ones_own_is_named_and_the_page_of_advice_is_not() -> None:
    book = load_workbook(io.BytesIO(sound()))
    book.create_sheet("Anteckningar")["B2"] = "ring Sara"
    book.create_sheet("Tom")
    assert read_sheet(saved(book)).outside == ("Fliken ”Anteckningar”",)
    assert without_misplaced(sample.form(), read_sheet(sound())).outside == ()


def copied_without_marks(sheet: Any) -> None:
    """The visible cells as values on a new tab, the old one removed."""
    new = sheet.parent.create_sheet("Kopia")
    for row in sheet.iter_rows(min_row=7, min_col=2, values_only=True):
        new.append(row)
    sheet.parent.remove(sheet)


def keys_emptied(sheet: Any) -> None:
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, 1).value = None


def heads_and_keys_removed(sheet: Any) -> None:
    sheet.delete_rows(1, 5)
    sheet.delete_cols(1)


@pytest.mark.parametrize("change", [copied_without_marks, keys_emptied, heads_and_keys_removed])
def test_a_tab_is_recognised_by_its_codes(change: Callable[[Any], None]) -> None:
    with pytest.raises(SheetRefused, match="saknar sina dolda nycklar"):
        moved(change)


@pytest.mark.parametrize("change", ["key column", "marks", "both"])
def test_a_tab_without_its_keys_is_never_read_in_part(change: str) -> None:
    book = load_workbook(io.BytesIO(sound()))
    if change != "marks":
        book["Indikatorer"].delete_cols(1)
    if change != "key column":
        book["Indikatorer"].delete_rows(1)
    with pytest.raises(SheetRefused, match="saknar sina dolda nycklar"):
        read_sheet(saved(book))


def test_a_wrong_workbook_is_told_to_be_one_before_its_size() -> None:
    book = Workbook(write_only=True)
    tab = book.create_sheet("Data")
    for number in range(6000):
        tab.append([number, "x"])
    with pytest.raises(SheetRefused, match="inget uppföljningsblad härifrån"):
        read_sheet(saved(book))


def grown(old: bytes, piece: str) -> bytes:
    return after("</worksheet>", piece)(old.decode()).encode()


def test_reading_is_linear_in_the_size_of_the_sheet() -> None:
    """Merged cells, rows and texts: twice as much takes about twice as long, with room for a busy machine."""
    for piece in ('<mergeCell ref="A1:', "<mergeCell ", "<mergeCell x='"):
        times = []
        for size in (40_000, 80_000):
            data = rewritten(sound(), TABLE, partial(grown, piece=piece * size))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
            with pytest.raises(SheetRefused):
                read_sheet(data)
            times.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
        assert times[1] < 4 * times[0] + 0.3, (piece, times)


def test_a_large_sound_sheet_is_quick() -> None:
    note = '<row r="{n}"><c r="C{n}" t="inlineStr"><is><t>anteckning</t></is></c></row>'
    rows = "".join(note.format(n=n) for n in range(100, 4900))
    data = part(after("</sheetData>", rows))
    assert seconds(lambda: given(data)) < 2
    assert given(data) == GIVEN
