"""The reader as attacker, with fractions allowed: how far can a sensitive figure move from the truth?

For what no table that is near the truth reaches (see ``nearest``) a linear program pushes the figure as far as it goes;
its row multipliers prove that it goes no further. One program is kept per component and only its objective changes, so
that each solve starts from the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.component_program import FAR, ComponentProgram
from tracker.disclosure.optimiser.linear_programs import quiet_solver
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.work import Work

Direction = Literal[1, -1]
Floats = NDArray[np.float64]
TOLERANCE = 1e-6
_PRIMAL_SIMPLEX = 4


@dataclass(frozen=True)
class Target:
    """A sensitive column and one side of its requirement: move by ``distance`` in ``direction``."""

    column: int
    direction: Direction
    distance: int


@dataclass(frozen=True)
class Shortfall:
    """A target out of reach, and the row multipliers that prove it: no table that the reader allows
    moves the column further than ``sum(multiplier * row)`` lets it."""

    target: Target
    multipliers: dict[int, float]


def targets(tableau: Tableau, column: int, wanted: Sequence[int]) -> tuple[Target, ...]:
    """What a sensitive column must reach of the values that are to stay possible: the least and the greatest."""
    if not wanted:
        return ()
    value = tableau.values[column]
    sides = (Target(column, 1, wanted[-1] - value), Target(column, -1, value - wanted[0]))
    return tuple(side for side in sides if side.distance > 0)


class Reach:
    """The linear program of one component.

    Columns move as far as the reader allows, unless ``limit`` says otherwise. What cannot be reached although rows that
    are far away are left out cannot be reached at all; only what can is pushed again with all rows.
    """

    def __init__(self, tableau: Tableau, component: Component, work: Work) -> None:
        self._tableau, self._component, self._work = tableau, component, work
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._models = [_Model(ComponentProgram(tableau, component, FAR), work)]
        self._limits: tuple[Floats, Floats] | None = None

    def limit(self, down: Floats, up: Floats) -> None:
        """Let the component's columns, in their order, move no further than this."""
        self._limits = (-down, up)
        for each in self._models:
            each.limit(*self._limits)

    def shortfalls(self, wanted: Iterable[Target]) -> Iterator[Shortfall]:
        """The targets that cannot be reached, with proofs."""
        for target in wanted:
            near = self._models[0]
            proof = self._proof_against(near, target) if near.part.has(self._place[target.column]) else None
            if proof is None and not near.part.is_complete:
                proof = self._proof_against(self._whole(), target)
            if proof is not None:
                yield Shortfall(target, proof)

    def _proof_against(self, model: _Model, target: Target) -> dict[int, float] | None:
        """Push a column as far as its target; None if it gets there, else the row multipliers."""
        place = self._place[target.column]
        moved, multipliers = model.pushed(place, target.direction, float(target.distance))
        return multipliers if target.direction * moved[place] < target.distance - TOLERANCE else None

    def _whole(self) -> _Model:
        if len(self._models) == 1:
            self._models.append(_Model(ComponentProgram(self._tableau, self._component), self._work))
            if self._limits is not None:
                self._models[1].limit(*self._limits)
        return self._models[1]

    def stuck(self, columns: Iterable[int]) -> list[tuple[int, dict[int, float]]]:
        """The columns that the others do not let rise as far as their own limit, with row multipliers.

        Limits must be the same in both directions: then a solution in which a column is at its limit,
        above or below, settles the question for that one too.
        """
        waiting = {self._place[column]: column for column in columns}
        found: list[tuple[int, dict[int, float]]] = []
        model = self._models[0]
        while waiting:
            place, column = waiting.popitem()
            limit = float(model.upper[place])
            model.upper[place] = 2 * limit
            moved, multipliers = model.pushed(place, 1, 2 * limit)
            model.upper[place] = limit
            model.part.limit_one(model.solver, place, float(model.lower[place]), limit)
            if moved[place] < limit - TOLERANCE:
                found.append((column, multipliers))
            # Only a column held to its limit is a witness for others: scale back to where this one was.
            scale = min(1.0, limit / moved[place]) if moved[place] > 0 else 0.0
            at_limit = np.abs(moved) * scale >= model.upper - TOLERANCE
            for settled in [other for other in waiting if at_limit[other]]:
                del waiting[settled]
        return found


class _Model:
    """A standing program; its limits are by place."""

    def __init__(self, part: ComponentProgram, work: Work) -> None:
        self.part, self._work = part, work
        self.lower, self.upper = part.lower, part.upper
        self.solver = quiet_solver()
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self.solver.passModel(part.program().model())

    def limit(self, lower: Floats, upper: Floats) -> None:
        self.lower, self.upper = lower, upper
        self.part.limit(self.solver, lower, upper)

    def pushed(self, place: int, direction: Direction, distance: float) -> tuple[Floats, dict[int, float]]:
        """Where the places end up when one is pushed, and the row multipliers.

        It goes no further than asked: an unlimited column would have no optimum.
        """
        solver, cost = self.solver, np.zeros(len(self.lower))
        cost[place] = -float(direction)
        price, shift = self.part.price(cost)
        solver.changeColsCost(len(price), np.arange(len(price), dtype=np.int32), price)
        lower, upper = float(self.lower[place]), float(self.upper[place])
        if direction == 1:
            self.part.limit_one(solver, place, lower, min(upper, distance))
        else:
            self.part.limit_one(solver, place, max(lower, -distance), upper)
        self._work.run(solver)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            self._work.run(solver)
        solution = solver.getSolution()
        moved = self.part.moved(np.asarray(solution.col_value))
        self.part.limit_one(solver, place, lower, upper)
        duals = np.asarray(solution.row_dual) + shift
        rows = self.part.rows
        return moved, {int(rows[i]): float(duals[i]) for i in np.flatnonzero(np.abs(duals) > 1e-9)}
