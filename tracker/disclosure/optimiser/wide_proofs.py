"""Proofs that say much of other patterns, too.

A proof made at a pattern weighs the figures that the pattern prints by chance: they cannot move, so nothing asks what
they would give. Here every figure may move a little, which finds the proof that makes least of them: its cut rules out
more of the patterns near by. The pattern still violates it, and the more so: a cut holds where everything is dotted,
hence what is missing of it grows along the way from there to the pattern.
(Magnanti & Wong, Accelerating Benders decomposition, Operations Research 29, 1981.)
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.disclosure.optimiser.fractional_reach import Reach, Shortfall, Target
from tracker.disclosure.optimiser.open_parts import Component, unknowns
from tracker.disclosure.optimiser.shares import Shares
from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.work import Work

_A_LITTLE = 0.02


class WideProofs:
    """What one reader cannot reach, in programs of everything that can be dotted.

    The programs stand for the whole search; only limits change. ``solved``: what the reader works out even then.
    """

    def __init__(self, tableau: Tableau, reader: int, work: Work) -> None:
        whole = unknowns(tableau, tableau.opened(tableau.optional) - tableau.readers[reader].knows)
        self.solved = whole.solved
        self._parts: dict[int, tuple[Component, Reach]] = {}
        # The shares and the distance that each part is limited by at present.
        self._limited: dict[Reach, tuple[Shares, int]] = {}
        for component in whole.components:
            reach = Reach(tableau, component, work)
            self._parts.update((column, (component, reach)) for column in component.columns)

    def shortfalls(self, target: Target, shares: Shares) -> Iterator[Shortfall]:
        """The target with its proof; nothing where the little that all others move is enough to reach it."""
        if target.column in self._parts:
            component, reach = self._parts[target.column]
            if self._limited.get(reach) != (shares, target.distance):
                room = shares.room(component.columns, target.distance, _A_LITTLE)
                reach.limit(room.down, room.up)
                self._limited[reach] = shares, target.distance
            yield from reach.shortfalls([target])
