"""One tab of an entry sheet: its fields by their hidden marks, what its rows say of themselves, and what is neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.utils.escape import unescape

from tracker.entry.sheet_book import Cell, Range, Tab
from tracker.entry.sheet_cells import CellFault, Said, place, said
from tracker.entry.sheet_found import CellRefused, Found, LooseRow, ShownRow
from tracker.entry.sheet_layout import (
    CODE_MARK,
    COLUMN_MARK,
    KEY_MARK,
    OLD_TITLES,
    SUBJECT_MARK,
    TEXT_MARK,
    mark_of,
)
from tracker.entry.sheet_package import SheetRefused
from tracker.rows import ATTRIBUTES, RowKey, UnknownField, parse_field
from tracker.typed import one_line, typed_text
from tracker.words import gettext as _

LONGEST_HEADING = 40
"""The row of marks stands at the top; so far down it is looked for, if rows were inserted above it."""

WITH_DECIMALS = ("forecast", "target")
_KNOWN = {f"{COLUMN_MARK}{attribute}": attribute for attribute in ("key", *ATTRIBUTES)} | {
    CODE_MARK: "code",
    SUBJECT_MARK: "subject",
}


def read_table(tab: Tab, found: Found) -> bool:
    """Read one tab's fields. False where it is none of the tables, such as a person's own notes."""
    reader, keyed = _Table(tab, found), len(found.shown)
    for number, cells in tab.rows():
        if reader.columns:
            reader.row(number, cells)
        elif number > LONGEST_HEADING:
            break
        else:
            reader.heading(number, cells)
    if reader.looks_like_ours and len(found.shown) == keyed:
        raise SheetRefused(without_keys(tab.name))
    return bool(reader.columns)


def without_keys(tab: str) -> str:
    message = _("Fliken ”{name}” saknar sina dolda nycklar, så dess rader går inte att känna igen. Hämta ett nytt "
                "blad och för över värdena.")  # fmt: skip
    return message.format(name=tab)


class _Table:
    """The tab while it is read. ``columns``: column → what stands in it; empty until the row of marks is found."""

    def __init__(self, tab: Tab, found: Found) -> None:
        self.tab, self.found = tab, found
        self.columns: dict[int, str] = {}
        self.read_only: frozenset[int] = frozenset()
        self.looks_like_ours = False

    def heading(self, number: int, cells: Mapping[int, Cell]) -> None:
        """Look for the marks in a row."""
        texts = {column: cell.raw for column, cell in cells.items() if cell.kind == "text" and cell.raw}
        marks = {column: _KNOWN[text] for column, text in texts.items() if text in _KNOWN}
        titles = [title for title in texts.values() if title in OLD_TITLES]
        self.looks_like_ours |= bool(marks) or len(titles) == len(OLD_TITLES) or TEXT_MARK in texts.values()
        if KEY_MARK not in texts.values():
            return
        self.columns = marks
        strange = (column for column, cell in cells.items() if column not in marks and cell.is_written)
        self.found.outside += [place(self.tab.name, number, column) for column in strange]
        for attribute in marks.values():
            if list(marks.values()).count(attribute) > 1:
                message = _(
                    "En kolumn i bladet ”{name}” finns två gånger, så det är oklart vilken som gäller. Ta bort en."
                )
                raise SheetRefused(message.format(name=self.tab.name))

    def row(self, number: int, cells: Mapping[int, Cell]) -> None:
        """Read one row below the marks."""
        keys = [column for column, what in self.columns.items() if what == "key"]
        given = next((cells[c].raw for c in keys if c in cells and cells[c].kind == "text"), None)
        if given == TEXT_MARK:
            self._head(cells)
            return
        if not self.read_only:
            # Above the head stand the titles of the whole sheet.
            self.found.titles += [cell.raw or "" for cell in cells.values() if cell.kind == "text"]
        key = _key(given)
        self._outside(number, key, cells)
        if key is None:
            self._foreign(number, cells)
            self._loose(number, cells)
            return
        self._shown(number, key, cells)
        for column, attribute in self.columns.items():
            if attribute in ATTRIBUTES:
                self._field(key, attribute, number, column, cells.get(column))

    def _head(self, cells: Mapping[int, Cell]) -> None:
        """The visible titles: what stands below one of them is known, whether it is a field or not."""
        titles = {column: cell.raw for column, cell in cells.items() if cell.raw and column not in self.columns}
        self.read_only = frozenset(titles)
        for title, what in zip(OLD_TITLES, ("code", "subject"), strict=True):
            column = next((column for column, text in titles.items() if text == title), None)
            if column is not None and what not in self.columns.values():
                self.columns[column] = what

    def _field(self, key: RowKey, attribute: str, number: int, column: int, cell: Cell | None) -> None:
        where = place(self.tab.name, number, column)
        merged = next((ref for ref in self.tab.merged if _inside(ref, number, column)), None)
        try:
            if merged is not None:
                message = _("Cellerna {range} är sammanslagna. Dela upp dem och skriv värdet i rätt cell.")
                raise CellFault(message.format(range=_reference(merged)))
            if cell is not None:
                decimals = attribute in WITH_DECIMALS
                given = said(cell, decimals=decimals, since_1904=self.found.since_1904)
                self.found.add(key, attribute, given, where)
            elif self.tab.shows_empty:
                self.found.add(key, attribute, Said(""), where)
        except CellFault as fault:
            self.found.refused.append(CellRefused(key, where, str(fault)))

    def _shown(self, number: int, key: RowKey, cells: Mapping[int, Cell]) -> None:
        columns = {what: column for column, what in self.columns.items()}
        code, subject = (self._text(cells, columns.get(what)) for what in ("code", "subject"))
        told = columns["code"] if code else columns.get("subject", columns["key"])
        strange = tuple(place(self.tab.name, number, column) for column in self._strange(key, cells))
        where = place(self.tab.name, number, told)
        self.found.shown.append(ShownRow(self.tab.name, key, where, code, subject, strange))

    def _strange(self, key: RowKey, cells: Mapping[int, Cell]) -> Iterator[int]:
        """The columns only to be read in which the row says something else than when it was made."""
        marks = self.found.marks.get(key.name)
        columns = self.read_only | {column for column, what in self.columns.items() if what == "subject"}
        for column in sorted(columns & cells.keys()):
            text = unescape(cells[column].raw or "")
            if marks and cells[column].kind == "text" and text.strip() and mark_of(text) not in marks:
                yield column

    def _text(self, cells: Mapping[int, Cell], column: int | None) -> str | None:
        """The first line of a visible text; None where there is no such column."""
        if column is None:
            return None
        return one_line(typed_text((cells[column].raw or "") if column in cells else "").strip().partition("\n")[0])

    def _outside(self, number: int, key: RowKey | None, cells: Mapping[int, Cell]) -> None:
        """What is written where the sheet has nothing must not vanish unseen."""
        # What the sheet says beside its fields is text: a number there was put in by somebody.
        said_there = {column for column in self.read_only if column in cells and cells[column].kind == "text"}
        known = self.columns.keys() | (said_there if key else frozenset())
        beside = (column for column, cell in cells.items() if column not in known and cell.is_written)
        # Above the head stand the titles of the whole sheet.
        if self.read_only or "code" in self.columns.values():
            self.found.outside += [place(self.tab.name, number, column) for column in beside]

    def _foreign(self, number: int, cells: Mapping[int, Cell]) -> None:
        """A row that the sheet was not made with: a value where figures belong is told, and stops the rest of it."""
        fields = [column for column, what in self.columns.items() if what in ATTRIBUTES]
        written = [column for column in fields if column in cells and cells[column].is_written]
        if written:
            message = _("Raden hör inte till bladet och läses inte. Skriv värdet på raden för rätt uppgift.")
            self.found.refused.append(CellRefused(None, place(self.tab.name, number, written[0]), message))

    def _loose(self, number: int, cells: Mapping[int, Cell]) -> None:
        """What stands where a row says what it is about; above the head stand the titles of the whole sheet."""
        about = {what: column for column, what in self.columns.items() if what in ("key", "code", "subject")}
        written = [column for column in about.values() if column in cells and cells[column].is_written]
        if written and self.read_only:
            code = self._text(cells, about.get("code")) or ""
            self.found.loose.append(LooseRow(code, tuple(place(self.tab.name, number, c) for c in sorted(written))))


def _key(value: str | None) -> RowKey | None:
    try:
        return parse_field(f"{value}/n")[0] if value else None
    except UnknownField:
        return None


def _inside(merged: Range, row: int, column: int) -> bool:
    top, left, bottom, right = merged
    return left <= column <= right and top <= row <= bottom


def _reference(merged: Range) -> str:
    top, left, bottom, right = merged
    return f"{place('', top, left).strip()}:{place('', bottom, right).strip()}"
