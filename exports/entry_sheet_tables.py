"""One table of the entry sheet: its yellow cells with their lists and limits, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import Entry, clean, put
from exports.entry_sheet_beside import Beside, beside
from exports.entry_sheet_looks import CHARACTERS_PER_WIDTH, LINE_POINTS, PADDING, look_of, print_setup
from exports.looks import Look
from exports.text_lines import lines
from tracker.entry.field import Field
from tracker.entry.model import Form, GoalEntry
from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import LARGEST, parse_decimal, parse_whole
from tracker.entry.sheet_layout import (
    CODE_MARK,
    COLUMN_MARK,
    KEY_MARK,
    SUBJECT_MARK,
    TEXT_MARK,
    Kind,
    SheetLine,
    Table,
    column_title,
    subject,
    word,
)
from tracker.words import gettext as _

MARKS, TITLE, ABOUT, HEAD = 1, 2, 3, 5
"""Rows of a table's sheet; the marks are hidden. The first row of fields follows the head."""

KEY, CODE, SUBJECT, FIRST = 1, 2, 3, 4
"""Columns; the key is hidden. The first column of fields is FIRST."""

WIDTHS = {"n": 10, "d": 14, "empty": 14, "forecast": 11, "target": 11, "start": 12, "end": 12, "comment": 32}
WIDE = {("indicators", "subject"): 46, ("activities", "subject"): 46, ("judgements", "subject"): 34,
        ("activities", "text"): 52, ("judgements", "text"): 60, ("activities", "status"): 16,
        ("judgements", "status"): 26}  # fmt: skip
LONGEST_LIST = 255
"""Characters of a list that a validation can hold."""


def _name(kind: Kind) -> str:
    return {"indicators": _("Indikatorer"), "activities": _("Aktiviteter"), "judgements": _("Mål")}[kind]


@dataclass
class _Lists:
    """Validations, each made once and given every cell that it applies to."""

    sheet: Worksheet
    made: dict[object, DataValidation] = field(default_factory=dict)

    def limit(self, cell: str, given: Field) -> None:
        validation = self.made.get((given.kind, given.choices)) or self._new(given)
        if validation is not None:
            validation.add(cell)

    def _new(self, given: Field) -> DataValidation | None:
        words = [choice.word for choice in given.choices]
        listed = ",".join(words)
        if given.kind == "whole":
            made = DataValidation("whole", operator="between", formula1="0", formula2=str(LARGEST), allow_blank=True)
            made.error = _("Skriv ett helt tal, 0 eller mer. Är uppgiften okänd: välj Saknas under Kan inte lämnas.")
        elif words and len(listed) <= LONGEST_LIST and not any("," in word for word in words):
            made = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            made.error = _("Välj ett av svaren i listan.")
        else:
            return None
        made.errorTitle = _("Går inte att fylla i")
        made.showErrorMessage = True
        self.sheet.add_data_validation(made)
        self.made[(given.kind, given.choices)] = made
        return made


def write_table(
    book: Workbook, form: Form, table: Table, words: Mapping[str, str], fictional: bool
) -> dict[str, list[str]]:
    """Add the table's sheet to the workbook. Returns per row, by its key, its texts that are only to be read."""
    sheet = book.create_sheet(_name(table.kind))
    shown = beside(form, table, words)
    last = FIRST + len(table.attributes) + len(shown) - 1
    _columns(sheet, table, shown)
    _heading(sheet, form, table, shown, fictional)
    lists, row, said = _Lists(sheet), HEAD + 1, dict[str, list[str]]()
    for goal, rows in table.goals:
        _band(sheet, row, goal, last)
        row += 1
        for line in rows:
            said[line.key.name] = _line(sheet, row, table, line, shown, lists)
            row += 1
    sheet.freeze_panes = sheet.cell(HEAD + 1, FIRST)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.print_area = f"B{TITLE}:{get_column_letter(last)}{row - 1}"
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    # Without a password: protection is against slips, and texts need wider columns at times.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    print_setup(sheet, landscape=True)
    return said


def _columns(sheet: Worksheet, table: Table, shown: tuple[Beside, ...]) -> None:
    widths: dict[int, float] = {CODE: 7, SUBJECT: WIDE[(table.kind, "subject")]}
    for column, attribute in enumerate(table.attributes, start=FIRST):
        widths[column] = WIDE.get((table.kind, attribute)) or WIDTHS[attribute]
        put(sheet, MARKS, column, Entry(COLUMN_MARK + attribute, "quiet"))
    for column, each in enumerate(shown, start=FIRST + len(table.attributes)):
        widths[column] = each.width
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, mark in ((KEY, KEY_MARK), (CODE, CODE_MARK), (SUBJECT, SUBJECT_MARK)):
        put(sheet, MARKS, column, Entry(mark, "quiet"))
    sheet.row_dimensions[MARKS].hidden = True
    sheet.column_dimensions[get_column_letter(KEY)].hidden = True


def _heading(sheet: Worksheet, form: Form, table: Table, shown: tuple[Beside, ...], fictional: bool) -> None:
    period = f"{form.period_name} {form.period.year}"
    put(sheet, TITLE, CODE, Entry(f"{form.unit.name} – {period}: {_name(table.kind).lower()}", "title"))
    sheet.row_dimensions[TITLE].height = 26
    about = _("Fyll i de gula cellerna. Sista dag att lämna in: {due}.").format(due=form.due.isoformat())
    put(sheet, ABOUT, CODE, Entry(about, "subtitle"))
    put(sheet, ABOUT + 1, CODE, Entry(_("Påhittade uppgifter") if fictional else None, "mark"))
    titles = [_("Kod"), _("Uppgift"), *(column_title(table.kind, each) for each in table.attributes)]
    for column, title in enumerate([*titles, *(each.title for each in shown)], start=CODE):
        put(sheet, HEAD, column, Entry(title, "head"))
    put(sheet, HEAD, KEY, Entry(TEXT_MARK, "quiet"))
    sheet.row_dimensions[HEAD].height = 30


def _band(sheet: Worksheet, row: int, goal: GoalEntry, last: int) -> None:
    for column in range(CODE, last + 1):
        cell = put(sheet, row, column, Entry(f"{goal.code} {goal.title}" if column == CODE else None, "text"))
        cell.style = "entry_goal"
    sheet.row_dimensions[row].height = 20


def _line(
    sheet: Worksheet, row: int, table: Table, line: SheetLine, shown: tuple[Beside, ...], lists: _Lists
) -> list[str]:
    """Write one row. Returns its texts that are only to be read."""
    about = subject(table.kind, line)
    if line.fields:
        put(sheet, row, KEY, Entry(line.key.name, "quiet"))
    # On every row, so that it can be seen if visible columns were moved without the hidden key.
    put(sheet, row, CODE, Entry(line.key.item, "text_strong" if line.first else "text"))
    put(sheet, row, SUBJECT, Entry(about, "text"))
    texts: list[tuple[str, float]] = [(about, WIDE[(table.kind, "subject")])]
    for column, attribute in enumerate(table.attributes, start=FIRST):
        given = line.fields.get(attribute)
        if given is None:
            sheet.cell(row, column).style = "entry_none"
            continue
        cell = put(sheet, row, column, Entry(content(given), _as_look(given)))
        if given.kind == "date":
            cell.value = day(given)
        lists.limit(cell.coordinate, given)
        texts.append((given.value, WIDE.get((table.kind, attribute)) or WIDTHS[attribute]))
    for column, each in enumerate(shown, start=FIRST + len(table.attributes)):
        said = clean(each.text(line))
        put(sheet, row, column, Entry(said or None, "text"))
        texts.append((said, each.width))
    needed = max(lines(text, (width - PADDING) * CHARACTERS_PER_WIDTH) for text, width in texts)
    # A sheet's row can be no higher than 409 points.
    sheet.row_dimensions[row].height = min(needed * LINE_POINTS + 4, 400)
    return [line.key.item, about, *(clean(each.text(line)) for each in shown)]


def content(given: Field) -> str | int | Decimal | None:
    """The field's text as the cell holds it: a number as a number, a choice as its word."""
    try:
        if given.kind == "whole":
            return parse_whole(given.value)
        if given.kind == "decimal":
            return parse_decimal(given.value)
    except NumberFault:
        return given.value
    return word(given, given.value) or None


def day(given: Field) -> date | str | None:
    """The day in a field, or what else stands there."""
    try:
        return date.fromisoformat(given.value)
    except ValueError:
        return given.value or None


def _as_look(given: Field) -> Look:
    return look_of(given.kind)  # type: ignore[return-value]  # the sheet's looks stand beside those that Look lists
