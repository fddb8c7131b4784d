"""Figures → cells: what is printed of each, and the value where all it is made of is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tracker.definitions.measure import Measure, Measured
from tracker.definitions.viewed import UnitView
from tracker.disclosure.model.mask import Mask, everything
from tracker.measures.numbers import plain
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.report.model import Cell, Coverage, SeriesArea
from tracker.rollup.coverage import covered
from tracker.rollup.figures import AreaFigures, Figure
from tracker.rows import TOTAL, Category, Key


@dataclass(frozen=True)
class CellPrinter:
    """Prints the figures of one indicator in one period through a mask.

    ``smallest_base``: the d below which no value is formed; None in reports of a form that knew of none.
    """

    indicator: str
    period: Period
    measure: Measure
    mask: Mask
    smallest_base: int | None

    def cell(self, figure: Figure, category: Category = TOTAL) -> Cell:
        """The figure as it is printed. A value needs everything it is made of."""
        if not figure.is_value:
            return Cell(state=figure.state)
        n = figure.n if self._printed("n", figure, category) else None
        d = figure.d if figure.d is not None and self._printed("d", figure, category) else None
        if n is None or (figure.d is not None and d is None):
            return Cell(state="suppressed", n=n, d=d)
        exact = kind_of(self.measure.kind).value(n, d, self.measure.decimals, self.smallest_base)
        return Cell(state="value", n=n, d=d, value=None if exact is None else plain(exact))

    def _printed(self, measured: Measured, figure: Figure, category: Category) -> bool:
        return self.mask is everything or self.mask(Key(self.indicator, self.period, category, measured, figure.bodies))

    def area(self, area: AreaFigures, units: dict[str, UnitView]) -> SeriesArea:
        return SeriesArea(
            code=area.code,
            name=area.name,
            total=self.cell(area.total),
            breakdown=self.breakdown(area),
            coverage=coverage(area, units),
        )

    def breakdown(self, area: AreaFigures) -> dict[str, dict[str, Cell]]:
        """Dimension → category → cell, with every category of the definition."""
        missing = Figure("not_reported" if area.expected else "not_applicable")
        return {
            dimension.code: {
                category.code: self.cell(
                    area.parts.get((dimension.code, category.code), missing), (dimension.code, category.code)
                )
                for category in dimension.categories
            }
            for dimension in self.measure.dimensions
        }


def coverage(area: AreaFigures, units: dict[str, UnitView]) -> Coverage:
    """How many of the expected bodies are in the area's total, and their share of the population in percent."""
    found = covered(area.counted, area.expected, units)
    return _coverage(found.reported, found.expected, found.population_share)


@lru_cache(maxsize=1024)
def _coverage(reported: int, expected: int, share: Decimal | None) -> Coverage:
    """Few coverages differ: most areas are one body, which is counted or is not."""
    return Coverage(reported=reported, expected=expected, population_share=None if share is None else plain(share))
