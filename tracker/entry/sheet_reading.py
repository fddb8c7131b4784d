"""Read an uploaded entry sheet: what it is about, and the text in every field it has.

Nothing is judged here but whether a cell can be read; the form and its rules do the rest, as for the page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from tracker.entry.sheet_cells import CellFault, place, text_of
from tracker.entry.sheet_layout import BOOK_MARK, COLUMN_MARK, FORMAT, HEADS, KEY_MARK, TEXT_MARK
from tracker.entry.sheet_package import MOST_ROWS, Part, SheetRefused, inspect
from tracker.measures.numbers import whole_text
from tracker.rows import ATTRIBUTES, RowKey, UnknownField, parse_field, parse_token
from tracker.words import gettext as _

MOST_COLUMNS = 100
LONGEST_HEADING = 40
"""The row of marks stands at the top; so far down it is looked for, if rows were inserted above it."""


@dataclass(frozen=True)
class Typed:
    """The text in one cell, and where the cell stands."""

    text: str
    place: str


@dataclass(frozen=True)
class CellRefused:
    """A cell that cannot be read. ``key``: the row it belongs to, None where the sheet does not say."""

    key: RowKey | None
    place: str
    message: str


@dataclass(frozen=True)
class Sheet:
    """``rows``: the keys that the sheet was made with. ``seen``: per item the token of the version it shows."""

    program: str
    unit: str
    period: str
    rows: tuple[str, ...]
    seen: Mapping[str, int]
    typed: Mapping[str, Typed]
    refused: tuple[CellRefused, ...]


@dataclass
class _Found:
    typed: dict[str, Typed] = field(default_factory=dict)
    refused: list[CellRefused] = field(default_factory=list)

    def add(self, key: RowKey, attribute: str, typed: Typed) -> None:
        name = key.field(attribute)
        earlier = self.typed.setdefault(name, typed)
        if earlier.text.strip() != typed.text.strip():
            message = _("Raden finns två gånger och säger olika saker (jämför {place}). Ta bort den ena.")
            self.refused.append(CellRefused(key, typed.place, message.format(place=earlier.place)))


def read_sheet(data: bytes) -> Sheet:
    """Read the workbook. Raises SheetRefused for a file that is no entry sheet of ours."""
    package = inspect(data)
    try:
        book = load_workbook(io.BytesIO(package.data), read_only=True, keep_links=False)
        about, found = _read(book, package.sheets)
        book.close()
    except SheetRefused:
        raise
    except Exception as fault:
        # A broken workbook makes the library raise nearly anything.
        message = _("Filen går inte att läsa som Excel-arbetsbok. Spara om den i Excel och försök igen.")
        raise SheetRefused(message) from fault
    return Sheet(*about, typed=found.typed, refused=tuple(found.refused))


About = tuple[str, str, str, tuple[str, ...], dict[str, int]]


def _read(book: Any, parts: Mapping[str, Part]) -> tuple[About, _Found]:
    about: About | None = None
    found, tables = _Found(), 0
    for sheet in book.worksheets:
        # The library offers no public way to the sheet's name in the package.
        part = parts.get(sheet._worksheet_path.lstrip("/"), Part(0, ()))
        if part.rows > MOST_ROWS:
            message = _("Bladet ”{name}” har {rows} rader. Ta bort raderna som inte hör till bladet och spara igen.")
            raise SheetRefused(message.format(name=sheet.title, rows=whole_text(part.rows)))
        rows = sheet.iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=MOST_COLUMNS)
        first = next(rows, ())
        if first and first[0].value == BOOK_MARK:
            about = _about([first, *rows])
        else:
            tables += _table(sheet.title, _with_first(first, rows), part.merged, found)
    if about is None:
        message = _("Filen är inget uppföljningsblad härifrån, eller så saknas det dolda bladet. Hämta ett nytt blad.")
        raise SheetRefused(message)
    if not tables:
        message = _("Bladets dolda rubrikrader saknas, så cellerna går inte att känna igen. Hämta ett nytt blad.")
        raise SheetRefused(message)
    return about, found


def _with_first(first: Sequence[Any], rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield first
    yield from rows


def _about(rows: Sequence[Sequence[Any]]) -> About:
    """What the hidden sheet says: the follow-up, and each row's key with its item's token."""
    pairs = [(str(row[0].value), str(row[1].value)) for row in rows if len(row) > 1 and row[0].value is not None]
    named = dict(pairs)
    if named.get(BOOK_MARK) != FORMAT:
        raise SheetRefused(_("Bladet är gjort för en annan version av tjänsten. Hämta ett nytt och för över värdena."))
    try:
        place = named["program"], named["unit"], named["period"]
    except KeyError:
        raise SheetRefused(_("Det dolda bladet har ändrats. Hämta ett nytt blad och för över värdena.")) from None
    keys = {key: parse_token(token) for key, token in named.items() if key not in HEADS and token.isdecimal()}
    return *place, tuple(keys), {key.split("/")[0]: token for key, token in keys.items()}


def _table(name: str, rows: Iterator[Sequence[Any]], merged: tuple[str, ...], found: _Found) -> bool:
    """Read one sheet's fields. False where it is none of the tables, such as a person's own notes."""
    columns: dict[int, str] = {}
    for number, row in enumerate(rows, start=1):
        if columns:
            _row(name, number, row, columns, merged, found)
        elif number > LONGEST_HEADING:
            return False
        else:
            columns = _columns(name, row)
    return bool(columns)


def _columns(name: str, row: Sequence[Any]) -> dict[int, str]:
    """Column → attribute, if this is the row of marks; ``key`` among them."""
    marks = {column: cell.value for column, cell in enumerate(row, start=1) if isinstance(cell.value, str)}
    if KEY_MARK not in marks.values():
        return {}
    known = {f"{COLUMN_MARK}{attribute}": attribute for attribute in ("key", *ATTRIBUTES)}
    columns = {column: known[mark] for column, mark in marks.items() if mark in known}
    for attribute in columns.values():
        if list(columns.values()).count(attribute) > 1:
            message = _("En kolumn i bladet ”{name}” finns två gånger, så det är oklart vilken som gäller. Ta bort en.")
            raise SheetRefused(message.format(name=name))
    return columns


def _row(
    name: str, number: int, row: Sequence[Any], columns: Mapping[int, str], merged: tuple[str, ...], found: _Found
) -> None:
    cells = {attribute: (column, row[column - 1]) for column, attribute in columns.items() if column <= len(row)}
    given = cells.pop("key")[1].value
    if given == TEXT_MARK:
        return
    key = _key(given)
    if key is None:
        _foreign(name, number, cells, found)
        return
    for attribute, (column, cell) in cells.items():
        where = place(name, number, column)
        ranges = [ref for ref in merged if _inside(ref, number, column)]
        try:
            if ranges:
                message = _("Cellerna {range} är sammanslagna. Dela upp dem och skriv värdet i rätt cell.")
                raise CellFault(message.format(range=ranges[0]))
            found.add(key, attribute, Typed(text_of(cell), where))
        except CellFault as fault:
            found.refused.append(CellRefused(key, where, str(fault)))


def _foreign(name: str, number: int, cells: Mapping[str, tuple[int, Any]], found: _Found) -> None:
    """A row that the sheet was not made with: what is written where figures belong must not vanish unseen."""
    written = [column for column, cell in cells.values() if cell.value is not None and str(cell.value).strip()]
    if written:
        message = _("Raden hör inte till bladet och läses inte. Skriv värdet på raden för rätt uppgift.")
        found.refused.append(CellRefused(None, place(name, number, written[0]), message))


def _key(value: object) -> RowKey | None:
    try:
        return parse_field(f"{value}/n")[0] if isinstance(value, str) else None
    except UnknownField:
        return None


def _inside(reference: str, row: int, column: int) -> bool:
    left, top, right, bottom = range_boundaries(reference)
    return bool(left <= column <= right and top <= row <= bottom)
