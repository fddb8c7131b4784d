"""What a body said before: the values of earlier periods that stand beside the fields.

A body that took over others is shown their sum, and which of them it is made of: Järva's first follow-up has
no values of its own to compare with, but its predecessors' have to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.definitions.measure import Empty
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.observations import Observation, Observations
from tracker.periods import Calendar, Period
from tracker.rows import RowKey


class PastFigure(NamedTuple):
    """A figure of an earlier period. ``bodies``: names of the bodies summed, when it is not the body's own, and
    ``addends``: what each of them gave; ``lacking``: names of those that it should have summed too but that gave
    nothing."""

    n: int | None
    d: int | None
    empty: Empty | None
    bodies: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    addends: tuple[tuple[int | None, int | None], ...] = ()


class PastText(NamedTuple):
    """A status or text of an earlier period; ``body`` is named when it is not the body's own."""

    status: str | None
    text: str | None
    comment: str | None
    start: str
    end: str
    body: str = ""


def columns(calendar: Calendar, period: Period) -> tuple[Period, ...]:
    """The earlier periods to show: the latest before this one, and the same part of last year.

    A plan has no figures of its own kind a year ago; it is shown the latest known only.
    """
    asks_figures = [part.code for part in calendar.parts if "figures" in part.asks]
    candidates = [Period(year, code) for year in (period.year - 1, period.year) for code in asks_figures]
    if period.part in asks_figures:
        before = [p for p in candidates if calendar.order(p) < calendar.order(period)]
    else:
        before = [p for p in candidates if calendar.last_day(p) < calendar.first_day(period)]
    latest = max(before, key=calendar.order)
    last_year = calendar.previous_year(period)
    chosen = {latest, last_year} if period.part in asks_figures else {latest}
    return tuple(sorted(chosen, key=calendar.order, reverse=True))


@dataclass(frozen=True)
class Past:
    """Everything reported before, seen from one body in one period. ``rows``: any bodies, any periods.

    What has been asked is remembered: form and rules ask for the same figures, and a past is kept as long as nothing of
    it changes.
    """

    organisation: Organisation
    program: Program
    unit: str
    period: Period
    rows: Observations
    _sources: dict[Period, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _planners: dict[Period, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _figures: dict[tuple[RowKey, Period], PastFigure | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _totals: dict[tuple[str, Period], PastFigure | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _texts: dict[tuple[RowKey, Period], tuple[PastText, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def sources(self, period: Period) -> tuple[str, ...]:
        """The bodies of an earlier period that this body stands for now: itself, or its predecessors.

        Looked up once per period, since every figure asks for them.
        """
        if period not in self._sources:
            self._sources[period] = self._standing_for(self.program.calendar.last_day(period))
        return self._sources[period]

    def _standing_for(self, then: date) -> tuple[str, ...]:
        """``now``: a body that is merged away in the course of the period stands for itself until then."""
        last, unit = self.program.calendar.last_day(self.period), self.organisation.unit(self.unit)
        now = min(last, unit.to or last)
        return self.organisation.sources(self.unit, min(then, now), now)

    def figure(self, key: RowKey, period: Period) -> PastFigure | None:
        """The figure of one row in an earlier period; None where nobody gave anything."""
        if not self.rows.rows:
            return None
        if (key, period) not in self._figures:
            self._figures[key, period] = self._figure(key, period)
        return self._figures[key, period]

    def _figure(self, key: RowKey, period: Period) -> PastFigure | None:
        sources = self.sources(period)
        found = {unit: self._row(key, period, unit) for unit in sources}
        given = {unit: row for unit, row in found.items() if row is not None}
        return self._sum(given, sources)

    def asked(self, item: str, period: Period) -> bool:
        """Whether an indicator was asked of the body, or of those it stands for, in an earlier period. A past that
        nobody will look at, as where something is saved, has no bodies."""
        last_day = self.program.calendar.last_day(period)
        if not self.organisation.units or not self.program.from_ <= last_day <= self.program.to:
            return True
        seen = view(self.organisation, self.program, period)
        then = next((each for each in seen.indicators() if each.code == item), None)
        if then is None or period.part not in then.measure.asked:
            return False
        return not set(then.responsible).isdisjoint(self.sources(period))

    def total(self, item: str, period: Period) -> PastFigure | None:
        """The figure of an item as a whole: its total row, or the sum of its categories."""
        if not self.rows.rows:
            return None
        if (item, period) not in self._totals:
            self._totals[item, period] = self._total(item, period)
        return self._totals[item, period]

    def _total(self, item: str, period: Period) -> PastFigure | None:
        own = self.figure(RowKey(item), period)
        if own is not None and (own.n is not None or own.empty is not None):
            return own
        sources = self.sources(period)
        sums = {unit: summed(self.rows.given(item, period, unit)) for unit in sources}
        return self._sum({unit: row for unit, row in sums.items() if row is not None}, sources)

    def texts(self, key: RowKey, period: Period | None) -> tuple[PastText, ...]:
        """The statuses and texts of one row in an earlier period, one per body that gave any."""
        if period is None or not self.rows.rows:
            return ()
        if (key, period) not in self._texts:
            self._texts[key, period] = tuple(self._said(key, period))
        return self._texts[key, period]

    def _said(self, key: RowKey, period: Period) -> Iterator[PastText]:
        for unit in self._plan_sources(period):
            row = self._exact(key, period, unit)
            if row is not None and (row.status or row.text or row.comment or row.start or row.end):
                body = "" if unit == self.unit else self.organisation.unit(unit).name
                start, end = (day.isoformat() if day else "" for day in (row.start, row.end))
                yield PastText(row.status, row.text, row.comment, start, end, body)

    def _plan_sources(self, period: Period) -> tuple[str, ...]:
        """As ``sources``, and those before the body was formed: the year's plan may be theirs."""
        if period not in self._planners:
            before = self._standing_for(self.program.calendar.first_day(period))
            self._planners[period] = tuple(dict.fromkeys((*self.sources(period), *before)))
        return self._planners[period]

    def _row(self, key: RowKey, period: Period, unit: str) -> Observation | None:
        """The row itself, or the item's mark that all categories are missing."""
        exact = self._exact(key, period, unit)
        if exact is not None and (exact.n is not None or exact.d is not None or exact.empty):
            return exact
        whole = self._exact(RowKey(key.item), period, unit)
        return whole if whole is not None and whole.empty else None

    def _exact(self, key: RowKey, period: Period, unit: str) -> Observation | None:
        for row in self.rows.of(key.item, period).get(unit, ()):
            if row.category == key.category and row.dimension == key.dimension:
                return row
        return None

    def _sum(self, given: dict[str, Observation], sources: tuple[str, ...]) -> PastFigure | None:
        if not given:
            return None
        names = {unit: self.organisation.unit(unit).name for unit in sources}
        figures = {unit: row for unit, row in given.items() if row.n is not None or row.d is not None}
        others = sources != (self.unit,)
        if not figures:
            empty = next(iter(given.values())).empty
            return PastFigure(None, None, empty, tuple(names[u] for u in given) if others else ())
        return PastFigure(
            n=_added(row.n for row in figures.values()),
            d=_added(row.d for row in figures.values()),
            empty=None,
            bodies=tuple(names[unit] for unit in figures) if others else (),
            lacking=tuple(names[unit] for unit in sources if unit not in figures) if others else (),
            addends=tuple((row.n, row.d) for row in figures.values()) if others and len(figures) > 1 else (),
        )


def summed(rows: Iterable[Observation]) -> Observation | None:
    """One body's categories added up as one row; None where one is marked empty or nothing is given."""
    parts = [row for row in rows if row.dimension]
    if not parts or any(row.empty for row in parts):
        return None
    first = parts[0]
    return Observation(
        program=first.program,
        unit=first.unit,
        period=first.period,
        item=first.item,
        n=_added(row.n for row in parts),
        d=_added(row.d for row in parts),
    )


def _added(numbers: Iterable[int | None]) -> int | None:
    """The sum, or None where any is unknown: n and d are never counted unpaired."""
    parts = list(numbers)
    known = [number for number in parts if number is not None]
    return sum(known) if known and len(known) == len(parts) else None
