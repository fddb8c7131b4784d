"""Entry sheets as a person fills them in: opened, written in by field name, saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openpyxl import load_workbook

from exports.entry_sheet import write_entry_sheet
from tests.entry import sample
from tracker.entry.build import build
from tracker.entry.choices import code_of
from tracker.entry.sheet_layout import COLUMN_MARK, KEY_MARK


def cells(book: Any) -> dict[str, Any]:
    """Every cell of the book by the name of its field, read by the hidden marks."""
    found: dict[str, Any] = {}
    for sheet in book.worksheets:
        marks: dict[int, str] = {}
        for row in sheet.iter_rows():
            if not marks and any(cell.value == KEY_MARK for cell in row):
                marks = {c.column: str(c.value).removeprefix(COLUMN_MARK) for c in row if c.value is not None}
                continue
            named = {marks[cell.column]: cell for cell in row if cell.column in marks}
            key = named["key"].value if "key" in named else None
            if key and not str(key).startswith(COLUMN_MARK):
                found.update({f"{key}/{mark}": cell for mark, cell in named.items() if mark != "key"})
    return found


def filled(data: bytes, values: Mapping[str, object]) -> bytes:
    """The sheet with these fields written, as a spreadsheet program would save it."""
    book = load_workbook(io.BytesIO(data))
    known = cells(book)
    for name, value in values.items():
        known[name].value = value
        if isinstance(value, str) and value:
            known[name].data_type = "s"  # the cell is formatted as text: =1 typed there is no formula
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled_form(typed: Mapping[str, str] | None = None, tokens: Mapping[str, int] | None = None) -> bytes:
    """The entry sheet of Bromma in the small program of tests.entry.sample, with these texts in its fields."""
    view = sample.seen("2024-T2")
    written = typed or {}
    form = build(view, "bromma", {}, sample.past("bromma", "2024-T2", []), {})
    codes = {f.name: code_of(f, written[f.name]) for f in form.fields() if f.name in written}
    form = build(view, "bromma", {}, sample.past("bromma", "2024-T2", []), codes)
    stream = io.BytesIO()
    write_entry_sheet(form, stream, tokens=tokens or {}, words={}, fictional=False, today=date(2024, 9, 1))
    return stream.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its package changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return stream.getvalue()
