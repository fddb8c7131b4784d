"""Tables that were found on the way, kept as answers for later questions.

A *witness* is a table that a reader cannot tell from the truth, written as its deviations. It is one for every
reader and pattern that does not show, or know, any column that it moves: so what was found for one body answers for
others, and what was found for one pattern for most of the next.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.tableau import Tableau

_NOTHING = 1e-9
_WHOLE = 1e-6
_MOST_ENTRIES = 4_000_000
"""Deviations kept in all; when there are more, the older half of the witnesses is forgotten."""


class Seen:
    """What the witnesses of one reader and pattern show together.

    ``down``/``up``: how far each column can fall and rise (fractions allowed). ``whole[i, v]``: whether column i is v
    in some table of whole numbers; the last v stands for everything from the threshold up.
    """

    def __init__(self, down: NDArray[np.float64], up: NDArray[np.float64], whole: NDArray[np.bool_]) -> None:
        self.down, self.up, self.whole = down, up, whole


class Witnesses:
    """The witnesses of one system; deviations one after another, each witness from its start to the next one's."""

    def __init__(self, tableau: Tableau, threshold: int) -> None:
        self._values = np.array(tableau.values, dtype=np.int64)
        self._threshold = threshold
        self._columns = np.empty(0, dtype=np.int32)
        self._moves = np.empty(0)
        self._start = np.empty(0, dtype=np.int64)
        self._whole = np.empty(0, dtype=bool)
        self._new: list[tuple[NDArray[np.int32], NDArray[np.float64], bool]] = []

    def note(self, columns: NDArray[np.int32], moves: NDArray[np.float64]) -> None:
        """Keep a table, given by some columns and how far each of them is from the truth."""
        moved = np.abs(moves) > _NOTHING
        if not moved.any():
            return
        rounded = np.rint(moves)
        whole = bool(np.abs(moves - rounded).max() <= _WHOLE)
        if whole:
            moves, moved = rounded, rounded != 0
        self._new.append((columns[moved], moves[moved], whole))

    def seen(self, closed: NDArray[np.bool_]) -> Seen:
        """What holds for a reader to whom these columns are closed: shown, or known beforehand."""
        self._gather()
        count = len(closed)
        down, up = np.zeros(count), np.zeros(count)
        whole = np.zeros((count, self._threshold + 1), dtype=bool)
        whole[np.arange(count), np.clip(self._values, 0, self._threshold)] = True
        if len(self._start):
            holds = ~np.logical_or.reduceat(closed[self._columns], self._start)
            length = np.diff(self._start, append=len(self._columns))
            kept = np.repeat(holds, length)
            columns, moves = self._columns[kept], self._moves[kept]
            np.maximum.at(up, columns, moves)
            np.maximum.at(down, columns, -moves)
            entire = np.repeat(self._whole[holds], length[holds])
            columns = columns[entire]
            values = self._values[columns] + moves[entire].astype(np.int64)
            whole[columns, np.clip(values, 0, self._threshold)] = True
        return Seen(down, up, whole)

    def _gather(self) -> None:
        if not self._new:
            return
        if len(self._columns) > _MOST_ENTRIES:
            self._forget_older_half()
        lengths = [len(columns) for columns, _moves, _whole in self._new]
        starts = len(self._columns) + np.cumsum([0, *lengths[:-1]])
        self._start = np.concatenate([self._start, starts])
        self._columns = np.concatenate([self._columns, *(columns for columns, _moves, _whole in self._new)])
        self._moves = np.concatenate([self._moves, *(moves for _columns, moves, _whole in self._new)])
        self._whole = np.concatenate([self._whole, np.array([whole for *_, whole in self._new])])
        self._new = []

    def _forget_older_half(self) -> None:
        half = len(self._start) // 2
        first = self._start[half]
        self._columns, self._moves = self._columns[first:], self._moves[first:]
        self._start, self._whole = self._start[half:] - first, self._whole[half:]


def column_numbers(columns: Iterable[int]) -> NDArray[np.int32]:
    """Column numbers as the witnesses take them."""
    return np.fromiter(columns, dtype=np.int32)
