"""Writing a cell of an entry sheet; and texts as files of office programs can hold them."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from exports.looks import Look

LONGEST = 32_767
"""Characters that a sheet cell can hold; Excel refuses a file with more."""

FORMULA_STARTS = ("=", "+", "-", "@")

# Characters that XML cannot hold at all. Carriage returns are turned into line feeds before.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads ”_x0041_” in a text as the character ”A”; the underscore is escaped so that it stays.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Entry:
    """What one sheet cell shows, and how. ``content`` None: a framed, empty cell."""

    content: str | int | Decimal | None
    look: Look = "text"


def clean(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut to what a cell can hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _UNWRITABLE.sub("", text)
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def put(sheet: Worksheet, row: int, column: int, entry: Entry) -> SheetCell:
    """Write an entry. A text is always stored as text: never a formula, an error value or a number."""
    cell = sheet.cell(row, column)
    _dress(cell, sheet.parent, entry.look)
    if isinstance(entry.content, str):
        text = clean(entry.content)
        cell.value = _ESCAPE.sub("_x005F_", text)
        cell.data_type = "s"
        if text.lstrip().startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    elif entry.content is not None:
        cell.value = entry.content
    return cell


_DRESSED: WeakKeyDictionary[Workbook, dict[Look, StyleArray]] = WeakKeyDictionary()


def _dress(cell: SheetCell, book: Workbook, look: Look) -> None:
    """Give a cell its look. A workbook searches its list of styles for every name, so it is asked once for each."""
    known = _DRESSED.setdefault(book, {})
    if look not in known:
        cell.style = look
        known[look] = copy(cell._style)
    cell._style = copy(known[look])
