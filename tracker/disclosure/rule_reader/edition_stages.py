"""Editions as stages: what each of them decided, as a reader who knows the rules replays it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.disclosure.model.kinds import Cover, Kind, cover_values
from tracker.disclosure.model.system import Statistic, System
from tracker.disclosure.optimiser.open_parts import Component, unknowns
from tracker.disclosure.optimiser.tableau import Tableau, tableau


@dataclass(frozen=True)
class Stage:
    """One edition's decision. ``system``: all figures up to it, frozen where an earlier edition had decided.

    ``kinds``: what the rules say of each figure. ``companions``: pairs of which the second is dotted wherever the first
    is sensitive. ``dotted``: every figure that this edition or an earlier one dots. ``replayable``: whether the dots
    are known to be the cheapest against the reader that the system describes, so that deciding again tells something.
    """

    system: System
    kinds: Mapping[str, Kind]
    companions: tuple[tuple[str, str], ...]
    dotted: frozenset[str]
    threshold: int
    replayable: bool = True
    cover: Cover = "small_and_threshold"

    @cached_property
    def tableau(self) -> Tableau:
        return tableau(self.system)

    @cached_property
    def column(self) -> Mapping[str, int]:
        return {key: column for column, key in enumerate(self.tableau.keys) if key}

    @cached_property
    def statistics(self) -> Mapping[str, Statistic]:
        return {statistic.key: statistic for statistic in self.system.statistics}

    @cached_property
    def groups(self) -> tuple[Component, ...]:
        """The dots that hang together, by an equation or because one takes the other with it."""
        open_columns = self.tableau.hidden | {self.column[key] for key in self.dotted}
        apart = unknowns(self.tableau, open_columns).components
        return together(apart, ((self.column[a], self.column[b]) for a, b in self.companions))

    @cached_property
    def widest(self) -> tuple[Component, ...]:
        """What would hang together if all that can be dotted were."""
        return unknowns(self.tableau, self.tableau.opened(self.tableau.optional)).components

    @property
    def asked(self) -> tuple[int, ...]:
        """The values that must stay possible of a sensitive figure; the threshold stands for all from it up."""
        return cover_values(self.threshold, self.cover)

    def small(self, key: str) -> range:
        return self.kinds.get(key, Kind()).small

    def keys(self, group: Component) -> list[str]:
        """The figures of a group, its slacks left out."""
        return [self.tableau.keys[column] for column in group.columns if self.tableau.keys[column]]

    def new_dots(self, group: Component) -> list[str]:
        """The figures of a group that this very edition chose to dot."""
        of_group = (self.statistics[key] for key in self.keys(group))
        return [each.key for each in of_group if not each.hidden and each.frozen is None]


def together(apart: Iterable[Component], ties: Iterable[Iterable[int]]) -> tuple[Component, ...]:
    """Components that a tie has columns of, made one. Columns that are in no component tie nothing."""
    groups = list(apart)
    place = {column: number for number, group in enumerate(groups) for column in group.columns}
    leader = list(range(len(groups)))

    def find(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for tie in ties:
        first, *others = [find(place[column]) for column in tie if column in place] or [0]
        for other in others:
            leader[find(other)] = find(first)
    found: dict[int, list[Component]] = {}
    for number, group in enumerate(groups):
        found.setdefault(find(number), []).append(group)
    return tuple(
        Component(
            tuple(sorted(column for part in parts for column in part.columns)),
            tuple(sorted(row for part in parts for row in part.rows)),
        )
        for parts in found.values()
    )
