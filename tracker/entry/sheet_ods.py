"""Read an OpenDocument spreadsheet (.ods) as plain cells.

A cell holds its value and the text that was shown for it, so that what was rounded or hidden is known without styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from itertools import chain
from typing import Any

from lxml import etree

from tracker.entry.sheet_book import Book, Cell, Kind, Range, Row, Tab
from tracker.entry.sheet_xml import MOST_CELLS, TooManyCells, attribute, elements, events, local

_ERROR = re.compile(r"#[\w/]+[!?]?|[A-Z][a-z]+:[0-9]{3}")
_DIGITS = re.compile(r"[^0-9]+")
_DECIMALS = re.compile(r"[.,]([0-9]+)[^0-9]*")
LONGEST_CELL = 200_000
"""Signs of one cell; a spreadsheet program keeps a sixth of it."""

HIDDEN = '"?"'
"""The format of a number in whose place something else is shown."""


def read_ods(parts: Mapping[str, bytes]) -> Book:
    """The workbook in a package's parts. Raises nearly anything for a broken one."""
    return Book(tuple(_tabs(parts["content.xml"])), creator=_creator(parts.get("meta.xml", b"")))


def _tabs(content: bytes) -> Iterator[Tab]:
    sheet, depth = _Sheet(""), 0
    for event, element in events(content):
        kind = local(element)
        if kind == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheet = _Sheet(attribute(element, "name"))
            elif depth == 0:
                yield Tab(sheet.name, len(sheet.rows), partial(iter, sheet.rows), tuple(sheet.merged))
        elif kind == "table-row" and event == "end" and depth == 1:
            sheet.take(element)
            element.clear()


@dataclass
class _Sheet:
    """One sheet while it is read. Rows and cells may stand for many that are alike: ``row``, the last that was read."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    row: int = 0
    count: int = 0

    def take(self, element: Any) -> None:
        cells = dict(self._cells(element))
        many = _many(element, "number-rows-repeated")
        self.count += len(cells) * many
        if self.count > MOST_CELLS:
            raise TooManyCells
        if cells:  # a blank row may stand for a thousand million
            self.rows += [(self.row + place, cells) for place in range(1, many + 1)]
        self.row += many

    def _cells(self, row: Any) -> Iterator[tuple[int, Cell]]:
        column = 0
        for element in row:
            if local(element) not in ("table-cell", "covered-table-cell"):
                continue
            many, cell = _many(element, "number-columns-repeated"), _cell(element)
            right, down = _many(element, "number-columns-spanned"), _many(element, "number-rows-spanned")
            if right * down > 1:
                self.merged.append((self.row + 1, column + 1, self.row + down, column + right))
            if cell is not None:
                if many > MOST_CELLS:
                    raise TooManyCells
                yield from ((column + place, cell) for place in range(1, many + 1))
            column += many


def _many(element: Any, name: str) -> int:
    """How often or how far: one where nothing is said."""
    given = attribute(element, name)
    return max(int(given), 1) if given.isdecimal() and len(given) < 10 else 1


def _cell(element: Any) -> Cell | None:
    """What stands in a cell; None for one that only has a look."""
    formula = bool(attribute(element, "formula"))
    type_, text = attribute(element, "value-type"), _text(element)
    if _ERROR.fullmatch(text) and (formula or type_ != "string"):
        return Cell("error", text, formula=formula)
    match type_:
        case "float" | "percentage" | "currency":
            raw = attribute(element, "value")
            return Cell("number", raw, _pattern(raw, text, type_ == "percentage"), formula)
        case "boolean":
            return Cell("truth", str(int(attribute(element, "boolean-value") == "true")), formula=formula)
        case "date":
            return Cell("day", attribute(element, "date-value"), formula=formula)
        case "time":
            return Cell("day", text or attribute(element, "time-value"), formula=formula)
        case _ if text or type_:
            kind: Kind = "text"
            return Cell(kind, text or attribute(element, "string-value"), formula=formula)
    return Cell("number", None, formula=True) if formula else None


def _pattern(raw: str, text: str, percent: bool) -> str:
    """A number format that shows the number as its text does."""
    sign = "%" if percent else ""
    found = _DECIMALS.search(text)
    pattern = f"0.{'0' * len(found[1])}{sign}" if found else f"0{sign}"
    try:
        number = abs(Decimal(raw)) * (100 if percent else 1)
        for decimals in (len(found[1]) if found else 0, 0):
            rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
            if _DIGITS.sub("", format(rounded, "f")) == _DIGITS.sub("", text):
                return f"0.{'0' * decimals}{sign}" if decimals else f"0{sign}"
    except InvalidOperation:
        return pattern  # no number, or one that is far too large; whoever reads it says so
    return HIDDEN if text else f"0.00{sign}" if percent else ""


def _text(element: Any) -> str:
    """The cell's own paragraphs, without its notes. Raises TooManyCells for more than any cell holds: one element may
    stand for many spaces."""
    pieces, length = list[str](), 0
    for piece in (each for child in element if local(child) == "p" for each in chain("\n", _pieces(child))):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_CELL:
            raise TooManyCells
    return "".join(pieces).removeprefix("\n")


def _pieces(element: Any) -> Iterator[str]:
    """A paragraph's text; spaces, tabs and line breaks are elements of their own."""
    yield element.text or ""
    for child in element:
        match local(child):
            case "s":
                yield " " * min(_many(child, "c"), 1000)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation" | "note":
                pass
            case _:
                yield from _pieces(child)
        yield child.tail or ""


def _creator(content: bytes) -> str:
    try:
        return next((element.text or "" for element in elements(content, "initial-creator")), "")
    except etree.XMLSyntaxError:
        return ""
