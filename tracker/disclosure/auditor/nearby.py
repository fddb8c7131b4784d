"""Tables near the truth, for one reader after another: they answer nearly every question of a table that is safe.

Readers are asked about in one program for each part of what everybody sees, in which the cells that a reader knows stay
where they are. A table counts once exact integers have confirmed it, so this only ever finds; that none exists is for
``reach`` to say.
"""

from __future__ import annotations

from collections.abc import Mapping

import highspy
import numpy as np

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.exact import OVERFLOW, Whole
from tracker.disclosure.auditor.moves import Moves
from tracker.disclosure.auditor.rows import Domain, contains, is_empty, overlap
from tracker.disclosure.auditor.tables import Flags, Steps


class Nearby:
    """Finds tables of one part of what everybody sees. ``numbers``: the table's number of each of its cells."""

    def __init__(self, part: Component, numbers: Mapping[str, int], effort: Effort, threshold: int) -> None:
        self._part, self._effort, self._threshold = part, effort, threshold
        self._numbers = np.array([numbers[cell.id] for cell in part.cells], dtype=np.int64)
        self._moves: dict[bool, Moves] = {}
        # The cell of the last question; the next one of the same cell starts from its answer.
        self._from: int | None = None

    def find(self, column: int, asked: Domain, known: Flags) -> Steps | None:
        """Tables in which a cell lies in ``asked``, which does not hold the truth, and no cell that the reader knows
        moves; None if none was found."""
        domain = overlap(self._part.domains[column], asked)
        if is_empty(domain) or not self._part.rows:
            return None
        for whole in (False, True):
            status, point = self._solve(whole, column, domain, known[self._numbers])
            if status != highspy.HighsModelStatus.kOptimal:
                return None
            if point is not None:
                steps, least, most = self._part.repeated(point - self._part.truth, self._threshold)
                moved = np.flatnonzero(steps)
                return Steps(self._numbers[moved], steps[moved], least, most)
        return None

    def _solve(
        self, whole: bool, column: int, domain: Domain, known: Flags
    ) -> tuple[highspy.HighsModelStatus, Whole | None]:
        """The solver's status, and the table that it found if it holds and is one of whole numbers."""
        moves = self._standing(whole, known)
        moves.limit(column, domain, around=False)
        if self._from != column:
            moves.program.setBasis()  # the truth: every cell where it is
        status = self._effort.run(moves.program)
        self._from = column
        found = moves.point() if status == highspy.HighsModelStatus.kOptimal else None
        moves.limit(column, self._part.domains[column], around=True)
        if found is None or not (np.abs(found) < OVERFLOW).all():
            return status, None
        point = np.rint(found).astype(np.int64)
        unmoved = (point == self._part.truth) | ~known
        holds = contains(domain, int(point[column])) and unmoved.all() and self._part.holds(point)
        return status, point if holds else None

    def _standing(self, whole: bool, known: Flags) -> Moves:
        """The program, with what the reader knows held where it is."""
        if whole not in self._moves:
            self._moves[whole] = Moves(self._part, whole)
        self._moves[whole].hold(known)
        return self._moves[whole]
