"""The whole tables that a reader cannot tell apart within one component: any of them, or every one.

A *world* is one whole number per column of the component, such that everything printed stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.linear_programs import Program, quiet_solver
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.work import Work

World = tuple[int, ...]
Limits = tuple[float, float]
"""Lowest and highest value, ends included; infinite where there is none."""

_WHOLE = 1e-6
# Columns up to which every world is written down; a larger component has too many of them.
_LISTED_COLUMNS = 60
_Status = highspy.HighsModelStatus


class WorkDone(Exception):
    """The work that a question may cost is done."""


class Worlds:
    """The worlds of one component. Past the limit of ``work`` WorkDone is raised."""

    def __init__(self, tableau: Tableau, component: Component, work: Work) -> None:
        self.component = component
        self.truth: World = tuple(tableau.values[column] for column in component.columns)
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._work = work
        self._lower = np.array([-tableau.down[column] for column in component.columns])
        self._upper = np.array([tableau.up[column] for column in component.columns])
        self._program = Program.of(tableau, component, self._lower, self._upper)
        self._rows = [[(self._place[c], k) for c, k in tableau.rows[row] if c in self._place] for row in component.rows]
        self._fractional = quiet_solver()
        self._fractional.passModel(self._program.model())
        self._whole: highspy.Highs | None = None

    def value(self, world: World, column: int) -> int:
        """What a column is in a world."""
        return world[self._place[column]]

    def one(self, within: Mapping[int, Limits]) -> World | None:
        """A world in which columns keep to their limits; None if there is none. Raises WorkDone."""
        status, moved = self._solve(self._fractional, within)
        if status == _Status.kInfeasible:
            return None
        world = self._world(moved) if status == _Status.kOptimal else None
        if world is None:
            status, moved = self._solve(self._branching(), within)
            world = self._world(moved) if status == _Status.kOptimal else None
        return world

    def every(self, most: int) -> list[World] | None:
        """All worlds; None if they are more than ``most``, or may be. Raises WorkDone."""
        if len(self.component.columns) > _LISTED_COLUMNS:
            return None
        found: list[World] = []
        try:
            for world in self._extended({}, free_places(self._rows, len(self.truth))):
                if len(found) == most:
                    return None
                found.append(world)
        except _Unlimited:
            return None
        return sorted(found)

    def _extended(self, fixed: dict[int, Limits], free: list[int]) -> Iterator[World]:
        """Every world in which the columns ``fixed`` are as they are; ``free`` are those that still decide the rest."""
        if not free:
            status, moved = self._solve(self._fractional, fixed)
            world = self._world(moved) if status == _Status.kOptimal else None
            if world is not None:
                yield world
            return
        first, *rest = free
        column = self.component.columns[first]
        low, high = (self._end(fixed, first, sign) for sign in (1, -1))
        if low is not None and high is not None:
            for value in range(math.ceil(low - _WHOLE), math.floor(high + _WHOLE) + 1):
                exact = float(self.truth[first] + value)
                yield from self._extended({**fixed, column: (exact, exact)}, rest)

    def _end(self, fixed: Mapping[int, Limits], place: int, sign: int) -> float | None:
        """How low (sign 1) or high (-1) a column can be moved; None if nothing satisfies what is fixed."""
        self._fractional.changeColCost(place, float(sign))
        status, moved = self._solve(self._fractional, fixed)
        self._fractional.changeColCost(place, 0.0)
        if status in (_Status.kUnbounded, _Status.kUnboundedOrInfeasible):
            raise _Unlimited
        return float(moved[place]) if status == _Status.kOptimal else None

    def _branching(self) -> highspy.Highs:
        if self._whole is None:
            self._whole = quiet_solver()
            self._whole.passModel(self._program.whole().model())
        return self._whole

    def _solve(self, solver: highspy.Highs, within: Mapping[int, Limits]) -> tuple[_Status, NDArray[np.float64]]:
        if self._work.is_done:
            raise WorkDone
        places = [self._place[column] for column in within]
        for place, (low, high) in zip(places, within.values(), strict=True):
            truth = self.truth[place]
            lower, upper = max(low - truth, float(self._lower[place])), min(high - truth, float(self._upper[place]))
            if lower > upper:
                self._release(solver, places)
                return _Status.kInfeasible, np.empty(0)
            solver.changeColBounds(place, lower, upper)
        self._work.run(solver)
        status, moved = solver.getModelStatus(), np.asarray(solver.getSolution().col_value)
        self._release(solver, places)
        return status, moved

    def _release(self, solver: highspy.Highs, places: list[int]) -> None:
        for place in places:
            solver.changeColBounds(place, float(self._lower[place]), float(self._upper[place]))

    def _world(self, moved: NDArray[np.float64]) -> World | None:
        """The world that a solution is, if it is whole; its equations then hold exactly (see ``integer_cover``)."""
        rounded = np.rint(moved)
        if np.abs(moved - rounded).max(initial=0.0) > _WHOLE:
            return None
        return tuple(int(truth + step) for truth, step in zip(self.truth, rounded, strict=True))


class _Unlimited(Exception):
    """A column has no limit, so the worlds have no end."""


def free_places(rows: list[list[tuple[int, int]]], count: int) -> list[int]:
    """The columns whose values decide all others, by elimination in exact fractions."""
    solved: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        form = {place: Fraction(factor) for place, factor in row}
        for place, known in solved.items():
            weight = form.get(place)
            if weight:
                _subtract(form, known, weight)
        pivot = next((place for place in sorted(form) if form[place]), None)
        if pivot is None:
            continue
        own = form[pivot]
        reduced = {place: factor / own for place, factor in form.items() if factor}
        for known in solved.values():
            weight = known.get(pivot)
            if weight:
                _subtract(known, reduced, weight)
        solved[pivot] = reduced
    return [place for place in range(count) if place not in solved]


def _subtract(form: dict[int, Fraction], other: Mapping[int, Fraction], weight: Fraction) -> None:
    for place, factor in other.items():
        form[place] = form.get(place, Fraction(0)) - weight * factor
