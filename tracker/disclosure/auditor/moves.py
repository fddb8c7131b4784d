"""Tables near the truth: the program in which cells rise and fall from it, as few and as little as possible.

A cell that stands in one equation only, with factor 1 or -1, needs no columns: it moves as the equation's other cells
let it, and its limits are limits of their sum. Such are most of the differences that nobody prints.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.models import Limits, limits, load
from tracker.disclosure.auditor.rows import Domain, Row, rows_of_columns

# Where fractions are not allowed any table will do; most of what the solver does to find good ones early is in vain.
_OPTIONS: dict[bool, dict[str, bool | float | str]] = {
    False: {"presolve": "off"},
    True: {
        "mip_heuristic_effort": 0.0,
        "mip_heuristic_run_feasibility_jump": False,
        "mip_allow_restart": False,
        "mip_detect_symmetry": False,
    },
}


class Moves:
    """One component as a standing program: columns 0..n-1 are rises, n..2n-1 falls. Few cells move, so a corner of it
    is a short chain of equal steps, and whole far more often than not. ``whole``: fractions are not
    allowed, and the moves may be any."""

    def __init__(self, component: Component, whole: bool) -> None:
        self._component = component
        self._rests = _rests(component)
        self._place = {
            column: place
            for place, column in enumerate(each for each in range(len(component.cells)) if each not in self._rests)
        }
        self._count = len(self._place)
        self._truth = np.array([cell.value for cell in component.cells], dtype=np.float64)
        self._own = np.fromiter(self._place, dtype=np.int64, count=self._count)
        self._held = np.zeros(len(component.cells), dtype=bool)
        self._remember_rests()
        columns = [self._ends(column, component.domains[column]) for column in self._place]
        rises, falls = [(0.0, high) for _, high in columns], [(0.0, -low) for low, _ in columns]
        rows = [self._row(row) for row in component.rows]
        self.program = load(rises + falls, rows, self._sides(), 0 if whole else 1, whole)
        for option, value in _OPTIONS[whole].items():
            self.program.setOptionValue(option, value)

    def _remember_rests(self) -> None:
        """The equations of cells without columns, one after another; each cell's own factor is 0 among its terms."""
        given = [(column, self._component.rows[number], factor) for column, (number, factor) in self._rests.items()]
        terms = [
            [(other, 0 if other == column else each) for other, each in zip(row.columns, row.factors, strict=True)]
            for column, row, _factor in given
        ]
        flat = np.array([term for row in terms for term in row], dtype=np.int64).reshape(-1, 2)
        self._columns, self._factors = flat[:, 0], flat[:, 1]
        self._starts = np.cumsum([0, *(len(row) for row in terms)], dtype=np.int64)[:-1]
        self._constants = np.array([row.low for _column, row, _factor in given], dtype=np.float64)
        self._divisors = np.array([factor for _column, _row, factor in given], dtype=np.float64)

    def _ends(self, column: int, domain: Domain) -> Limits:
        """A domain as seen from the truth."""
        low, high = limits(domain)
        truth = self._component.cells[column].value
        return low - truth, high - truth

    def _row(self, row: Row) -> Row:
        kept = [pair for pair in zip(row.columns, row.factors, strict=True) if pair[0] in self._place]
        places = [self._place[column] for column, _ in kept]
        factors = [factor for _, factor in kept]
        return Row(
            (*places, *(self._count + place for place in places)),
            (*factors, *(-factor for factor in factors)),
            row.low,
            row.high,
        )

    def _sides(self) -> list[Limits]:
        """The least and the greatest that each row's moves may add up to."""
        cells, sides = self._component.cells, []
        for row in self._component.rows:
            now = sum(factor * cells[column].value for column, factor in zip(row.columns, row.factors, strict=True))
            low, high = limits((row.low, row.high))
            sides.append((low - now, high - now))
        for column, (number, _factor) in self._rests.items():
            sides[number] = self._side(column, self._component.domains[column])
        return sides

    def _side(self, column: int, domain: Domain) -> Limits:
        """What the others of a cell's only row may add up to, so that the cell lies in a domain."""
        _number, factor = self._rests[column]
        low, high = self._ends(column, domain)
        return (-high, -low) if factor > 0 else (low, high)

    def hold(self, known: NDArray[np.bool_]) -> None:
        """Let the cells that a reader knows stay where they are, and all others move."""
        for column in np.flatnonzero(known != self._held).tolist():
            cell, domain = self._component.cells[column], self._component.domains[column]
            self.limit(column, (cell.value, cell.value) if known[column] else domain, around=True)
        self._held = known

    def limit(self, column: int, domain: Domain, around: bool) -> None:
        """Let a cell lie in a domain, which holds the truth (``around``) or lies above or below it."""
        place = self._place.get(column)
        if place is None:
            self.program.changeRowBounds(self._rests[column][0], *self._side(column, domain))
            return
        low, high = self._ends(column, domain)
        rise = (0.0, high) if around else (low, high) if low > 0 else (0.0, 0.0)
        fall = (0.0, -low) if around else (-high, -low) if high < 0 else (0.0, 0.0)
        self.program.changeColBounds(place, *rise)
        self.program.changeColBounds(self._count + place, *fall)

    def point(self) -> NDArray[np.float64]:
        """The table that the program's solution is: the value of every cell."""
        solution = np.asarray(self.program.getSolution().col_value)
        values = self._truth.copy()
        values[self._own] += solution[: self._count] - solution[self._count :]
        if self._rests:
            others = np.add.reduceat(self._factors * values[self._columns], self._starts)
            values[list(self._rests)] = (self._constants - others) / self._divisors
        return values


def _rests(component: Component) -> dict[int, tuple[int, int]]:
    """Cells without columns of their own, one for each row at most: the row and the cell's factor in it."""
    rows_of = rows_of_columns(component.rows, len(component.cells))
    found: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(component.rows):
        for column, factor in zip(row.columns, row.factors, strict=True):
            if row.low is not None and row.low == row.high and abs(factor) == 1 and len(rows_of[column]) == 1:
                found[column] = (number, factor)
                break
    return found
