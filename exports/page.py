"""One sheet, filled from the top down: heading block, sections, tables, and how it prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break

from exports.cells import Entry, clean, emphasise, put
from exports.looks import Look
from tracker.report import body_words, wording
from tracker.report.model import Report
from tracker.report.overview import reported_text
from tracker.report.rich_text import Block as Written
from tracker.words import gettext as _

HEADING_ROWS = 5
LINE_POINTS = 13.0
ROW_POINTS = 15
# Office programs round what they print.
ROUNDING = 0.98
POINTS_PER_CM = 28.35
CM_PER_CHARACTER = 0.192
PRINTED_CM = (27.6, 17.3)
"""What a landscape A4 holds between the margins."""

PADDING = 2
"""Characters of a cell's width that its margins take."""

CHARACTERS_PER_WIDTH = 1.14
"""A width is counted in digits; running text is narrower, also in wider typefaces than the workbook's own."""

ONE_LINE: frozenset[Look] = frozenset({"quiet", "muted"})
"""Looks that do not wrap."""


@dataclass(frozen=True)
class Block:
    """Where a table stands. ``first``: its header row; ``last``: its last row; ``left``: the first of the sheet's
    columns that it takes; ``second``: where its second column begins; ``right``: the last."""

    first: int
    last: int
    left: int
    second: int
    right: int

    @property
    def reference(self) -> str:
        return f"{get_column_letter(self.left)}{self.first}:{get_column_letter(self.right)}{self.last}"


class Page:
    """A sheet and the row that comes next. ``widths``: the columns, in characters."""

    def __init__(
        self, book: Workbook, name: str, title: str, widths: Sequence[float], report: Report, today: date
    ) -> None:
        self.sheet = book.create_sheet(name[:31])
        self.widths = tuple(widths)
        self.row = HEADING_ROWS + 1
        # Points used of the printed page, and the first row that is not counted in them.
        self._used, self._counted = 0.0, 1
        self._last_printed: int | None = None
        for column, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._heading(title, report, today)
        self._print_setup(report, today)

    def _heading(self, title: str, report: Report, today: date) -> None:
        period = report.calendar
        about = [report.about.short_title, f"{period.name} ({period.code})", *_scope(report)]
        covered = _("Avser {first}–{last}").format(first=period.first_day, last=period.last_day)
        drawn = _("Uttaget {today}").format(today=today.isoformat())
        marks = _marks(report)
        told = [] if report.unit else [reported_text(report)]
        lines: tuple[tuple[str, Look], ...] = (
            (title, "title"),
            (" · ".join(about), "subtitle"),
            (" · ".join([covered, drawn, *told]), "subtitle"),
            (" · ".join(marks), "mark"),
        )
        for row, (line, look) in enumerate(lines, start=1):
            put(self.sheet, row, 1, Entry(line or None, look))
            self.sheet.row_dimensions[row].height = 26 if row == 1 else 15

    def _print_setup(self, report: Report, today: date) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.7
        marks = _marks(report)
        sheet.oddHeader.left.text = _for_header(f"{report.about.short_title} {report.period}")
        sheet.oddHeader.right.text = _for_header(" · ".join(marks))
        sheet.oddFooter.left.text = _for_header(_("Uttaget {today}").format(today=today.isoformat()))
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = _("Sida {page} av {pages}").format(page="&P", pages="&N")

    def section(self, title: str) -> None:
        """A heading across the sheet, with air above."""
        self.row += 1
        for column in range(1, len(self.widths) + 1):
            put(self.sheet, self.row, column, Entry(title if column == 1 else None, "section"))
        self.sheet.row_dimensions[self.row].height = 21
        self.row += 1

    def paragraph(self, content: str, look: Look = "body", columns: int | None = None) -> None:
        """A text that wraps over the first ``columns`` columns (all of them by default)."""
        last = columns or len(self.widths)
        put(self.sheet, self.row, 1, Entry(content, look))
        if last > 1:
            self._merge(1, last)
        # Neither program fits the height of merged cells by itself.
        self.sheet.row_dimensions[self.row].height = lines(content, sum(self.widths[:last])) * LINE_POINTS + 2
        self.row += 1

    def rich(self, block: Written) -> None:
        """A paragraph or a point of what compilers wrote, with its emphasis."""
        indent = "     " * block.level + (f"{block.marker}  " if block.marker else "")
        row = self.row
        self.paragraph(indent + block.text)
        if any(run.strong or run.emphasis for run in block.runs):
            emphasise(self.sheet.cell(row, 1), indent, block.runs)

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[Entry]],
        spans: Sequence[int] | None = None,
        left: int = 1,
    ) -> Block:
        """A table with a header row, from the next row on. Moves past it.

        ``spans``: how many of the sheet's columns each of the table's columns takes (one by default). ``left``: the
        column in which it begins.
        """
        spans = spans or (1,) * len(head)
        first = self.row
        self.table_row([Entry(title, "head") for title in head], spans, left)
        for entries in rows:
            self.table_row(entries, spans, left)
        last = self.row - 1
        self.row += 1
        return Block(first, last, left, left + spans[0], left + sum(spans) - 1)

    def table_row(self, entries: Sequence[Entry], spans: Sequence[int], left: int = 1) -> None:
        """One row, as high as its longest text needs: not every program fits it when it opens the file."""
        column, needed = left, 1
        for entry, span in zip(entries, spans, strict=True):
            put(self.sheet, self.row, column, entry)
            if span > 1:
                for covered in range(column + 1, column + span):
                    put(self.sheet, self.row, covered, Entry(None, entry.look))
                self._merge(column, column + span - 1)
            if isinstance(entry.content, str) and entry.look not in ONE_LINE:
                width = sum(self.widths[column - 1 : column - 1 + span])
                needed = max(needed, lines(entry.content, width - PADDING))
            column += span
        dimension = self.sheet.row_dimensions[self.row]
        dimension.height = max(dimension.height or 0, needed * LINE_POINTS + 2)
        self.row += 1

    def _merge(self, first: int, last: int) -> None:
        # What `merge_cells` does besides, copying frames to cells that have them, takes a quarter of the time.
        row = self.row
        self.sheet.merged_cells.add(CellRange(min_col=first, max_col=last, min_row=row, max_row=row))

    def place(self, chart: Any, row: int, column: int) -> None:
        """Anchor a native chart with its upper left corner in a cell."""
        self.sheet.add_chart(chart, f"{get_column_letter(column)}{row}")

    def keep_clear(self, first: int, height_cm: float) -> None:
        """Move past a chart that stands from row ``first`` on."""
        left, row = height_cm * POINTS_PER_CM, first
        while left > 0:
            dimension = self.sheet.row_dimensions[row]
            dimension.height = dimension.height or ROW_POINTS
            left -= dimension.height
            row += 1
        self.row = max(self.row, row)

    def repeat_title(self) -> None:
        """Keep the heading in sight, and its first line on every printed page: the rest stands in the page's head."""
        self.sheet.freeze_panes = f"A{HEADING_ROWS}"
        self.sheet.print_title_rows = "1:1"

    def keep_together(self, first: int, cut: int | None = None) -> None:
        """Begin a new printed page at row ``first`` if what is written from there on would be cut in two.

        For sheets with a repeated title. ``cut``: the row before which it may be cut if it is higher than a page.
        """
        if cut is not None and self._height(first, self.row) > self._page_points():
            self._keep(first, cut)
            first = cut
        self._keep(first, self.row)

    def _keep(self, first: int, after: int) -> None:
        room, block = self._page_points(), self._height(first, after)
        self._used += self._height(self._counted, first)
        if self._used > room:
            self._used %= room
        if self._used + block > room and self._used:
            self.sheet.row_breaks.append(Break(id=first - 1))
            self._used = 0.0
        # After what is higher than a page nothing has room on its last one: how high that is, is not known well enough.
        self._used = min(room, self._used + block)
        self._counted = after

    def _height(self, first: int, after: int) -> float:
        rows = self.sheet.row_dimensions
        return sum((rows[row].height or ROW_POINTS) for row in range(first, after))

    def _page_points(self) -> float:
        """The height of a printed page at the scale that fits the sheet's width, less the repeated title."""
        scale = min(1.0, PRINTED_CM[0] / (sum(self.widths) * CM_PER_CHARACTER))
        return PRINTED_CM[1] * POINTS_PER_CM * ROUNDING / scale - self._height(1, 2)

    def columns_cm(self, first: int) -> float:
        """The width of the sheet's columns from ``first`` to the last."""
        return sum(self.widths[first - 1 :]) * CM_PER_CHARACTER

    def close(self) -> None:
        """Print the sheet's own columns only; a long heading would otherwise widen the page."""
        last = self._last_printed or max(self.row, self.sheet.max_row)
        self.sheet.print_area = f"A1:{get_column_letter(len(self.widths))}{last}"

    def long_table(self, head: Sequence[str], rows: Iterable[Sequence[Entry]], frozen_columns: int) -> Block:
        """A table that fills the sheet: filter, frozen and repeated header row."""
        block = self.table(head, rows)
        self.sheet.auto_filter.ref = block.reference
        self.sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{block.first + 1}"
        self.sheet.print_title_rows = f"{block.first}:{block.first}"
        return block

    def screen_table(self, head: Sequence[str], rows: Iterable[Sequence[Entry]], frozen_columns: int) -> Block:
        """A long table to search in. It would take a hundred printed pages that nobody reads, so the sheet prints only
        what stands above it, and says how to print a part."""
        self.paragraph(
            _("Tabellen är till för att filtrera på skärmen och skrivs inte ut med resten. "
              "För att få något på papper: markera det och välj att skriva ut markeringen."),
            "note",
        )  # fmt: skip
        self._last_printed = self.row - 1
        return self.long_table(head, rows, frozen_columns)


def lines(content: str, width: float) -> int:
    """Lines that a text needs in a column so many characters wide."""
    room = max(1, int(width * CHARACTERS_PER_WIDTH))
    return sum(1 if len(part) <= room else len(wrap(part, room)) for part in content.split("\n"))


def _marks(report: Report) -> Sequence[str]:
    if report.unit:
        return body_words.marks(report)
    return [mark for mark in (wording.audience_mark(report), wording.fictional_mark(report)) if mark]


def _scope(report: Report) -> list[str]:
    names = [body.name for body in report.bodies if body.code == report.unit]
    edition = [_("Utgåva {edition}").format(edition=report.edition)] if report.edition else []
    return [*names, *edition]


def _for_header(content: str) -> str:
    """In a header ``&`` begins a code; a text's own is doubled."""
    return clean(content).replace("&", "&&")
