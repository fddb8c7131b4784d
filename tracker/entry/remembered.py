"""What follows from the rows of a follow-up alone, used again for as long as those that it was made of are the same.

A save changes one item and is answered with all of them: their fields, and what the rules find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from tracker.rows import BLANK, RowKey, Value

T = TypeVar("T")


class Remembered:
    """For one body's form of one period, beside one past: what was made last under each name, and the rows that were
    looked at for it, which nobody has to list. Requests share it; that two make the same at once does no harm."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[object, Mapping[RowKey, Value], object]] = {}

    def of(
        self,
        name: tuple[object, ...],
        values: Mapping[RowKey, Value],
        make: Callable[[Mapping[RowKey, Value]], T],
        made_of: object = None,
    ) -> T:
        """What is made of these rows, and of this very object where one is given."""
        known = self._known.get(name)
        if known is not None and known[0] is made_of and _same(values, known[1]):
            return cast("T", known[2])
        looked_at = _LookedAt(values)
        made = make(looked_at)
        self._known[name] = made_of, looked_at.rows, made
        return made


def _same(values: Mapping[RowKey, Value], looked_at: Mapping[RowKey, Value]) -> bool:
    return all(values.get(key, BLANK) == held for key, held in looked_at.items())


class _LookedAt(Mapping[RowKey, Value]):
    """Rows that note which of them are asked for, those that are not there too."""

    def __init__(self, values: Mapping[RowKey, Value]) -> None:
        self._values, self.rows = values, dict[RowKey, Value]()

    def __getitem__(self, key: RowKey) -> Value:
        self.rows[key] = self._values.get(key, BLANK)
        return self._values[key]

    def get(self, key: RowKey, default: Any = None) -> Any:
        self.rows[key] = self._values.get(key, BLANK)
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        raise TypeError("ask for the row")

    def __iter__(self) -> Iterator[RowKey]:
        raise TypeError("ask for each row")

    def __len__(self) -> int:
        raise TypeError("ask for each row")
