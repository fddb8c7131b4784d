"""Inequalities that a fractional pattern violates.

Under a pattern y, fractional or not, column i may move only min(its limit, D) * y_i. What a reader cannot reach then
is proved so that the cut says much of other patterns, too (``wide_proofs``). Besides, no optimal pattern has a useless
dot: an optional cell that is dotted needs company in every equation that follows from the rows, so
y_i <= sum of the others in it (the bridgeless inequalities of Fischetti & Salazar). What any reader can work out
insiders can too, so this holds of them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial

from tracker.disclosure.optimiser.cuts import Cut, form_of
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.fractional_reach import Reach, Shortfall, Target
from tracker.disclosure.optimiser.open_parts import Solved, Unknowns, unknowns, without_solved
from tracker.disclosure.optimiser.proofs import Proofs
from tracker.disclosure.optimiser.shares import Shares
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.wide_proofs import WideProofs

_NOTHING = 1e-6
_VIOLATION = 1e-3
# Inequalities that are worth solving the master again for.
_ENOUGH = 10


class Separator:
    """Finds violated inequalities of the requirements that stand, as the examiner keeps them."""

    def __init__(self, tableau: Tableau, examiner: Examiner) -> None:
        self._tableau, self._examiner = tableau, examiner
        self._turn = list(range(len(tableau.readers)))
        self._tied = {second for _, second in tableau.implied}
        self._wide: dict[int, WideProofs] = {}

    def violated(self, share: Mapping[int, float]) -> list[Cut]:
        """Inequalities that the shares (by optional column) violate clearly. One reader after another is asked until
        there are enough: what is proved of one mostly holds of others, and then they need not be asked."""
        found: list[Cut] = []
        shares = Shares(self._tableau, share)
        for reader in list(self._turn):
            found += self._of_reader(reader, shares)
            if len(found) >= _ENOUGH:
                break
            # Who has little to tell is asked last the next time.
            self._turn.remove(reader)
            self._turn.append(reader)
        return found

    def of_reader(self, reader: int, share: Mapping[int, float]) -> list[Cut]:
        """What the shares violate as one reader sees them, and what the same proofs say of the others."""
        return self._of_reader(reader, Shares(self._tableau, share))

    def _of_reader(self, reader: int, shares: Shares) -> list[Cut]:
        unknown = unknowns(self._tableau, shares.opened - self._tableau.readers[reader].knows)
        proofs = Proofs(self._tableau, self._examiner, lambda cut: _clearly(cut, shares.of))
        for target in self._missed(reader, unknown, shares, proofs):
            wide = self._wide_of(reader)
            for shortfall in wide.shortfalls(target, shares):
                proofs.add(reader, shortfall, wide.solved)
        company = [] if reader else [cut for cut in self._bridges(unknown, shares) if _clearly(cut, shares.of)]
        return [*proofs.cuts, *company]

    def _missed(self, reader: int, unknown: Unknowns, shares: Shares, proofs: Proofs) -> Iterator[Target]:
        """What a reader cannot reach, as long as nothing is proved of it."""
        wanted, count = self._examiner.of(reader), len(self._tableau.keys)

        def asked(columns: Iterable[int]) -> list[Target]:
            required = (column for column in columns if column in wanted)
            found = (each for column in required for each in self._examiner.targets(reader, column))
            return [target for target in found if not proofs.has(reader, target)]

        yield from asked(unknown.solved)
        for component in unknown.components:
            nearest = cache(partial(self._examiner.nearest, component))
            for distance, of_distance in _by_distance(asked(component.columns)):
                room = shares.room(component.columns, distance)
                waiting = self._examiner.unreached(reader, room.over(count, component.columns), of_distance)
                if waiting:
                    nearest().limit(room.down, room.up)
                    missed = nearest().out_of_reach(waiting)
                    yield from (target for target in missed if not proofs.has(reader, target))

    def _wide_of(self, reader: int) -> WideProofs:
        if reader not in self._wide:
            self._wide[reader] = WideProofs(self._tableau, reader, self._examiner.work)
        return self._wide[reader]

    def _bridges(self, unknown: Unknowns, shares: Shares) -> Iterator[Cut]:
        for column in unknown.solved:
            if self._removable(column, shares):
                yield from self._bridge(column, {}, unknown.solved)
        for component in unknown.components:
            alone = [column for column in component.columns if self._removable(column, shares)]
            if alone:
                reach = Reach(self._tableau, component, self._examiner.work)
                free = shares.free(component.columns)
                reach.limit(free, free)
                for column, proof in reach.stuck(alone):
                    yield from self._bridge(column, proof, unknown.solved)

    def _removable(self, column: int, shares: Shares) -> bool:
        """Whether a dot on the column would only be there for company's sake."""
        return column in self._tableau.optional and column not in self._tied and shares.of[column] > _VIOLATION

    def _bridge(self, column: int, proof: dict[int, float], solved: Solved) -> Iterator[Cut]:
        form = form_of(self._tableau, Shortfall(Target(column, 1, 1), proof))
        form = without_solved(self._tableau, form, solved)
        company = [i for i, w in form.items() if abs(w) > _NOTHING and i != column and i not in self._tableau.printed]
        if company and self._tableau.optional.issuperset(company):
            yield Cut(None, (*((i, 1.0) for i in sorted(company)), (column, -1.0)), 0.0)


def _clearly(cut: Cut, share: Mapping[int, float]) -> bool:
    return cut.violation(share) > _VIOLATION * max(cut.need, 1.0)


def _by_distance(asked: Iterable[Target]) -> list[tuple[int, list[Target]]]:
    grouped: dict[int, list[Target]] = {}
    for target in asked:
        grouped.setdefault(target.distance, []).append(target)
    return sorted(grouped.items())
