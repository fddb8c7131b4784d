"""Tables that were found for one reader, asked again for the next: most of what fits one body's knowledge fits others'.

A table is kept as how far each cell is from the truth. Whether it fits another reader is checked anew, in exact
integers, by the part of the table that it is used for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.exact import Whole
from tracker.disclosure.auditor.table import AuditTable

_MOST = 4_000_000
"""Moves kept in all; from then on no more tables are kept."""


class FoundTables:
    """The tables found so far, whoever they were found for."""

    def __init__(self, table: AuditTable) -> None:
        self._number = {cell.id: number for number, cell in enumerate(table.cells)}
        self._found: list[tuple[Whole, Whole]] = []
        self._kept = 0

    def keep(self, part: Component, point: Sequence[int]) -> None:
        """Keep a table that holds: one value for each cell of a part, all other cells being as they are."""
        moves = np.array(point, dtype=np.int64) - part.truth
        moved = np.flatnonzero(moves)
        self._kept += len(moved)
        if self._kept <= _MOST:
            self._found.append((self._numbers(part)[moved], moves[moved]))

    def fitting(self, part: Component) -> Iterator[Whole]:
        """Those that move cells of this part and, of what the reader does not see, no others; they may not hold."""
        place = np.full(len(self._number), -1, dtype=np.int64)
        place[self._numbers(part)] = np.arange(len(part.cells))
        for numbers, moves in self._found:
            places = place[numbers]
            if (places >= 0).all():
                point = part.truth.copy()
                point[places] += moves
                yield point

    def _numbers(self, part: Component) -> Whole:
        return np.array([self._number[cell.id] for cell in part.cells], dtype=np.int64)
