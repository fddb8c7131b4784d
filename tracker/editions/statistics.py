"""The statistics of a period: the ledger lines of an edition before anything is decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from tracker.definitions.catalogue import Definitions
from tracker.definitions.measure import Measure
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.disclosure.model.ledger import lines
from tracker.disclosure.model.rules import Rules
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.rollup.indicator import as_reported, reported
from tracker.rows import Line

Measures = Mapping[tuple[str, Period], Measure]


def period_lines(
    definitions: Definitions, program: Program, period: Period, rows: Iterable[Observation], edition: str
) -> tuple[Line, ...]:
    """Every statistic of the period's own figures, by indicator and area; of bodies' own items theirs alone."""
    now = view(definitions.organisation, program, period)
    given = Observations(rows)
    found: list[Line] = []
    for indicator in now.indicators():
        if period.part in indicator.measure.asked:
            point = as_reported(reported(now, indicator, given))
            found.extend(lines(edition, indicator.code, indicator.measure, point))
    return tuple(found)


def measures(definitions: Definitions, program: Program, periods: Iterable[Period]) -> Measures:
    """How the indicators, bodies' own too, were measured in each of the periods."""
    views = (view(definitions.organisation, program, period) for period in periods)
    return {(indicator.code, then.period): indicator.measure for then in views for indicator in then.indicators()}


def rules(definitions: Definitions, program: Program, measured: Measures) -> Rules:
    """What the joint system needs of the definitions."""
    calendar = program.calendar

    def sources(bodies: frozenset[str], of: Period, then: Period) -> frozenset[str]:
        today, past = calendar.last_day(of), calendar.last_day(then)
        return frozenset(s for body in bodies for s in _sources(definitions.organisation, body, past, today))

    def span(period: Period) -> tuple[date, date]:
        return calendar.first_day(period), calendar.last_day(period)

    heirs = definitions.organisation.heirs
    return Rules(measured, program.disclosure, calendar.order, cache(sources), cache(span), heirs)


def _sources(organisation: Organisation, body: str, then: date, now: date) -> tuple[str, ...]:
    return organisation.sources(body, then, now)
