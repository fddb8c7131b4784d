"""Entry sheets as a person fills them in: opened, written in by field name, saved."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

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
