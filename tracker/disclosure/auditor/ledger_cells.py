"""The cells of an audit, from the ledger's lines: which numbers there are, what is seen of them, what is sensitive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.definitions.settings import Disclosure
from tracker.disclosure.auditor.table import LONGEST_IDENTITY, Cell, Equation, Relation, Term
from tracker.disclosure.facts import Facts
from tracker.periods import Period
from tracker.rows import Key, Line

Bodies = frozenset[str]


@dataclass
class Number:
    """One number that readers see or can form. ``bodies``: all whose figures are in it. ``version``: 1, or more where
    an edition corrected it. ``protected``: small counts of its kind are sensitive. ``name``: as incidents name it, the
    same for ever, since editions keep it. ``known``: every reader knows it from elsewhere."""

    name: str
    value: int
    bodies: Bodies
    version: int = 1
    protected: bool = False
    printed: bool = False
    known: bool = False
    hidden: bool = False
    sensitive: bool = False

    @property
    def id(self) -> str:
        return identity(self.name)


@dataclass
class Figures:
    """All numbers, and what is known to hold between them."""

    facts: Facts
    numbers: dict[str, Number] = field(default_factory=dict)
    equations: dict[Equation, None] = field(default_factory=dict)
    _of_line: dict[Line, Number] = field(default_factory=dict)
    _protected: dict[tuple[tuple[str, str], Period], bool] = field(default_factory=dict)
    _values_of: dict[tuple[object, ...], list[int]] = field(default_factory=dict)

    def enter(self, line: Line) -> None:
        """A line: the number of an earlier one that sums the same and has the same value, or a new number."""
        key = line.key
        owner = self.owner(key.indicator, key.measured, key.period)
        values = self._values_of.setdefault((owner, key.period, key.category, key.bodies), [])
        if line.value not in values:
            values.append(line.value)
        version = values.index(line.value) + 1
        category = "/".join(filter(None, key.category)) or "total"
        name = f"{owner[0]} {owner[1]} {key.period.code} {category} {'+'.join(sorted(key.bodies))}"
        name += "" if version == 1 else f"#{version}"
        number = self.numbers.setdefault(name, Number(name, line.value, key.bodies, version))
        number.printed |= bool(line.printed)
        number.known |= self.printed_elsewhere(line)
        number.protected |= self.protected(key)
        number.sensitive |= self.protected(key) and self.small(line.value, self.disclosure.zeros_sensitive)
        self._of_line[line] = number

    def of(self, line: Line) -> Number:
        return self._of_line[line]

    def form(self, name: str, value: int, bodies: Bodies, sensitive: bool) -> Number:
        """A difference that is never printed."""
        number = self.numbers.setdefault(name, Number(name, value, bodies, hidden=True))
        number.sensitive |= sensitive
        number.bodies |= bodies
        return number

    def equal(self, whole: Number, parts: Sequence[Number]) -> None:
        self._state([(whole, -1), *((part, 1) for part in parts)], "=")

    def at_least(self, more: Iterable[Number], less: Iterable[Number]) -> None:
        """What one side adds up to is at least what the other does."""
        self._state([*((number, 1) for number in more), *((number, -1) for number in less)], ">=")

    def at_least_if_true(self, more: Sequence[Number], less: Sequence[Number]) -> None:
        """As ``at_least``, where the figures do not say otherwise: then no reader can reckon with it."""
        if sum(number.value for number in more) >= sum(number.value for number in less):
            self.at_least(more, less)

    def _state(self, terms: Iterable[tuple[Number, int]], relation: Relation) -> None:
        factors: dict[str, int] = {}
        for number, factor in terms:
            factors[number.id] = factors.get(number.id, 0) + factor
        stated = tuple(Term(cell=cell, factor=factor) for cell, factor in sorted(factors.items()) if factor)
        if stated:
            self.equations[Equation(terms=stated, relation=relation)] = None

    @property
    def disclosure(self) -> Disclosure:
        return self.facts.disclosure

    def owner(self, indicator: str, measured: str, period: Period) -> tuple[str, str]:
        """Whose figure it is: one may be declared the same as another indicator's, and that as a third's."""
        while (indicator, period) in self.facts.measures:
            shared = self.facts.measures[indicator, period].shared
            same = shared.n if measured == "n" else shared.d
            if same is None:
                break
            indicator, _dot, measured = same.rpartition(".")
        return indicator, measured

    def protected(self, key: Key) -> bool:
        """Whether small counts of the kind are sensitive for any indicator whose figure it is."""
        owner = self.owner(key.indicator, key.measured, key.period)
        if (owner, key.period) not in self._protected:
            self._protected[owner, key.period] = any(
                self.owner(indicator, part, period) == owner
                for (indicator, period), measure in self.facts.measures.items()
                for part in measure.protects
                if period == key.period
            )
        return self._protected[owner, key.period]

    def printed_elsewhere(self, line: Line) -> bool:
        """Whether a source outside prints the same figure of the same body, or of the whole city."""
        places = {(key.indicator, key.period, key.category, key.measured) for key in (line.key,)}
        areas: set[str | None] = {None} if line.level == "city" else set()
        areas |= line.key.bodies if len(line.key.bodies) == 1 else set()
        return any(
            value == line.value and place[:4] in places and place.unit in areas
            for place, value in self.facts.elsewhere.items()
        )

    def small(self, value: int, zero: bool) -> bool:
        return 0 < value < self.disclosure.threshold or (zero and value == 0)

    def cells(self) -> tuple[Cell, ...]:
        """All numbers by name."""
        return tuple(
            Cell(
                id=number.id,
                value=number.value,
                printed=number.printed,
                lower=number.value if number.known else 0,
                upper=number.value if number.known else None,
                sensitive=number.sensitive,
                hidden=number.hidden,
            )
            for _name, number in sorted(self.numbers.items())
        )


def identity(name: str) -> str:
    """A name as the format takes it: a sum over very many bodies is cut short."""
    if len(name) <= LONGEST_IDENTITY:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name[: LONGEST_IDENTITY - 20]} … {mark}"
