"""Frozen rows that leave the database: what a body reported, one figure, status or text each.

These are the rows of the observations CSV, and bodies' own targets. They are all that the roll-up knows of a follow-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tracker.definitions.measure import Empty
from tracker.periods import Period


class Observation(NamedTuple):
    """One reported fact of one body in one period. A report is made of tens of thousands, so it is a named tuple.

    An indicator's row carries ``n``/``d`` (whole numbers) or ``empty``, for its total (blank dimension and
    category) or one category. An activity's or goal's row carries ``status``, and ``start``/``end``.
    ``forecast``: the body's forecast for the year, in the indicator's own unit (percent for shares).
    ``text``: the plan (in a plan period) or the analysis. ``target``: the body's own for the year, given in its plan;
    it has no column in the CSV. ``fictional``: invented for demonstration.
    """

    program: str
    unit: str
    period: Period
    item: str
    dimension: str = ""
    category: str = ""
    n: int | None = None
    d: int | None = None
    empty: Empty | None = None
    status: str | None = None
    comment: str | None = None
    forecast: Decimal | None = None
    start: date | None = None
    end: date | None = None
    text: str | None = None
    target: Decimal | None = None
    fictional: bool = False


class Observations:
    """An index over observations: by item and period, then by unit. Read only; order does not matter."""

    def __init__(self, rows: Iterable[Observation]) -> None:
        self.rows: tuple[Observation, ...] = tuple(rows)
        index: dict[tuple[str, Period], dict[str, list[Observation]]] = {}
        for row in self.rows:
            index.setdefault((row.item, row.period), {}).setdefault(row.unit, []).append(row)
        self._index = index

    def of(self, item: str, period: Period) -> Mapping[str, list[Observation]]:
        """The rows of one item in one period, by unit code."""
        return self._index.get((item, period), {})

    def given(self, item: str, period: Period, unit: str) -> tuple[Observation, ...]:
        return tuple(self.of(item, period).get(unit, ()))

    def periods(self) -> frozenset[Period]:
        return frozenset(period for _, period in self._index)
