"""The entry sheet of one follow-up: the form as a workbook that is filled in away from the site and sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import BinaryIO

from openpyxl import Workbook

from exports import looks
from exports.cells import Entry, put
from exports.entry_sheet_looks import CHARACTERS_PER_WIDTH, LINE_POINTS, print_setup, register
from exports.entry_sheet_tables import write_table
from exports.text_lines import lines
from tracker.entry.model import Form
from tracker.entry.sheet_layout import CREATOR, FORMAT, HEADS, mark_of, tables
from tracker.words import gettext as _
from tracker.words import language_tag

READ_ME_WIDTH = 80


def write_entry_sheet(
    form: Form,
    target: BinaryIO,
    *,
    tokens: Mapping[str, int],
    words: Mapping[str, str],
    fictional: bool,
    today: date,
) -> None:
    """Write the form as .xlsx, with what it holds so far.

    ``tokens``: per item the version that the sheet shows (absent: 0). ``words``: status and judgement codes of
    earlier periods → words. ``today``: the day that the workbook says it was drawn.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    looks.register(book)
    register(book)
    _describe(book, form, today)
    _read_me(book, form, fictional, today)
    said: dict[str, list[str]] = {}
    for table in tables(form):
        said |= write_table(book, form, table, words, fictional)
    _keys(book, form, tokens, said)
    book.active = 1
    book.save(target)


def _describe(book: Workbook, form: Form, today: date) -> None:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.title = f"{form.program_name}: {form.unit.name} {form.period}"
    properties.language = language_tag()
    properties.created = properties.modified = datetime.combine(today, time())


def _read_me(book: Workbook, form: Form, fictional: bool, today: date) -> None:
    sheet = book.create_sheet(_("Läs mig"))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = READ_ME_WIDTH
    put(sheet, 1, 1, Entry(f"{form.unit.name} – {form.period_name} {form.period.year}", "title"))
    put(sheet, 2, 1, Entry(form.program_name, "subtitle"))
    put(sheet, 3, 1, Entry(_("Sista dag att lämna in: {due}").format(due=form.due.isoformat()), "subtitle"))
    put(sheet, 4, 1, Entry(_("Bladet hämtades {today}.").format(today=today.isoformat()), "subtitle"))
    put(sheet, 5, 1, Entry(_("Påhittade uppgifter") if fictional else None, "mark"))
    for row, sentence in enumerate(_advice(form), start=7):
        put(sheet, row, 1, Entry(f"• {sentence}", "body"))
        sheet.row_dimensions[row].height = lines(sentence, READ_ME_WIDTH * CHARACTERS_PER_WIDTH) * LINE_POINTS + 3
    sheet.protection.sheet = True
    print_setup(sheet, landscape=False)


def _advice(form: Form) -> list[str]:
    counts = [
        _("Noll skrivs som 0. Ett tomt fält betyder att uppgiften inte är lämnad än."),
        _("Kan en uppgift inte lämnas: välj Saknas (och skriv skälet i kommentaren) eller Ej tillämpligt i listan."),
        _("Skriv antal som hela tal. Andelar och summor räknas ut på webbplatsen."),
    ]
    return [
        _("Fyll i de gula cellerna. Det som redan är sparat på webbplatsen står där nu."),
        *([] if form.is_plan else counts),
        _("Skriv värden, inte formler. Kopierar du från ett annat blad: Klistra in special, Värden."),
        _("Bladet är skyddat mot misstag, utan lösenord. Tar du bort skyddet får rader och kolumner flyttas."),
        _("En rad som tas bort ändrar ingenting; en cell som töms tar bort uppgiften."),
        _("Skriv aldrig namn eller personnummer."),
        _("Spara och ladda upp bladet på uppföljningens sida. Du ser skillnaden innan något sparas."),
    ]


def _keys(book: Workbook, form: Form, tokens: Mapping[str, int], said: Mapping[str, list[str]]) -> None:
    """The hidden sheet: what the workbook is about, and each row's key with its item's version and the marks of what it
    says beside its fields."""
    sheet = book.create_sheet("nyckel")
    values = (FORMAT, form.program, form.unit.code, form.period.code)
    for row, pair in enumerate(zip(HEADS, values, strict=True), start=1):
        put(sheet, row, 1, Entry(pair[0], "quiet"))
        put(sheet, row, 2, Entry(pair[1], "quiet"))
    rows = (line for table in tables(form) for _goal, rows in table.goals for line in rows if line.fields)
    for row, line in enumerate(rows, start=len(HEADS) + 1):
        put(sheet, row, 1, Entry(line.key.name, "quiet"))
        put(sheet, row, 2, Entry(str(tokens.get(line.key.item, 0)), "quiet"))
        put(sheet, row, 3, Entry(" ".join(mark_of(text) for text in said[line.key.name] if text), "quiet"))
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
