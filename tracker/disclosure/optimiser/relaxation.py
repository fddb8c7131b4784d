"""The master problem with fractions allowed: a quick lower bound, and the points that cuts are made at."""

from __future__ import annotations

from collections.abc import Iterable

import highspy
import numpy as np

from tracker.disclosure.optimiser.inequalities import Inequality
from tracker.disclosure.optimiser.linear_programs import quiet_solver
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.work import Work


class Relaxation:
    """The inequalities over 0 <= y <= 1, solved from where it stood each time some are added."""

    def __init__(self, tableau: Tableau, inequalities: Iterable[Inequality], work: Work) -> None:
        self._work = work
        self._columns = sorted(tableau.optional)
        self._place = {column: place for place, column in enumerate(self._columns)}
        self._solver = quiet_solver()
        lp = highspy.HighsLp()
        count = lp.num_col_ = len(self._columns)
        lp.num_row_ = 0
        lp.col_cost_ = np.array([tableau.cost[column] for column in self._columns], dtype=np.float64)
        lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
        self._solver.passModel(lp)
        for inequality in inequalities:
            self.add(inequality)

    def add(self, inequality: Inequality) -> None:
        """Ask for one more inequality."""
        coefficients, need = inequality
        places = np.array([self._place[column] for column, _ in coefficients], dtype=np.int32)
        weights = np.array([weight for _, weight in coefficients], dtype=np.float64)
        self._solver.addRow(need, highspy.kHighsInf, len(places), places, weights)

    def solve(self) -> tuple[dict[int, float], float]:
        """The share of each optional column, and what it costs: a lower bound for every pattern."""
        self._work.run(self._solver)
        values = self._solver.getSolution().col_value
        return dict(zip(self._columns, values, strict=True)), self._solver.getInfo().objective_function_value
