"""Collects the statistics and constraints of one joint system: names, versions, and what the rules say of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from tracker.disclosure.model.kinds import NEVER, Kind, strictest
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.system import Constraint, Frozen, Statistic, System
from tracker.rows import TOTAL, Key, Line

LEVEL_COST = {"unit": 1, "region": 4, "city": 25}
"""What a dot costs: the city's figures are kept before the regions', these before the districts'."""

Relation = Literal[
    "bodies", "categories", "distinct", "distinct rests", "complement", "increment", "growth", "rest growth", "covered"
]
"""Why a constraint holds; what each means stands where it is formed (``same_edition``, ``growth``)."""

Term = tuple[str, int]


@dataclass
class SystemBuilder:
    """``names``: a statistic's name by edition and key. ``rests``: its complement's name, by edition and n's key.
    ``values``: the truth by name. ``kinds``: what the rules say of a statistic whatever its value. ``companions``:
    pairs of which the second is dotted wherever the first is sensitive."""

    rules: Rules
    names: dict[tuple[str, Key], str] = field(default_factory=dict)
    rests: dict[tuple[str, Key], str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    companions: dict[tuple[str, str], None] = field(default_factory=dict)
    _versions: dict[Key, list[tuple[int, str]]] = field(default_factory=dict)
    _hidden: dict[str, Statistic] = field(default_factory=dict)
    _constraints: dict[Constraint, None] = field(default_factory=dict)

    def name(self, line: Line) -> None:
        """Name the statistic: an unchanged one of an earlier edition keeps its name, a revised one gets a new one."""
        shared = self.rules.shared(line.key)
        known = self._versions.setdefault(shared, [])
        name = next((name for value, name in known if value == line.value), None)
        if name is None:
            name = _text(shared) + (f"#{len(known) + 1}" if known else "")
            known.append((line.value, name))
        self.names[(line.edition, line.key)] = name
        self.values[name] = line.value

    def of(self, line: Line) -> str:
        return self.names[(line.edition, line.key)]

    def hide(self, name: str, value: int, small: range) -> str:
        """A difference that readers can form, once however many indicators form it."""
        kind = self.kinds[name] = strictest(Kind(small), self.kinds.get(name, Kind()))
        self._hidden[name] = Statistic(name, value, sensitive=value in kind.small, hidden=True)
        self.values[name] = value
        return name

    def equal(self, why: Relation, terms: Sequence[Term]) -> None:
        """The terms add up to 0."""
        self._add(why, terms, "==")

    def at_least(self, why: Relation, terms: Sequence[Term]) -> None:
        """The terms add up to 0 or more."""
        self._add(why, terms, ">=")

    def at_least_where_true(self, why: Relation, terms: Sequence[Term]) -> None:
        """The terms add up to 0 or more. Where the figures say otherwise no reader can reckon with it."""
        if sum(self.values[name] * factor for name, factor in terms) >= 0:
            self._add(why, terms, ">=")

    def _add(self, why: Relation, terms: Sequence[Term], sense: Literal["==", ">="]) -> None:
        merged: dict[str, int] = defaultdict(int)
        for name, factor in terms:
            merged[name] += factor
        kept = tuple(sorted((name, factor) for name, factor in merged.items() if factor))
        if kept:
            self._constraints[Constraint(kept, sense)] = None

    def system(self, ledger: Sequence[Line]) -> System:
        by_name: dict[str, list[Line]] = defaultdict(list)
        for line in ledger:
            by_name[self.of(line)].append(line)
        printed = [self._statistic(name, lines) for name, lines in by_name.items()]
        statistics: tuple[Statistic, ...] = (*printed, *self._hidden.values())
        sensitive = {statistic.key for statistic in statistics if statistic.sensitive}
        implications = tuple(pair for pair in self.companions if pair[0] in sensitive)
        return System(statistics, tuple(self._constraints), implications)

    def _statistic(self, name: str, lines: Sequence[Line]) -> Statistic:
        value = lines[0].value
        kind = self.kinds[name] = reduce(strictest, map(self._kind, lines))
        lower, upper = (value, value) if any(map(self.rules.is_known, lines)) else (0, None)
        sensitive, frozen = value in kind.small, _frozen(lines)
        return Statistic(name, value, kind.cost(value), lower, upper, sensitive=sensitive, frozen=frozen)

    def _kind(self, line: Line) -> Kind:
        """Level × 2 for a total over categories × 1.5 for d, in thousandths."""
        measure = self.rules.measure(line.key)
        weight = 1000 * LEVEL_COST[line.level]
        weight *= 2 if measure.dimensions and line.key.category == TOTAL else 1
        weight = weight * 3 // 2 if line.key.measured == "d" else weight
        protected = self.rules.protects(line.key)
        return Kind(self.rules.small(self.rules.disclosure.zeros_sensitive) if protected else NEVER, weight)


def by_key(ledger: Sequence[Line]) -> Mapping[str, dict[Key, Line]]:
    """The lines of each edition, in the order of the editions."""
    found: dict[str, dict[Key, Line]] = defaultdict(dict)
    for line in ledger:
        found[line.edition][line.key] = line
    return found


def _frozen(lines: Sequence[Line]) -> Frozen | None:
    """Printed once is printed for ever; only dotted in earlier editions stays dotted; new is free."""
    decided = [line.printed for line in lines if line.printed is not None]
    if not decided:
        return None
    return "printed" if any(decided) else "dotted"


def _text(key: Key) -> str:
    """A name that is the same on every run and readable in an audit file."""
    category = "/".join(part for part in key.category if part) or "total"
    return f"{key.indicator} {key.measured} {key.period.code} {category} {'+'.join(sorted(key.bodies))}"
