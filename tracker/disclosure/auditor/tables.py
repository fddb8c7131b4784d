"""Tables that were found for one reader, asked again for the next: most of what fits one body's knowledge fits others'.

A table is kept as *steps*: how far each cell that moves is from the truth, divided as far as whole numbers go. Between
two tables that a reader must reckon with lie only such, so the same steps taken twice, or backwards, are tables too as
far as the limits let them. Steps hold for every reader who knows none of the cells that they move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.auditor.exact import Whole
from tracker.disclosure.auditor.table import AuditTable

Flags = NDArray[np.bool_]

_MOST = 4_000_000
"""Moving cells kept in all; from then on no more tables are kept."""


@dataclass(frozen=True)
class Steps:
    """Tables in a line: ``cells`` (by number) move by ``by``, any number of times from ``least`` (0 or below) to
    ``most``."""

    cells: Whole
    by: Whole
    least: int
    most: int


class Reached:
    """Which values of each cell some table shows to be possible, as one reader sees it.

    ``known``: whether the reader knows a cell. Values are counted as 0 or less, 1, 2, … k-1, and k or more.
    """

    def __init__(self, values: Whole, threshold: int, known: Flags) -> None:
        self._values, self._threshold, self.known = values, threshold, known
        self._seen = np.zeros((len(values), threshold + 1), dtype=bool)
        self._see(np.arange(len(values)), values)

    def take(self, steps: Steps) -> None:
        """Add what tables show that move nothing the reader knows."""
        times = np.arange(steps.least, steps.most + 1)[:, np.newaxis]
        self._see(steps.cells, self._values[steps.cells] + times * steps.by)

    def _see(self, cells: Whole, values: Whole) -> None:
        self._seen[cells, np.minimum(np.maximum(values, 0), self._threshold)] = True

    def has(self, cell: int, value: int) -> bool:
        """Whether a cell can be a value; the threshold stands for all values from there up."""
        return bool(self._seen[cell, value])

    def small(self, cell: int) -> set[int]:
        """Those of 1..k-1 that a cell can be."""
        return {value for value in range(1, self._threshold) if self._seen[cell, value]}

    def all_of(self, cell: int) -> bool:
        """Whether it can be each of 1..k-1, and some value from k up."""
        return bool(self._seen[cell, 1:].all())


class FoundTables:
    """The tables found so far, whoever they were found for."""

    def __init__(self, table: AuditTable) -> None:
        self._values = np.array([cell.value for cell in table.cells], dtype=np.int64)
        self._threshold = table.threshold
        self._found: list[Steps] = []
        self._kept = 0

    def keep(self, steps: Steps) -> None:
        self._kept += len(steps.cells)
        if self._kept <= _MOST:
            self._found.append(steps)

    def reached(self, known: Flags) -> Reached:
        """What they show a reader who knows some of the cells, all others moving freely."""
        reached = Reached(self._values, self._threshold, known)
        for steps in self._found:
            if not known[steps.cells].any():
                reached.take(steps)
        return reached
