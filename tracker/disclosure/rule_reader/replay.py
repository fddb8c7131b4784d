"""Decide again: would the very same figures be dotted if a group's figures were others?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.disclosure.model.kinds import Kind
from tracker.disclosure.model.system import Statistic, System
from tracker.disclosure.optimiser.open_parts import Component
from tracker.disclosure.optimiser.suppress import suppress
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage

_WORK = 5e6
"""For one decision, in units of ``optimiser.work``. What is found by then is safe; if it is cheaper that is enough."""


class Replay:
    """One group of one stage. All other dots stand: with them as they are, the group's own are the cheapest."""

    def __init__(self, stage: Stage, group: Component, work: Work) -> None:
        """``work``: where what is decided again is booked."""
        self._work = work
        self._stage = stage
        self._keys = stage.keys(group)
        self._chosen = stage.new_dots(group)
        self._answers: dict[tuple[int, ...], bool] = {}

    @property
    def tells(self) -> bool:
        """Whether the true dots are the cheapest themselves. They need not be: time may have been up."""
        truth = {key: self._stage.statistics[key].value for key in self._keys}
        return self._stage.replayable and self.same(truth)

    def same(self, values: Mapping[str, int]) -> bool:
        """Whether no cheaper dots than the group's own would be safe if its figures had these values."""
        name = tuple(values[key] for key in self._keys)
        if name not in self._answers:
            price = sum(self._stage.kinds[key].cost(values[key]) for key in self._chosen)
            self._answers[name] = self._cheapest(values) >= price
        return self._answers[name]

    def _cheapest(self, values: Mapping[str, int]) -> int:
        stage = self._stage
        found = suppress(self._system(values), stage.threshold, _WORK, cover=stage.cover)
        self._work.done += found.work
        return found.cost

    def _system(self, values: Mapping[str, int]) -> System:
        own = set(self._keys)
        statistics = tuple(
            self._as_if(each, values[each.key]) if each.key in own else self._as_it_is(each)
            for each in self._stage.system.statistics
        )
        sensitive = {each.key for each in statistics if each.sensitive}
        companions = tuple(pair for pair in self._stage.companions if pair[0] in sensitive)
        return replace(self._stage.system, statistics=statistics, implications=companions)

    def _as_if(self, each: Statistic, value: int) -> Statistic:
        kind = self._stage.kinds.get(each.key, Kind())
        return replace(each, value=value, cost=kind.cost(value), sensitive=value in kind.small)

    def _as_it_is(self, each: Statistic) -> Statistic:
        """More dots never make another group less safe, so what it asks for is met already."""
        decided = each.frozen if each.key not in self._stage.dotted else "dotted"
        return replace(each, frozen=decided, sensitive=False)
