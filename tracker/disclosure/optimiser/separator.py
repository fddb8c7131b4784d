"""Inequalities that a fractional pattern violates.

Cuts are strongest when they are made at a fractional pattern y, where column i may move only
min(its limit, D) * y_i. Besides, no optimal pattern has a useless dot: an optional cell that is dotted needs
company in every equation that follows from the rows, so y_i <= sum of the others in it (the bridgeless
inequalities of Fischetti & Salazar). What any reader can work out insiders can too, so this holds of them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.cuts import Cut, form_of
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.fractional_reach import Reach, Shortfall, Target, targets
from tracker.disclosure.optimiser.open_parts import Component, Solved, Unknowns, unknowns, without_solved
from tracker.disclosure.optimiser.proofs import Proofs
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.witnesses import Room

_NONE = 1e-6
_VIOLATION = 1e-3
# In the search for company a column that is never seen moves freely beside shares of at most 1.
_FREELY = 100.0
# Inequalities that are worth solving the master again for.
_ENOUGH = 30


class Separator:
    """Finds violated inequalities of the requirements that stand, as the examiner keeps them."""

    def __init__(self, tableau: Tableau, examiner: Examiner) -> None:
        self._tableau, self._examiner = tableau, examiner
        self._turn = list(range(len(tableau.readers)))
        self._tied = {second for _, second in tableau.implied}

    def violated(self, share: Mapping[int, float]) -> list[Cut]:
        """Inequalities that the shares (by optional column) violate clearly. One reader after another is asked until
        there are enough: what is proved of one mostly holds of others, and then they need not be asked."""
        found: list[Cut] = []
        for reader in list(self._turn):
            found += self.of_reader(reader, share)
            if len(found) >= _ENOUGH:
                break
            # Who has little to tell is asked last the next time.
            self._turn.remove(reader)
            self._turn.append(reader)
        return found

    def of_reader(self, reader: int, share: Mapping[int, float]) -> list[Cut]:
        """What the shares violate as one reader sees them, and what the same proofs say of the others."""
        open_columns = self._tableau.opened([column for column, part in share.items() if part > _NONE])
        unknown = unknowns(self._tableau, open_columns - self._tableau.readers[reader].knows)
        proofs = Proofs(self._tableau, self._examiner, lambda cut: _clearly(cut, share))
        self._prove(reader, unknown, share, proofs)
        company = [] if reader else [cut for cut in self._bridges(unknown, share) if _clearly(cut, share)]
        return [*proofs.cuts, *company]

    def _prove(self, reader: int, unknown: Unknowns, share: Mapping[int, float], proofs: Proofs) -> None:
        wanted = self._examiner.of(reader)
        for column in unknown.solved:
            for target in targets(self._tableau, column, wanted.get(column, ())):
                proofs.add(reader, Shortfall(target, {}), unknown.solved)
        for component in unknown.components:
            asked = [
                target
                for column in component.columns
                for target in targets(self._tableau, column, wanted.get(column, ()))
                if not proofs.has(reader, target)
            ]
            limits = _Limits(self._tableau, component, share)
            for distance, of_distance in _by_distance(asked):
                room = limits.clipped(distance)
                missed = self._out_of_reach(reader, component, room, of_distance)
                if missed:
                    reach = Reach(self._tableau, component, self._examiner.work)
                    reach.limit(room.down, room.up)
                    for shortfall in reach.shortfalls(missed):
                        proofs.add(reader, shortfall, unknown.solved)

    def _out_of_reach(self, reader: int, component: Component, room: Room, asked: list[Target]) -> list[Target]:
        """The targets that no table within these limits (in the order of the component's columns) reaches."""
        waiting = self._examiner.unreached(reader, room.over(len(self._tableau.keys), component.columns), asked)
        if not waiting:
            return []
        nearest = self._examiner.nearest(component)
        nearest.limit(room.down, room.up)
        return nearest.out_of_reach(waiting)

    def _bridges(self, unknown: Unknowns, share: Mapping[int, float]) -> Iterator[Cut]:
        for column in unknown.solved:
            if self._removable(column, share):
                yield from self._bridge(column, {}, unknown.solved)
        for component in unknown.components:
            alone = [column for column in component.columns if self._removable(column, share)]
            if alone:
                reach = Reach(self._tableau, component, self._examiner.work)
                free = _Limits(self._tableau, component, share).free()
                reach.limit(free, free)
                for column, proof in reach.stuck(alone):
                    yield from self._bridge(column, proof, unknown.solved)

    def _removable(self, column: int, share: Mapping[int, float]) -> bool:
        """Whether a dot on the column would only be there for company's sake."""
        return column in self._tableau.optional and column not in self._tied and share[column] > _VIOLATION

    def _bridge(self, column: int, proof: dict[int, float], solved: Solved) -> Iterator[Cut]:
        form = form_of(self._tableau, Shortfall(Target(column, 1, 1), proof))
        form = without_solved(self._tableau, form, solved)
        company = [i for i, w in form.items() if abs(w) > _NONE and i != column and i not in self._tableau.printed]
        if company and self._tableau.optional.issuperset(company):
            yield Cut(None, (*((i, 1.0) for i in sorted(company)), (column, -1.0)), 0.0)


def _clearly(cut: Cut, share: Mapping[int, float]) -> bool:
    return cut.violation(share) > _VIOLATION * max(cut.need, 1.0)


def _by_distance(asked: Iterable[Target]) -> list[tuple[int, list[Target]]]:
    grouped: dict[int, list[Target]] = {}
    for target in asked:
        grouped.setdefault(target.distance, []).append(target)
    return sorted(grouped.items())


class _Limits:
    """How far the columns of a component may move under fractional shares."""

    def __init__(self, tableau: Tableau, component: Component, share: Mapping[int, float]) -> None:
        self._down = np.array([tableau.down[i] for i in component.columns])
        self._up = np.array([tableau.up[i] for i in component.columns])
        self._optional = np.array([column in tableau.optional for column in component.columns])
        self._share = np.array([share.get(column, 1.0) for column in component.columns])

    def clipped(self, distance: int) -> Room:
        """Down and up, at most the distance, times the share; columns that are never seen keep theirs."""
        return Room(
            np.where(self._optional, np.minimum(self._down, distance) * self._share, self._down),
            np.where(self._optional, np.minimum(self._up, distance) * self._share, self._up),
        )

    def free(self) -> NDArray[np.float64]:
        """The shares alone."""
        return np.where(self._optional, self._share, _FREELY)
