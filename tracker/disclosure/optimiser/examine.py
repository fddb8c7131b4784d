"""Is a pattern safe? First for a reader who allows fractions, then for one who knows that persons are whole.

Results are remembered per component: most components of a pattern are those of the pattern before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tracker.disclosure.optimiser.fractional_reach import Reach, Shortfall, targets
from tracker.disclosure.optimiser.integer_cover import IntegerCover
from tracker.disclosure.optimiser.open_parts import Component, Solved, Unknowns, unknowns
from tracker.disclosure.optimiser.tableau import Tableau


@dataclass
class Examiner:
    """Examines patterns against the requirements that still stand.

    ``required``: for each sensitive column the values that must stay possible, in order; the threshold stands for what
    is above it, too. *Cover* asks for all of them.
    """

    tableau: Tableau
    threshold: int
    required: dict[int, Sequence[int]]
    _safe: set[tuple[int, ...]] = field(default_factory=set)
    _covered: set[tuple[int, ...]] = field(default_factory=set)

    def shortfalls(self, dotted: frozenset[int], at_most: int | None = None) -> tuple[list[Shortfall], Solved]:
        """Targets out of reach for fractions (or about so many of them), and what the reader solves at once."""
        unknown = unknowns(self.tableau, dotted)
        found = self._given_away(unknown, dotted)
        for component in unknown.components:
            if at_most is not None and len(found) >= at_most:
                break
            found += self._missed(component, at_most)
        return found, unknown.solved

    def lessen(self, columns: Collection[int], dotted: frozenset[int]) -> None:
        """Ask of these columns no more than what a pattern leaves possible; nothing where it tells them exactly."""
        left: dict[int, tuple[int, ...]] = {}
        for component in unknowns(self.tableau, dotted).components:
            found = [column for column in component.columns if column in columns]
            if found:
                left.update(IntegerCover(self.tableau, component, found, self.threshold).left())
        for column in columns:
            truth = min(self.tableau.values[column], self.threshold)
            if set(left.get(column, ())) - {truth}:
                self.required[column] = left[column]
            else:
                self.required.pop(column, None)

    def uncovered(self, dotted: frozenset[int]) -> list[int]:
        """One required column per component that misses a whole value; empty if the pattern is safe."""
        return self._uncovered(unknowns(self.tableau, dotted))

    def _uncovered(self, unknown: Unknowns) -> list[int]:
        found: list[int] = []
        for component in unknown.components:
            sensitive = self._required_in(component)
            if not sensitive or component.columns in self._covered:
                continue
            missing = IntegerCover(self.tableau, component, sensitive, self.threshold).first_missing(self.required)
            if missing is None:
                self._covered.add(component.columns)
            else:
                found.append(missing[0])
        return found

    def holds(self, unknown: Unknowns, whole: bool) -> bool:
        """Whether no requirement fails in what is left of some components (``whole``: for whole numbers, too)."""
        if any(column in self.required for column in unknown.solved):
            return False
        if any(self._missed(component, 1) for component in unknown.components):
            return False
        return not whole or self._uncovered(unknown) == []

    def fails(self, column: int, dotted: frozenset[int]) -> bool:
        """Whether one column's requirement fails under a pattern, for a reader with whole numbers."""
        for component in unknowns(self.tableau, dotted).components:
            if column in component.columns:
                cover = IntegerCover(self.tableau, component, [column], self.threshold)
                return cover.first_missing(self.required) is not None
        return True

    def _missed(self, component: Component, at_most: int | None = None) -> list[Shortfall]:
        if component.columns in self._safe:
            return []
        columns = self._required_in(component)
        wanted = [target for column in columns for target in targets(self.tableau, column, self.required[column])]
        missed = Reach(self.tableau, component).shortfalls(wanted, at_most) if wanted else []
        if not missed:
            self._safe.add(component.columns)
        return missed

    def _required_in(self, component: Component) -> list[int]:
        return [column for column in component.columns if column in self.required]

    def _given_away(self, unknown: Unknowns, dotted: frozenset[int]) -> list[Shortfall]:
        plain = [column for column in self.tableau.sensitive if column in unknown.solved or column not in dotted]
        return [
            Shortfall(target, {})
            for column in plain
            if column in self.required
            for target in targets(self.tableau, column, self.required[column])
        ]
