"""Forecasts for the year: a body's own, and an area's where adding them up has a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tracker.definitions.measure import Measure
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.rows import TOTAL


def body_forecast(measure: Measure, rows: Iterable[Observation]) -> Decimal | None:
    """The body's forecast in the indicator's unit: given for the total, or for a count by every category."""
    given = {(row.dimension, row.category): row.forecast for row in rows if row.forecast is not None}
    if TOTAL in given:
        return given[TOTAL]
    if not kind_of(measure.kind).adds_up or not measure.dimensions:
        return None
    dimension = measure.dimensions[0]
    categories = [(dimension.code, category.code, category.required) for category in dimension.categories]
    if any(required and (code, category) not in given for code, category, required in categories):
        return None
    return sum((given.get((code, category)) or Decimal(0) for code, category, _ in categories), Decimal(0))


def area_forecast(
    measure: Measure, counted: Sequence[str], forecasts: Mapping[str, Decimal | None]
) -> Decimal | None:
    """An area's forecast has its total's coverage: it is there when every counted body gave one.

    What the bodies' forecasts make together is the kind's to say; most kinds have none above the body.
    """
    known = [forecast for body in counted if (forecast := forecasts[body]) is not None]
    if not known or len(known) < len(counted):
        return None
    return kind_of(measure.kind).forecast(known, measure.decimals)
