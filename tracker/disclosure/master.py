"""The master problem: the cheapest pattern that satisfies every cut found so far.

Cuts that share no column fall into blocks; each is a 0-1 program of its own, solved again only when a
cut in it is new. The sum of the blocks' bounds is a lower bound for every safe pattern.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from tracker.disclosure.cuts import Cut
from tracker.disclosure.solver import Program, quiet_solver
from tracker.disclosure.tableau import Tableau

_Inequality = tuple[tuple[tuple[int, float], ...], float]


@dataclass(frozen=True)
class Choice:
    """Optional columns to dot, and what every safe pattern costs at least."""

    columns: frozenset[int]
    bound: int


@dataclass(frozen=True)
class _Block:
    columns: frozenset[int]
    bound: int
    gap: float


class Master:
    """Keeps the cuts and solves the blocks."""

    def __init__(self, tableau: Tableau) -> None:
        self._tableau = tableau
        self._cuts: dict[_Inequality, set[int]] = {}
        self._solved: dict[frozenset[_Inequality], _Block] = {}
        optional = tableau.optional
        self._implied: list[_Inequality] = [
            (((second, 1.0), (first, -1.0)), 0.0)
            for first, second in tableau.implied
            if first in optional and second in optional
        ]

    def add(self, cut: Cut) -> bool:
        """Take a cut in; False if it was there already."""
        owners = self._cuts.setdefault((cut.coefficients, cut.need), set())
        known = bool(owners)
        owners.add(cut.owner)
        return not known

    def forget(self, owner: int) -> None:
        """Drop the cuts that only the requirement on this column called for."""
        for inequality, owners in list(self._cuts.items()):
            owners.discard(owner)
            if not owners:
                del self._cuts[inequality]

    def greedy(self, columns: Iterable[int]) -> set[int]:
        """Add columns, cheapest for what they give first, until every cut is satisfied."""
        chosen = set(columns)
        for coefficients, need in self._cuts:
            left = need - sum(weight for column, weight in coefficients if column in chosen)
            by_price = sorted((self._tableau.cost[c] / w, c, w) for c, w in coefficients if c not in chosen)
            for _, column, weight in by_price:
                if left <= 1e-6:
                    break
                chosen.add(column)
                left -= weight
        return chosen

    def solve(self, deadline: float, gap: float) -> Choice:
        """The cheapest choice, or (past the deadline, a ``time.monotonic`` moment) the best one found."""
        solved: dict[frozenset[_Inequality], _Block] = {}
        for block in self._blocks():
            name = frozenset(block)
            known = self._solved.get(name)
            solved[name] = known if known and known.gap <= gap else self._solve_block(block, deadline, gap)
        self._solved = solved
        columns = frozenset[int]().union(*(block.columns for block in solved.values()))
        return Choice(columns, sum(block.bound for block in solved.values()))

    def _blocks(self) -> list[list[_Inequality]]:
        leader: dict[int, int] = {}

        def find(column: int) -> int:
            root = column
            while leader.setdefault(root, root) != root:
                root = leader[root]
            while leader[column] != root:
                leader[column], column = root, leader[column]
            return root

        everything = [*self._cuts, *self._implied]
        for coefficients, _ in everything:
            first = find(coefficients[0][0])
            for column, _ in coefficients[1:]:
                leader[find(column)] = first
        blocks: dict[int, list[_Inequality]] = {}
        for inequality in everything:
            blocks.setdefault(find(inequality[0][0][0]), []).append(inequality)
        return [block for block in blocks.values() if any(need > 0 for _, need in block)]

    def _solve_block(self, block: list[_Inequality], deadline: float, gap: float) -> _Block:
        columns = sorted({column for coefficients, _ in block for column, _ in coefficients})
        cost = [self._tableau.cost[column] for column in columns]
        solver = quiet_solver()
        solver.setOptionValue("mip_rel_gap", gap)
        # Costs are whole numbers, so a bound less than 1 away proves the optimum.
        solver.setOptionValue("mip_abs_gap", 0.99)
        solver.setOptionValue("time_limit", max(deadline - time.monotonic(), 0.05))
        solver.passModel(_zero_one(block, columns, cost).model())
        solver.run()
        information = solver.getInfo()
        values = np.asarray(solver.getSolution().col_value)
        bound = information.mip_dual_bound
        lowest = math.ceil(bound - 1e-4) if math.isfinite(bound) and bound > 0 else 0
        if information.primal_solution_status != highspy.kSolutionStatusFeasible:
            return _Block(frozenset(), lowest, math.inf)
        chosen = frozenset(column for column, value in zip(columns, values, strict=True) if value > 0.5)
        price = sum(self._tableau.cost[column] for column in chosen)
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if optimal and gap == 0.0:
            lowest = price
        return _Block(chosen, lowest, (price - lowest) / price if price else 0.0)


def _zero_one(block: list[_Inequality], columns: list[int], cost: list[int]) -> Program:
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
