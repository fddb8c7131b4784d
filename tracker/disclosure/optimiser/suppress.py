"""Optimal complementary suppression: the cheapest dots that keep every sensitive count uncertain.

Fischetti & Salazar's method (Models and algorithms for optimizing cell suppression in tabular data with
linear constraints, JASA 95, 2000): a master problem proposes the cheapest pattern, the attacker's programs
prove where it is unsafe, each proof becomes a cut, and the master tries again. More dots only widen what a
reader must reckon with, so the pattern that survives is safe and, as the optimum of a relaxation, cheapest.
The parts: ``examine`` (is it safe?), ``cuts`` and ``outside_cuts`` (proof to cut), ``separator`` and
``relaxation`` (cuts at fractional patterns), ``master`` (the proposals), ``incumbent`` (good safe patterns).
"""

from __future__ import annotations

import math
from typing import Literal

from tracker.disclosure.model.kinds import Cover
from tracker.disclosure.model.system import System, check
from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.incumbent import completed, pruned
from tracker.disclosure.optimiser.master import Master
from tracker.disclosure.optimiser.outcome import Incident, Suppression
from tracker.disclosure.optimiser.outside_cuts import outside_cut
from tracker.disclosure.optimiser.pieces import pieces
from tracker.disclosure.optimiser.proofs import Proofs
from tracker.disclosure.optimiser.relaxation import Relaxation
from tracker.disclosure.optimiser.separator import Separator
from tracker.disclosure.optimiser.tableau import Requirement, Tableau, tableau
from tracker.disclosure.optimiser.work import Work

WORK = 60e6
"""What one system may cost, in units of ``work``: about a minute of the machine of docs/performance.md."""

# Decisions up to which cuts are made at fractional patterns first. Larger systems are decided in pieces first.
_TIGHTEN_UP_TO = 2000
# A relative rise of the bound that is no longer worth a round.
_STALLED = 5e-4
# The part of the work that a large system's pieces may take.
_IN_PIECES = 0.8
# The share from which a fractional dot is taken for one.
_LIKELY = 0.5
# How near the bound an incumbent is worth no more work.
_CLOSE = 0.01


def suppress(
    system: System,
    threshold: int = 5,
    work: float = WORK,
    gap: float = 0.0,
    cover: Cover = "small_and_threshold",
) -> Suppression:
    """The cheapest pattern that is safe against every reader of a system, within a relative ``gap`` of the optimum.

    ``cover``: what must stay possible of a sensitive count. Past ``work`` (see ``work``) the best pattern at hand is
    completed until it is safe, and the gap tells how far from the optimum it can be. Raises ``InconsistentSystem`` if
    the system is not sound.
    """
    check(system)
    search = _Search(tableau(system), threshold, Work(work), gap, cover)
    return _result(search, search.run())


class _Search:
    def __init__(self, numbered: Tableau, threshold: int, work: Work, gap: float, cover: Cover) -> None:
        self.tableau = numbered
        self.work = work
        self.threshold, self.cover = threshold, cover
        self.examiner = Examiner(numbered, threshold, work, cover)
        self.master = Master(numbered, work)
        self.gap = gap
        self.rounds = 0
        self.bound = 0
        self.incumbent: frozenset[int] | None = None
        self.impossible: dict[Requirement, Incident] = {}

    def _take_out_the_impossible(self) -> None:
        """Find what not even dotting everything could protect."""
        for required in self.tableau.requirements:
            if required.column in self.tableau.printed:
                self._drop(required, "printed")
        for first, second in self.tableau.implied:
            if first in self.tableau.dotted and second in self.tableau.printed:
                self._drop(Requirement(0, second), "printed")
        everything = self.tableau.opened(self.tableau.optional)
        for reader in self.examiner.by_knowledge:
            shortfalls, _solved = self.examiner.shortfalls(reader, everything)
            missed = sorted({shortfall.target.column for shortfall in shortfalls})
            for column in missed:
                self._drop(Requirement(reader, column), "known")
            self.examiner.lessen(reader, missed, everything)

    def run(self) -> frozenset[int]:
        """The chosen optional columns; ``bound`` tells what every choice costs at least."""
        of_pieces = self._of_pieces()
        self._take_out_the_impossible()
        if of_pieces:
            self._improve(of_pieces)
        separator = self._tightened()
        chosen: frozenset[int] = frozenset()
        while not (self.work.is_done or self._near_enough(self.gap)):
            choice = self.master.solve(self.gap, self.incumbent, self.bound)
            chosen, self.bound = choice.columns, max(choice.bound, self.bound)
            if self._near_enough(self.gap):
                break
            if separator is not None and self._take(separator.violated(self._as_share(chosen))):
                if self.gap and not self._near_enough(_CLOSE):
                    self._improve(chosen)
                continue
            cuts = self._cuts_against(chosen)
            if cuts is None:
                return self._without_needless_dots(chosen)
            self._take(cuts)
        if not self._near_enough(self.gap):
            self._improve(chosen)
        return self._without_needless_dots(self.incumbent or frozenset())

    def _of_pieces(self) -> frozenset[int]:
        """The pattern of a large system's pieces (see ``pieces``); what is proved of them is proved of the whole, as
        long as no requirement turns out to be impossible there. Nothing for a small system."""
        found = pieces(self.tableau, _TIGHTEN_UP_TO) if len(self.tableau.optional) > _TIGHTEN_UP_TO else []
        chosen: set[int] = set()
        for number, piece in enumerate(found):
            with self.work.share(_IN_PIECES / (len(found) - number)) as share:
                search = _Search(piece.tableau, self.threshold, share, self.gap, self.cover)
                chosen |= piece.in_whole(search.run())
            self._take([piece.cut_in_whole(cut) for cut in search.master.cuts()])
            self.bound += search.bound
        # Tables that show it to be safe show what is possible where more is dotted, too.
        for reader in range(len(self.tableau.readers) if found else 0):
            self.examiner.shortfalls(reader, self.tableau.opened(chosen))
        return frozenset(chosen)

    def _without_needless_dots(self, chosen: frozenset[int]) -> frozenset[int]:
        """A safe pattern of which every dot is needed; the cheapest has no other, one within a gap may have."""
        if self.master.price(chosen) <= self.bound:
            return chosen
        return pruned(self.tableau, self.master, self.examiner, chosen, whole=True)

    def _as_share(self, chosen: frozenset[int]) -> dict[int, float]:
        return {column: float(column in chosen) for column in self.tableau.optional}

    def _near_enough(self, gap: float) -> bool:
        if self.incumbent is None:
            return False
        cost = self.master.price(self.incumbent)
        return cost - self.bound <= gap * cost

    def _take(self, cuts: list[Cut]) -> list[Cut]:
        return [cut for cut in cuts if self.master.add(cut)]

    def _tightened(self) -> Separator | None:
        """Add cuts at fractional patterns, of one reader after the other until the bound stops rising; then look for a
        good pattern.

        The programs of a large system would take too long; its pieces have been tightened one by one.
        """
        if len(self.tableau.optional) > _TIGHTEN_UP_TO:
            return None
        separator = Separator(self.tableau, self.examiner)
        relaxation = Relaxation(self.tableau, self.master.inequalities(), self.work)
        share, bound = relaxation.solve()
        waiting = list(range(len(self.tableau.readers)))
        while waiting and not self.work.is_done:
            new = self._take(separator.of_reader(waiting[0], share))
            for cut in new:
                relaxation.add((cut.coefficients, cut.need))
            before = bound
            share, bound = relaxation.solve() if new else (share, bound)
            if not new or bound - before < _STALLED * bound:
                waiting.pop(0)
        # Costs are whole numbers; what the solver's rounding may add is far below the margin.
        self.bound = max(self.bound, math.ceil(bound - 1e-3))
        if self.gap:
            self._improve(frozenset(column for column, part in share.items() if part > _LIKELY))
        return separator

    def _improve(self, start: frozenset[int]) -> None:
        """Make a safe pattern near ``start``, without needless dots; keep it if it is the cheapest so far."""
        while True:
            chosen = completed(self.tableau, self.master, start, self._fractional_cuts)
            chosen = pruned(self.tableau, self.master, self.examiner, chosen)
            if self.incumbent is not None and self.master.price(chosen) >= self.master.price(self.incumbent):
                return
            cuts = self._whole_cuts(chosen)
            if cuts is None:
                self.incumbent = chosen
                return
            self._take(cuts)
            start = chosen

    def _cuts_against(self, chosen: frozenset[int]) -> list[Cut] | None:
        """Cuts that the pattern violates; None if it is safe. May find requirements impossible."""
        return self._fractional_cuts(chosen) or self._whole_cuts(chosen)

    def _fractional_cuts(self, chosen: frozenset[int]) -> list[Cut]:
        """Cuts against readers who allow fractions; none if the pattern is safe from them."""
        self.rounds += 1
        proofs = Proofs(self.tableau, self.examiner, lambda cut: bool(cut.coefficients) and cut.missing(chosen) > 1e-6)
        spoilt: list[Cut] = []
        for reader in range(len(self.tableau.readers)):
            shortfalls, solved = self.examiner.shortfalls(reader, self.tableau.opened(chosen), proofs.has)
            for shortfall in shortfalls:
                if not proofs.add(reader, shortfall, solved):
                    spoilt += self._whole_cut(Requirement(reader, shortfall.target.column), chosen)
        return [*proofs.cuts, *spoilt]

    def _whole_cuts(self, chosen: frozenset[int]) -> list[Cut] | None:
        """Cuts for a reader who knows that persons are whole; None if the pattern is safe."""
        uncovered = self.examiner.uncovered(self.tableau.opened(chosen))
        return [cut for required in uncovered for cut in self._whole_cut(required, chosen)] if uncovered else None

    def _whole_cut(self, required: Requirement, chosen: frozenset[int]) -> list[Cut]:
        if not self.examiner.wanted(required):
            return []
        cut = outside_cut(self.tableau, required, chosen, lambda open_: self.examiner.fails(required, open_))
        if cut is None:
            known = required in self.impossible
            self._drop(required, "known")
            if not known:
                self.examiner.lessen(required.reader, {required.column}, self.tableau.opened(self.tableau.optional))
            return []
        return [cut]

    def _drop(self, required: Requirement, reason: Literal["printed", "known"]) -> None:
        self.impossible.setdefault(required, Incident(self.tableau.name(required), reason))
        self.examiner.drop(required)
        self.bound = 0
        self.master.forget(required)


def _result(search: _Search, chosen: frozenset[int]) -> Suppression:
    numbered = search.tableau
    dotted = numbered.opened(chosen) - numbered.hidden
    decided = sum(numbered.cost[i] for i in numbered.dotted)
    cost = sum(numbered.cost[i] for i in dotted)
    lowest = min(decided + search.bound, cost)
    return Suppression(
        dotted=frozenset(numbered.keys[i] for i in dotted),
        primary=frozenset(numbered.keys[i] for i in numbered.sensitive if i in dotted),
        cost=cost,
        bound=lowest,
        optimal=lowest == cost,
        gap=(cost - lowest) / cost if cost else 0.0,
        impossible=tuple(search.impossible[required] for required in sorted(search.impossible)),
        rounds=search.rounds,
        work=search.work.done,
        widest=frozenset(numbered.keys[i] for i in numbered.opened(numbered.optional) - numbered.hidden),
    )
