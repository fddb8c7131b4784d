"""Inequalities that a fractional pattern violates.

Cuts are strongest when they are made at a fractional pattern y, where column i may move only
min(its limit, D) * y_i. Besides, no optimal pattern has a useless dot: an optional cell that is dotted needs
company in every equation that follows from the rows, so y_i <= sum of the others in it (the bridgeless
inequalities of Fischetti & Salazar).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.cuts import Cut, cut_of, form_of
from tracker.disclosure.optimiser.fractional_reach import Reach, Shortfall, Target, targets
from tracker.disclosure.optimiser.open_parts import Component, Solved, unknowns, without_solved
from tracker.disclosure.optimiser.tableau import Tableau

_NONE = 1e-6
_VIOLATION = 1e-3
# In the search for company a column that is never seen moves freely beside shares of at most 1.
_FREELY = 100.0


class Separator:
    """Finds violated inequalities; ``required``: the requirements that stand, as the examiner keeps them."""

    def __init__(self, tableau: Tableau, required: Mapping[int, Sequence[int]]) -> None:
        self._tableau, self._required = tableau, required
        self._implied = {second for _, second in tableau.implied}

    def violated(self, share: Mapping[int, float]) -> list[Cut]:
        """Inequalities that the shares (by optional column) violate clearly."""
        open_columns = self._tableau.opened([column for column, part in share.items() if part > _NONE])
        unknown = unknowns(self._tableau, open_columns)
        found = list(self._from_solved(unknown.solved, share))
        for component in unknown.components:
            reach = Reach(self._tableau, component)
            found += self._cuts(component, reach, unknown.solved, share)
            found += self._bridges(component, reach, unknown.solved, share)
        return [cut for cut in found if cut.violation(share) > _VIOLATION * max(cut.need, 1.0)]

    def _from_solved(self, solved: Solved, share: Mapping[int, float]) -> Iterator[Cut]:
        for column in solved:
            if column in self._required:
                for target in targets(self._tableau, column, self._required[column]):
                    yield from self._cut(Shortfall(target, {}), solved)
            if self._removable(column, share):
                yield from self._bridge(column, {}, solved)

    def _cuts(self, component: Component, reach: Reach, solved: Solved, share: Mapping[int, float]) -> Iterator[Cut]:
        limits = _Limits(self._tableau, component, share)
        grouped: dict[int, list[Target]] = {}
        for column in component.columns:
            for target in targets(self._tableau, column, self._required[column]) if column in self._required else ():
                grouped.setdefault(target.distance, []).append(target)
        for distance, wanted in sorted(grouped.items()):
            reach.limit(*limits.clipped(distance))
            for shortfall in reach.shortfalls(wanted):
                yield from self._cut(shortfall, solved)

    def _bridges(self, component: Component, reach: Reach, solved: Solved, share: Mapping[int, float]) -> Iterator[Cut]:
        free = _Limits(self._tableau, component, share).free()
        reach.limit(free, free)
        for column, proof in reach.stuck(column for column in component.columns if self._removable(column, share)):
            yield from self._bridge(column, proof, solved)

    def _removable(self, column: int, share: Mapping[int, float]) -> bool:
        """Whether a dot on the column would only be there for company's sake. Where others follow it, it may be
        alone in its own equations and needed in theirs."""
        alone = column in self._tableau.optional and column not in self._implied
        return alone and column not in self._tableau.followers and share[column] > _VIOLATION

    def _cut(self, shortfall: Shortfall, solved: Solved) -> Iterator[Cut]:
        cut = cut_of(self._tableau, shortfall, solved)
        if cut is not None and cut.coefficients:
            yield cut

    def _bridge(self, column: int, proof: dict[int, float], solved: Solved) -> Iterator[Cut]:
        form = form_of(self._tableau, Shortfall(Target(column, 1, 1), proof))
        form = without_solved(self._tableau, form, solved)
        company = [i for i, w in form.items() if abs(w) > _NONE and i != column and i not in self._tableau.printed]
        if company and self._tableau.optional.issuperset(company):
            yield Cut(None, (*((i, 1.0) for i in sorted(company)), (column, -1.0)), 0.0)


class _Limits:
    """How far the columns of a component may move under fractional shares."""

    def __init__(self, tableau: Tableau, component: Component, share: Mapping[int, float]) -> None:
        self._down = np.array([tableau.down[i] for i in component.columns])
        self._up = np.array([tableau.up[i] for i in component.columns])
        leaders = [tableau.leader[column] for column in component.columns]
        self._optional = np.array([leader in tableau.optional for leader in leaders])
        self._share = np.array([share.get(leader, 1.0) for leader in leaders])

    def clipped(self, distance: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Down and up, at most the distance, times the share; columns that are never seen keep theirs."""
        return (
            np.where(self._optional, np.minimum(self._down, distance) * self._share, self._down),
            np.where(self._optional, np.minimum(self._up, distance) * self._share, self._up),
        )

    def free(self) -> NDArray[np.float64]:
        """The shares alone."""
        return np.where(self._optional, self._share, _FREELY)
