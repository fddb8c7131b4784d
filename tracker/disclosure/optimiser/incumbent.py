"""Good safe patterns: complete a proposal until it is safe, then take away every needless dot."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.inequalities import Inequality
from tracker.disclosure.optimiser.master import Master
from tracker.disclosure.optimiser.tableau import Tableau, closure

_SLACK = 1e-6


def completed(
    tableau: Tableau,
    master: Master,
    columns: frozenset[int],
    cuts_against: Callable[[frozenset[int]], list[Cut]],
) -> frozenset[int]:
    """Add dots until no cut is found against the pattern; every pass adds at least one."""
    while True:
        columns = frozenset(closure(master.greedy(columns), tableau.implied) & tableau.optional)
        cuts = cuts_against(columns)
        if not cuts:
            return columns
        for cut in cuts:
            master.add(cut)


def pruned(
    tableau: Tableau, master: Master, examiner: Examiner, columns: frozenset[int], whole: bool = False
) -> frozenset[int]:
    """Take away dots that a reader with fractions does not make necessary, dear ones first.

    ``whole``: nor one who knows that persons are whole; then no dot of the result can be taken away any more. A cut
    that would be violated answers most trials; what it lets through is examined.
    """
    room = _Room(master.required(), columns)
    for column in sorted(columns, key=lambda column: (-tableau.cost[column], column)):
        if room.allows(column) and examiner.safe(tableau.opened(columns - {column}), whole):
            columns -= {column}
            room.take(column)
    return columns


class _Room:
    """By how much a pattern exceeds what each inequality asks for."""

    def __init__(self, inequalities: Iterable[Inequality], columns: frozenset[int]) -> None:
        self._left: list[float] = []
        self._weights: dict[int, list[tuple[int, float]]] = {column: [] for column in columns}
        for coefficients, need in inequalities:
            present = [(column, weight) for column, weight in coefficients if column in columns]
            for column, weight in present:
                self._weights[column].append((len(self._left), weight))
            self._left.append(sum(weight for _, weight in present) - need)

    def allows(self, column: int) -> bool:
        """Whether every inequality that holds now still holds without the column."""
        return all(
            weight <= 0 or self._left[number] < -_SLACK or self._left[number] - weight >= -_SLACK
            for number, weight in self._weights[column]
        )

    def take(self, column: int) -> None:
        for number, weight in self._weights[column]:
            self._left[number] -= weight
