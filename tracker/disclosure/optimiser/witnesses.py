"""Tables that were found on the way, kept as answers for later questions.

A *witness* is a table that a reader cannot tell from the truth, written as its deviations. It is one for every
reader and pattern that does not show, or know, any column that it moves: so what was found for one body answers for
others, and what was found for one pattern for most of the next. Of a witness two things are kept: how far it moves
what may be printed, which decides for whom it is one, and how far it moves what is sensitive, which is what it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.tableau import Tableau

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Columns = NDArray[np.int32]

_NOTHING = 1e-9
_WHOLE = 1e-6
_MOST_MOVES = 4_000_000
"""Deviations kept in all; when there are more, the older half of the witnesses is forgotten."""


@dataclass(frozen=True)
class Room:
    """How far below and above the truth each column may move in the eyes of a reader: nothing where it is shown."""

    down: Floats
    up: Floats

    @classmethod
    def of(cls, count: int, dotted: Iterable[int]) -> Room:
        """No limit where a column is dotted."""
        room = np.zeros(count)
        room[list(dotted)] = np.inf
        return cls(room, room)

    def over(self, count: int, columns: Sequence[int]) -> Room:
        """The same for all columns, where this one is of a few only: the others do not move."""
        down, up = np.zeros(count), np.zeros(count)
        down[list(columns)], up[list(columns)] = self.down, self.up
        return Room(down, up)


@dataclass(frozen=True)
class Seen:
    """What the witnesses of one reader and pattern show together.

    ``down``/``up``: how far each sensitive column can fall and rise (fractions allowed). ``whole[i, v]``: whether
    sensitive column i is v in some table of whole numbers; the last v stands for everything from the threshold up.
    """

    down: Floats
    up: Floats
    whole: Flags


@dataclass(frozen=True)
class _Moves:
    """Which witness moves which column, and how far."""

    witness: NDArray[np.int64]
    column: Columns
    move: Floats

    @classmethod
    def joined(cls, parts: Iterable[_Moves]) -> _Moves:
        witness, column, move = zip(*((part.witness, part.column, part.move) for part in parts), strict=True)
        return cls(np.concatenate(witness), np.concatenate(column), np.concatenate(move))

    def among(self, columns: Flags) -> _Moves:
        return self._where(columns[self.column])

    def since(self, first: int) -> _Moves:
        later = self._where(self.witness >= first)
        return _Moves(later.witness - first, later.column, later.move)

    def of(self, witnesses: Flags) -> _Moves:
        return self._where(witnesses[self.witness])

    def _where(self, kept: Flags) -> _Moves:
        return _Moves(self.witness[kept], self.column[kept], self.move[kept])


_NONE = _Moves(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty(0))


class Witnesses:
    """The witnesses of one system."""

    def __init__(self, tableau: Tableau, threshold: int) -> None:
        count = len(tableau.keys)
        self._values = np.array(tableau.values, dtype=np.int64)
        self._threshold = threshold
        self._printable, self._sensitive = (_mask(count, which) for which in (tableau.optional, tableau.sensitive))
        self._knows = np.array([_mask(count, reader.knows) for reader in tableau.readers])
        self._shown, self._told = _NONE, _NONE
        self._whole = np.empty(0, dtype=bool)
        # For each witness and reader, whether it moves nothing that the reader knows.
        self._possible = np.empty((0, len(tableau.readers)), dtype=bool)
        self._new: list[_Moves] = []

    def note(self, columns: Columns, moves: Floats) -> None:
        """Keep a table, given by some columns and how far each of them is from the truth."""
        moved = np.abs(moves) > _NOTHING
        if moved.any():
            witness = np.full(int(moved.sum()), len(self._whole) + len(self._new))
            self._new.append(_Moves(witness, columns[moved], moves[moved]))

    def seen(self, reader: int, room: Room) -> Seen:
        """What holds for a reader who reckons with every column's moving so far, but for what the reader knows."""
        self._gather()
        shown = self._shown
        beyond = (shown.move > room.up[shown.column] + _WHOLE) | (shown.move < -room.down[shown.column] - _WHOLE)
        holds = self._possible[:, reader].copy()
        holds[shown.witness[beyond]] = False
        count = len(self._values)
        down, up = np.zeros(count), np.zeros(count)
        whole = np.zeros((count, self._threshold + 1), dtype=bool)
        whole[np.arange(count), np.clip(self._values, 0, self._threshold)] = True
        told = self._told.of(holds)
        np.maximum.at(up, told.column, told.move)
        np.maximum.at(down, told.column, -told.move)
        entire = told.of(self._whole)
        values = self._values[entire.column] + np.rint(entire.move).astype(np.int64)
        whole[entire.column, np.clip(values, 0, self._threshold)] = True
        return Seen(down, up, whole)

    def _gather(self) -> None:
        if not self._new:
            return
        if len(self._shown.move) + len(self._told.move) > _MOST_MOVES:
            self._forget_older_half()
        whole = [np.abs(each.move - np.rint(each.move)).max() <= _WHOLE for each in self._new]
        possible = [~self._knows[:, each.column].any(axis=1) for each in self._new]
        self._whole = np.concatenate([self._whole, np.array(whole)])
        self._possible = np.concatenate([self._possible, np.array(possible)])
        self._shown = _Moves.joined([self._shown, *(each.among(self._printable) for each in self._new)])
        self._told = _Moves.joined([self._told, *(each.among(self._sensitive) for each in self._new)])
        self._new = []

    def _forget_older_half(self) -> None:
        half = len(self._whole) // 2
        self._shown, self._told = self._shown.since(half), self._told.since(half)
        self._whole, self._possible = self._whole[half:], self._possible[half:]
        self._new = [_Moves(each.witness - half, each.column, each.move) for each in self._new]


def _mask(count: int, columns: Iterable[int]) -> Flags:
    mask = np.zeros(count, dtype=bool)
    mask[list(columns)] = True
    return mask
