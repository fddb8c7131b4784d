"""What follows from the definitions for the joint system: which figures are the same, and which are protected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from tracker.definitions.measure import Measure, Measured
from tracker.disclosure.facts import Facts, Place
from tracker.periods import Period
from tracker.rows import Key, Line


@dataclass(frozen=True)
class Rules(Facts):
    """The facts, and the optimiser's conclusions from them."""

    def within(self, part: Period, whole: Period) -> bool:
        """Whether what counts over a period is also in what counts over another one."""
        (first, last), (start, end) = self.span(part), self.span(whole)
        same = (first, last) == (start, end)
        return self.order(part) < self.order(whole) if same else start <= first and last <= end

    def same_start(self, one: Period, other: Period) -> bool:
        return self.span(one)[0] == self.span(other)[0]

    def measure(self, key: Key) -> Measure:
        return self.measures[(key.indicator, key.period)]

    def owner(self, indicator: str, measured: Measured, period: Period) -> tuple[str, Measured]:
        """The indicator whose figure it is, and which of its figures: one may be declared the same as another's."""
        measure = self.measures.get((indicator, period))
        same = getattr(measure.shared, measured) if measure else None
        if same is None:
            return indicator, measured
        code, _dot, part = same.rpartition(".")
        return self.owner(code, "d" if part == "d" else "n", period)

    def shared(self, key: Key) -> Key:
        """The statistic that a key is: figures that are declared the same are one statistic."""
        indicator, measured = self.owner(key.indicator, key.measured, key.period)
        return replace(key, indicator=indicator, measured=measured)

    def protects(self, key: Key) -> bool:
        """Whether small counts of the kind are sensitive: for any of the indicators that share the figure."""
        return (*self.owner(key.indicator, key.measured, key.period), key.period) in self._protected

    @cached_property
    def _protected(self) -> frozenset[tuple[str, Measured, Period]]:
        return frozenset(
            (*self.owner(indicator, measured, period), period)
            for (indicator, period), measure in self.measures.items()
            for measured in measure.protects
        )

    def is_known(self, line: Line) -> bool:
        """Whether another source has printed this very figure. One that says otherwise tells of another figure."""
        key = line.key
        areas = [*(key.bodies if len(key.bodies) == 1 else ()), *([None] if line.level == "city" else [])]
        places = (Place(key.indicator, key.period, key.category, key.measured, area) for area in areas)
        return any(self.elsewhere.get(place) == line.value for place in places)

    def small(self, zero: bool) -> range:
        """The values that are sensitive where a figure is protected."""
        return range(0 if zero else 1, self.disclosure.threshold)
