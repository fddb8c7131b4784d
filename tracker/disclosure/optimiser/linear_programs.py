"""HiGHS as we use it: silent, one thread, always the same way; and components as its models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.tableau import Tableau


def solver() -> str:
    """The solver's name and version, to be kept with what it decided."""
    return f"HiGHS {highspy.Highs().version()}"


def quiet_solver() -> highspy.Highs:
    """A solver that prints nothing and gives the same answer every time."""
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 1)):
        solver.setOptionValue(option, value)
    return solver


@dataclass(frozen=True)
class Program:
    """A minimisation: column costs and bounds, row bounds, and the matrix by rows."""

    cost: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    start: Sequence[int] | NDArray[np.int64]
    index: Sequence[int] | NDArray[np.int64]
    value: Sequence[float] | NDArray[np.float64]
    integer: bool = False

    @classmethod
    def of(
        cls, tableau: Tableau, component: Component, lower: NDArray[np.float64], upper: NDArray[np.float64]
    ) -> Program:
        """A component's equations in deviations (right-hand sides 0), without an objective."""
        place = {column: number for number, column in enumerate(component.columns)}
        start, index, value = [0], [], []
        for row in component.rows:
            for column, coefficient in tableau.rows[row]:
                if column in place:
                    index.append(place[column])
                    value.append(float(coefficient))
            start.append(len(index))
        none = np.zeros(len(component.rows))
        return cls(np.zeros(len(place)), lower, upper, none, none, start, index, value)

    def apart(self, up: NDArray[np.float64], down: NDArray[np.float64]) -> Program:
        """The same program with a column for each rise and one for each fall, up to these limits, at a price of 1."""
        count = len(self.cost)
        places = np.array(self.index, dtype=np.int64)
        start = np.array(self.start, dtype=np.int64)
        doubled = np.column_stack([places, places + count]).ravel()
        values = np.array(self.value)
        return Program(
            cost=np.ones(2 * count),
            lower=np.zeros(2 * count),
            upper=np.concatenate([up, down]),
            row_lower=self.row_lower,
            row_upper=self.row_upper,
            start=2 * start,
            index=doubled,
            value=np.column_stack([values, -values]).ravel(),
        )

    def whole(self) -> Program:
        """The same program for whole numbers only."""
        return replace(self, integer=True)

    def model(self) -> highspy.HighsLp:
        """The program in the solver's own form."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self.cost, self.lower, self.upper
        lp.row_lower_, lp.row_upper_ = self.row_lower, self.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = np.array(self.start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value, dtype=np.float64)
        if self.integer:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        return lp
