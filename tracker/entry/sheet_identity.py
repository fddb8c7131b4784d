"""Does each row of a sheet say the same as its hidden key?

Sorting or moving only the columns that are seen leaves the hidden key where it was: every figure then stands on another
item's row. What such a row holds is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.entry.model import Form
from tracker.entry.sheet_found import CellRefused, ShownRow
from tracker.entry.sheet_layout import Kind, subject, tables
from tracker.entry.sheet_reading import Sheet
from tracker.rows import parse_field
from tracker.typed import one_line, shortened, typed_text
from tracker.words import gettext as _


@dataclass(frozen=True)
class _Row:
    kind: Kind
    item: str
    subject: str
    first: bool


def without_misplaced(form: Form, sheet: Sheet) -> Sheet:
    """The sheet without what stands on rows that show another item than their key's; those are refused by cell."""
    known = {line.key.name: _Row(table.kind, line.key.item, _first_line(subject(table.kind, line)), line.first)
             for table in tables(form) for _goal, lines in table.goals for line in lines}  # fmt: skip
    sheet = replace(sheet, outside=(*sheet.outside, *_strange(form, sheet)))
    refused = tuple(_misplaced(known, sheet.shown))
    gone = {refusal.key for refusal in refused}
    written = (each for row in sheet.shown if row.key not in gone for each in _noted(row))
    sheet = replace(sheet, outside=(*sheet.outside, *written))
    if not refused:
        return sheet
    typed = {name: text for name, text in sheet.typed.items() if parse_field(name)[0] not in gone}
    cells = tuple(cell for cell in sheet.refused if cell.key not in gone)
    notes = tuple(note for note in sheet.notes if note.key not in gone)
    return replace(sheet, typed=typed, refused=(*refused, *cells), notes=notes)


def _noted(row: ShownRow) -> tuple[str, ...]:
    """The row's cells only to be read in which somebody wrote, beside its code too."""
    noted = row.code and row.code.casefold() != row.key.item.casefold()
    return (row.place, *row.strange) if noted else row.strange


def _strange(form: Form, sheet: Sheet) -> Iterator[str]:
    """The cells of rows without a key that are neither a goal's heading nor an item that is filled in elsewhere."""
    goals = {goal.code.casefold() for goal in form.goals}
    items = {line.key.item.casefold() for table in tables(form) for _goal, rows in table.goals for line in rows}
    for row in sheet.loose:
        code = row.code.casefold()
        if code not in items and code.partition(" ")[0] not in goals:
            yield from row.places


def _misplaced(known: Mapping[str, _Row], shown: tuple[ShownRow, ...]) -> Iterator[CellRefused]:
    others: dict[tuple[Kind, str], set[str]] = {}
    for name, each in known.items():
        others.setdefault((each.kind, each.subject), set()).add(name)
    wrong = {row: told for row in shown if row.key.name in known and (told := _other(known, others, row))}
    disordered = {row.tab for row in wrong}
    for row in shown:
        if row in wrong:
            message = _(
                "Raden visar {shown} men hör till {own}. Kolumner har flyttats utan dold nyckel; hämta ett nytt blad."
            )
            own = known[row.key.name]
            belongs = own.item if own.first else f"{own.item} {own.subject}"
            yield CellRefused(row.key, row.place, message.format(shown=wrong[row], own=belongs))
        elif row.tab in disordered and row.key.name in known and not row.code:
            message = _("Rader i fliken har flyttats utan sin dolda nyckel, och den här visar ingen kod.")
            yield CellRefused(row.key, row.place, message)


def _other(known: Mapping[str, _Row], others: Mapping[tuple[Kind, str], set[str]], row: ShownRow) -> str:
    """What the row shows instead of its own; nothing where it shows its own, or words that are nobody's."""
    own = known[row.key.name]
    if row.code and not _is_code(row.code, own.item):
        return shortened(row.code)
    if not row.code and (row.code is not None or row.subject is not None) and not row.subject:
        return _("ingenting")
    if row.code == "" and own.first and row.subject != own.subject:
        return shortened(row.subject or "") or _("ingenting")
    told = others.get((own.kind, row.subject or ""), set())
    if row.subject and row.subject != own.subject and told:
        return _("”{text}”").format(text=shortened(row.subject))
    return ""


def _is_code(shown: str, code: str) -> bool:
    """Whether the cell shows the code, with or without a note after it: ``I3.1 (klar)``."""
    word, _space, _note = shown.casefold().partition(" ")
    return word.rstrip(":*.") == code.casefold()


def _first_line(text: str) -> str:
    return one_line(typed_text(text).strip().partition("\n")[0])
