"""Read an Excel workbook's parts (.xlsx, Strict Open XML too) as plain cells.

Looks and properties are passed over, so that a fault in them costs nothing. Of the styles only the number formats are
read: they say whether 0.453 was shown as 45,3 %.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries

from tracker.entry.sheet_book import Book, Cell, Kind, Range, Row, Tab
from tracker.entry.sheet_xml import MOST_CELLS, TooManyCells, attribute, elements, local, tree

MAIN = "xl/workbook.xml"
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_KINDS: Mapping[str, Kind] = {"s": "text", "str": "text", "inlineStr": "text", "b": "truth", "e": "error", "d": "day"}


def read_ooxml(parts: Mapping[str, bytes]) -> Book:
    """The workbook in a package's parts. Raises nearly anything for a broken one."""
    main = _main(parts)
    workbook = tree(parts[main])
    targets = _targets(parts, main)
    texts = _texts(parts.get(_near(main, "sharedStrings.xml"), b""))
    patterns = _patterns(parts.get(_near(main, "styles.xml"), b""))
    tabs = []
    for sheet in (element for element in workbook.iter() if local(element) == "sheet"):
        content = parts.get(targets.get(attribute(sheet, "id"), ""))
        if content is not None:
            rows = partial(_rows, content, texts, patterns)
            tabs.append(Tab(sheet.get("name", ""), len(_ROW.findall(content)), rows, _merged(content)))
    properties = next((element for element in workbook.iter() if local(element) == "workbookPr"), None)
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
    return Book(tuple(tabs), since_1904, _creator(parts.get("docProps/core.xml", b"")))


def _main(parts: Mapping[str, bytes]) -> str:
    """The workbook's part, as the package names it."""
    for element in tree(parts["_rels/.rels"]).iter() if "_rels/.rels" in parts else ():
        if element.get("Type", "").endswith("/officeDocument"):
            target: str = element.get("Target", "").lstrip("/")
            if target in parts:
                return target
    return MAIN


def _near(main: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(main), name)


def _targets(parts: Mapping[str, bytes], main: str) -> dict[str, str]:
    """Relation's id → the part that it leads to."""
    folder, file = posixpath.split(main)
    content = parts.get(f"{folder}/_rels/{file}.rels", b"<none/>")
    found = {element.get("Id", ""): element.get("Target", "") for element in tree(content).iter()}
    return {key: posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for key, target in found.items()}


def _texts(content: bytes) -> list[str]:
    """The texts that cells refer to by number."""
    return [_text(element) for element in elements(content, "si")]


def _text(element: Any) -> str:
    """A text in all its runs, without the readings of Japanese signs."""
    runs = (each for each in element.iter() if local(each) == "t" and local(each.getparent()) != "rPh")
    return "".join(run.text or "" for run in runs)


def _patterns(content: bytes) -> list[str | None]:
    """Number format of each style of cells. Styles that cannot be read tell nothing."""
    try:
        looks = tree(content) if content else None
    except etree.XMLSyntaxError:
        return []
    if looks is None:
        return []
    own = {e.get("numFmtId", ""): e.get("formatCode", "") for e in looks.iter() if local(e) == "numFmt"}
    styles = next((element for element in looks.iter() if local(element) == "cellXfs"), ())
    return [_pattern(style.get("numFmtId", "0"), own) for style in styles if local(style) == "xf"]


def _pattern(number: str, own: Mapping[str, str]) -> str:
    known = own.get(number) or (BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else "")
    return "" if known.casefold() == "general" else str(known)


def _rows(content: bytes, texts: list[str], patterns: list[str | None]) -> Iterator[Row]:
    """The rows in which anything stands, in the file's order."""
    number, column, count, cells = 0, 0, 0, dict[int, Cell]()
    for element in elements(content, "row", "c"):
        if local(element) == "row":
            given = element.get("r", "")
            number = int(given) if given.isdecimal() else number + 1
            if cells:
                yield number, cells
            column, cells = 0, {}
            continue
        place = _REFERENCE.fullmatch(element.get("r", ""))
        column = column_index_from_string(place[1]) if place else column + 1
        cell = _cell(element, texts, patterns)
        count += 1
        if count > MOST_CELLS:
            raise TooManyCells
        if cell is not None:
            cells[column] = cell


def _cell(element: Any, texts: list[str], patterns: list[str | None]) -> Cell | None:
    """What stands in a cell; None for one that only has a look."""
    kind: Kind = _KINDS.get(element.get("t", "n"), "number")
    raw, formula = None, False
    for child in element:
        name = local(child)
        if name == "v":
            # A formula that no program has computed has an empty value; a text may be empty.
            raw = child.text or ("" if kind == "text" else None)
        elif name == "is":
            raw = _text(child)
        elif name == "f":
            formula = True
    if element.get("t") == "s" and raw is not None:
        raw = texts[int(raw)]
    if raw is None and not formula:
        return None
    style = element.get("s", "0")
    place = int(style) if style.isdecimal() else 0
    return Cell(kind, raw, patterns[place] if place < len(patterns) else None, formula)


def _merged(content: bytes) -> tuple[Range, ...]:
    """Ranges of merged cells. They stand after the rows, in which nothing is looked for."""
    _before, _end, after = content.rpartition(b"sheetData>")
    if b"mergeCell" not in after:
        return ()
    found = []
    for element in elements(content, "mergeCell"):
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
        found.append((top or 1, left or 1, bottom or 2**20, right or 2**14))
    return tuple(found)


def _creator(content: bytes) -> str:
    try:
        return next((element.text or "" for element in elements(content, "creator")), "")
    except etree.XMLSyntaxError:
        return ""
