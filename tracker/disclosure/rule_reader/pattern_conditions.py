"""What the rules alone say of a group of dots, whatever the figures are.

Two things hold of every cheapest safe pattern. In a group that got a dot of its own, some figure is sensitive: else
the dots would not be there. And a figure that the equations hold too tightly is not sensitive: else more would have
been dotted. Each is a choice between limits, which a world must keep to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.disclosure.optimiser.integer_cover import IntegerCover
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.witnesses import Witnesses
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.possible_tables import Limits, WorkDone, World, Worlds


@dataclass(frozen=True)
class Condition:
    """One of these figures at least lies within its limits."""

    choices: tuple[tuple[str, Limits], ...]


def conditions(stage: Stage, group: Component, work: Work) -> Iterator[Condition]:
    """What a stage's rules say of one of its groups. Raises WorkDone."""
    small = {key: stage.small(key) for key in stage.keys(group) if stage.small(key)}
    if stage.new_dots(group):
        yield Condition(tuple((key, (values.start, values.stop - 1)) for key, values in small.items()))
    for key in never_small(stage, group, list(small), work):
        yield Condition(((key, (-math.inf, small[key].start - 1)), (key, (small[key].stop, math.inf))))


def never_small(stage: Stage, group: Component, protected: Sequence[str], work: Work) -> Iterator[str]:
    """The protected figures that more dots could have covered and these do not; and d printed beside a ratio's n."""
    missed = _uncovered(stage, group, {stage.column[key] for key in protected}, work)
    lost = set(missed)
    for widest in stage.widest if missed else ():
        inside = missed.intersection(widest.columns)
        lost -= inside - _uncovered(stage, widest, inside, work)
    yield from (stage.tableau.keys[column] for column in sorted(missed - lost))
    for first, second in stage.companions:
        companion = stage.statistics[second]
        if first in protected and second not in stage.dotted and companion.frozen is None and not companion.hidden:
            yield first


def _uncovered(stage: Stage, group: Component, columns: set[int], work: Work) -> set[int]:
    """Those of a group's columns of which a reader of the figures alone can rule out too much."""
    found = set()
    found_on_the_way = Witnesses(stage.tableau, stage.threshold)
    cover = IntegerCover(stage.tableau, group, sorted(columns), stage.threshold, work, found_on_the_way)
    for column, _value in cover.missing(dict.fromkeys(columns, stage.asked)):
        if work.is_done:
            raise WorkDone
        found.add(column)
    return found


class Search:
    """Looks for worlds of a group that keep to every condition; remembers the worlds it came upon."""

    def __init__(self, worlds: Worlds, stage: Stage, wanted: Sequence[Condition]) -> None:
        """``stage``: the last one, whose columns the worlds have."""
        self._worlds = worlds
        self._met: list[World] = []
        own = set(worlds.component.columns)
        self._wanted: list[list[tuple[int, Limits]]] = []
        for condition in wanted:
            choices = [(stage.column[key], limits) for key, limits in condition.choices]
            settled = [_within(stage.tableau.values[column], limits) for column, limits in choices if column not in own]
            if not any(settled):
                self._wanted.append([(column, limits) for column, limits in choices if column in own])

    def possible(self, column: int, limits: Limits) -> bool:
        """Whether the figure lies within the limits in a world that keeps to the conditions. Raises WorkDone."""
        if any(_within(self._worlds.value(world, column), limits) for world in self._met):
            return True
        return self._found({column: limits})

    def _found(self, within: dict[int, Limits]) -> bool:
        world = self._worlds.one(within)
        if world is None:
            return False
        broken = self._broken(world)
        if broken is None:
            self._met.append(world)
            return True
        return any(self._found({**within, c: _both(within.get(c, limits), limits)}) for c, limits in broken)

    def keeps(self, world: World) -> bool:
        """Whether a world keeps to every condition."""
        return self._broken(world) is None

    def _broken(self, world: World) -> list[tuple[int, Limits]] | None:
        """The choices of the first condition that a world breaks."""
        value = self._worlds.value
        for choices in self._wanted:
            if not any(_within(value(world, column), limits) for column, limits in choices):
                return choices
        return None


def _within(value: int, limits: Limits) -> bool:
    return limits[0] <= value <= limits[1]


def _both(one: Limits, other: Limits) -> Limits:
    return max(one[0], other[0]), min(one[1], other[1])
