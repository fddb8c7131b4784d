"""Is a pattern safe? First for readers who allow fractions, then for those who know that persons are whole.

Every reader is asked about: anybody, and each insider. Tables found on the way answer for other readers and for the
patterns that come after; only what they leave open is solved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np

from tracker.disclosure.model.kinds import Cover, cover_values
from tracker.disclosure.optimiser.fractional_reach import TOLERANCE, Reach, Shortfall, Target, targets
from tracker.disclosure.optimiser.integer_cover import IntegerCover
from tracker.disclosure.optimiser.nearest import Nearest
from tracker.disclosure.optimiser.open_parts import Component, Solved, unknowns
from tracker.disclosure.optimiser.standing import Standing, Wanted
from tracker.disclosure.optimiser.tableau import Requirement, Tableau
from tracker.disclosure.optimiser.witnesses import Room, Seen, Witnesses
from tracker.disclosure.optimiser.work import Work


class Examiner:
    """Examines patterns against the requirements that stand.

    The threshold stands for what is above it, too. *Cover* asks for all values in order.
    """

    def __init__(self, tableau: Tableau, threshold: int, work: Work, cover: Cover) -> None:
        self.tableau, self.threshold, self.work = tableau, threshold, work
        self._standing = Standing(tableau, cover_values(threshold, cover))
        self._required = self._standing.of
        self._witnesses = Witnesses(tableau, threshold)
        self._targets: dict[tuple[int, tuple[int, ...]], tuple[Target, ...]] = {}
        # Who was told too much by the last pattern that failed is asked first about the next.
        self._first = list(range(len(tableau.readers)))

    @property
    def by_knowledge(self) -> Sequence[int]:
        """The readers; who knows as much as another and more comes before it."""
        return self._standing.by_knowledge

    def wanted(self, required: Requirement) -> tuple[int, ...]:
        """What must stay possible; nothing where the requirement has been dropped, or another answers for it."""
        return self._required[required.reader].get(required.column, ())

    def of(self, reader: int) -> Wanted:
        """Everything that is asked against one reader."""
        return self._required[reader]

    def targets(self, reader: int, column: int) -> tuple[Target, ...]:
        """How far a column must be able to move in the eyes of a reader; nothing if nothing is asked."""
        wanted = self._required[reader].get(column, ())
        if (column, wanted) not in self._targets:
            self._targets[column, wanted] = targets(self.tableau, column, wanted)
        return self._targets[column, wanted]

    def drop(self, required: Requirement) -> None:
        self._standing.drop(required)

    def lessen(self, reader: int, columns: Collection[int], dotted: frozenset[int]) -> None:
        """Ask of these columns no more than what a pattern leaves possible; nothing where it tells them exactly."""
        left: Wanted = {}
        for component in unknowns(self.tableau, self._open(reader, dotted)).components:
            found = [column for column in component.columns if column in columns]
            if found:
                left.update(self._cover(component, found).left())
        for column in columns:
            truth = min(self.tableau.values[column], self.threshold)
            kept = tuple(value for value in left.get(column, ()) if value in self._standing.asked)
            if set(kept) - {truth}:
                self._standing.lessen(Requirement(reader, column), kept)
            else:
                self.drop(Requirement(reader, column))

    def shortfalls(
        self,
        reader: int,
        dotted: frozenset[int],
        is_proved: Callable[[int, Target], bool] = lambda _reader, _target: False,
    ) -> tuple[list[Shortfall], Solved]:
        """Targets out of a reader's reach for fractions, and what is solved at once.

        ``is_proved``: which of them need not be asked about again.
        """
        open_columns = self._open(reader, dotted)
        unseen = self._out_of_reach(reader, self._seen(reader, dotted))
        waiting = [target for target in unseen if not is_proved(reader, target)]
        if not waiting:
            return [], {}
        unknown = unknowns(self.tableau, open_columns)
        place = {column: part for part in unknown.components for column in part.columns}
        found = [Shortfall(target, {}) for target in waiting if target.column not in place]
        for component, asked in _by_component(place, waiting):
            missed = self.nearest(component).out_of_reach(asked)
            found += Reach(self.tableau, component, self.work).shortfalls(missed) if missed else []
        return found, unknown.solved

    def nearest(self, component: Component) -> Nearest:
        """Finds tables of one component; what it finds is kept."""
        return Nearest(self.tableau, component, self.work, self._witnesses)

    def uncovered(self, dotted: frozenset[int]) -> list[Requirement]:
        """One requirement per component that misses a whole value; empty if the pattern is safe."""
        return [
            Requirement(reader, column)
            for reader in range(len(self.tableau.readers))
            for column in self._uncovered(reader, dotted)
        ]

    def safe(self, dotted: frozenset[int], whole: bool) -> bool:
        """Whether no requirement fails (``whole``: for whole numbers, too)."""
        for reader in list(self._first):
            if self._tells(reader, dotted, whole):
                self._first.remove(reader)
                self._first.insert(0, reader)
                return False
        return True

    def _tells(self, reader: int, dotted: frozenset[int], whole: bool) -> bool:
        """Whether a pattern tells one reader too much; the first thing found is enough."""
        open_columns = self._open(reader, dotted)
        waiting = self._out_of_reach(reader, self._seen(reader, dotted))
        if waiting:
            components = unknowns(self.tableau, open_columns).components
            place = {column: part for part in components for column in part.columns}
            if any(target.column not in place for target in waiting):
                return True
            for component, asked in _by_component(place, waiting):
                if self.nearest(component).out_of_reach(asked, at_most=1):
                    return True
        return whole and any(True for _ in self._uncovered(reader, dotted))

    def fails(self, required: Requirement, dotted: frozenset[int]) -> bool:
        """Whether one requirement fails under a pattern, for whole numbers."""
        reader, column = required
        open_columns = self._open(reader, dotted)
        seen = self._seen(reader, dotted).whole[column]
        if all(seen[value] for value in self._required[reader][column]):
            return False
        for component in unknowns(self.tableau, open_columns).components:
            if column in component.columns:
                return self._cover(component, [column]).first_missing(self._required[reader]) is not None
        return True

    def _uncovered(self, reader: int, dotted: frozenset[int]) -> Iterator[int]:
        """The columns that miss a whole value, one per component."""
        wanted, open_columns = self._required[reader], self._open(reader, dotted)
        seen = self._seen(reader, dotted).whole
        waiting = [column for column, values in wanted.items() if not all(seen[column, value] for value in values)]
        if not waiting:
            return
        asked = set(waiting)
        place: set[int] = set()
        for component in unknowns(self.tableau, open_columns).components:
            own = [column for column in component.columns if column in asked]
            place.update(own)
            missing = self._cover(component, own, seen).first_missing(wanted) if own else None
            if missing is not None:
                yield missing[0]
        yield from sorted(asked - place)

    def _cover(self, component: Component, columns: Sequence[int], seen: np.ndarray | None = None) -> IntegerCover:
        return IntegerCover(self.tableau, component, columns, self.threshold, self.work, self._witnesses, seen)

    def _open(self, reader: int, dotted: frozenset[int]) -> frozenset[int]:
        return dotted - self.tableau.readers[reader].knows

    def unreached(self, reader: int, room: Room, waiting: Sequence[Target]) -> list[Target]:
        """Those targets of a reader that no table found so far reaches, where columns move no further than this."""
        return _not_reached(self._witnesses.seen(reader, room), waiting)

    def _seen(self, reader: int, dotted: frozenset[int]) -> Seen:
        return self._witnesses.seen(reader, Room.of(len(self.tableau.keys), dotted))

    def _out_of_reach(self, reader: int, seen: Seen) -> list[Target]:
        return _not_reached(seen, (each for column in self._required[reader] for each in self.targets(reader, column)))


def _not_reached(seen: Seen, waiting: Iterable[Target]) -> list[Target]:
    down, up = seen.down.tolist(), seen.up.tolist()
    return [t for t in waiting if (up if t.direction == 1 else down)[t.column] < t.distance - TOLERANCE]


def _by_component(place: dict[int, Component], waiting: Sequence[Target]) -> Iterator[tuple[Component, list[Target]]]:
    found: dict[Component, list[Target]] = {}
    for target in waiting:
        if target.column in place:
            found.setdefault(place[target.column], []).append(target)
    yield from found.items()
