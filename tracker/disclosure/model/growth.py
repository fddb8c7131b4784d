"""What the figures of different periods say of each other, where they count over the year.

Counts do not fall: what a body had reported by April is in what it, or the body that it was merged into, had reported
by August. Where each body behind the later figure had reported, the difference is a figure itself (an increment). Where
some had not, the later figure is still at least the sum of what the others had. A reader compares with the latest
figure of each body, so the parts of one sum may be of different periods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tracker.disclosure.model.builder import Relation, SystemBuilder, by_key
from tracker.disclosure.model.kinds import NEVER
from tracker.disclosure.model.same_edition import distinct_wholes
from tracker.periods import Period
from tracker.rows import Category, Key, Line

Bodies = frozenset[str]
Side = Literal["n", "d", "rest"]
"""``rest`` is what is left of d beside n."""


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a period of an indicator."""

    category: Category
    part: Side
    bodies: Bodies

    def over(self, bodies: Bodies) -> Place:
        return replace(self, bodies=bodies)

    def singles(self) -> Iterator[Place]:
        return (self.over(frozenset({body})) for body in sorted(self.bodies))


def between_periods(build: SystemBuilder, ledger: Sequence[Line]) -> None:
    """Compare every edition with the latest earlier edition of each other period of the year."""
    shown: dict[str, dict[Period, dict[Place, str]]] = {}
    for own in by_key(ledger).values():
        new: dict[str, dict[Place, str]] = {}
        for key, line in own.items():
            figures = new.setdefault(key.indicator, {})
            figures[Place(key.category, key.measured, key.bodies)] = build.of(line)
            rest = build.rests.get((line.edition, key))
            if rest is not None:
                figures[Place(key.category, "rest", key.bodies)] = rest
        period = next(iter(own)).period
        for indicator, figures in new.items():
            of_indicator = shown.setdefault(indicator, {})
            of_indicator[period] = figures
            _Year(build, indicator, of_indicator).compare(period)


@dataclass(frozen=True)
class _Year:
    """One indicator. ``figures``: their names in the system, of each period's latest edition."""

    build: SystemBuilder
    indicator: str
    figures: Mapping[Period, Mapping[Place, str]]

    def compare(self, new: Period) -> None:
        """Everything that an edition of the period adds to what could be compared before."""
        within = self.build.rules.within
        for now in self.figures:
            if not self.build.rules.measures[self.indicator, now].accumulates:
                continue
            for then in self.figures:
                if new in (now, then) and within(then, now):
                    self._pair(now, then)
            if new == now or within(new, now):
                self._latest_of_each(now)
                self._covered(now)

    def _pair(self, now: Period, then: Period) -> None:
        grown: dict[Key, str] = {}
        chained = self.build.rules.same_start(then, now)
        for place, name in self.figures[now].items():
            parts, complete = self._reported(place, now, then)
            if complete and chained and place.part != "rest":
                key = Key(self.indicator, now, place.category, place.part, place.bodies)
                increment = self._increment(key, name, then, parts)
                if increment is not None:
                    grown[key] = increment
            else:
                self._at_least(place, now, lambda one: self._reported(one, now, then)[0])
        for whole, categories in distinct_wholes(self.build, grown):
            self.build.at_least_where_true("distinct rests", _difference(categories, [whole]))

    def _increment(self, key: Key, name: str, then: Period, parts: Sequence[str]) -> str | None:
        """What came in since an earlier period. A value corrected downwards cuts the chain: None."""
        grown = self.build.values[name] - sum(self.build.values[part] for part in parts)
        if grown < 0:
            return None
        small = self.build.rules.small(False) if self.build.rules.protects(key) else NEVER
        hidden = self.build.hide(f"{name} − {then.code}{_versions(parts)}", grown, small)
        self.build.equal("increment", [*((part, 1) for part in parts), (hidden, 1), (name, -1)])
        return hidden

    def _latest_of_each(self, now: Period) -> None:
        """At least the sum of the latest earlier figure of each body behind it."""
        for place in self.figures[now]:
            latest = self._latest(place, now)
            if len({then for then, _name in latest}) > 1:
                self._at_least(place, now, lambda one: [name for _then, name in self._latest(one, now)])

    def _latest(self, place: Place, now: Period) -> list[tuple[Period, str]]:
        """The latest figures before ``now`` of the bodies behind a figure, each with its period."""
        rules = self.build.rules
        earlier = [then for then in self.figures if rules.within(then, now) and rules.same_start(then, now)]
        if not earlier:
            return []
        then = max(earlier, key=rules.order)
        found: list[tuple[Period, str]] = []
        for one in place.over(rules.sources(place.bodies, now, then)).singles():
            name = self.figures[then].get(one)
            found += [(then, name)] if name else self._latest(one, then)
        return found

    def _at_least(self, place: Place, now: Period, before: Callable[[Place], Sequence[str]]) -> None:
        """A figure is at least what was reported ``before`` of it. What holds of each of its bodies holds of the sum,
        so only where a body's own figure fell does the sum say more."""
        values, name = self.build.values, self.figures[now][place]
        parts = before(place)

        def holds(one: Place) -> bool:
            own = self.figures[now].get(one)
            return own is not None and values[own] >= sum(values[part] for part in before(one))

        if parts and not (len(place.bodies) > 1 and all(map(holds, place.singles()))):
            why: Relation = "rest growth" if place.part == "rest" else "growth"
            self.build.at_least_where_true(why, _difference([name], parts))

    def _covered(self, now: Period) -> None:
        """Who was counted in a period was counted in one of the parts that it falls into."""
        for parts in self._partitions(now):
            for place, name in self.figures[now].items():
                found = [self._reported(place, now, then) for then in parts]
                if all(complete for _names, complete in found):
                    names = [name for names, _complete in found for name in names]
                    self.build.at_least_where_true("covered", _difference(names, [name]))

    def _partitions(self, now: Period) -> Iterator[tuple[Period, ...]]:
        """Each way in which periods that have editions make up a period without a gap."""
        rules = self.build.rules
        first, last = rules.span(now)
        inside = [then for then in self.figures if rules.within(then, now)]

        def from_(day: date) -> Iterator[tuple[Period, ...]]:
            if day > last:
                yield ()
            for then in inside:
                start, end = rules.span(then)
                if start == day:
                    yield from ((then, *rest) for rest in from_(end + timedelta(days=1)))

        return (parts for parts in from_(first) if len(parts) > 1)

    def _reported(self, place: Place, now: Period, then: Period) -> tuple[Sequence[str], bool]:
        """The earlier figures of the bodies behind a figure, and whether none is lacking: that of all of them, or one
        for each body."""
        asked = place.over(self.build.rules.sources(place.bodies, now, then))
        if asked in self.figures[then]:
            return [self.figures[then][asked]], True
        parts = [self.figures[then].get(one) for one in asked.singles()]
        known = [part for part in parts if part is not None]
        return known, bool(known) and len(known) == len(parts)


def _difference(more: Iterable[str], less: Iterable[str]) -> list[tuple[str, int]]:
    return [*((name, 1) for name in more), *((name, -1) for name in less)]


def _versions(names: Iterable[str]) -> str:
    """Which corrected versions the statistics are, blank where none was corrected: ``#1.2``."""
    found = [name.partition("#")[2] or "1" for name in names]
    return "" if set(found) == {"1"} else f"#{'.'.join(found)}"
