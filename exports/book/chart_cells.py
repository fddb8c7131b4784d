"""The cells that charts read, on a sheet of their own at the end of the workbook: out of sight, and hidden from nobody.

A chart cannot read the tables that a reader sees: a sign in a cell would be drawn as zero, where it has to be a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.book.book import Book
from exports.book.cells import Entry
from exports.book.tables import Block
from tracker.words import gettext as _

NAME_PIXELS, PIXELS = 260, 90


class ChartCells:
    """Blocks of cells, one under the other, that charts are drawn from before their sheet is written."""

    def __init__(self) -> None:
        self.name = _("Diagramdata")
        about = Entry(_("Cellerna som diagrammen läser. En tom cell är ett glapp."), "note")
        self._rows: list[Sequence[Entry]] = [[about]]

    def add(self, title: str, head: Sequence[str], rows: Sequence[Sequence[Entry]]) -> Block:
        """``title``: of the chart. ``head``: the names of the series, after what the first column holds."""
        self._rows += [[], [Entry(title, "text_strong")]]
        first = len(self._rows)
        self._rows += [[Entry(word, "head") for word in head], *rows]
        return Block(self.name, first, len(self._rows) - 1, 0, len(head) - 1, tuple(head))

    def write(self, book: Book) -> None:
        """The sheet, if a chart reads it. It is not printed."""
        if len(self._rows) == 1:
            return
        sheet = book.sheet(self.name)
        sheet.set_column_pixels(0, 0, NAME_PIXELS)
        wide = max(map(len, self._rows))
        sheet.set_column_pixels(1, wide, PIXELS)
        for row, entries in enumerate(self._rows):
            for column, entry in enumerate(entries):
                if entry.content is not None:
                    book.put(sheet, row, column, entry, framed=False)
        sheet.print_area(0, wide + 1, 0, wide + 1)
