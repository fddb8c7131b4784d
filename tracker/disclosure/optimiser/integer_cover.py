"""The reader as attacker, with whole persons: which values of a sensitive figure stay possible?

*Cover* asks for every value 1..k-1 and some value >= k. The nearest table (see ``nearest``) is nearly always whole
already; only what it leaves open is given to an integer program. A solution that is whole within the solver's
tolerance is exactly one when rounded: its equations have whole coefficients, so their error after rounding is a
whole number smaller than 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.component_program import ComponentProgram
from tracker.disclosure.optimiser.linear_programs import quiet_solver
from tracker.disclosure.optimiser.nearest import Nearest
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.witnesses import Witnesses
from tracker.disclosure.optimiser.work import Work

_WHOLE = 1e-6
# Branches of one question; what has no answer by then counts as impossible, which asks for more dots, never fewer.
_MOST_NODES = 2000


class IntegerCover:
    """Which values the sensitive columns of one component can take; ``seen[i, v]`` is True when whole
    tables were found in which column i is v (the last v: at least the threshold)."""

    def __init__(
        self,
        tableau: Tableau,
        component: Component,
        sensitive: Sequence[int],
        threshold: int,
        work: Work,
        witnesses: Witnesses,
        seen: NDArray[np.bool_] | None = None,
    ) -> None:
        """``seen``: what is known already, for every column of the tableau."""
        place = {column: number for number, column in enumerate(component.columns)}
        self._columns = list(sensitive)
        self._places = np.array([place[column] for column in sensitive], dtype=np.int64)
        self._truth = np.array([tableau.values[column] for column in sensitive], dtype=np.int64)
        self._threshold = threshold
        self._work, self._witnesses = work, witnesses
        self._part = ComponentProgram(tableau, component)
        self._nearest = Nearest(tableau, component, work, witnesses)
        self.seen = np.zeros((len(self._columns), threshold + 1), dtype=bool)
        if seen is not None:
            self.seen |= seen[self._columns]
        self._note(np.zeros(len(component.columns)))

    def first_missing(self, wanted: Mapping[int, Sequence[int]]) -> tuple[int, int] | None:
        """A column and a value of those ``wanted`` of it that no table gives it; None when it has them all."""
        return next(self.missing(wanted), None)

    def missing(self, wanted: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Each column that is not covered, with the first value of those ``wanted`` of it that no table gives it."""
        for number, column in enumerate(self._columns):
            for value in wanted[column]:
                if not self._open(number, value):
                    yield column, value
                    break

    def left(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each column with all the values that some table gives it; the threshold stands for what is above it, too."""
        for number, column in enumerate(self._columns):
            yield column, tuple(value for value in range(1, self._threshold + 1) if self._open(number, value))

    def _open(self, number: int, value: int) -> bool:
        return bool(self.seen[number, value]) or self._possible(number, value)

    def _possible(self, number: int, value: int) -> bool:
        place = int(self._places[number])
        aim = float(value - self._truth[number])
        lower, upper = float(self._part.lower[place]), float(self._part.upper[place])
        top = upper if value == self._threshold else aim
        if aim > upper or top < lower:
            return False
        lower = max(lower, aim)
        moved = self._nearest.find(self._columns[number], lower, top)
        if moved is None:
            return False
        return self._note(moved) or self._possible_whole(place, lower, top)

    def _possible_whole(self, place: int, lower: float, upper: float) -> bool:
        solver = quiet_solver()
        solver.setOptionValue("mip_max_nodes", _MOST_NODES)
        solver.passModel(self._part.program().whole().model())
        self._part.limit_one(solver, place, lower, upper)
        self._work.run(solver)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        moved = self._part.moved(np.asarray(solver.getSolution().col_value))
        self._witnesses.note(self._part.columns, moved)
        return self._note(moved)

    def _note(self, moved: NDArray[np.float64]) -> bool:
        """Record what a solution shows; False if it is not whole."""
        rounded = np.rint(moved)
        if np.abs(moved - rounded).max(initial=0.0) > _WHOLE:
            return False
        values = self._truth + rounded[self._places].astype(np.int64)
        self.seen[np.arange(len(values)), np.clip(values, 0, self._threshold)] = True
        return True
