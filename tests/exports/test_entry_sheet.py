"""The entry sheet as a spreadsheet program shows it: what is locked, listed and beside, and how it prints."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from exports.entry_sheet import write_entry_sheet
from exports.entry_sheet_tables import HEAD
from tests.entry import sample
from tests.entry_sheets import cells, filled
from tracker.entry.choices import code_of
from tracker.entry.model import Form
from tracker.entry.sheet_reading import read_sheet
from tracker.rows import RowKey, Value
from tracker.words import LANGUAGES, use_language

ROWS = [
    sample.row("I1.1", "bromma", "2024-T1", 3, 4, category="women"),
    sample.row("I1.1", "bromma", "2024-T1", 0, 0, category="men"),
    sample.row("I1.2", "bromma", "2023-T2", 6, 11),
    sample.row("A1.1", "bromma", "2024-VP", text="=plan", start=sample.date(2024, 2, 1)),
    sample.row("A1.1", "bromma", "2024-T1", status="ongoing", comment="enligt plan."),
]
WORDS = {"ongoing": "Pågår"}
HELD = {
    RowKey("I1.2"): Value(n=1234, d=2000, comment="=1+1 är ingen formel"),
    RowKey("I1.4"): Value(n=0, d=1),
    RowKey("A1.1"): Value(status="done", start=sample.date(2024, 2, 1), comment="+46"),
    sample.UNKNOWN: Value(empty="-", comment="@saknas"),
}


def made(form: Form, **more: Any) -> bytes:
    stream = io.BytesIO()
    given = {"tokens": {}, "words": WORDS, "fictional": False, **more}
    write_entry_sheet(form, stream, today=sample.date(2024, 9, 1), **given)
    return stream.getvalue()


@pytest.fixture(scope="module")
def data() -> bytes:
    return made(sample.form(values=HELD, rows=ROWS))


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def named(book: Any) -> dict[str, Cell]:
    return cells(book)


def test_every_field_of_the_form_has_one_cell_that_holds_what_is_held(named: dict[str, Cell]) -> None:
    fields = {field.name for field in sample.form().fields()}
    assert fields <= set(named)
    shown = {name: named[name].value for name in sorted(fields) if named[name].value is not None}
    assert {name: getattr(value, "date", lambda value=value: value)() for name, value in shown.items()} == {
        "A1.1/comment": "+46",
        "A1.1/start": sample.date(2024, 2, 1),
        "A1.1/status": "Genomförd",
        "I1.1/sex/unknown/comment": "@saknas",
        "I1.1/sex/unknown/empty": "Saknas",
        "I1.2/comment": "=1+1 är ingen formel",
        "I1.2/d": 2000,
        "I1.2/n": 1234,
        "I1.4/n": "Nej",
    }


def test_texts_are_never_formulas(book: Any, named: dict[str, Cell]) -> None:
    assert [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    assert named["I1.2/comment"].data_type == "s" and named["A1.1/comment"].quotePrefix


def test_only_the_fields_can_be_written_in(book: Any, named: dict[str, Cell]) -> None:
    fields = {field.name for field in sample.form().fields()}
    open_ = {(c.parent.title, c.coordinate) for name, c in named.items() if name in fields}
    for sheet in book.worksheets:
        assert sheet.protection.sheet and not sheet.protection.password
        unlocked = {(sheet.title, c.coordinate) for row in sheet.iter_rows() for c in row if not c.protection.locked}
        assert unlocked == {place for place in open_ if place[0] == sheet.title}


def validation(cell: Cell) -> Any:
    return next((v for v in cell.parent.data_validations.dataValidation if cell.coordinate in v.sqref), None)


def test_lists_and_limits_are_where_they_belong(named: dict[str, Cell]) -> None:
    assert validation(named["A1.1/status"]).formula1 == '"Ej påbörjad,Pågår,Genomförd,Avbruten"'
    assert validation(named["M1/status"]).formula1.startswith('"bedöms uppfyllas helt,')
    assert validation(named["I1.1/sex/women/empty"]).formula1 == '"Saknas,Ej tillämpligt"'
    assert validation(named["I1.4/n"]).formula1 == '"Ja,Nej"'
    whole = validation(named["I1.2/n"])
    assert (whole.type, whole.formula1, whole.showErrorMessage, whole.allow_blank) == ("whole", "0", True, True)
    assert validation(named["A1.1/comment"]) is None


def beside(cell: Cell, title: str) -> object:
    heads = {c.value: c.column for c in cell.parent[5]}
    return cell.parent.cell(cell.row, heads[title]).value


def test_earlier_periods_and_the_plan_stand_beside(named: dict[str, Cell]) -> None:
    assert beside(named["I1.1/sex/women/n"], "2024-T1") == "3 av 4 (75,0\u00a0%)"
    assert beside(named["I1.1/forecast"], "2024-T1") == "3 av 4 (75,0\u00a0%)", "the whole, summed"
    assert beside(named["I1.1/sex/men/n"], "2024-T1") == "0 av 0"
    assert beside(named["I1.2/n"], "2023-T2") == "6 av 11 (54,5\u00a0%)"
    assert beside(named["I1.2/n"], "2024-T1") == "ej rapporterat"
    assert beside(named["A1.1/status"], "Planen för året") == "=plan. 2024-02-01 – …."
    assert beside(named["A1.1/status"], "2024-T1") == "Pågår. enligt plan."


def test_a_merged_body_sees_the_sum_of_its_predecessors() -> None:
    rows = [sample.row("I1.2", unit, "2023-T1", n, 10) for unit, n in (("norr", 2), ("soder", 3))]
    named = cells(load_workbook(io.BytesIO(made(sample.form("jarva", "2023-T2", rows=rows)))))
    assert beside(named["I1.2/n"], "2023-T1") == (
        "5 av 20 (25,0\u00a0%)\nSumman av Norr och Söder.\nNorr 2 av 10 (20,0\u00a0%) + Söder 3 av 10 (30,0\u00a0%)"
    )


def test_keys_are_hidden_and_headings_stay_in_view(book: Any) -> None:
    assert book.sheetnames == ["Läs mig", "Indikatorer", "Aktiviteter", "Mål", "nyckel"]
    assert book["nyckel"].sheet_state == "hidden" and book.active.title == "Indikatorer"
    for sheet in book.worksheets[1:4]:
        assert sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden
        assert sheet.freeze_panes == "D6" and sheet.print_title_rows == "$5:$5"
        assert sheet.print_area.startswith(f"'{sheet.title}'!$B$2:")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet["B2"].value.startswith("Bromma – T2 2024: ")


def test_invented_figures_are_marked_on_every_sheet() -> None:
    book = load_workbook(io.BytesIO(made(sample.form(), fictional=True)))
    for sheet in book.worksheets[:4]:
        assert "Påhittade uppgifter" in [c.value for row in sheet["A1:B5"] for c in row]


def test_a_plan_asks_for_plans_and_targets_only() -> None:
    named = cells(load_workbook(io.BytesIO(made(sample.form(period="2024-VP")))))
    fields = {field.name for field in sample.form(period="2024-VP").fields()}
    assert fields <= set(named) and "A1.1/text" in fields and "I1.2/target" in fields
    assert named["A1.1/text"].parent.title == "Aktiviteter"
    assert "M1/status" not in named and "I1.2/n" not in named


def test_libreoffice_opens_it_and_what_it_saves_is_read_back_right(data: bytes, tmp_path: Path) -> None:
    """Filled in, saved by another program, with the hidden marks, the protection and the lists still there."""
    values = {"I1.1/sex/women/n": 9, "I1.1/sex/women/d": "1 200", "I1.4/n": "Ja", "A1.2/status": "Pågår",
              "A1.2/start": sample.date(2024, 3, 1), "A1.2/comment": "=ingen formel",
              "M1/text": "rad ett\nrad två", "I1.3/forecast": 45.5, "I1.2/n": None}  # fmt: skip
    (tmp_path / "blad.xlsx").write_bytes(filled(data, values))
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-calc (make test does it as root)"
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", "sparat", "blad.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "sparat" / "blad.xlsx").read_bytes()
    before, after = read_sheet((tmp_path / "blad.xlsx").read_bytes()), read_sheet(saved)
    assert {n: t.text for n, t in after.typed.items()} == {n: t.text for n, t in before.typed.items()}
    assert (after.unit, after.period, after.seen, after.refused) == (before.unit, before.period, before.seen, ())
    written = {"I1.1/sex/women/n": "9", "I1.1/sex/women/d": "1 200", "A1.2/start": "2024-03-01",
               "M1/text": "rad ett\nrad två", "I1.3/forecast": "45,5",
               "A1.2/comment": "=ingen formel", "A1.1/comment": "+46", "I1.2/n": ""}  # fmt: skip
    assert {name: after.typed[name].text for name in written} == written
    book = load_workbook(io.BytesIO(saved))
    assert book["nyckel"].sheet_state == "hidden" and book["Indikatorer"].protection.sheet
    assert validation(cells(book)["A1.1/status"]) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_of_a_column_is_broken_inside_a_word(language: str) -> None:
    with use_language(language):
        book = load_workbook(io.BytesIO(made(sample.form())))
    for sheet in book.worksheets[1:-1]:
        for cell in sheet[HEAD]:
            longest = max(map(len, str(cell.value or "").split()), default=0)
            assert sheet.column_dimensions[cell.column_letter].hidden or longest < sheet.column_dimensions[
                cell.column_letter
            ].width, (sheet.title, cell.value)


def test_a_sheet_is_read_whatever_language_it_was_made_in() -> None:
    """A colleague may have fetched it in another; its own answers are words of the tool, not of the program."""
    read = {}
    for language in LANGUAGES:
        with use_language(language):
            form = sample.form(values=HELD, rows=ROWS)
            book = load_workbook(io.BytesIO(made(form)))
            titles = [str(sheet.cell(5, column).value) for sheet in book.worksheets for column in range(1, 9)]
        stream = io.BytesIO()
        book.save(stream)
        typed = read_sheet(stream.getvalue()).typed
        fields = {field.name: field for field in sample.form(values=HELD, rows=ROWS).fields()}
        read[language] = {name: code_of(fields[name], each.text) for name, each in typed.items() if name in fields}
        assert ("Numerator" in titles or "Count" in titles) == (language == "en"), titles
    assert read["sv"] == read["en"]
    assert read["en"]["I1.4/n"] == "0" and "-" in read["en"].values()
