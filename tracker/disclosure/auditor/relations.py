"""The auditor's own list of what a reader can add up, subtract or compare, from the ledger's lines.

It is written apart from ``tracker.disclosure.model``, so that a relation that was forgotten there is not forgotten here
because of that. It states more than it needs: what follows from other relations is stated all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.disclosure.auditor.ledger_cells import Bodies, Figures, Number
from tracker.disclosure.facts import Facts
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.rows import TOTAL, Category, Line

REST = "rest"
"""What is left of d beside n, where n is part of d."""
Quantity = tuple[Category, str]
"""A category, and n, d or REST."""


@dataclass
class Table:
    """One indicator in one edition: by category and n, d or REST, the number of each set of bodies."""

    period: Period
    numbers: dict[Quantity, dict[Bodies, Number]] = field(default_factory=dict)
    increments: dict[tuple[Period, Quantity], dict[Bodies, Number]] = field(default_factory=dict)
    """By the earlier period: what came in since."""

    def put(self, category: Category, part: str, number: Number, bodies: Bodies) -> None:
        self.numbers.setdefault((category, part), {})[bodies] = number


def figures_of(lines: Sequence[Line], facts: Facts) -> Figures:
    """All numbers of some editions and all that holds between them. Lines stand in the order of their editions."""
    figures = Figures(facts)
    tables: dict[tuple[str, str], Table] = {}
    for line in lines:
        figures.enter(line)
        table = tables.setdefault((line.edition, line.key.indicator), Table(line.key.period))
        table.put(line.key.category, line.key.measured, figures.of(line), line.key.bodies)
    seen: dict[str, dict[Period, Table]] = {}
    for (_edition, indicator), table in tables.items():
        _OneEdition(figures, indicator, table).state()
        latest = seen.setdefault(indicator, {})
        latest[table.period] = table
        _OverTheYear(figures, indicator, latest).state()
    return figures


@dataclass(frozen=True)
class _OneEdition:
    figures: Figures
    indicator: str
    table: Table

    def state(self) -> None:
        self._rests()
        for by_bodies in self.table.numbers.values():
            for bodies, number in by_bodies.items():
                single = [by_bodies.get(frozenset({body})) for body in bodies]
                if len(bodies) > 1 and None not in single:
                    self.figures.equal(number, [one for one in single if one is not None])
        for (category, part), whole in list(self.table.numbers.items()):
            if category == TOTAL:
                for bodies, number in whole.items():
                    self._categories(part, bodies, number)

    def _rests(self) -> None:
        """d − n, which is sensitive where anything of the indicator is."""
        measure = self.figures.facts.measures[self.indicator, self.table.period]
        full = self.figures.disclosure.full_sensitive
        for (category, part), by_bodies in list(self.table.numbers.items()):
            for bodies, n in by_bodies.items() if part == "n" and kind_of(measure.kind).n_within_d else ():
                d = self.table.numbers.get((category, "d"), {}).get(bodies)
                if d is not None:
                    value = d.value - n.value
                    sensitive = bool(measure.protects) and self.figures.small(value, full)
                    rest = self.figures.form(f"{d.name} − {n.name}", value, bodies, sensitive)
                    self.figures.equal(d, [n, rest])
                    self.table.put(category, REST, rest, bodies)

    def _categories(self, part: str, bodies: Bodies, whole: Number) -> None:
        """A total is the sum of its categories; of distinct persons it is between the largest and the sum."""
        measure = self.figures.facts.measures[self.indicator, self.table.period]
        distinct = {dimension.code for dimension in measure.dimensions if dimension.total == "distinct"}
        given: dict[str, list[Number]] = {}
        for (category, of_part), by_bodies in self.table.numbers.items():
            if of_part == part and category != TOTAL and bodies in by_bodies:
                given.setdefault(category[0], []).append(by_bodies[bodies])
        for dimension, parts in given.items():
            if dimension not in distinct:
                if part != REST:
                    self.figures.equal(whole, parts)
            elif part == REST:
                # Who is left of the whole is left of some category; the categories of today may not be all of then.
                self._rest_of_distinct(dimension, parts, whole)
            else:
                for one in parts:
                    self.figures.at_least([whole], [one])
                self.figures.at_least(parts, [whole])

    def _rest_of_distinct(self, dimension: str, parts: Sequence[Number], whole: Number) -> None:
        measure = self.figures.facts.measures[self.indicator, self.table.period]
        if all(len(d.categories) == len(parts) for d in measure.dimensions if d.code == dimension):
            self.figures.at_least_if_true(parts, [whole])


@dataclass(frozen=True)
class _OverTheYear:
    """One indicator that counts over the year. ``latest``: each period's latest edition."""

    figures: Figures
    indicator: str
    latest: Mapping[Period, Table]

    def state(self) -> None:
        for later in self.latest.values():
            if not self.figures.facts.measures[self.indicator, later.period].accumulates:
                continue
            for earlier in self.latest.values():
                if self._inside(earlier.period, later.period):
                    self._grown(earlier, later)
            self._latest_known(later)
            self._made_up_of(later)

    def _inside(self, part: Period, whole: Period) -> bool:
        """Whether all days of a period are days of another one; of two with the same days the one reported last."""
        one, other = self.figures.facts.span(part), self.figures.facts.span(whole)
        if one == other:
            return self.figures.facts.order(part) < self.figures.facts.order(whole)
        return other[0] <= one[0] and one[1] <= other[1]

    def _grown(self, earlier: Table, later: Table) -> None:
        """The later figure against those of the same bodies, or of the bodies merged into them, before."""
        same_start = self.figures.facts.span(earlier.period)[0] == self.figures.facts.span(later.period)[0]
        for (category, part), by_bodies in later.numbers.items():
            increments: dict[Bodies, Number] = {}
            for bodies, now in by_bodies.items():
                known, complete = self._known(earlier, (category, part), bodies, later.period)
                self.figures.at_least_if_true([now], known)
                rise = now.value - sum(number.value for number in known)
                if same_start and complete and part != REST and rise >= 0:
                    increments[bodies] = self._increment(now, known, earlier.period, rise)
            later.increments[earlier.period, (category, part)] = increments
        self._distinct_increments(earlier.period, later)

    def _known(self, table: Table, of: Quantity, bodies: Bodies, later: Period) -> tuple[list[Number], bool]:
        """What a table tells of the bodies behind some later ones: the figure of them all, or one for each body that
        reported; and whether that is all of them."""
        numbers = table.numbers.get(of, {})
        then = self.figures.facts.sources(bodies, later, table.period)
        if then in numbers:
            return [numbers[then]], True
        single = [frozenset({body}) for body in sorted(then) if frozenset({body}) in numbers]
        return [numbers[one] for one in single], 0 < len(single) == len(then)

    def _increment(self, now: Number, before: Sequence[Number], then: Period, rise: int) -> Number:
        versions = [number.version for number in before]
        of_versions = "" if set(versions) == {1} else "#" + ".".join(map(str, versions))
        bodies = now.bodies.union(*(number.bodies for number in before))
        sensitive = now.protected and self.figures.small(rise, zero=False)
        increment = self.figures.form(f"{now.name} − {then.code}{of_versions}", rise, bodies, sensitive)
        self.figures.equal(now, [*before, increment])
        return increment

    def _distinct_increments(self, then: Period, later: Table) -> None:
        """Who is new in a whole of distinct persons is new in some category."""
        measure = self.figures.facts.measures[self.indicator, later.period]
        for dimension in measure.dimensions:
            names = [(dimension.code, category.code) for category in dimension.categories]
            for part in ("n", "d") if dimension.total == "distinct" else ():
                for bodies, whole in later.increments.get((then, (TOTAL, part)), {}).items():
                    parts = [later.increments.get((then, (name, part)), {}).get(bodies) for name in names]
                    if None not in parts:
                        self.figures.at_least_if_true([one for one in parts if one is not None], [whole])

    def _latest_known(self, later: Table) -> None:
        """A figure is at least the sum of what was last known of each body behind it, in whatever period that was."""
        for of, by_bodies in later.numbers.items():
            for bodies, now in by_bodies.items():
                self.figures.at_least_if_true([now], list(self._last(of, bodies, later.period)))

    def _last(self, of: Quantity, bodies: Bodies, later: Period) -> Iterator[Number]:
        facts = self.figures.facts
        before = [period for period in self.latest if self._inside(period, later)]
        before = [period for period in before if facts.span(period)[0] == facts.span(later)[0]]
        if before:
            then = max(before, key=lambda period: (facts.span(period)[1], facts.order(period)))
            numbers = self.latest[then].numbers.get(of, {})
            for body in sorted(facts.sources(bodies, later, then)):
                alone = frozenset({body})
                yield from [numbers[alone]] if alone in numbers else self._last(of, alone, then)

    def _made_up_of(self, later: Table) -> None:
        """Who was counted over a period was counted in one of the shorter periods that it is made up of."""
        for periods in self._ways(*self.figures.facts.span(later.period), later.period):
            for of, by_bodies in later.numbers.items() if len(periods) > 1 else ():
                for bodies, now in by_bodies.items():
                    found = [self._known(self.latest[period], of, bodies, later.period) for period in periods]
                    if all(complete for _numbers, complete in found):
                        self.figures.at_least_if_true([number for numbers, _ in found for number in numbers], [now])

    def _ways(self, first: date, last: date, of: Period) -> Iterator[list[Period]]:
        """Periods one after the other, from the first day to the last."""
        for period in self.latest:
            start, end = self.figures.facts.span(period)
            if start == first and end == last and period != of:
                yield [period]
            elif start == first and end < last:
                for rest in self._ways(end + timedelta(days=1), last, of):
                    yield [period, *rest]
