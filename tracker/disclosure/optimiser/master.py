"""The master problem: the cheapest pattern that satisfies every cut found so far.

Cuts that share no column fall into blocks; each is a 0-1 program of its own, solved again only when a
cut in it is new. The sum of the blocks' bounds is a lower bound for every safe pattern.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import highspy
import numpy as np

from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.inequalities import Inequality, blocks, undominated, zero_one
from tracker.disclosure.optimiser.linear_programs import Program, quiet_solver
from tracker.disclosure.optimiser.tableau import Requirement, Tableau
from tracker.disclosure.optimiser.work import Work

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
    """``columns``: those chosen; ``all``: those that the block decides."""

    columns: frozenset[int]
    bound: int
    gap: float
    all: frozenset[int]


# Branches of one block at a time; a bound that is reached by then is kept, and the search goes on with it.
_MOST_NODES = 5000
# How far above the lowest possible cost is searched first.
_FIRST_STEP = 0.005
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
        # Bounds that still hold, since inequalities have only been added; with the columns that they are about.
        self._floors: list[tuple[frozenset[int], int]] = []
        optional = tableau.optional
        self._implied: list[Inequality] = [
            (((second, 1.0), (first, -1.0)), 0.0)
            for first, second in tableau.implied
            if first in optional and second in optional
        ]

    def inequalities(self) -> list[Inequality]:
        """Everything a pattern must satisfy."""
        return [*self._cuts, *self._implied]

    def cuts(self) -> Iterator[Cut]:
        """The cuts taken in, each with those who call for it."""
        for (coefficients, need), owners in self._cuts.items():
            yield from (Cut(owner, coefficients, need) for owner in owners)

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
        self._floors = []

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

    def solve(self, gap: float, incumbent: frozenset[int] | None, bound: int = 0) -> Choice:
        """The cheapest choice, or (where that takes too much work) the best one found.

        ``incumbent`` is a safe pattern; where nothing cheaper exists, the choice is the incumbent's. ``bound``: what
        every choice is known to cost at least.
        """
        apart = blocks(self.inequalities())
        if len(apart) == 1:
            self._floors = [(frozenset(), bound)]
        solved: dict[frozenset[Inequality], _Block] = {}
        for block in apart:
            name = frozenset(block)
            known = self._solved.get(name)
            if known is None or known.gap > gap:
                known = self._solve_block(block, gap, incumbent)
            solved[name] = known
        self._solved = solved
        self._floors = [(block.all, block.bound) for block in solved.values()]
        columns = frozenset[int]().union(*(block.columns for block in solved.values()))
        return Choice(columns, sum(block.bound for block in solved.values()))

    def _solve_block(self, block: list[Inequality], gap: float, incumbent: frozenset[int] | None) -> _Block:
        """What costs little more than the lowest possible is searched first: most of the search is elsewhere."""
        columns = sorted({column for coefficients, _ in block for column, _ in coefficients})
        everything = frozenset(columns)
        program = zero_one(undominated(block, columns), columns, [self._tableau.cost[column] for column in columns])
        standing = None if incumbent is None else incumbent & everything
        floor = sum(bound for about, bound in self._floors if about <= everything)
        step = max(int(_FIRST_STEP * floor), 1)
        while floor and (standing is None or floor + step < self.price(standing)):
            solver = self._run(program, gap, floor + step + 0.5)
            found = self._found(solver, columns)
            if found is not None and self.price(found) <= floor + step:
                return self._outcome(solver, everything, gap, None)
            if found is not None and (standing is None or self.price(found) < self.price(standing)):
                standing = found
            if solver.getModelStatus() not in _ENDED:
                break
            floor, step = floor + step + 1, 2 * step
        solver = self._run(program, gap, None if standing is None else self.price(standing) - 0.5)
        return self._outcome(solver, everything, gap, standing)

    def _run(self, program: Program, gap: float, below: float | None) -> highspy.Highs:
        solver = quiet_solver()
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_max_nodes", _MOST_NODES)
        if below is not None:
            solver.setOptionValue("objective_bound", below)
        solver.passModel(program.model())
        self._work.run(solver)
        return solver

    def _found(self, solver: highspy.Highs, columns: list[int]) -> frozenset[int] | None:
        """The best choice that the solver came upon; it may cost more than was asked for."""
        if solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return None
        values = np.asarray(solver.getSolution().col_value)
        return frozenset(column for column, value in zip(columns, values, strict=True) if value > 0.5)

    def _outcome(
        self, solver: highspy.Highs, everything: frozenset[int], gap: float, standing: frozenset[int] | None
    ) -> _Block:
        found = self._found(solver, sorted(everything))
        chosen = standing or frozenset()
        if found is not None and (standing is None or self.price(found) < self.price(standing)):
            chosen = found
        price = self.price(chosen)
        if solver.getModelStatus() in _ENDED and (gap == 0.0 or found is None):
            lowest = price
        else:
            bound = solver.getInfo().mip_dual_bound
            lowest = min(price, math.ceil(bound - 1e-4)) if math.isfinite(bound) and bound > 0 else 0
        return _Block(chosen, lowest, (price - lowest) / price if price else 0.0, everything)
