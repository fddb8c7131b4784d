"""The table nearest to the truth in which a figure is another: few others move, so it answers for many patterns.

Such tables are nearly always whole numbers, and they hold for every reader who neither sees nor knows what they move.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.component_program import FAR, ComponentProgram
from tracker.disclosure.optimiser.fractional_reach import TOLERANCE, Target
from tracker.disclosure.optimiser.linear_programs import quiet_solver
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.witnesses import Witnesses
from tracker.disclosure.optimiser.work import Work

_Status = highspy.HighsModelStatus


class Nearest:
    """One component as the reader's linear program: rises and falls apart, each costing what it moves;
    figures that are never printed may move freely."""

    def __init__(self, tableau: Tableau, component: Component, work: Work, witnesses: Witnesses) -> None:
        self._tableau, self._component = tableau, component
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._work, self._witnesses = work, witnesses
        self._models = [_Model(ComponentProgram(tableau, component, FAR), work)]
        self._lower, self._upper = self._models[0].part.lower, self._models[0].part.upper

    def limit(self, down: NDArray[np.float64], up: NDArray[np.float64]) -> None:
        """Let the component's columns, in their order, move no further than this."""
        self._lower, self._upper = -down, up
        for each in self._models:
            each.limit(self._lower, self._upper)

    def out_of_reach(self, waiting: Iterable[Target], at_most: int | None = None) -> list[Target]:
        """The targets that no table reaches, or so many of them; a table found for one answers for others."""
        missed: list[Target] = []
        left = list(waiting)
        while left and len(missed) != at_most:
            target = left.pop(0)
            ends = (target.distance, math.inf) if target.direction == 1 else (-math.inf, -target.distance)
            moved = self.find(target.column, *ends)
            if moved is None:
                missed.append(target)
            else:
                left = [t for t in left if t.direction * moved[self._place[t.column]] < t.distance - TOLERANCE]
        return missed

    def find(self, column: int, least: float, most: float) -> NDArray[np.float64] | None:
        """How each column of the component moves when one of them moves between two deviations, both above the truth
        or both below it. None if no table allows that."""
        place = self._place[column]
        least, most = max(least, float(self._lower[place])), min(most, float(self._upper[place]))
        if least > most:
            return None
        near = self._models[0]
        if not near.part.has(place):
            moved = self._whole().find(place, least, most)
        else:
            moved = near.find(place, least, most)
            if moved is not None and not near.part.holds(moved, self._lower, self._upper):
                moved = self._whole().find(place, least, most)
        if moved is not None:
            self._witnesses.note(near.part.columns, moved)
        return moved

    def _whole(self) -> _Model:
        if len(self._models) == 1:
            self._models.append(_Model(ComponentProgram(self._tableau, self._component), self._work))
            self._models[1].limit(self._lower, self._upper)
        return self._models[1]


class _Model:
    def __init__(self, part: ComponentProgram, work: Work) -> None:
        self.part, self._work = part, work
        self._free = len(part.free)
        self._solver = quiet_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(part.program().apart(part.upper[part.free], -part.lower[part.free]).model())
        self._lower, self._upper = part.lower, part.upper

    def limit(self, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
        self._lower, self._upper = lower, upper
        self.part.limit(self._solver, lower, upper, apart=True)

    def find(self, place: int, least: float, most: float) -> NDArray[np.float64] | None:
        solver = self._solver
        solver.setBasis()
        self._hold(place, least, most)
        self._work.run(solver)
        found = solver.getModelStatus() == _Status.kOptimal
        values = np.asarray(solver.getSolution().col_value)
        self._hold(place, float(self._lower[place]), float(self._upper[place]))
        return self.part.moved(values[: self._free] - values[self._free :]) if found else None

    def _hold(self, place: int, low: float, high: float) -> None:
        """Let a place move within limits; one that has a column rises in one half of the program and falls in the
        other."""
        rise = self.part.column(place)
        if rise is None:
            self.part.limit_one(self._solver, place, low, high)
        else:
            self._solver.changeColBounds(rise, max(low, 0.0), max(high, 0.0))
            self._solver.changeColBounds(rise + self._free, max(-high, 0.0), max(-low, 0.0))
