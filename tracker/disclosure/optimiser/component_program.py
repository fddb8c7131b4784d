"""One component as a linear program: how far its figures can move from the truth.

A figure that is never printed and stands in one row only (see ``differences``) needs no column: it moves as the rest
of its row does, and the row has its limits. Where these are far away, the row can be left out to begin with, too.
All that is asked and answered here is by *place*, a column's number within its component, whether the program has a
column for it or not.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.linear_programs import Program
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
FAR = 12.0
"""Persons from the truth beyond which few of the tables that answer a question move a difference."""

_TOLERANCE = 1e-6


class ComponentProgram:
    """The rows of a component over the columns that need one.

    ``columns``: those of the component, by place; ``lower``/``upper``: how far a reader must reckon with their moving.
    ``free``: the places that have a column of the program. ``rows``: the tableau's numbers of the program's rows.
    """

    def __init__(self, tableau: Tableau, component: Component, far: float = np.inf) -> None:
        """``far``: rows whose figure may move this much both ways are left out; see ``holds``."""
        self.columns = np.array(component.columns, dtype=np.int32)
        self.lower = -tableau.limits.down[self.columns]
        self.upper = tableau.limits.up[self.columns]
        rows = np.array(component.rows, dtype=np.int64)
        place = np.full(len(tableau.keys), -1, dtype=np.int64)
        place[self.columns] = np.arange(len(self.columns))
        lead = tableau.terms.lead[rows]
        self._leading = np.flatnonzero((lead >= 0) & (place[lead] >= 0))
        self._led = place[lead[self._leading]]
        self._sign = tableau.terms.sign[rows[self._leading]]
        has_column = np.ones(len(self.columns), dtype=bool)
        has_column[self._led] = False
        self.free = np.flatnonzero(has_column)
        self._row, self._index, self._weight = self._terms(tableau, rows, place)
        self._count = len(rows)
        kept = np.ones(len(rows), dtype=bool)
        kept[self._leading] = np.minimum(-self.lower[self._led], self.upper[self._led]) < far
        self._kept = np.flatnonzero(kept)
        self.rows = rows[self._kept]
        self._column = {int(each): number for number, each in enumerate(self.free)}
        number = np.cumsum(kept) - 1
        self._leads = {
            int(led): (int(number[row]), float(sign))
            for led, row, sign in zip(self._led, self._leading, self._sign, strict=True)
            if kept[row]
        }

    def _terms(self, tableau: Tableau, rows: Whole, place: Whole) -> tuple[Whole, Whole, Floats]:
        """Row, column of the program and coefficient of each term."""
        column = np.full(len(self.columns) + 1, -1, dtype=np.int64)
        column[self.free] = np.arange(len(self.free))
        length = tableau.terms.length[rows]
        end = np.cumsum(length)
        term = np.arange(length.sum()) + np.repeat(tableau.terms.start[rows] - end + length, length)
        index = column[place[tableau.terms.column[term]]]
        kept = index >= 0
        return np.repeat(np.arange(len(rows)), length)[kept], index[kept], tableau.terms.weight[term][kept]

    @property
    def is_complete(self) -> bool:
        """Whether no row is left out."""
        return len(self._kept) == self._count

    def program(self) -> Program:
        """The program of all tables that the reader allows, without an objective."""
        row_lower, row_upper = self._row_limits(self.lower, self.upper)
        kept = np.isin(self._row, self._kept)
        return Program(
            cost=np.zeros(len(self.free)),
            lower=self.lower[self.free],
            upper=self.upper[self.free],
            row_lower=row_lower,
            row_upper=row_upper,
            start=np.searchsorted(self._row[kept], [*self._kept, self._count]),
            index=self._index[kept],
            value=self._weight[kept],
        )

    def _row_limits(self, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
        row_lower, row_upper = np.zeros(self._count), np.zeros(self._count)
        ends = -self._sign * lower[self._led], -self._sign * upper[self._led]
        row_lower[self._leading], row_upper[self._leading] = np.minimum(*ends), np.maximum(*ends)
        return row_lower[self._kept], row_upper[self._kept]

    def limit(self, solver: highspy.Highs, lower: Floats, upper: Floats, apart: bool = False) -> None:
        """Let all places move within these limits; ``apart``: the program has rises first and then falls."""
        low, high = lower[self.free], upper[self.free]
        if apart:
            low, high = np.zeros(2 * len(low)), np.concatenate([high, -low])
        solver.changeColsBounds(len(low), np.arange(len(low), dtype=np.int32), low, high)
        low, high = self._row_limits(lower, upper)
        rows = np.arange(len(low), dtype=np.int32)
        solver.changeRowsBounds(len(low), rows, low, high)  # type: ignore[attr-defined]  # lacking in highspy's stub

    def limit_one(self, solver: highspy.Highs, place: int, lower: float, upper: float) -> None:
        """Let one place move within these limits; it must have a column or a row."""
        column = self._column.get(place)
        if column is not None:
            solver.changeColBounds(column, lower, upper)
        else:
            row, sign = self._leads[place]
            solver.changeRowBounds(row, *sorted((-sign * lower, -sign * upper)))

    def has(self, place: int) -> bool:
        """Whether the place has a column or a row."""
        return place in self._column or place in self._leads

    def column(self, place: int) -> int | None:
        """The place's column of the program; None if it has none."""
        return self._column.get(place)

    def price(self, cost: Floats) -> tuple[Floats, Floats]:
        """What moving the places costs (by place), by column of the program; and what has to be added to the row
        multipliers to make them those of a program in which every place has its column."""
        shift = np.zeros(self._count)
        shift[self._leading] = self._sign * cost[self._led]
        moved = np.bincount(self._index, weights=shift[self._row] * self._weight, minlength=len(self.free))
        return cost[self.free] - moved, shift[self._kept]

    def moved(self, columns: Floats) -> Floats:
        """How far each place moves, from the values of the program's columns."""
        found = np.empty(len(self.columns))
        found[self.free] = columns
        rows = np.bincount(self._row, weights=self._weight * columns[self._index], minlength=self._count)
        found[self._led] = -self._sign * rows[self._leading]
        return found

    def holds(self, moved: Floats, lower: Floats, upper: Floats) -> bool:
        """Whether what rows that were left out say holds, too."""
        led = moved[self._led]
        within = (led >= lower[self._led] - _TOLERANCE) & (led <= upper[self._led] + _TOLERANCE)
        return self.is_complete or bool(within.all())
