"""One sheet, filled from the top down: heading block, sections, tables, charts, and how it prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from exports.book.book import Book
from exports.book.cells import Entry
from exports.book.heading import Heading
from exports.book.looks import Look
from exports.book.paper import HEAD_MARGIN, MARGINS, POINTS_PER_CM, Paper
from exports.book.tables import PIXELS_PER_CM, Block, Row, TableWriter
from exports.cells import clean
from exports.text_lines import lines
from tracker.report.rich_text import Block as Written
from tracker.words import gettext as _

LINE_POINTS, ROW_POINTS = 10.6, 10.9
"""Points of a line of text, and of a row with one line."""

SECTION_POINTS, AIR_POINTS = 15, 6
CHARACTERS_PER_CM, HEADING_CHARACTERS_PER_CM = 7.0, 5.4
A4 = 9


class Page:
    """A sheet and the row that comes next, counted from 0. ``widths``: the columns, in centimetres.

    ``printed``: False for tables to search in, that would take a hundred pages which nobody reads."""

    def __init__(
        self, book: Book, name: str, title: str, widths: Sequence[float], heading: Heading, printed: bool = True
    ) -> None:
        self.book, self.sheet, self.name = book, book.sheet(name), name[:31]
        self.widths = tuple(widths)
        self.row = 0
        self.printed = printed
        self._heights: dict[int, float] = {}
        for column, width in enumerate(self.widths):
            self.sheet.set_column_pixels(column, column, round(width * PIXELS_PER_CM))
        self.sheet.set_default_row(ROW_POINTS)
        self._heading(title, heading)
        self._tables = TableWriter(book, self.sheet, self.widths, framed=printed)
        self._paper = Paper(self.height, repeated=0)
        self._print_setup(heading)

    def _heading(self, title: str, heading: Heading) -> None:
        lines_: tuple[tuple[str, Look, float], ...] = (
            (title, "title", 19),
            (" · ".join(heading.about), "subtitle", 12),
            (" · ".join(heading.covered), "subtitle", 12),
            (" · ".join(heading.marks), "mark", 14),
        )
        for line, look, points in lines_:
            if line:
                self.book.put(self.sheet, self.row, 0, Entry(line, look))
                self._heights[self.row] = points
                self.row += 1
        self._head_rows = self.row

    def _print_setup(self, heading: Heading) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(**MARGINS)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        if not self.printed:
            return
        sheet.hide_gridlines(2)
        margins = {"margin": HEAD_MARGIN}
        marks = _for_header(" · ".join(heading.marks))
        sheet.set_header(f"&L&9{_for_header(heading.head)}&R&9{marks}", margins)
        number = _("Sida {page} av {pages}").format(page="&P", pages="&N")
        sheet.set_footer(f"&L&9{_for_header(heading.drawn)}&C&9&A&R&9{number}", margins)

    def section(self, title: str) -> None:
        """A heading across the sheet, with air above."""
        self._heights[self.row] = AIR_POINTS
        self.row += 1
        count = lines(title, sum(self.widths) * HEADING_CHARACTERS_PER_CM)
        self._across(title, "section")
        self._heights[self.row] = SECTION_POINTS + (count - 1) * LINE_POINTS
        self.row += 1

    def air(self) -> None:
        """A little space."""
        self._heights[self.row] = AIR_POINTS
        self.row += 1

    def paragraph(self, content: str, look: Look = "body") -> None:
        """A text that wraps over the whole sheet."""
        count = lines(content, sum(self.widths) * CHARACTERS_PER_CM)
        self._across(content, look)
        self._heights[self.row] = self._needed(count)
        self.row += 1

    def _across(self, content: str, look: Look) -> None:
        """Write a text over the whole sheet."""
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", self.book.look(look))
        self.book.put(self.sheet, self.row, 0, Entry(content, look))

    def rich(self, block: Written) -> None:
        """A paragraph or a point of what compilers wrote, with its emphasis."""
        indent = "     " * block.level + (f"{block.marker}  " if block.marker else "")
        row = self.row
        self.paragraph(indent + block.text)
        if len([run for run in block.runs if run.text]) > 1 or any(run.strong or run.emphasis for run in block.runs):
            self.book.put_rich(self.sheet, row, 0, indent, block.runs, "body")

    def table(
        self, name: str, head: Sequence[str], rows: Iterable[Row], left: int = 0, *, filtered: bool = False,
        keep_empty: bool = False,
    ) -> Block:  # fmt: skip
        """A named table with one header row, from the next row on. Moves past it. Columns without any content are left
        out, unless ``keep_empty``. ``left``: the column in which it begins. ``filtered``: with buttons to filter by."""
        block, heights = self._tables.write(self.row, left, name, head, rows, filtered=filtered, keep_empty=keep_empty)
        self._heights |= heights
        self.row = block.last + 1
        return block

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """A sign and its meaning, or the like, on a row each."""
        room = sum(self.widths[1:]) * CHARACTERS_PER_CM
        for first, second in rows:
            self.book.put(self.sheet, self.row, 0, Entry(first, "text_strong"))
            if len(self.widths) > 2:
                self.sheet.merge_range(self.row, 1, self.row, len(self.widths) - 1, "", self.book.look("text"))
            self.book.put(self.sheet, self.row, 1, Entry(second, "text"))
            self._heights[self.row] = self._needed(lines(second, room))
            self.row += 1

    def place(self, chart: Any, row: int, left_cm: float, described: str) -> None:
        """Put a native chart on the sheet: its upper edge at a row, its left one so far from the sheet's."""
        column = 0
        while column < len(self.widths) and left_cm >= self.widths[column]:
            left_cm -= self.widths[column]
            column += 1
        options = {"x_offset": round(left_cm * PIXELS_PER_CM), "description": clean(described), "object_position": 2}
        self.sheet.insert_chart(row, column, chart, options)

    def keep_clear(self, first: int, height_cm: float) -> None:
        """Move past a chart that stands from row ``first`` on."""
        self.row = max(self.row, self.row_after(first, height_cm))

    def row_after(self, first: int, height_cm: float) -> int:
        """The first row that is wholly below a chart that stands from row ``first`` on."""
        left, row = height_cm * POINTS_PER_CM, first
        while left > 0:
            left -= self._heights.get(row, ROW_POINTS)
            row += 1
        return row

    def right_of(self, block: Block) -> float:
        """Centimetres from the sheet's left edge to the free space beside a table."""
        return sum(self.widths[: block.right + 1]) + 0.4

    @property
    def width(self) -> float:
        return sum(self.widths)

    def note(self, row: int, column: int, content: str) -> None:
        """A note at a cell, that shows when one points at it."""
        height = lines(content, 60) * 14 + 12
        options = {"x_scale": 2.6, "height": height, "font_name": "Arial", "font_size": 8.5, "color": "#FFFFF0"}
        self.sheet.write_comment(row, column, clean(content), options)

    def keep_heading(self) -> None:
        """Keep the heading in sight. On paper its first line is repeated: the rest stands in the head of each page."""
        self.sheet.freeze_panes(self._head_rows, 0)
        self.sheet.repeat_rows(0)
        self._paper = Paper(self.height, repeated=self.height(0, 1))

    def keep_together(self, first: int, cut: int | None = None) -> None:
        """Begin a new printed page at row ``first`` if what is written from there on would be cut in two."""
        self._paper.keep_together(first, self.row, cut)

    def height(self, first: int, after: int) -> float:
        """Points of the rows from ``first`` to before ``after``."""
        return sum(self._heights.get(row, ROW_POINTS) for row in range(first, after))

    def long_table(self, name: str, head: Sequence[str], rows: Iterable[Row], frozen: int) -> Block:
        """A table that fills the sheet: filter, frozen and repeated header row. ``frozen``: columns that stay."""
        block = self.table(name, head, rows, filtered=True)
        self.sheet.freeze_panes(block.first + 1, frozen)
        self.sheet.repeat_rows(block.first)
        return block

    def close(self) -> None:
        """Give the rows their heights, and say what is printed: the sheet's own columns, or of a table to search in
        nothing, which is said as a cell beside it that is empty."""
        for row, points in self._heights.items():
            self.sheet.set_row(row, points)
        last = len(self.widths) - 1
        if self.printed:
            self.sheet.print_area(0, 0, max(self.row - 1, 0), last)
        else:
            self.sheet.print_area(0, last + 2, 0, last + 2)
        self.sheet.set_h_pagebreaks(self._paper.breaks)

    @staticmethod
    def _needed(count: int) -> float:
        return count * LINE_POINTS + ROW_POINTS - LINE_POINTS


def _for_header(content: str) -> str:
    """In a header ``&`` begins a code; a text's own is doubled."""
    return clean(content).replace("&", "&&")
