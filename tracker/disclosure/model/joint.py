"""Ledger lines → one joint linear system per group of connected figures (see ``connected``).

Everything a reader can add up follows from what the statistics sum: a body set is the sum of its bodies, a total of
its categories, d of n and its complement, a cumulative period of the one before and the increment. Nothing depends on
tables, so regions, mergers (a successor's T2 = its predecessors' T1 + increment), late bodies and earlier editions are
cases of the same rule. Source of the model: Fischetti & Salazar 2000, and the pitfalls of linked tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from tracker.disclosure.model.kinds import NEVER, Kind, strictest
from tracker.disclosure.model.ledger import categories
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.system import Constraint, Frozen, Statistic, System
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.rows import TOTAL, Key, Line

LEVEL_COST = {"unit": 1, "region": 4, "city": 25}
"""What a dot costs: the city's figures are kept before the regions', these before the districts'."""


@dataclass(frozen=True)
class Joint:
    """The system of one group of figures. ``names``: the statistic's name in it, by edition and key. ``kinds``: what
    the rules say of each statistic whatever its value, by name. ``companions``: pairs of which the second is dotted
    wherever the first is sensitive."""

    system: System
    names: Mapping[tuple[str, Key], str]
    kinds: Mapping[str, Kind]
    companions: tuple[tuple[str, str], ...]


def joint_system(ledger: Sequence[Line], rules: Rules) -> Joint:
    """The system of one group. Lines stand in the order of their editions, the one to be decided last."""
    build = _Builder(rules)
    for line in ledger:
        build.name(line)
    editions = list(dict.fromkeys(line.edition for line in ledger))
    for edition in editions:
        own = {line.key: line for line in ledger if line.edition == edition}
        build.sums_over_bodies(own)
        build.sums_over_categories(own)
        build.complements(own)
    _increments(build, ledger, editions)
    return Joint(build.system(ledger), build.names, build.kinds, tuple(build.companions))


@dataclass
class _Builder:
    rules: Rules
    names: dict[tuple[str, Key], str] = field(default_factory=dict)
    versions: dict[Key, list[tuple[int, str]]] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    hidden: dict[str, Statistic] = field(default_factory=dict)
    constraints: dict[Constraint, None] = field(default_factory=dict)
    companions: dict[tuple[str, str], None] = field(default_factory=dict)

    def name(self, line: Line) -> str:
        """Name the statistic: an unchanged one of an earlier edition keeps its name, a revised one gets a new one."""
        known = self.versions.setdefault(self._shared(line.key), [])
        name = next((name for value, name in known if value == line.value), None)
        if name is None:
            name = _text(self._shared(line.key)) + (f"#{len(known) + 1}" if known else "")
            known.append((line.value, name))
        self.names[(line.edition, line.key)] = name
        return name

    def _shared(self, key: Key) -> Key:
        """A denominator that is the same as another indicator's is the same statistic."""
        if key.measured == "n":
            return key
        return Key(self.rules.family(key.indicator, key.period), key.period, key.category, "d", key.bodies)

    def of(self, line: Line) -> str:
        return self.names[(line.edition, line.key)]

    def sums_over_bodies(self, own: Mapping[Key, Line]) -> None:
        for key, line in own.items():
            if len(key.bodies) > 1:
                parts = [own.get(replace(key, bodies=frozenset({body}))) for body in key.bodies]
                self._sum(line, parts)

    def sums_over_categories(self, own: Mapping[Key, Line]) -> None:
        """The categories are those of the edition's own lines: the definitions may have been changed since, but there
        was no total unless every category that was asked for then was given."""
        divided: dict[Key, dict[str, list[Line]]] = defaultdict(dict)
        for key, line in own.items():
            if key.category != TOTAL:
                divided[replace(key, category=TOTAL)].setdefault(key.category[0], []).append(line)
        for key, of_dimension in divided.items():
            distinct = {d.code for d in self.rules.measure(key).dimensions if d.total == "distinct"}
            for dimension, parts in of_dimension.items() if key in own else ():
                if dimension in distinct:
                    self._distinct(own[key], parts)
                else:
                    self._sum(own[key], parts)

    def rests_of_distinct(self, rests: Mapping[Key, str]) -> None:
        """Who is in the rest of the whole is in that of some category: at most their sum, where persons may stand in
        several. ``rests``: complements, or what came in since an earlier period, by the figure that they are the rest
        of. Where the figures say otherwise no reader can reckon with it."""
        for key, whole in rests.items():
            measure = self.rules.measure(key)
            for dimension, of_dimension in zip(measure.dimensions, categories(measure), strict=True):
                parts = [rests.get(replace(key, category=category)) for category in of_dimension]
                if key.category == TOTAL and dimension.total == "distinct" and None not in parts:
                    self._at_most(whole, [part for part in parts if part is not None])

    def _at_most(self, whole: str, parts: Sequence[str]) -> None:
        if self.hidden[whole].value <= sum(self.hidden[part].value for part in parts):
            self._add([(whole, -1), *((part, 1) for part in parts)], ">=")

    def _sum(self, whole: Line, parts: Sequence[Line | None]) -> None:
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            terms = [(self.of(whole), -1), *((self.of(part), 1) for part in known)]
            self._add(terms, "==")

    def _distinct(self, whole: Line, parts: Sequence[Line]) -> None:
        """Persons may stand in several categories: at most their sum, at least the largest."""
        for part in parts:
            self._add([(self.of(whole), 1), (self.of(part), -1)], ">=")
        self._add([(self.of(whole), -1), *((self.of(part), 1) for part in parts)], ">=")

    def complements(self, own: Mapping[Key, Line]) -> None:
        """d − n is a figure too, and n ≤ d is known; for a ratio only d's dot takes n with it."""
        rests: dict[Key, str] = {}
        for key, n in own.items():
            d = own.get(replace(key, measured="d"))
            measure = self.rules.measure(key)
            if key.measured != "n" or d is None:
                continue
            if kind_of(measure.kind).n_within_d:
                small = self.rules.small(self.rules.disclosure.full_sensitive) if measure.protects else NEVER
                name = rests[key] = self._hide(f"{self.of(d)} − {self.of(n)}", d.value - n.value, small)
                self._add([(self.of(n), 1), (name, 1), (self.of(d), -1)], "==")
            else:
                self.companions[(self.of(d), self.of(n))] = None
        self.rests_of_distinct(rests)

    def increment(self, before: Sequence[Line], now: Line) -> str | None:
        """What came in since an earlier cumulative period, over the same bodies or those merged into them.

        A value corrected downwards cuts the chain: None.
        """
        grown = now.value - sum(part.value for part in before)
        if grown < 0:
            return None
        small = self.rules.small(False) if self.rules.protects(now.key) else NEVER
        parts = [self.of(part) for part in before]
        name = self._hide(f"{self.of(now)} − {before[0].key.period.code}{_versions(parts)}", grown, small)
        self._add([*((part, 1) for part in parts), (name, 1), (self.of(now), -1)], "==")
        return name

    def _hide(self, name: str, value: int, small: range) -> str:
        """A difference, once however many indicators form it."""
        kind = self.kinds[name] = strictest(Kind(small), self.kinds.get(name, Kind()))
        self.hidden[name] = Statistic(name, value, sensitive=value in kind.small, hidden=True)
        return name

    def _add(self, terms: Sequence[tuple[str, int]], sense: str) -> None:
        merged: dict[str, int] = defaultdict(int)
        for name, factor in terms:
            merged[name] += factor
        kept = tuple(sorted((name, factor) for name, factor in merged.items() if factor))
        if kept:
            self.constraints[Constraint(kept, "==" if sense == "==" else ">=")] = None

    def system(self, ledger: Sequence[Line]) -> System:
        by_name: dict[str, list[Line]] = defaultdict(list)
        for line in ledger:
            by_name[self.of(line)].append(line)
        printed = [self._statistic(name, lines) for name, lines in by_name.items()]
        statistics: tuple[Statistic, ...] = (*printed, *self.hidden.values())
        sensitive = {statistic.key for statistic in statistics if statistic.sensitive}
        implications = tuple(pair for pair in self.companions if pair[0] in sensitive)
        return System(statistics, tuple(self.constraints), implications)

    def _statistic(self, name: str, lines: Sequence[Line]) -> Statistic:
        value = lines[0].value
        kind = self.kinds[name] = reduce(strictest, map(self._kind, lines))
        return Statistic(name, value, kind.cost(value), sensitive=value in kind.small, frozen=_frozen(lines))

    def _kind(self, line: Line) -> Kind:
        """Level × 2 for a total over categories × 1.5 for d, in thousandths."""
        measure = self.rules.measure(line.key)
        weight = 1000 * LEVEL_COST[line.level]
        weight *= 2 if measure.dimensions and line.key.category == TOTAL else 1
        weight = weight * 3 // 2 if line.key.measured == "d" else weight
        protected = self.rules.protects(line.key)
        return Kind(self.rules.small(self.rules.disclosure.zeros_sensitive) if protected else NEVER, weight)


def _increments(build: _Builder, ledger: Sequence[Line], editions: Sequence[str]) -> None:
    """Pair every edition with the latest earlier edition of each other period of the year."""
    latest: dict[tuple[str, Period], dict[Key, Line]] = {}
    for edition in editions:
        own = [line for line in ledger if line.edition == edition]
        by_indicator: dict[tuple[str, Period], dict[Key, Line]] = defaultdict(dict)
        for line in own:
            by_indicator[(line.key.indicator, line.key.period)][line.key] = line
        for (indicator, period), lines in by_indicator.items():
            if build.rules.measures[(indicator, period)].accumulates:
                for (other, when), others in latest.items():
                    if other == indicator and when != period:
                        _pair(build, lines, others)
        latest.update(by_indicator)


def _pair(build: _Builder, one: Mapping[Key, Line], other: Mapping[Key, Line]) -> None:
    order = build.rules.order
    first, second = sorted((one, other), key=lambda lines: order(next(iter(lines)).period))
    then = next(iter(first)).period
    grown: dict[Key, str] = {}
    for key, now in second.items():
        before = _then(first, replace(key, period=then, bodies=build.rules.sources(key.bodies, key.period, then)))
        name = build.increment(before, now) if before else None
        if name is not None:
            grown[key] = name
    build.rests_of_distinct(grown)


def _then(lines: Mapping[Key, Line], key: Key) -> Sequence[Line]:
    """The lines that add up to a figure: itself, or one for each of its bodies; none if one of them is lacking."""
    if key in lines:
        return (lines[key],)
    parts = [lines.get(replace(key, bodies=frozenset({body}))) for body in sorted(key.bodies)]
    return [part for part in parts if part is not None] if None not in parts else ()


def _frozen(lines: Sequence[Line]) -> Frozen | None:
    """Printed once is printed for ever; only dotted in earlier editions stays dotted; new is free."""
    decided = [line.printed for line in lines if line.printed is not None]
    if not decided:
        return None
    return "printed" if any(decided) else "dotted"


def _versions(names: Iterable[str]) -> str:
    """Which corrected versions the statistics are, blank where none was corrected: ``#1.2``."""
    found = [name.partition("#")[2] or "1" for name in names]
    return "" if set(found) == {"1"} else f"#{'.'.join(found)}"


def _text(key: Key) -> str:
    """A name that is the same on every run and readable in an audit file."""
    category = "/".join(part for part in key.category if part) or "total"
    return f"{key.indicator} {key.measured} {key.period.code} {category} {'+'.join(sorted(key.bodies))}"
