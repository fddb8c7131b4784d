"""The table nearest to the truth in which a figure is another: few others move, so it answers for many patterns.

Such tables are nearly always whole numbers, and they hold for every reader who neither sees nor knows what they move.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.linear_programs import Program, quiet_solver
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.witnesses import Witnesses, column_numbers
from tracker.disclosure.optimiser.work import Work

_Status = highspy.HighsModelStatus


class Nearest:
    """One component as the reader's linear program: rises and falls apart, each costing what it moves."""

    def __init__(self, tableau: Tableau, component: Component, work: Work, witnesses: Witnesses) -> None:
        self._columns = column_numbers(component.columns)
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._work, self._witnesses = work, witnesses
        self._room = np.array([[limit[i] for i in component.columns] for limit in (tableau.up, tableau.down)])
        none = np.zeros(len(component.columns))
        self._solver = quiet_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(Program.of(tableau, component, none, none).apart(*self._room).model())

    def find(self, column: int, least: float, most: float) -> NDArray[np.float64] | None:
        """How each column of the component moves when one of them moves between two deviations, both above the truth
        or both below it. None if no table allows that."""
        place, count = self._place[column], len(self._columns)
        rises = least > 0
        least, most = (least, most) if rises else (-most, -least)
        most = min(most, float(self._room[0 if rises else 1, place]))
        if least > most:
            return None
        taken, barred = (place, place + count) if rises else (place + count, place)
        solver = self._solver
        solver.clearSolver()
        solver.changeColBounds(taken, least, most)
        solver.changeColBounds(barred, 0.0, 0.0)
        self._work.run(solver)
        found = solver.getModelStatus() == _Status.kOptimal
        values = np.asarray(solver.getSolution().col_value)
        for end, each in enumerate((place, place + count)):
            solver.changeColBounds(each, 0.0, float(self._room[end, place]))
        if not found:
            return None
        moved: NDArray[np.float64] = values[:count] - values[count:]
        self._witnesses.note(self._columns, moved)
        return moved
