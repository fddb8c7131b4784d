"""A reader of all editions: can a sum of leaves be this number? Asked of HiGHS, or of every table of a small city."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from tests.leaves.knowledge import Knowledge, Leaf, Sum, Target

Whole = NDArray[np.int64]
_FAR = 10**9
"""No limit."""


class Reader:
    """``known``: leaves that this reader knows beforehand. What a solution shows is checked in whole numbers."""

    def __init__(self, knowledge: Knowledge, known: frozenset[Leaf] = frozenset()) -> None:
        self._place = {leaf: place for place, leaf in enumerate(knowledge.leaves)}
        values = np.array([*knowledge.leaves.values()], dtype=np.int64)
        stated = [(row, value, value) for row, value in knowledge.equal.items()]
        stated += [(row, value, _FAR) for row, value in knowledge.at_least.items()]
        for leaf in (leaf for leaf in knowledge.leaves if leaf in known):
            stated.append((frozenset({(leaf, 1)}), knowledge.leaves[leaf], knowledge.leaves[leaf]))
        self._rows = np.array([self._row(dict(row)) for row, _low, _high in stated], dtype=np.int64)
        self._low, self._high = (np.array([each[end] for each in stated], dtype=np.int64) for end in (1, 2))
        self._fractional = self._program(whole=False)
        self._whole: highspy.Highs | None = None
        self._seen = [values]

    def possible(self, target: Target, low: int, high: int | None) -> bool:
        """Whether the sum can lie between two numbers, ends included."""
        row, most = self._row(target.leaves), _FAR if high is None else high
        if any(low <= row @ table <= most for table in self._seen):
            return True
        found = self._solve(self._fractional, row, low, most)
        if found is not None and not self._holds(found):
            self._whole = self._whole or self._program(whole=True)
            found = self._solve(self._whole, row, low, most)
            assert found is None or self._holds(found)
        if found is not None:
            self._seen.append(found)
        return found is not None

    def _row(self, leaves: Sum) -> Whole:
        row = np.zeros(len(self._place), dtype=np.int64)
        for leaf, factor in leaves.items():
            row[self._place[leaf]] = factor
        return row

    def _program(self, whole: bool) -> highspy.Highs:
        """The leaves as columns from 0 up, and what is known as rows; the last row is for what is asked."""
        solver = highspy.Highs()
        solver.silent()
        count = len(self._place)
        solver.addVars(count, np.zeros(count), np.full(count, highspy.kHighsInf))
        for row, low, high in zip(self._rows, self._low, self._high, strict=True):
            self._add(solver, row, low, high)
        if whole:
            solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))
        self._add(solver, np.zeros(count, dtype=np.int64), 0, 0)
        return solver

    def _add(self, solver: highspy.Highs, row: Whole, low: int, high: int) -> None:
        places = np.flatnonzero(row).astype(np.int32)
        top = highspy.kHighsInf if high == _FAR else high
        solver.addRow(low, top, len(places), places, row[places].astype(np.float64))

    def _solve(self, solver: highspy.Highs, row: Whole, low: int, high: int) -> Whole | None:
        solver.deleteRows(1, np.array([solver.getNumRow() - 1], dtype=np.int32))
        self._add(solver, row, low, high)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.rint(solver.getSolution().col_value).astype(np.int64)

    def _holds(self, table: Whole) -> bool:
        sums = self._rows @ table
        return bool((table >= 0).all() and (self._low <= sums).all() and (sums <= self._high).all())


def told(reader: Reader, target: Target, threshold: int, cover: str) -> tuple[int, ...] | None:
    """The values that must stay possible and do not; the threshold stands for all above it, too. None if there are."""
    missing = [value for value in range(1, threshold) if not reader.possible(target, value, value)]
    if cover == "small_and_threshold" and not reader.possible(target, threshold, None):
        missing.append(threshold)
    return tuple(missing) or None
