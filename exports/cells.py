"""Writing one sheet cell: numbers as numbers, texts as texts, and the five empties as their signs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from exports.looks import Look, number_look
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.model import Cell, Indicator
from tracker.report.rich_text import Run

LONGEST = 32_767
"""Characters that a sheet cell can hold; Excel refuses a file with more."""

# Characters that XML cannot hold at all. Carriage returns are turned into line feeds before.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads ”_x0041_” in a text as the character ”A”; the underscore is escaped so that it stays.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Entry:
    """What one sheet cell shows, and how. ``content`` None: a framed, empty cell."""

    content: str | int | Decimal | None
    look: Look = "text"


def clean(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut to what a cell can hold."""
    kept = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def put(sheet: Worksheet, row: int, column: int, entry: Entry) -> SheetCell:
    """Write an entry. A text is always stored as text: never a formula, an error value or a number."""
    cell = sheet.cell(row, column)
    _dress(cell, sheet.parent, entry.look)
    if isinstance(entry.content, str):
        text = clean(entry.content)
        cell.value = _ESCAPE.sub("_x005F_", text)
        cell.data_type = "s"
        if text.lstrip().startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    elif entry.content is not None:
        cell.value = entry.content
    return cell


def emphasise(cell: SheetCell, before: str, runs: Iterable[Run]) -> None:
    """Write words of different weight into a cell that holds them as plain text; ``before``: what comes first."""
    face = cell.font
    parts: list[str | TextBlock] = [before] if before else []
    for run in runs:
        font = InlineFont(rFont=face.name, sz=face.size, b=run.strong or None, i=run.emphasis or None)
        parts.append(TextBlock(font, clean(run.text)))
    cell.value = CellRichText(*parts)


_DRESSED: WeakKeyDictionary[Workbook, dict[Look, StyleArray]] = WeakKeyDictionary()


def _dress(cell: SheetCell, book: Workbook, look: Look) -> None:
    """Give a cell its look. A workbook searches its list of styles for every name, so it is asked once for each."""
    known = _DRESSED.setdefault(book, {})
    if look not in known:
        cell.style = look
        known[look] = copy(cell._style)
    cell._style = copy(known[look])


def text(content: str | None, strong: bool = False) -> Entry:
    return Entry(content or None, "text_strong" if strong else "text")


def whole(value: int | None, strong: bool = False) -> Entry:
    return Entry(value, number_look(0, strong))


def exact(value: str | None, decimals: int, strong: bool = False) -> Entry:
    """An exact decimal string as the number that it is, shown with at least so many decimals."""
    if value is None:
        return Entry(None, number_look(decimals, strong))
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return Entry(number, number_look(min(3, max(decimals, given)), strong))


def part(cell: Cell, which: Literal["n", "d"], strong: bool = False) -> Entry:
    """n or d of a figure, or the sign that stands for it."""
    value = cell.n if which == "n" else cell.d
    return whole(value, strong) if value is not None else _sign(cell, strong)


def value(cell: Cell, indicator: Indicator, strong: bool = False) -> Entry:
    """The figure: its exact value as a number, else its wording (a sign, ``Ja``, ``0 av 0``)."""
    spoken = kind_of(indicator.kind).is_answer and cell.d == 1
    if cell.state != "value":
        return _sign(cell, strong)
    if spoken or cell.value is None:
        return Entry(wording.value_text(cell, indicator.kind), "sign_strong" if strong else "sign")
    return exact(cell.value, decimals(indicator), strong)


def figure(cell: Cell, indicator: Indicator, strong: bool = False) -> tuple[Entry, Entry, Entry]:
    """n, d and value of a figure; d stays empty where the indicator has none."""
    d = part(cell, "d", strong) if has_d(indicator) else text(None)
    return part(cell, "n", strong), d, value(cell, indicator, strong)


def number_or_gap(cell: Cell) -> Decimal | None:
    """The figure for a chart; an empty of any kind is a gap, never zero."""
    return Decimal(cell.value) if cell.state == "value" and cell.value is not None else None


def has_d(indicator: Indicator) -> bool:
    return kind_of(indicator.kind).has_d


def decimals(indicator: Indicator) -> int:
    return 0 if kind_of(indicator.kind).adds_up else indicator.decimals


def _sign(cell: Cell, strong: bool) -> Entry:
    sign = wording.empty_sign(cell)
    if cell.state == "not_reported":
        return Entry(sign, "muted")
    return Entry(sign, "sign_strong" if strong else "sign")
