"""Names of values: a row of a follow-up, and its fields. The names are stable keys.

``I5.1/sex/women/n`` is the field n of the category women of I5.1; ``A1.1/status`` has no category. Page,
entry sheet, history and error list all use these names.
"""

from __future__ import annotations

from dataclasses import dataclass

ATTRIBUTES = ("n", "d", "empty", "status", "start", "end", "text", "comment", "forecast", "target")
"""The fields that a row can have, in the order in which they are shown."""


_LONGEST_TOKEN = 9


class UnknownField(LookupError):
    """A field name that no follow-up can have."""


@dataclass(frozen=True, order=True)
class RowKey:
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


def parse_field(name: str) -> tuple[RowKey, str]:
    """The row and the attribute that a field name stands for. Raises UnknownField."""
    parts = name.split("/")
    if len(parts) not in (2, 4) or parts[-1] not in ATTRIBUTES or not all(parts):
        raise UnknownField(name)
    return RowKey(*parts[:-1]), parts[-1]


def parse_token(text: str) -> int:
    """The version of an item that a page or a sheet says it showed. What cannot be one, as none is so large that no
    database would keep it, counts as 0: nothing was there."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_TOKEN else 0
