"""Read spreadsheets of other formats (.xls, .xlsb) as plain cells, in a process of its own.

Their reader tells neither number formats nor formulas, and shows an error as an empty cell. So an empty cell says
nothing here, and what could be a percentage is asked about.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from tracker.entry.sheet_book import Book, Cell, Row, Tab

LONGEST_SECONDS = 20
"""By the clock, on a busy machine; what the process may use is set in ``foreign_cells``."""

_LOCKED = 3


class ForeignLocked(ValueError):
    """The workbook has a password."""


class ForeignUnreadable(ValueError):
    """The workbook is broken, or asks for more than it may use."""


def read_foreign(data: bytes) -> Book:
    """The workbook's cells. Raises ForeignLocked, ForeignUnreadable."""
    command = [sys.executable, "-m", "tracker.entry.foreign_cells"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ForeignUnreadable from None
    if done.returncode == _LOCKED:
        raise ForeignLocked
    if done.returncode != 0:
        raise ForeignUnreadable
    return Book(tuple(_tab(tab) for tab in json.loads(done.stdout)))


def _tab(told: dict[str, Any]) -> Tab:
    merged = tuple((top, left, bottom, right) for top, left, bottom, right in told["merged"])
    return Tab(told["name"], len(told["rows"]), partial(_rows, told["rows"]), merged, shows_empty=False)


def _rows(told: list[Any]) -> Iterator[Row]:
    for number, cells in told:
        yield number, {column: Cell(kind, raw, pattern=None) for column, kind, raw in cells}
