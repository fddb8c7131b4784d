"""The master problem: the cheapest pattern that satisfies every cut found so far.

Cuts that share no column fall into blocks; each is a 0-1 program of its own, solved again only when a
cut in it is new. The sum of the blocks' bounds is a lower bound for every safe pattern.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.linear_programs import Program, quiet_solver
from tracker.disclosure.optimiser.tableau import Requirement, Tableau
from tracker.disclosure.optimiser.work import Work

# Coefficients by column, and what their sum must at least be.
Inequality = tuple[tuple[tuple[int, float], ...], float]

_SLACK = 1e-6
# The incumbent does what the solver's own heuristics and restarts are for; without them a block of the
# city takes a fifth of the time. Costs are whole, so a bound less than 1 away proves the optimum.
_OPTIONS: dict[str, bool | int | float] = {
    "mip_abs_gap": 0.99,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}


@dataclass(frozen=True)
class Choice:
    """Optional columns to dot, and what every safe pattern costs at least (beyond what is decided)."""

    columns: frozenset[int]
    bound: int


@dataclass(frozen=True)
class _Block:
    columns: frozenset[int]
    bound: int
    gap: float


# Branches of one block at a time; a bound that is reached by then is kept, and the search goes on with it.
_MOST_NODES = 5000
_ENDED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kObjectiveBound,
)


class Master:
    """Keeps the cuts and solves the blocks."""

    def __init__(self, tableau: Tableau, work: Work) -> None:
        self._tableau, self._work = tableau, work
        self._cuts: dict[Inequality, set[Requirement | None]] = {}
        self._solved: dict[frozenset[Inequality], _Block] = {}
        optional = tableau.optional
        self._implied: list[Inequality] = [
            (((second, 1.0), (first, -1.0)), 0.0)
            for first, second in tableau.implied
            if first in optional and second in optional
        ]

    def inequalities(self) -> list[Inequality]:
        """Everything a pattern must satisfy."""
        return [*self._cuts, *self._implied]

    def required(self) -> list[Inequality]:
        """What every safe pattern satisfies, whether it is the cheapest or not."""
        return [*(inequality for inequality, owners in self._cuts.items() if owners != {None}), *self._implied]

    def add(self, cut: Cut) -> bool:
        """Take a cut in; False if it was there already."""
        owners = self._cuts.setdefault((cut.coefficients, cut.need), set())
        known = bool(owners)
        owners.add(cut.owner)
        return not known

    def forget(self, owner: Requirement) -> None:
        """Drop the cuts that only this requirement called for."""
        for inequality, owners in list(self._cuts.items()):
            owners.discard(owner)
            if not owners:
                del self._cuts[inequality]

    def greedy(self, columns: Iterable[int]) -> set[int]:
        """Add columns, cheapest for what they give first, until every cut is satisfied."""
        chosen = set(columns)
        for coefficients, need in self._cuts:
            left = need - sum(weight for column, weight in coefficients if column in chosen)
            if need <= 0 or left <= _SLACK:
                continue
            by_price = sorted((self._tableau.cost[c] / w, c, w) for c, w in coefficients if c not in chosen)
            for _, column, weight in by_price:
                chosen.add(column)
                left -= weight
                if left <= _SLACK:
                    break
        return chosen

    def price(self, columns: Iterable[int]) -> int:
        """The cost of a set of columns."""
        return sum(self._tableau.cost[column] for column in columns)

    def solve(self, gap: float, incumbent: frozenset[int] | None) -> Choice:
        """The cheapest choice, or (where that takes too much work) the best one found.

        ``incumbent`` is a safe pattern; where nothing cheaper exists, the choice is the incumbent's.
        """
        solved: dict[frozenset[Inequality], _Block] = {}
        for block in blocks(self.inequalities()):
            name = frozenset(block)
            known = self._solved.get(name)
            if known is None or known.gap > gap:
                known = self._solve_block(block, gap, incumbent)
            solved[name] = known
        self._solved = solved
        columns = frozenset[int]().union(*(block.columns for block in solved.values()))
        return Choice(columns, sum(block.bound for block in solved.values()))

    def _solve_block(self, block: list[Inequality], gap: float, incumbent: frozenset[int] | None) -> _Block:
        columns = sorted({column for coefficients, _ in block for column, _ in coefficients})
        cost = [self._tableau.cost[column] for column in columns]
        solver = quiet_solver()
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_max_nodes", _MOST_NODES)
        standing = None if incumbent is None else incumbent.intersection(columns)
        if standing is not None:
            solver.setOptionValue("objective_bound", self.price(standing) - 0.5)
        solver.passModel(_zero_one(block, columns, cost).model())
        self._work.run(solver)
        return self._outcome(solver, columns, gap, standing)

    def _outcome(
        self, solver: highspy.Highs, columns: list[int], gap: float, standing: frozenset[int] | None
    ) -> _Block:
        information = solver.getInfo()
        found = information.primal_solution_status == highspy.kSolutionStatusFeasible
        chosen = standing or frozenset()
        if found:
            values = np.asarray(solver.getSolution().col_value)
            better = frozenset(column for column, value in zip(columns, values, strict=True) if value > 0.5)
            if standing is None or self.price(better) < self.price(standing):
                chosen = better
        price = self.price(chosen)
        if solver.getModelStatus() in _ENDED and (gap == 0.0 or not found):
            lowest = price
        else:
            bound = information.mip_dual_bound
            lowest = min(price, math.ceil(bound - 1e-4)) if math.isfinite(bound) and bound > 0 else 0
        return _Block(chosen, lowest, (price - lowest) / price if price else 0.0)


def blocks(inequalities: Iterable[Inequality]) -> list[list[Inequality]]:
    """The inequalities in groups that share no column; groups that ask for nothing are left out."""
    everything = list(inequalities)
    leader: dict[int, int] = {}

    def find(column: int) -> int:
        root = column
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[column] != root:
            leader[column], column = root, leader[column]
        return root

    for coefficients, _ in everything:
        first = find(coefficients[0][0])
        for column, _ in coefficients[1:]:
            leader[find(column)] = first
    found: dict[int, list[Inequality]] = {}
    for inequality in everything:
        found.setdefault(find(inequality[0][0][0]), []).append(inequality)
    return [block for block in found.values() if any(need > 0 for _, need in block)]


def _zero_one(block: list[Inequality], columns: list[int], cost: list[int]) -> Program:
    place = {column: number for number, column in enumerate(columns)}
    start, index, value = [0], [], []
    for coefficients, _ in block:
        for column, weight in coefficients:
            index.append(place[column])
            value.append(weight)
        start.append(len(index))
    needs = np.array([need for _, need in block])
    return Program(
        cost=np.array(cost, dtype=np.float64),
        lower=np.zeros(len(columns)),
        upper=np.ones(len(columns)),
        row_lower=needs,
        row_upper=np.full(len(block), np.inf),
        start=start,
        index=index,
        value=value,
        integer=True,
    )
