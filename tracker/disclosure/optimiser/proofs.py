"""Cuts out of proofs, shared between readers: what shows that one is told too much mostly shows it of others."""

from __future__ import annotations

from collections.abc import Callable

from tracker.disclosure.optimiser.cuts import Cut, cuts_of
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.fractional_reach import Direction, Shortfall, Target
from tracker.disclosure.optimiser.open_parts import Solved
from tracker.disclosure.optimiser.tableau import Requirement, Tableau


class Proofs:
    """Collects the cuts that one pattern violates."""

    def __init__(self, tableau: Tableau, examiner: Examiner, is_violated: Callable[[Cut], bool]) -> None:
        self._tableau, self._examiner, self._is_violated = tableau, examiner, is_violated
        self._proved: set[tuple[Requirement, Direction]] = set()
        self._found: dict[Cut, None] = {}

    @property
    def cuts(self) -> list[Cut]:
        return list(self._found)

    def has(self, reader: int, target: Target) -> bool:
        """Whether a violated cut is known already for one side of a requirement."""
        return (Requirement(reader, target.column), target.direction) in self._proved

    def add(self, reader: int, shortfall: Shortfall, solved: Solved) -> bool:
        """Take in what a shortfall proves of its own reader and of all others; False if nothing of its own."""
        column, direction = shortfall.target.column, shortfall.target.direction
        others = []
        for number in range(len(self._tableau.readers)):
            for target in self._examiner.targets(number, column):
                if target.direction == direction and not self.has(number, target):
                    others.append((Requirement(number, column), target.distance))
        for cut in cuts_of(self._tableau, shortfall, solved, others):
            if cut.owner is not None and self._is_violated(cut):
                self._found[cut] = None
                self._proved.add((cut.owner, direction))
        return self.has(reader, shortfall.target)
