"""Ground truth for little systems: every table that a reader allows, and the cheapest safe pattern among all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.model.system import Constraint, Statistic, System


class Tables:
    """All tables of whole numbers that satisfy a system's constraints and limits."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._column = {statistic.key: i for i, statistic in enumerate(system.statistics)}
        self._truth = np.array([statistic.value for statistic in system.statistics])
        self._tables = self._all()

    def _all(self) -> NDArray[np.int64]:
        limited = [s for s in self._system.statistics if s.upper is not None]
        ranges = [np.arange(s.lower, (s.upper or 0) + 1) for s in limited]
        grid = [axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij")]
        known = {s.key: axis for s, axis in zip(limited, grid, strict=True)}
        while len(known) < len(self._system.statistics):
            for constraint in self._system.constraints:
                unknown = [(key, weight) for key, weight in constraint.terms if key not in known]
                if constraint.sense == "==" and len(unknown) == 1:
                    key, weight = unknown[0]
                    rest = sum(known[k] * w for k, w in constraint.terms if k != key)
                    known[key] = (constraint.rhs - rest) // weight
        tables = np.column_stack([known[s.key] for s in self._system.statistics])
        keep = np.ones(len(tables), dtype=bool)
        for constraint in self._system.constraints:
            keep &= self._holds(tables, constraint)
        for column, statistic in enumerate(self._system.statistics):
            keep &= tables[:, column] >= statistic.lower
        return np.asarray(tables[keep], dtype=np.int64)

    def _holds(self, tables: NDArray[np.int64], constraint: Constraint) -> NDArray[np.bool_]:
        total = sum(tables[:, self._column[key]] * weight for key, weight in constraint.terms)
        if constraint.sense == "==":
            return np.asarray(total == constraint.rhs)
        return np.asarray(total <= constraint.rhs if constraint.sense == "<=" else total >= constraint.rhs)

    def pinned(self, dotted: frozenset[str], threshold: int) -> set[str]:
        """The sensitive statistics of which a reader of the pattern can rule out too much."""
        cover = set(range(1, threshold + 1))
        return {key for key, left in self._left(dotted, threshold).items() if not cover <= left}

    def narrowed(self, dotted: frozenset[str], widest: frozenset[str], threshold: int) -> set[str]:
        """The sensitive statistics of which it rules out more of what is to be covered than the widest pattern does."""
        most, left = self._left(widest, threshold), self._left(dotted, threshold)
        return {key for key in left if not most[key] - {0} <= left[key]}

    def _left(self, dotted: frozenset[str], threshold: int) -> dict[str, set[int]]:
        seen = [s.key not in dotted and not s.hidden for s in self._system.statistics]
        match = self._tables[(self._tables[:, seen] == self._truth[seen]).all(axis=1)]
        return {
            s.key: set(np.minimum(match[:, column], threshold).tolist())
            for column, s in enumerate(self._system.statistics)
            if s.sensitive
        }


def allowed(system: System, dotted: frozenset[str]) -> bool:
    """Whether a pattern keeps to what is frozen, dots what is sensitive, and follows the implications."""
    hidden = {s.key for s in system.statistics if s.hidden}
    frozen = {s.key for s in system.statistics if s.frozen == "printed"}
    return (
        all(s.key in dotted for s in system.statistics if _forced(s))
        and not dotted & frozen
        and all(b in dotted | hidden | frozen for a, b in system.implications if a in dotted | hidden)
    )


def _forced(statistic: Statistic) -> bool:
    return not statistic.hidden and (statistic.frozen == "dotted" or (statistic.sensitive and statistic.frozen is None))


def cost(system: System, dotted: frozenset[str]) -> int:
    """What a pattern costs beyond what earlier editions dotted."""
    return sum(s.cost for s in system.statistics if s.key in dotted and s.frozen is None)


def cheapest(system: System, threshold: int, widest: frozenset[str]) -> int:
    """The cost of the cheapest allowed pattern that rules out no more of what is to be covered than the widest does."""
    tables = Tables(system)
    forced = frozenset(s.key for s in system.statistics if _forced(s))
    free = [s.key for s in system.statistics if not s.hidden and s.frozen is None and s.key not in forced]
    patterns = [forced | set(more) for size in range(len(free) + 1) for more in combinations(free, size)]
    for pattern in sorted(patterns, key=lambda pattern: cost(system, pattern)):
        if allowed(system, pattern) and not tables.narrowed(pattern, widest, threshold):
            return cost(system, pattern)
    raise AssertionError("no pattern is safe")
