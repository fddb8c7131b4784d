"""The reader as attacker, with fractions allowed: how far can a sensitive figure move from the truth?

For each sensitive column of a component two linear programs ask whether it can fall to 1 and rise to the
threshold. One program is kept per component and only its objective changes, so that each solve starts
from the last; every solution found on the way also answers for the columns that it happens to move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.linear_programs import Program, quiet_solver
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.work import Work

Direction = Literal[1, -1]
TOLERANCE = 1e-6
_PRIMAL_SIMPLEX = 4
_JOINT_FROM = 3
_JOINT_WHILE = 0.8
_DIRECTIONS: tuple[Direction, ...] = (1, -1)


@dataclass(frozen=True)
class Target:
    """A sensitive column and one side of its requirement: move by ``distance`` in ``direction``."""

    column: int
    direction: Direction
    distance: int


_OpenTargets = dict[tuple[int, Direction], Target]


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

    Columns move as far as the reader allows, unless ``limit`` says otherwise.
    """

    def __init__(self, tableau: Tableau, component: Component, work: Work) -> None:
        self._component, self._work = component, work
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._lower = np.array([-tableau.down[i] for i in component.columns])
        self._upper = np.array([tableau.up[i] for i in component.columns])
        self._solver = quiet_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self._solver.passModel(Program.of(tableau, component, self._lower, self._upper).model())

    def limit(self, down: NDArray[np.float64], up: NDArray[np.float64]) -> None:
        """Let the component's columns, in their order, move no further than this."""
        self._lower, self._upper = -down, up
        count = len(self._component.columns)
        self._solver.changeColsBounds(count, np.arange(count, dtype=np.int32), self._lower, self._upper)

    def shortfalls(self, wanted: Iterable[Target]) -> list[Shortfall]:
        """The targets that cannot be reached, with proofs."""
        open_targets = {(target.column, target.direction): target for target in wanted}
        self._try_jointly(open_targets)
        found: list[Shortfall] = []
        while open_targets:
            _, target = open_targets.popitem()
            proof = self._proof_against(target, open_targets)
            if proof is not None:
                found.append(Shortfall(target, proof))
        return found

    def _proof_against(self, target: Target, open_targets: _OpenTargets) -> dict[int, float] | None:
        """Push one column as far as its target; None if it gets there, else the row multipliers.

        Open targets that the solution happens to reach are taken off the list.
        """
        place = self._place[target.column]
        moved, duals = self._pushed(np.array([place], dtype=np.int32), target.direction, float(target.distance))
        self._drop_reached(moved, open_targets)
        if target.direction * moved[place] >= target.distance - TOLERANCE:
            return None
        return self._by_row(duals)

    def stuck(self, columns: Iterable[int]) -> list[tuple[int, dict[int, float]]]:
        """The columns that the others do not let rise as far as their own limit, with row multipliers.

        Limits must be the same in both directions: then a solution in which a column is at its limit,
        above or below, settles the question for that one too.
        """
        waiting = {self._place[column]: column for column in columns}
        found: list[tuple[int, dict[int, float]]] = []
        while waiting:
            place, column = waiting.popitem()
            limit = float(self._upper[place])
            self._upper[place] = 2 * limit
            moved, duals = self._pushed(np.array([place], dtype=np.int32), 1, 2 * limit)
            self._upper[place] = limit
            self._solver.changeColBounds(place, float(self._lower[place]), limit)
            if moved[place] < limit - TOLERANCE:
                found.append((column, self._by_row(duals)))
            # Only a column held to its limit is a witness for others: scale back to where this one was.
            scale = min(1.0, limit / moved[place]) if moved[place] > 0 else 0.0
            at_limit = np.abs(moved) * scale >= self._upper - TOLERANCE
            for settled in [other for other in waiting if at_limit[other]]:
                del waiting[settled]
        return found

    def _try_jointly(self, open_targets: _OpenTargets) -> None:
        """Push all columns at once, each no further than its target; what this misses is tried alone.

        As long as it settles a fair part of what is left it is done again with the rest.
        """
        for direction in _DIRECTIONS:
            before = 0
            while True:
                chosen = [target for target in open_targets.values() if target.direction == direction]
                if len(chosen) < _JOINT_FROM or (before and len(chosen) > _JOINT_WHILE * before):
                    break
                before = len(chosen)
                places = np.array([self._place[target.column] for target in chosen], dtype=np.int32)
                distances = np.array([target.distance for target in chosen], dtype=np.float64)
                self._drop_reached(self._pushed(places, direction, distances)[0], open_targets)

    def _pushed(
        self, places: NDArray[np.int32], direction: Direction, distance: float | NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the columns end up when those at ``places`` are pushed, and the row multipliers.

        No pushed column goes further than asked: unlimited columns would have no optimum.
        """
        count, solver = len(places), self._solver
        lower, upper = self._lower[places], self._upper[places]
        solver.changeColsCost(count, places, np.full(count, -float(direction)))
        if direction == 1:
            solver.changeColsBounds(count, places, lower, np.minimum(upper, distance))
        else:
            solver.changeColsBounds(count, places, np.maximum(lower, -distance), upper)
        self._work.run(solver)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            self._work.run(solver)
        solution = solver.getSolution()
        solver.changeColsCost(count, places, np.zeros(count))
        solver.changeColsBounds(count, places, lower, upper)
        return np.asarray(solution.col_value), np.asarray(solution.row_dual)

    def _by_row(self, duals: NDArray[np.float64]) -> dict[int, float]:
        return {self._component.rows[i]: float(duals[i]) for i in np.flatnonzero(np.abs(duals) > 1e-9)}

    def _drop_reached(self, moved: NDArray[np.float64], open_targets: _OpenTargets) -> None:
        for name, target in list(open_targets.items()):
            if target.direction * moved[self._place[target.column]] >= target.distance - TOLERANCE:
                del open_targets[name]
