"""Plain rows: the names of what a body gives, what a row of its follow-up holds, and the ledger of printed statistics.

Store, entry form and disclosure control share them; nothing here computes. ``I5.1/age/young/n`` names the field n of
the category young of I5.1; ``A1.1/status`` has no category. Page, entry sheet, history and error list use these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from tracker.definitions.measure import Empty, Measured
from tracker.periods import Period

ATTRIBUTES = ("n", "d", "empty", "status", "start", "end", "text", "comment", "forecast", "target")
"""The fields that a row can have, in the order in which they are shown."""

Category = tuple[str, str]
"""A dimension's and a category's code; ``TOTAL`` stands for all of them."""
TOTAL: Category = ("", "")

Level = Literal["unit", "region", "city"]

_LONGEST_TOKEN = 9


class UnknownField(LookupError):
    """A field name that no follow-up can have."""


class RowKey(NamedTuple):
    """One row of a follow-up: an item, or one category of it."""

    item: str
    dimension: str = ""
    category: str = ""

    @property
    def name(self) -> str:
        return f"{self.item}/{self.dimension}/{self.category}" if self.dimension else self.item

    def field(self, attribute: str) -> str:
        """The name of one field of the row."""
        return f"{self.name}/{attribute}"


class Value(NamedTuple):
    """What one row of a follow-up holds. ``target``: the body's own for the year, given in its plan."""

    n: int | None = None
    d: int | None = None
    empty: Empty | None = None
    status: str | None = None
    comment: str | None = None
    forecast: Decimal | None = None
    start: date | None = None
    end: date | None = None
    text: str | None = None
    target: Decimal | None = None


BLANK = Value()


@dataclass(frozen=True)
class Key:
    """A statistic's identity: what it sums. Two cells with the same key are the same number wherever they stand."""

    indicator: str
    period: Period
    category: Category
    measured: Measured
    bodies: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One line of the ledger: a statistic of an edition. ``value``: the truth. ``printed`` None: still to be decided.

    ``level``: the highest area in which it stands; what a dot costs follows from it.
    """

    edition: str
    key: Key
    value: int
    level: Level
    printed: bool | None = None


@lru_cache(maxsize=16_384)
def parse_field(name: str) -> tuple[RowKey, str]:
    """The row and the attribute that a field name stands for. Raises UnknownField. The same few hundred are asked for
    again and again."""
    parts = name.split("/")
    if len(parts) not in (2, 4) or parts[-1] not in ATTRIBUTES or not all(parts):
        raise UnknownField(name)
    return RowKey(*parts[:-1]), parts[-1]


def parse_token(text: str) -> int:
    """The version of an item that a page or a sheet says it showed. What cannot be one, as none is so large that no
    database would keep it, counts as 0: nothing was there."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_TOKEN else 0
