"""The master problem with fractions allowed: a quick lower bound, and the points that cuts are made at.

Cuts are strongest when they are made at a fractional pattern y, where column i may move only
min(its limit, D) * y_i. Besides, no optimal pattern has a useless dot: an optional cell that is dotted needs
company in every equation, so y_i <= sum of the others in it (the bridgeless inequalities of Fischetti &
Salazar). Both are looked for until the bound stops rising.
"""

from __future__ import annotations

from collections.abc import Iterable

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.attacker import Reach, Shortfall, Target, targets
from tracker.disclosure.components import Component, unknowns, without_solved
from tracker.disclosure.cuts import Cut, cut_of, form_of
from tracker.disclosure.master import Inequality
from tracker.disclosure.solver import quiet_solver
from tracker.disclosure.tableau import Tableau

# A cell that is not dotted is treated as dotted a little: it makes the cuts hold for other patterns too.
_FLOOR = 0.01
_VIOLATION = 1e-3
_FREELY = 100.0


class Relaxation:
    """The inequalities over 0 <= y <= 1, solved from where it stood each time some are added."""

    def __init__(self, tableau: Tableau, inequalities: Iterable[Inequality]) -> None:
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
        self._solver.run()
        values = self._solver.getSolution().col_value
        return dict(zip(self._columns, values, strict=True)), self._solver.getInfo().objective_function_value


class Separator:
    """Finds the inequalities that a fractional pattern violates."""

    def __init__(self, tableau: Tableau, threshold: int, required: set[int]) -> None:
        self._tableau = tableau
        unknown = unknowns(tableau, tableau.dotted | tableau.optional)
        self._parts = [
            _Part(tableau, component, _targets_by_distance(tableau, component, threshold, required), unknown.solved)
            for component in unknown.components
        ]

    def cuts(self, share: dict[int, float]) -> list[Cut]:
        """Requirements that the shares (by optional column) do not leave room for."""
        found = [cut for part in self._parts for cut in part.cuts(share)]
        return [cut for cut in found if _violation(cut, share) > _VIOLATION * cut.need]

    def bridges(self, share: dict[int, float]) -> list[Cut]:
        """Dots that have no company in some equation."""
        found = [cut for part in self._parts for cut in part.bridges(share)]
        return [cut for cut in found if _violation(cut, share) > _VIOLATION]


def _violation(cut: Cut, share: dict[int, float]) -> float:
    return cut.need - sum(weight * share[column] for column, weight in cut.coefficients)


def _targets_by_distance(
    tableau: Tableau, component: Component, threshold: int, required: set[int]
) -> dict[int, list[Target]]:
    grouped: dict[int, list[Target]] = {}
    for column in component.columns:
        for target in targets(tableau, column, threshold) if column in required else ():
            grouped.setdefault(target.distance, []).append(target)
    return grouped


class _Part:
    """One component of everything that can be unknown."""

    def __init__(
        self, tableau: Tableau, component: Component, wanted: dict[int, list[Target]], solved: dict[int, int]
    ) -> None:
        self._tableau, self._columns = tableau, component.columns
        self._wanted, self._solved = wanted, solved
        self._reach = Reach(tableau, component)
        self._down = np.array([tableau.down[i] for i in component.columns])
        self._up = np.array([tableau.up[i] for i in component.columns])
        self._optional = np.array([i in tableau.optional for i in component.columns])
        implied = {second for _, second in tableau.implied}
        self._removable = [i for i in component.columns if i in tableau.optional and i not in implied]

    def _shares(self, share: dict[int, float], floor: float) -> NDArray[np.float64]:
        return np.array([max(floor, share.get(column, 1.0)) for column in self._columns])

    def cuts(self, share: dict[int, float]) -> Iterable[Cut]:
        shares = self._shares(share, _FLOOR)
        for distance, wanted in sorted(self._wanted.items()):
            self._reach.limit(
                np.where(self._optional, np.minimum(self._down, distance) * shares, self._down),
                np.where(self._optional, np.minimum(self._up, distance) * shares, self._up),
            )
            for shortfall in self._reach.shortfalls(wanted):
                cut = cut_of(self._tableau, shortfall, self._solved)
                if cut is not None and cut.coefficients:
                    yield cut

    def bridges(self, share: dict[int, float]) -> Iterable[Cut]:
        free = np.where(self._optional, self._shares(share, 0.0), _FREELY)
        self._reach.limit(free, free)
        for column in self._removable:
            if share[column] > _VIOLATION:
                proof = self._reach.alone(column)
                if proof is not None:
                    yield from self._bridge(column, proof)

    def _bridge(self, column: int, proof: dict[int, float]) -> Iterable[Cut]:
        form = form_of(self._tableau, Shortfall(Target(column, 1, 1), proof))
        form = without_solved(self._tableau, form, self._solved)
        company = [i for i, w in form.items() if abs(w) > 1e-7 and i != column and i not in self._tableau.printed]
        if company and self._tableau.optional.issuperset(company):
            yield Cut(None, (*((i, 1.0) for i in sorted(company)), (column, -1.0)), 0.0)
