"""Which requirements have to be asked about, and for which values.

What a reader cannot work out, somebody who knows less cannot work out either. So a requirement stands for itself only
as long as nobody who knows as much and more is asked about the same column; once that one cannot be met in full, those
who know less are asked about, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.disclosure.optimiser.tableau import Requirement, Tableau

Wanted = dict[int, tuple[int, ...]]
"""Columns of one reader, with the values that must stay possible for each."""


class Standing:
    """The requirements that stand; ``asked``: the values that must stay possible where a requirement can be met."""

    def __init__(self, tableau: Tableau, asked: Sequence[int]) -> None:
        self.asked = tuple(asked)
        self.by_knowledge = _most_first(tableau)
        self._above = _above(tableau, self.by_knowledge)
        self._all: list[frozenset[int]] = [
            frozenset(column for reader, column in tableau.requirements if reader == number)
            for number in range(len(tableau.readers))
        ]
        self._given_up: set[Requirement] = set()
        self.of: list[Wanted] = [{} for _ in tableau.readers]
        for reader in self.by_knowledge:
            own = (column for column in sorted(self._all[reader]) if self._is_open(reader, column))
            self.of[reader] = dict.fromkeys(own, self.asked)

    def _is_open(self, reader: int, column: int) -> bool:
        """Whether nobody who knows more answers for this reader."""
        return not any(self.of[other].get(column) == self.asked for other in self._above[reader])

    def drop(self, required: Requirement) -> None:
        """Ask for nothing; those who know less are asked about from now on."""
        self.of[required.reader].pop(required.column, None)
        self._give_up(required)

    def lessen(self, required: Requirement, values: tuple[int, ...]) -> None:
        """Ask for these values only."""
        self.of[required.reader][required.column] = values
        self._give_up(required)

    def _give_up(self, required: Requirement) -> None:
        self._given_up.add(required)
        column = required.column
        for reader in self.by_knowledge:
            if (
                column in self._all[reader]
                and column not in self.of[reader]
                and Requirement(reader, column) not in self._given_up
                and self._is_open(reader, column)
            ):
                self.of[reader][column] = self.asked


def _most_first(tableau: Tableau) -> list[int]:
    readers = range(len(tableau.readers))
    return sorted(readers, key=lambda number: (-len(tableau.readers[number].knows), number))


def _above(tableau: Tableau, by_knowledge: Sequence[int]) -> dict[int, list[int]]:
    """For each reader those who know all that it knows, and come before it."""
    knows = [reader.knows for reader in tableau.readers]
    return {
        reader: [other for other in by_knowledge[:number] if knows[other] >= knows[reader]]
        for number, reader in enumerate(by_knowledge)
    }
