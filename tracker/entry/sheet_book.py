"""A workbook as plain cells, whatever format it came in: what is in each cell, and what the cell does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "truth", "error", "day"]

Row = tuple[int, Mapping[int, "Cell"]]
"""Number of a row, from 1, and its cells that hold something by number of column, from 1."""

Range = tuple[int, int, int, int]
"""First row and column, last row and column; of merged cells."""


@dataclass(frozen=True)
class Cell:
    """``raw``: the text; a number with a decimal point; ``1`` or ``0``; an error such as ``#REF!``; a day or moment
    in ISO 8601. None: nothing was stored, as for a formula that no program has computed.

    ``pattern``: the number format, "" for the common one, None where the file's format does not tell.
    """

    kind: Kind
    raw: str | None
    pattern: str | None = ""
    formula: bool = False

    @property
    def is_written(self) -> bool:
        """Whether somebody put anything there, a formula without a value too."""
        return self.formula or bool((self.raw or "").strip())


@dataclass(frozen=True)
class Tab:
    """One sheet. ``size``: its rows, counted before they are read. ``rows``: its rows in order, read when asked for.

    ``shows_empty``: a cell that is not there is known to be empty; else it may hold an error.
    """

    name: str
    size: int
    rows: Callable[[], Iterator[Row]]
    merged: tuple[Range, ...] = ()
    shows_empty: bool = True


@dataclass(frozen=True)
class Book:
    """``since_1904``: days are counted from 1904, as older programs for Macintosh did. ``creator``: what made it."""

    tabs: tuple[Tab, ...]
    since_1904: bool = False
    creator: str = ""
