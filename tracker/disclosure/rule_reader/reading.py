"""What a reader who knows the rules can tell of the dots, beyond what the equations tell everybody.

Such a reader knows the threshold, which figures are protected, that no sensitive figure is printed, and that the dots
are the cheapest that are safe. Where a group of dots has few worlds, each is decided again, and those that would have
been dotted otherwise are ruled out. In larger groups only what holds of every cheapest pattern is used
(``pattern_conditions``), so more may be told of them than is found here. Nothing of this decides what is published:
dots chosen with such a reader in mind would tell that reader something else, without end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage, together
from tracker.disclosure.rule_reader.pattern_conditions import Condition, Search, conditions
from tracker.disclosure.rule_reader.possible_tables import WorkDone, World, Worlds
from tracker.disclosure.rule_reader.replay import Replay

WORK = 60e6
"""What all groups together may cost, in units of ``optimiser.work``: about a minute."""
MOST_WORLDS = 1000
_SHARE = 0.25
"""Of the work that is left, what one group may use to decide its worlds again."""


Degree = Literal["small", "narrowed", "exact"]
"""How much the rules tell of a figure, from the least to the most."""


@dataclass(frozen=True)
class Inference:
    """A sensitive figure of which the rules tell too much. ``small``: the values below the threshold that remain
    possible; ``above``: whether some value from the threshold up does. ``exact``: nothing else can be told."""

    key: str
    small: tuple[int, ...]
    above: bool
    exact: bool

    def told(self, threshold: int) -> Degree:
        """``exact``: one value remains; ``narrowed``: some small values are ruled out; ``small``: only that it is."""
        if len(self.small) == 1 and not self.above:
            return "exact"
        return "small" if {*range(1, threshold)} <= {*self.small} and not self.above else "narrowed"


@dataclass(frozen=True)
class RuleReading:
    """What was found, and of how many sensitive figures every world was tried, only what holds of every pattern was
    used, or nothing could be said within the work."""

    inferences: tuple[Inference, ...]
    tried: int
    partly: int
    unsettled: int


def read_with_rules(stages: Sequence[Stage], work: Work | None = None, most: int = MOST_WORLDS) -> RuleReading:
    """What the rules tell of the sensitive figures of the last stage. ``stages``: the editions in order, each holding
    the figures of those before it. A group that is not settled within the limit of ``work`` is counted, not judged.
    """
    last = stages[-1]
    work = work or Work(WORK)
    inferences: list[Inference] = []
    tried = partly = unsettled = 0
    for group in sorted(_groups(stages), key=lambda group: (len(group.columns), group.columns)):
        reader = _Group(stages, group, work)
        if not reader.sensitive:
            continue
        try:
            found = reader.replayed(most)
            tried += len(reader.sensitive) if found is not None else 0
            if found is None:
                found = reader.by_conditions()
                partly += len(reader.sensitive)
        except WorkDone:
            found = []
            unsettled += len(reader.sensitive)
        inferences += found
    order = last.column
    return RuleReading(tuple(sorted(inferences, key=lambda each: order[each.key])), tried, partly, unsettled)


def told_exactly(stages: Sequence[Stage], work: Work | None = None, most: int = MOST_WORLDS) -> tuple[Inference, ...]:
    """Those of ``read_with_rules`` of which one value alone remains, at a small part of the work."""
    work = work or Work(WORK)
    found: list[Inference] = []
    for group in sorted(_groups(stages), key=lambda group: (len(group.columns), group.columns)):
        reader = _Group(stages, group, work)
        try:
            found += reader.exactly(most) if reader.sensitive else ()
        except WorkDone:
            break
    order = stages[-1].column
    threshold = stages[-1].threshold
    exact = (each for each in found if each.told(threshold) == "exact")
    return tuple(sorted(exact, key=lambda each: order[each.key]))


def _groups(stages: Sequence[Stage]) -> tuple[Component, ...]:
    """The last stage's groups, joined where an earlier edition's decision was about several of them at once."""
    last = stages[-1]
    earlier = (stage.keys(group) for stage in stages[:-1] for group in stage.groups)
    return together(last.groups, ((last.column[key] for key in keys if key in last.column) for keys in earlier))


class _Group:
    """One group of the last stage, with the groups of every stage that were decided about its figures."""

    def __init__(self, stages: Sequence[Stage], group: Component, work: Work) -> None:
        self._last = stages[-1]
        self._group = group
        self._work = work
        own = set(self._last.keys(group))
        self._decided = [(s, g) for s in stages for g in s.groups if own.intersection(s.keys(g))]
        self.sensitive = [column for column in group.columns if column in self._last.tableau.sensitive]

    @cached_property
    def _conditions(self) -> list[Condition]:
        return [each for stage, group in self._decided for each in conditions(stage, group, self._work)]

    def replayed(self, most: int) -> list[Inference] | None:
        """Every world decided again; None if they are too many, that is too much work, or it tells nothing."""
        with self._work.share(_SHARE) as share:
            return self._replayed(most, share)

    def _replayed(self, most: int, work: Work) -> list[Inference] | None:
        worlds = Worlds(self._last.tableau, self._group, work)
        try:
            every = worlds.every(most)
            kept = None if every is None else self._kept(worlds, every, work)
        except WorkDone:
            return None
        if every is None or kept is None:
            return None
        found = []
        for column in self.sensitive:
            before, after = ({worlds.value(world, column) for world in some} for some in (every, kept))
            found.append(self._inference(column, self._cut(before), self._cut(after), exact=True))
        return [each for each in found if each is not None]

    def _kept(self, worlds: Worlds, every: Sequence[World], work: Work) -> list[World] | None:
        """The worlds in which each stage would have made the very same dots."""
        search = self._search(worlds)
        replays = [Replay(stage, group, work) for stage, group in self._decided if stage.new_dots(group)]
        if not all(replay.tells for replay in replays):
            return None
        found = []
        for world in filter(search.keeps, every):
            if work.is_done:
                raise WorkDone
            values = self._values(world)
            if all(replay.same(values) for replay in replays):
                found.append(world)
        return found

    def exactly(self, most: int) -> list[Inference]:
        """What can be told of the figures that have one value alone. Raises WorkDone."""
        replayed = self.replayed(most)
        if replayed is not None:
            return replayed
        truth = self._last.tableau.values
        search = self._search(Worlds(self._last.tableau, self._group, self._work))
        alone = []
        for column in self.sensitive:
            others = ((-math.inf, truth[column] - 1), (truth[column] + 1, math.inf))
            if not any(search.possible(column, limits) for limits in others):
                alone.append(column)
        return self.by_conditions(alone)

    def _search(self, worlds: Worlds) -> Search:
        return Search(worlds, self._last, self._conditions)

    def by_conditions(self, columns: Sequence[int] | None = None) -> list[Inference]:
        """What the conditions alone rule out, of all sensitive figures or of these. Raises WorkDone."""
        if columns is not None and not columns:
            return []
        worlds = Worlds(self._last.tableau, self._group, self._work)
        search = self._search(worlds)
        top = self._last.threshold
        found = []
        for column in self.sensitive if columns is None else columns:
            asked = {value: (float(value), float(value) if value < top else math.inf) for value in range(top + 1)}
            after = {value for value, limits in asked.items() if search.possible(column, limits)}
            rest = set(asked) - after
            before = after | {value for value in rest if worlds.one({column: asked[value]}) is not None}
            found.append(self._inference(column, before, after, exact=False))
        return [each for each in found if each is not None]

    def _inference(self, column: int, before: set[int], after: set[int], exact: bool) -> Inference | None:
        """What is told of a figure, if a value that must stay possible no longer is. The last value: that or more."""
        top = self._last.threshold
        if not (before - after).intersection(self._last.asked):
            return None
        return Inference(self._last.tableau.keys[column], tuple(sorted(after - {top})), top in after, exact)

    def _cut(self, values: set[int]) -> set[int]:
        return {min(value, self._last.threshold) for value in values}

    def _values(self, world: World) -> Mapping[str, int]:
        """Every figure by key: the group's as in the world, the others as they are."""
        truth = {each.key: each.value for each in self._last.system.statistics}
        names = (self._last.tableau.keys[column] for column in self._group.columns)
        return truth | dict(zip(names, world, strict=True))
