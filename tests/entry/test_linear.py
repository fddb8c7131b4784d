"""Hostile and small: whatever is put into a reader of ours, twice as much takes about twice as long, and little memory.

The bounds are many times what a usual text takes, and less than what the square of its size would take.
"""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cache

import pytest

from tests.cpu import seconds
from tests.entry import sample
from tests.entry_sheets import filled_form, rewritten
from tests.world import DEFINITIONS
from tracker.addresses import is_mail_address
from tracker.entry import rows_csv
from tracker.entry.csv_marks import marked, unmarked
from tracker.entry.number_formats import shown
from tracker.entry.personal import personal_data
from tracker.entry.sheet_book import Cell
from tracker.entry.sheet_cells import CellFault, said
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import read_sheet
from tracker.entry.suggestions import meant_by
from tracker.entry.typed_values import read
from tracker.typed import typed_text
from tracker.web.filters import codes_kept

SIZE = 10_000

PIECES = ["1", " ", "\u200b", "\x0b", "a\u0301", "\u0301\u0327", " 234", ".234", ",234", "-", "0", '"', "'", "' ", "[",
          "a@", "a.", "070-1 ", "1 ", "08 1-1-", "a1.", "a-", "<", "<a ", "&", ";", "\\", "åä", "19", "_x000D_", "\0",
          "1/", "\u1100\u1161", "a", "\n", "\t", "\ud800", "E+1", "\u202e", "\U0001f468\u200d"]  # fmt: skip
FORM = sample.form()
HEAD = "program,unit,period,item,dimension,category,n,d,empty,status,comment,forecast,start,end,text\n"


def _cell(text: str) -> None:
    for kind, decimals in (("text", False), ("number", True), ("number", False)):
        with suppress(CellFault):
            said(Cell(kind, text, None), decimals=decimals)  # type: ignore[arg-type]  # kinds of cells


def _row(text: str) -> None:
    rows_csv.read(f"{HEAD}prov,{text},2024-T2,I1.2,,,{text},,,,{text},{text},{text},,\n", DEFINITIONS)


READERS: dict[str, Callable[[str], object]] = {
    "text": typed_text, "mail": is_mail_address, "codes": codes_kept, "personal": lambda t: list(personal_data(t)),
    "marks": lambda t: (marked(t), unmarked(t)), "suggestion": lambda t: meant_by(t, [("bromma", "Bromma nämnd")]),
    "format": lambda t: shown(t, Decimal(12)), "cell": _cell, "row": _row,
    "header": lambda t: rows_csv.read(t, DEFINITIONS),
    "bytes": lambda t: rows_csv.read(t.encode("utf-8", "surrogatepass"), DEFINITIONS),
    "fields": lambda t: read(FORM, {}, dict.fromkeys(("I1.2/n", "I1.1/forecast", "A1.1/start", "A1.1/status"), t)),
    "prose": lambda t: read(FORM, {}, {"A1.1/comment": t}),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_no_text_takes_long(name: str) -> None:
    READERS[name]("ord")
    usual = _seconds(READERS[name], "ord " * (SIZE // 4))
    for piece in PIECES:
        assert _seconds(READERS[name], piece * (SIZE // len(piece)) + "x") < 6 * usual + 0.05, piece


def _seconds(reader: Callable[[str], object], text: str) -> float:
    def work() -> None:
        with suppress(UnicodeEncodeError):  # half a sign: no text of a form holds one
            reader(text)

    return seconds(work)


@cache
def _sound() -> bytes:
    return filled_form()


TABLE = "xl/worksheets/sheet2.xml"


def _put(part: str, end: str, piece: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """The sound sheet with a piece repeated in one of its parts."""

    def made(times: int) -> bytes:
        xml = f"{before}{piece * times}{after}{end}".encode()
        return rewritten(_sound(), part, lambda old: old.replace(end.encode(), xml, 1))

    return made


def _ods(piece: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """A spreadsheet of OpenDocument with a piece repeated in its only table."""

    def made(times: int) -> bytes:
        names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
        table = f"<table:table>{before}{piece * times}{after}</table:table>"
        xml = f"<office:spreadsheet {names}>{table}</office:spreadsheet>"
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            package.writestr("content.xml", xml)
        return stream.getvalue()

    return made


ROW, END = "<table:table-row><table:table-cell>", "</table:table-cell></table:table-row>"
KEYED = '<row><c r="A9" t="inlineStr"><is><t>I1.2</t></is></c><c r="D9"><v>3</v></c></row>'
SHEETS: dict[str, Callable[[int], bytes]] = {
    "merged": _put(TABLE, "</worksheet>", '<mergeCell ref="A1:B2"/>'),
    "merged, bare": _put(TABLE, "</worksheet>", "<mergeCell "),
    "merged begun": _put(TABLE, "</worksheet>", '<mergeCell ref="A1:'),
    "merged and rows": lambda n: rewritten(_put(TABLE, "</sheetData>", KEYED)(4000), TABLE, lambda old: old.replace(
        b"</worksheet>", b'<mergeCell ref="ZZ1:ZZ1"/>' * n + b"</worksheet>")),
    "cells": _put(TABLE, "</sheetData>", '<c r="A1"/>'), "empty rows": _put(TABLE, "</sheetData>", "<row/>"),
    "deep": _put(TABLE, "</worksheet>", "<a>"), "deep text": _put(TABLE, "</sheetData>", "<is><t>"),
    "comments": _put(TABLE, "</worksheet>", "<!-- x -->"), "names": _put(TABLE, "</worksheet>", '<a xmlns:p="u"/>'),
    "entities": _put(TABLE, "</worksheet>", "&amp;"), "unknown entities": _put(TABLE, "</worksheet>", "&x;"),
    "formats": _put("xl/styles.xml", "</styleSheet>", '<numFmt numFmtId="9" formatCode="0"/>'),
    "styles": _put("xl/styles.xml", "</cellXfs>", '<xf numFmtId="9"/>'),
    "relations": _put("xl/_rels/workbook.xml.rels", "</Relationships>", '<a Target="x/../y"/>'),
    "tables": _ods("</table:table><table:table>"), "rows": _ods(f"{ROW}<text:p>x</text:p>{END}"),
    "paragraphs": _ods("<text:p>x</text:p>", ROW, END),
    "spaces": _ods('<text:s text:c="1000"/>', f"{ROW}<text:p>", f"</text:p>{END}"),
    "spans": _ods('<table:table-cell table:number-columns-spanned="99"/>', "<table:table-row>", "</table:table-row>"),
    "repeated": _ods(ROW.replace(">", ' table:number-rows-repeated="5000">', 1) + f"<text:p>x</text:p>{END}"),
    "repeated blanks": _ods('<table:table-row table:number-rows-repeated="999999999"/>'),
    "repeated blank cells": _ods('<table:table-cell table:number-columns-repeated="999999999"/>', "<table:table-row>",
                                 "</table:table-row>"),
    "deep spans": _ods("<text:span>", f"{ROW}<text:p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_takes_long(name: str) -> None:
    times, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in _doubled(SHEETS[name]):
        times.append(seconds(lambda data=data: _read(data)))
    assert times[1] < 2.7 * times[0] + 0.3, times
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def _read(data: bytes) -> None:
    with suppress(SheetRefused):
        read_sheet(data)


def _doubled(made: Callable[[int], bytes]) -> Iterator[bytes]:
    yield made(4000)
    yield made(8000)
