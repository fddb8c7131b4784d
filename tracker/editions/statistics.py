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
from tracker.disclosure.facts import Place
from tracker.disclosure.model.ledger import lines
from tracker.disclosure.model.rules import Rules
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.rollup.indicator import as_reported, reported
from tracker.rows import TOTAL, Line

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

    return Rules(
        measured,
        program.disclosure,
        calendar.order,
        cache(sources),
        cache(calendar.span),
        definitions.organisation.heirs,
        printed_elsewhere(program),
    )


def printed_elsewhere(program: Program) -> Mapping[Place, int]:
    """The city's own figures that references repeat: whole numbers of a body or the whole city in one period."""
    found: dict[Place, int] = {}
    for indicator in program.indicators():
        for series in indicator.comparison:
            if series.reported is None:
                continue
            of = series.reported
            category = next(iter(of.category.items()), TOTAL)
            for point in series.points:
                period = _period_of(program, of.part, point.year)
                if period is not None and point.value == int(point.value):
                    found[Place(indicator.code, period, category, of.measured, of.unit)] = int(point.value)
    return found


def _period_of(program: Program, part: str | None, year: int) -> Period | None:
    """The part of the calendar that a reference names, else the last of those that asks for figures of a whole year."""
    calendar = program.calendar
    if part is not None:
        return Period(year, part)
    asked = [Period(year, each.code) for each in calendar.parts if "figures" in each.asks]
    whole = asked if len(asked) == 1 else [period for period in asked if calendar.is_whole_year(period)]
    return whole[-1] if whole else None


def _sources(organisation: Organisation, unit: str, then: date, now: date) -> tuple[str, ...]:
    return organisation.sources(unit, then, now)
