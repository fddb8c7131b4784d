"""Everything a reader of all editions could add up, subtract or compare, in terms of the bodies' own figures.

Unknowns are the *leaves*: a body's n or d in a category of a period, as given to an edition. A printed cell of a report
is the sum of the leaves of the bodies in its area. Nothing here is taken from the ledger or from what the system says
of it: who is in an area, what merged into what and what must add up follow from the leaves and the definitions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.leaves.cities import CityOfLeaves, Figures, Published
from tests.leaves.publishing import Printed
from tracker.definitions.measure import Measure
from tracker.periods import Period
from tracker.report.model import Cell, Indicator, SeriesPoint
from tracker.rows import TOTAL, Category

Leaf = tuple[str, str, Period, Category, str, int]
"""Whose figure (the owner's code), n or d, period, category, body, and its value: a corrected one is another leaf."""
Sum = Mapping[Leaf, int]


@dataclass(frozen=True)
class Target:
    """A sum that must not be worked out. ``name``: as incidents name it. ``bodies``: whose figures are in it."""

    name: str
    bodies: frozenset[str]
    leaves: Sum
    value: int


@dataclass
class Knowledge:
    """``equal`` and ``at_least``: a sum of leaves and what it is, or is at least."""

    city: CityOfLeaves
    equal: dict[frozenset[tuple[Leaf, int]], int] = field(default_factory=dict)
    at_least: dict[frozenset[tuple[Leaf, int]], int] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    leaves: dict[Leaf, int] = field(default_factory=dict)
    _latest: dict[Period, _Edition] = field(default_factory=dict)
    _versions: dict[tuple[object, ...], list[int]] = field(default_factory=dict)

    def learn(self, printed: Printed) -> None:
        """What one more edition adds."""
        edition = _Edition(self.city, printed.published)
        self._latest[edition.period] = edition
        for leaf, value in edition.leaves():
            self.leaves[leaf] = value
        for goal in printed.report.goals:
            for indicator in goal.indicators:
                self._read(indicator, edition)
        self._read_elsewhere(edition)
        for area in edition.areas():
            self._within(edition, *area)
        for period in list(self._latest):
            self._over_the_year(period)

    def _read(self, indicator: Indicator, edition: _Edition) -> None:
        for point in indicator.series.as_reported:
            self._point(indicator.code, point, self._of(point.period).period)
        for point in indicator.series.recast:
            self._point(indicator.code, point, edition.period)
        then = self._of(f"{edition.period.year - 1}-{edition.period.part}", missing=True)
        for area in (*indicator.units, *indicator.regions, indicator.city) if then else ():
            now = edition.counted(indicator.code, edition.bodies_of(area.code, edition.period), "")
            pairs = {b: self.city.sources(b, edition.period, then.period) for b in now}
            both = {b: s for b, s in pairs.items() if s and s == then.counted(indicator.code, s, "")}
            self._cell(edition, indicator.code, TOTAL, frozenset(both), area.same_bodies)
            self._cell(then, indicator.code, TOTAL, frozenset().union(*both.values()), area.previous_year)

    def _read_elsewhere(self, edition: _Edition) -> None:
        """What references repeat of a body's own figures, where it is what the body reported."""
        for code, indicator in edition.published.measures.items():
            for series in indicator.comparison:
                of = series.reported
                if of is not None and of.unit is not None and of.part == edition.period.part:
                    leaves = edition.sum(code, of.measured, TOTAL, frozenset({of.unit})) or {}
                    for point in series.points:
                        if point.year == edition.period.year and leaves and self._value(leaves) == point.value:
                            self.equal[frozenset(leaves.items())] = int(point.value)

    def _point(self, indicator: str, point: SeriesPoint, now: Period) -> None:
        """A period of a series, by the bodies and regions of ``now``."""
        of = self._of(point.period)
        for area in (*point.units, *point.regions, point.city):
            bodies = of.counted(indicator, of.bodies_of(area.code, now), area.code)
            self._cell(of, indicator, TOTAL, bodies, area.total)
            for dimension, cells in area.breakdown.items():
                for code, cell in cells.items():
                    self._cell(of, indicator, (dimension, code), bodies, cell)

    def _of(self, period: str, missing: bool = False) -> _Edition | None:
        return next((e for p, e in self._latest.items() if p.code == period), None)

    def _cell(self, edition: _Edition, indicator: str, category: Category, bodies: frozenset[str], cell: Cell) -> None:
        for part, value in (("n", cell.n), ("d", cell.d)):
            if value is not None and cell.state in ("value", "suppressed"):
                leaves = edition.sum(indicator, part, category, bodies)
                assert leaves is not None and self._value(leaves) == value, (
                    self.city.seed,
                    indicator,
                    category,
                    bodies,
                )
                self.equal[frozenset(leaves.items())] = value

    def _value(self, leaves: Sum) -> int:
        return sum(self.leaves[leaf] * factor for leaf, factor in leaves.items())

    def _state(self, more: Sum, less: Sum) -> None:
        """One sum is at least another, where that is true: nobody can reckon with what the figures contradict."""
        difference = _minus(more, less)
        if difference and self._value(difference) >= 0:
            self.at_least[frozenset(difference.items())] = 0

    def _within(self, edition: _Edition, indicator: str, bodies: frozenset[str]) -> None:
        """What holds within an edition, and its own sensitive sums."""
        measure = edition.measure(indicator)
        whole: dict[str, Sum] = {}
        for category in edition.categories(indicator, bodies):
            sums = {part: edition.sum(indicator, part, category, bodies) for part in ("n", "d")}
            n, d = sums["n"], sums["d"]
            if n is None:
                continue
            self._target(edition, indicator, "n", category, bodies, n)
            if d is not None:
                self._target(edition, indicator, "d", category, bodies, d)
                if measure.kind == "share":
                    self._state(d, n)
                    self._rest(edition, indicator, category, bodies, d, n)
            if category == TOTAL:
                whole = {part: s for part, s in sums.items() if s is not None}
        for part, total in whole.items():
            self._categories(edition, indicator, measure, bodies, part, total)

    def _categories(
        self, edition: _Edition, indicator: str, measure: Measure, bodies: frozenset[str], part: str, total: Sum
    ) -> None:
        for dimension in measure.dimensions:
            keys = [(dimension.code, c.code) for c in dimension.categories]
            parts = [edition.sum(indicator, part, key, bodies) for key in keys]
            if None in parts:
                continue
            known = [one for one in parts if one is not None]
            if dimension.total == "sum":
                self.equal[frozenset(_minus(total, _plus(known)).items())] = 0
                continue
            for one in known:
                self._state(total, one)
            self._state(_plus(known), total)
            if part == "d" and measure.kind == "share":
                ns = [edition.sum(indicator, "n", key, bodies) or {} for key in keys]
                n = edition.sum(indicator, "n", TOTAL, bodies) or {}
                self._state(_plus([_minus(d, n) for d, n in zip(known, ns, strict=True)]), _minus(total, n))

    def _over_the_year(self, now: Period) -> None:
        """Counts do not fall: each area against the same bodies before, and against the latest of each body."""
        later = self._latest[now]
        before = sorted((p for p in self._latest if p.year == now.year and p.part < now.part), key=lambda p: p.part)
        for indicator, bodies in later.areas():
            if later.measure(indicator).accumulates:
                for then in before:
                    self._grown(later, self._latest[then], indicator, bodies)
                for category in later.categories(indicator, bodies):
                    for part in ("n", "d", "rest"):
                        total = later.sum(indicator, part, category, bodies)
                        if total is not None:
                            latest = [s for b in bodies for s in self._last(indicator, part, category, b, now)]
                            self._state(total, _plus(latest))

    def _grown(self, later: _Edition, earlier: _Edition, indicator: str, bodies: frozenset[str]) -> None:
        sources = frozenset(s for b in bodies for s in self.city.sources(b, later.period, earlier.period))
        increments: dict[tuple[str, Category], Sum] = {}
        for category in later.categories(indicator, bodies):
            for part in ("n", "d", "rest"):
                total = later.sum(indicator, part, category, bodies)
                reported = [b for b in sources if earlier.sum(indicator, part, category, frozenset({b})) is not None]
                if total is None or not reported:
                    continue
                known = _plus(earlier.sum(indicator, part, category, frozenset({b})) or {} for b in reported)
                self._state(total, known)
                grown = _minus(total, known)
                if len(reported) == len(sources) and part != "rest" and self._value(grown) >= 0:
                    increments[part, category] = grown
                    self._increment(later, earlier, indicator, part, category, bodies, grown)
        for dimension in later.measure(indicator).dimensions:
            for part in ("n", "d") if dimension.total == "distinct" else ():
                parts = [increments.get((part, (dimension.code, c.code))) for c in dimension.categories]
                if (part, TOTAL) in increments and None not in parts:
                    self._state(_plus(p for p in parts if p is not None), increments[part, TOTAL])

    def _last(self, indicator: str, part: str, category: Category, body: str, now: Period) -> Iterator[Sum]:
        before = [p for p in self._latest if p.year == now.year and p.part < now.part]
        if before:
            then = max(before, key=lambda p: p.part)
            for source in self.city.sources(body, now, then):
                found = self._latest[then].sum(indicator, part, category, frozenset({source}))
                yield from [found] if found is not None else self._last(indicator, part, category, source, then)

    def _target(
        self, edition: _Edition, indicator: str, part: str, category: Category, bodies: frozenset[str], leaves: Sum
    ) -> str:
        """Remember a sum by name if small ones of it are sensitive; its name in any case."""
        owner = edition.owner(indicator, part)
        value = self._value(leaves)
        versions = self._versions.setdefault((owner, edition.period, category, bodies), [])
        if value not in versions:
            versions.append(value)
        version = versions.index(value) + 1
        where = f"{edition.period.code} {'/'.join(filter(None, category)) or 'total'} {'+'.join(sorted(bodies))}"
        name = f"{owner[0]} {owner[1]} {where}" + ("" if version == 1 else f"#{version}")
        if edition.protects(indicator, part):
            self.targets[name] = Target(name, bodies, leaves, value)
        return name

    def _rest(
        self, edition: _Edition, indicator: str, category: Category, bodies: frozenset[str], d: Sum, n: Sum
    ) -> None:
        names = [self._target(edition, indicator, p, category, bodies, s) for p, s in (("d", d), ("n", n))]
        name, leaves = " − ".join(names), _minus(d, n)
        if edition.measure(indicator).protects:
            self.targets[name] = Target(name, bodies, leaves, self._value(leaves))

    def _increment(
        self,
        later: _Edition,
        earlier: _Edition,
        indicator: str,
        part: str,
        category: Category,
        bodies: frozenset[str],
        grown: Sum,
    ) -> None:
        total = later.sum(indicator, part, category, bodies) or {}
        name = self._target(later, indicator, part, category, bodies, total)
        sources = frozenset(s for b in bodies for s in self.city.sources(b, later.period, earlier.period))
        whole = earlier.sum(indicator, part, category, sources)
        areas = {found for code, found in earlier.areas() if code == indicator}
        parts = [sources] if whole is not None and sources in areas else [frozenset({b}) for b in sorted(sources)]
        marks = [
            self._target(
                earlier, indicator, part, category, b, earlier.sum(indicator, part, category, b) or {}
            ).partition("#")[2]
            or "1"
            for b in parts
        ]
        mark = "" if set(marks) == {"1"} else "#" + ".".join(marks)
        if later.protects(indicator, part):
            name = f"{name} − {earlier.period.code}{mark}"
            self.targets[name] = Target(name, bodies | sources, grown, self._value(grown))


@dataclass(frozen=True)
class _Edition:
    """What was given to one edition, and who is in which area."""

    city: CityOfLeaves
    published: Published

    @property
    def period(self) -> Period:
        return self.published.period

    def measure(self, indicator: str) -> Measure:
        return self.published.measures[indicator].measure[0]

    def owner(self, indicator: str, part: str) -> tuple[str, str]:
        same = self.measure(indicator).d_same_as if part == "d" else None
        return (same.removesuffix(".d"), "d") if same else (indicator, part)

    def protects(self, indicator: str, part: str) -> bool:
        owner = self.owner(indicator, part)
        sharing = (code for code in self.published.measures if self.owner(code, part) == owner)
        return any(part in self.measure(code).protects for code in sharing)

    def figures(self, indicator: str, body: str) -> Figures:
        return self.published.given.get((indicator, body), {})

    def counts(self, indicator: str, body: str) -> bool:
        return TOTAL in self.figures(indicator, body)

    def leaf(self, indicator: str, part: str, category: Category, body: str) -> Leaf | None:
        n, d = self.figures(indicator, body).get(category, (None, None))
        value = n if part == "n" else d
        return None if value is None else (*self.owner(indicator, part), self.period, category, body, value)

    def leaves(self) -> Iterator[tuple[Leaf, int]]:
        for (indicator, body), figures in self.published.given.items():
            for category in figures:
                for part in ("n", "d"):
                    leaf = self.leaf(indicator, part, category, body)
                    if leaf:
                        yield leaf, leaf[-1]

    def sum(self, indicator: str, part: str, category: Category, bodies: frozenset[str]) -> Sum | None:
        """The leaves of some bodies; None if one of them gave nothing. ``rest``: those of d less those of n."""
        if part == "rest":
            d, n = (self.sum(indicator, p, category, bodies) for p in ("d", "n"))
            return _minus(d, n) if d is not None and n is not None and self.measure(indicator).kind == "share" else None
        found = [self.leaf(indicator, part, category, body) for body in bodies]
        return None if None in found or not found else Counter(leaf for leaf in found if leaf is not None)

    def categories(self, indicator: str, bodies: frozenset[str]) -> list[Category]:
        of_each = [self.figures(indicator, body) for body in bodies]
        return [category for category in of_each[0] if all(category in each for each in of_each)] if of_each else []

    def areas(self) -> Iterator[tuple[str, frozenset[str]]]:
        """By indicator: each body that gave anything, each region and the city with the bodies that count."""
        for indicator, defined in self.published.measures.items():
            given = [b for b in self.city.existing(self.period) if self.figures(indicator, b)]
            yield from ((indicator, frozenset({body})) for body in given)
            for code in ("r1", "r2", "city") if defined.origin != "own" else ():
                bodies = self.counted(indicator, self.bodies_of(code, self.period), code)
                if len(bodies) > 1:
                    yield indicator, bodies

    def bodies_of(self, code: str, now: Period) -> frozenset[str]:
        """The bodies of this edition's period that are in an area of a report of ``now``."""
        mine = self.city.existing(self.period)
        if code == "city":
            return frozenset(mine)
        if code in ("r1", "r2"):
            return frozenset(b for b in mine if self._region(b, now) == code)
        return self.city.sources(code, now, self.period) | frozenset({code}.intersection(mine))

    def _region(self, body: str, now: Period) -> str:
        stands = next((b for b in self.city.existing(now) if body in self.city.sources(b, now, self.period)), body)
        return self.city.bodies[stands].region

    def counted(self, indicator: str, bodies: frozenset[str], area: str) -> frozenset[str]:
        """Those whose figures are in an area's: one body alone also shows categories where its total is lacking."""
        if len(bodies) == 1 and area in bodies:
            return bodies
        return frozenset(body for body in bodies if self.counts(indicator, body))


def _plus(sums: Iterable[Sum]) -> Sum:
    total: Counter[Leaf] = Counter()
    for one in sums:
        for leaf, factor in one.items():
            total[leaf] += factor
    return total


def _minus(more: Sum, less: Sum) -> Sum:
    total = Counter(more)
    for leaf, factor in less.items():
        total[leaf] -= factor
    return {leaf: factor for leaf, factor in total.items() if factor}
