"""A named table on a sheet: one header row, one value a cell, nothing merged, no column that is empty throughout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range

from exports.book.book import Book
from exports.book.cells import NOTHING, Entry
from exports.cells import clean
from exports.text_lines import lines

LINE_POINTS, PADDING_POINTS = 9.9, 1.0
CHARACTERS_PER_CM = 7.0
PADDING_CM = 0.15
PIXELS_PER_CM = 37.8
HEAD_CHARACTERS_PER_CM = 6.0
"""A header is bold, and its words are long."""

BUTTON_CM = 0.4
"""What the button of a filter takes of a header."""

HEAD_LETTER_CM = 0.17
"""What a letter of a header takes: a word that is wider than its column is broken anywhere."""

ONE_LINE = frozenset({"quiet"})
"""Looks that do not wrap."""

Row = Sequence[Entry]


@dataclass(frozen=True)
class Block:
    """Where a table stands. ``first``: its header row; ``last``: its last row; ``left`` and ``right``: its columns, all
    counted from 0. ``head``: the titles of its columns."""

    sheet: str
    first: int
    last: int
    left: int
    right: int
    head: tuple[str, ...]

    @property
    def reference(self) -> str:
        return str(xl_range(self.first, self.left, self.last, self.right))

    def column(self, title: str) -> int:
        """The sheet's column with this title."""
        return self.left + self.head.index(title)


class TableWriter:
    """Writes tables onto a sheet. ``framed``: with lines round every cell, also the empty ones, as on paper."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float], framed: bool) -> None:
        self._book, self._sheet, self._widths, self._framed = book, sheet, widths, framed

    def write(
        self, first: int, left: int, name: str, head: Sequence[str], rows: Iterable[Row], *, filtered: bool,
        keep_empty: bool,
    ) -> tuple[Block, dict[int, float]]:  # fmt: skip
        """Write the table; returns where it stands and the heights of those rows that need more than one line."""
        # A table without a row is none: an empty one takes the place.
        given = list(rows) or [[NOTHING] * len(head)]
        kept = list(range(len(head))) if keep_empty else _kept(len(head), given)
        if len(kept) < len(head):
            head, given = [head[place] for place in kept], [[row[place] for place in kept] for row in given]
        if not self._framed:
            self._fit(left, head, kept, filtered)
        right, last = left + len(head) - 1, first + len(given)
        block = Block(self._sheet.get_name(), first, last, left, right, tuple(map(clean, head)))
        look = self._book.look("head")
        self._sheet.add_table(first, left, last, right, {
            "name": self._book.table_name(name),
            "columns": [{"header": title, "header_format": look} for title in block.head],
            "style": None if self._framed else "Table Style Light 1",
            "autofilter": filtered,
        })  # fmt: skip
        heights = {first: self._head_height(block, filtered)}
        for row, entries in enumerate(given, start=first + 1):
            if height := self._write(row, left, entries):
                heights[row] = height
        return block, heights

    def _fit(self, left: int, head: Sequence[str], kept: Sequence[int], filtered: bool) -> None:
        """Give the columns that are written their own widths, and room for the longest word of their titles: what is
        not printed may be as wide as it wants."""
        widths = list(self._widths)
        for column, (place, title) in enumerate(zip(kept, head, strict=True), start=left):
            widths[column] = max(self._widths[left + place], head_cm(title, filtered))
            self._sheet.set_column_pixels(column, column, round(widths[column] * PIXELS_PER_CM))
        self._widths = widths

    def _write(self, row: int, left: int, entries: Row) -> float | None:
        """Write a row; returns its height if it needs more than one line."""
        needed, put, sheet, framed = 1, self._book.put, self._sheet, self._framed
        for column, entry in enumerate(entries, start=left):
            if entry.content is None and not framed:
                continue
            put(sheet, row, column, entry, framed=framed)
            if isinstance(entry.content, str) and len(entry.content) > 5 and entry.look not in ONE_LINE:
                room = (self._widths[column] - PADDING_CM) * CHARACTERS_PER_CM
                needed = max(needed, lines(entry.content, room))
        return needed * LINE_POINTS + PADDING_POINTS if needed > 1 else None

    def _head_height(self, block: Block, filtered: bool) -> float:
        button = BUTTON_CM if filtered else 0
        wide = self._widths[block.left : block.right + 1]
        rooms = ((width - PADDING_CM - button) * HEAD_CHARACTERS_PER_CM for width in wide)
        return max(map(lines, block.head, rooms)) * LINE_POINTS + PADDING_POINTS * 2


def head_cm(title: str, filtered: bool = False) -> float:
    """What the longest word of a title needs; a filter's button stands beside the last line."""
    longest = max(map(len, title.split()), default=0)
    return longest * HEAD_LETTER_CM + PADDING_CM + (BUTTON_CM if filtered else 0)


def fitted(widths: Sequence[float], rows: Sequence[Row], growing: Sequence[int]) -> tuple[float, ...]:
    """The widths of the columns that are written, in centimetres: the room of those that are empty is shared between
    the ``growing`` ones that are not."""
    kept = _kept(len(widths), rows)
    grow = [place for place in growing if place in kept]
    more = (sum(widths) - sum(widths[place] for place in kept)) / len(grow) if grow else 0.0
    return tuple(widths[place] + (more if place in grow else 0.0) for place in kept)


def _kept(count: int, rows: Sequence[Row]) -> list[int]:
    """The columns in which some row has something; all of them where none has."""
    kept = [place for place in range(count) if any(row[place].content is not None for row in rows)]
    return kept or list(range(count))
