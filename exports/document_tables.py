"""A table of a Word document: its header row repeated on every page, no row cut, none left alone on another page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from exports.cells import clean

SMALL = 6
"""Rows of a table that stands on one page as a whole."""
TOGETHER = 3
"""Rows at the beginning of a longer table, its header among them, and at its end, that stand on one page."""
SIZE = Pt(8)
HEAD = "E8EDF3"
"""What the header row is laid on; it is in bold, too."""


def add_table(
    document: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    numbers: Collection[int],
    whole: Collection[int],
) -> None:
    """``widths``: centimetres. ``numbers``: columns whose figures end at the same edge. ``whole``: rows, counted from
    the first after the header, that stand out; of their cells the first line does."""
    table = document.add_table(rows=len(rows) + 1, cols=len(head), style="Table Grid")
    table.autofit = False
    _narrow_margins(table)
    # Word reads the width of cells, LibreOffice that of columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    kept = set(_with_next(len(rows) + 1))
    for place, contents in enumerate((head, *rows)):
        row = table.rows[place]
        _keep_whole(row, header=place == 0)
        for column, (cell, content, width) in enumerate(zip(row.cells, contents, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            if place in kept:
                paragraph.paragraph_format.keep_with_next = True
            if column in numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _write(paragraph, clean(content), strong=place == 0 or place - 1 in whole)
            if place == 0:
                _lay_on(cell)


def _write(paragraph: Any, content: str, strong: bool) -> None:
    first, line, rest = content.partition("\n")
    runs = [(first, True), (line + rest, False)] if strong and rest else [(content, strong)]
    for text, bold in runs:
        run = paragraph.add_run(text)
        run.font.size, run.bold = SIZE, bold


def _with_next(rows: int) -> Iterator[int]:
    """The rows, the header among them, that the next one stands on the same page with."""
    if rows <= SMALL:
        return iter(range(rows - 1))
    return chain(range(TOGETHER - 1), range(rows - TOGETHER, rows - 1))


def _narrow_margins(table: Any) -> None:
    """A millimetre on each side of a cell's text, so that long words stay whole; python-docx has no call for it."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    # The schema has a fixed order, in which only the look comes after the margins.
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _lay_on(cell: Any) -> None:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def _keep_whole(row: Any, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
