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
import time
from dataclasses import dataclass
from typing import Literal

from tracker.disclosure.model.system import System, check
from tracker.disclosure.optimiser.cuts import Cut, cut_of
from tracker.disclosure.optimiser.examine import Examiner
from tracker.disclosure.optimiser.incumbent import completed, pruned
from tracker.disclosure.optimiser.master import Master
from tracker.disclosure.optimiser.outside_cuts import outside_cut
from tracker.disclosure.optimiser.relaxation import Relaxation
from tracker.disclosure.optimiser.separator import Separator
from tracker.disclosure.optimiser.tableau import Tableau, tableau

# Completing the last pattern comes after the search, so the search may not use all the time.
_SEARCH_SHARE = 0.8
# Decisions up to which cuts are made at fractional patterns first. Larger systems fall into blocks.
_TIGHTEN_UP_TO = 2000
# A relative rise of the bound that is no longer worth a round.
_STALLED = 5e-4
# The share from which a fractional dot is taken for one.
_LIKELY = 0.5
# How near the bound an incumbent is worth no more work.
_CLOSE = 0.01


@dataclass(frozen=True)
class Incident:
    """A requirement that no pattern can meet.

    ``printed``: the sensitive count itself, or one that must be dotted with it, is printed already;
    ``known``: what is printed already, or known beforehand, pins it down.
    """

    key: str
    reason: Literal["printed", "known"]


@dataclass(frozen=True)
class Suppression:
    """A safe pattern.

    ``dotted``: keys of every statistic that can be printed and is not; ``primary``: the sensitive among them.
    ``cost``: sum of the costs of the dots that were not frozen; ``bound``: no safe pattern costs less.
    ``gap``: (cost - bound) / cost. ``impossible``: requirements that cannot be met, for a person to decide on; what
    ``widest``, the pattern of every dot that is still free, leaves possible of them is kept possible.
    ``seconds``: how long it took; ``rounds``: how many patterns were examined.
    """

    dotted: frozenset[str]
    primary: frozenset[str]
    cost: int
    bound: int
    optimal: bool
    gap: float
    impossible: tuple[Incident, ...]
    rounds: int
    seconds: float
    widest: frozenset[str] = frozenset()


def suppress(system: System, threshold: int = 5, time_limit: float = 60.0, gap: float = 0.0) -> Suppression:
    """The cheapest safe pattern of a system, within a relative ``gap`` of the optimum.

    Past ``time_limit`` (seconds) the best pattern at hand is completed until it is safe, and the gap tells
    how far from the optimum it can be. Raises ``InconsistentSystem`` if the system is not sound.
    """
    started = time.monotonic()
    check(system)
    search = _Search(tableau(system), threshold, started + _SEARCH_SHARE * time_limit, gap)
    search.take_out_the_impossible()
    return _result(search, search.run(), time.monotonic() - started)


class _Search:
    def __init__(self, numbered: Tableau, threshold: int, deadline: float, gap: float) -> None:
        self.tableau = numbered
        self.examiner = Examiner(numbered, threshold, dict.fromkeys(numbered.sensitive, range(1, threshold + 1)))
        self.master = Master(numbered)
        self.deadline = deadline
        self.gap = gap
        self.rounds = 0
        self.bound = 0
        self.incumbent: frozenset[int] | None = None
        self.impossible: dict[int, Incident] = {}

    def take_out_the_impossible(self) -> None:
        """Find what not even dotting everything could protect."""
        for column in self.tableau.sensitive:
            if column in self.tableau.printed:
                self._drop(column, "printed")
        for first, second in self.tableau.implied:
            if first in self.tableau.dotted and second in self.tableau.printed:
                self._drop(second, "printed")
        everything = self.tableau.opened(self.tableau.optional)
        missed = {shortfall.target.column for shortfall in self.examiner.shortfalls(everything)[0]}
        for column in missed:
            self._drop(column, "known")
        self.examiner.lessen(missed, everything)

    def run(self) -> frozenset[int]:
        """The chosen optional columns; ``bound`` tells what every choice costs at least."""
        separator = self._tightened()
        chosen: frozenset[int] = frozenset()
        while time.monotonic() < self.deadline:
            choice = self.master.solve(self.deadline, self.gap, self.incumbent)
            chosen, self.bound = choice.columns, max(choice.bound, self.bound)
            if self._near_enough(self.gap):
                break
            if separator is not None and self._take(separator.violated(self._as_share(chosen))):
                if not self._near_enough(_CLOSE):
                    self._improve(chosen)
                continue
            cuts = self._cuts_against(chosen)
            if cuts is None:
                return self._without_needless_dots(chosen)
            self._take(cuts)
        if self.incumbent is None:
            self._improve(chosen)
        return self._without_needless_dots(self.incumbent or frozenset())

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
        """Add cuts at fractional patterns until the bound stops rising, then look for a good pattern.

        A large system falls into blocks that are easy one by one, and its programs would take too long.
        """
        if len(self.tableau.optional) > _TIGHTEN_UP_TO:
            return None
        separator = Separator(self.tableau, self.examiner.required)
        relaxation = Relaxation(self.tableau, self.master.inequalities())
        share, bound = relaxation.solve()
        while time.monotonic() < self.deadline:
            new = self._take(separator.violated(share))
            if not new:
                break
            for cut in new:
                relaxation.add((cut.coefficients, cut.need))
            before = bound
            share, bound = relaxation.solve()
            if bound - before < _STALLED * bound:
                break
        # Costs are whole numbers; what the solver's rounding may add is far below the margin.
        self.bound = max(self.bound, math.ceil(bound - 1e-3))
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
        """Cuts for a reader who allows fractions; none if the pattern is safe from that one."""
        self.rounds += 1
        shortfalls, solved = self.examiner.shortfalls(self.tableau.opened(chosen))
        found: list[Cut] = []
        for shortfall in shortfalls:
            cut = cut_of(self.tableau, shortfall, solved)
            if cut is not None and cut.coefficients and cut.missing(chosen) > 1e-6:
                found.append(cut)
            else:
                found += self._whole_cut(shortfall.target.column, chosen)
        return found

    def _whole_cuts(self, chosen: frozenset[int]) -> list[Cut] | None:
        """Cuts for a reader who knows that persons are whole; None if the pattern is safe."""
        uncovered = self.examiner.uncovered(self.tableau.opened(chosen))
        return [cut for column in uncovered for cut in self._whole_cut(column, chosen)] if uncovered else None

    def _whole_cut(self, column: int, chosen: frozenset[int]) -> list[Cut]:
        if column not in self.examiner.required:
            return []
        cut = outside_cut(self.tableau, column, chosen, lambda open_: self.examiner.fails(column, open_))
        if cut is None:
            known = column in self.impossible
            self._drop(column, "known")
            if not known:
                self.examiner.lessen({column}, self.tableau.opened(self.tableau.optional))
            return []
        return [cut]

    def _drop(self, column: int, reason: Literal["printed", "known"]) -> None:
        self.impossible.setdefault(column, Incident(self.tableau.keys[column], reason))
        self.examiner.required.pop(column, None)
        self.bound = 0
        self.master.forget(column)


def _result(search: _Search, chosen: frozenset[int], seconds: float) -> Suppression:
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
        impossible=tuple(search.impossible[i] for i in sorted(search.impossible)),
        rounds=search.rounds,
        seconds=seconds,
        widest=frozenset(numbered.keys[i] for i in numbered.opened(numbered.optional) - numbered.hidden),
    )
