"""What the definitions say of the figures of an edition: how each is measured and protected, and who merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.definitions.measure import Measure
from tracker.definitions.settings import Disclosure
from tracker.periods import Period
from tracker.rows import Key

Sources = Callable[[frozenset[str], Period, Period], frozenset[str]]
"""(bodies, their period, an earlier period) → the bodies then that they stand for, predecessors for a merged body."""


@dataclass(frozen=True)
class Rules:
    """What the system needs of the definitions. ``order``: sort key of periods.

    ``measures``: by indicator and period, since an indicator may be measured and protected otherwise from some day on.
    """

    measures: Mapping[tuple[str, Period], Measure]
    disclosure: Disclosure
    order: Callable[[Period], tuple[int, int]]
    sources: Sources

    def measure(self, key: Key) -> Measure:
        return self.measures[(key.indicator, key.period)]

    def family(self, indicator: str, period: Period) -> str:
        """Indicators that share a denominator are one family, named after the one that owns it."""
        same = self.measures[(indicator, period)].d_same_as
        return self.family(same.removesuffix(".d"), period) if same else indicator

    def protects(self, key: Key) -> bool:
        """Whether small counts of the kind are sensitive. A shared d is also what its owner says of it."""
        asked = {key.indicator}
        if key.measured == "d":
            asked.add(self.family(key.indicator, key.period))
        measures = (self.measures.get((indicator, key.period)) for indicator in asked)
        return any(measure is not None and key.measured in measure.protects for measure in measures)

    def small(self, zero: bool) -> range:
        """The values that are sensitive where a figure is protected."""
        return range(0 if zero else 1, self.disclosure.threshold)
