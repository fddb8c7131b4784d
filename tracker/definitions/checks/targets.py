"""Figures in the definitions: targets, comparison series, breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.checks.versions import outside, overlaps
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Indicator, Program
from tracker.definitions.references import Target
from tracker.words import gettext as _

_PERCENTAGES = ("share", "yes_no")


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        for here, indicator in walk.indicators(at, program):
            yield from _targets((*here, "targets"), indicator, program)
            for number, target in enumerate(indicator.targets):
                loc: Loc = (*here, "targets", number)
                yield from _target(loc, indicator, target)
                yield from _bodies(loc, indicator, target, definitions.organisation, spared)
            yield from _comparison((*here, "comparison"), indicator)
            yield from _breaks((*here, "breaks"), indicator, program)


def _targets(at: Loc, indicator: Indicator, program: Program) -> Iterator[Finding]:
    for number, target in enumerate(indicator.targets):
        yield from outside((*at, number), indicator.code, target, program)
        if not program.from_.year <= target.year <= program.to.year:
            message = _("{code}: målvärdets år {year} ligger utanför programmets giltighet {first}–{last}.")
            years = {"year": target.year, "first": program.from_, "last": program.to}
            yield Finding((*at, number, "year"), message.format(code=indicator.code, **years))
        same_year = [other for other in indicator.targets[:number] if other.year == target.year]
        if any(True for other in same_year for _found in overlaps(at, indicator.code, [other, target])):
            message = _("{code}: {year} har redan ett målvärde som gäller samtidigt.")
            yield Finding((*at, number), message.format(code=indicator.code, year=target.year))


def _target(at: Loc, indicator: Indicator, target: Target) -> Iterator[Finding]:
    if target.city is None and not target.units:
        message = _("{code}: målvärdet för {year} har inget värde, varken för staden eller för en nämnd.")
        yield Finding(at, message.format(code=indicator.code, year=target.year))
    percentage = any(measure.kind in _PERCENTAGES for measure in indicator.measure)
    values: dict[Loc, Decimal] = {(*at, "units", unit): value for unit, value in target.units.items()}
    if target.city is not None:
        values[*at, "city"] = target.city
    for loc, value in values.items():
        if value < 0 or (percentage and value > 100):
            message = _("{code}: målvärdet {value} går inte att nå; en andel ligger mellan 0 och 100.")
            if not percentage:
                message = _("{code}: målvärdet {value} är mindre än noll.")
            yield Finding(loc, message.format(code=indicator.code, value=value))


def _bodies(
    at: Loc, indicator: Indicator, target: Target, organisation: Organisation, spared: frozenset[str]
) -> Iterator[Finding]:
    """A body has a target only for what it answers for at some time of the year."""
    days = [date(target.year, month, 1) for month in range(1, 13)] + [date(target.year, 12, 31)]
    answering = {
        unit
        for version in indicator.responsible
        for day in days
        if version.applies(day)
        for body in version.bodies
        for unit in organisation.expand(body, day)
    }
    for unit in target.units:
        if unit in answering or unit in spared:
            continue
        known = organisation.find(unit) is not None
        unknown, idle = _("{code}: nämnden ”{unit}” finns inte."), _("{code}: ”{unit}” ansvarar inte {year}.")
        message = (idle if known else unknown).format(code=indicator.code, unit=unit, year=target.year)
        yield Finding((*at, "units", unit), message)


def _comparison(at: Loc, indicator: Indicator) -> Iterator[Finding]:
    names = [series.name for series in indicator.comparison]
    for number, series in enumerate(indicator.comparison):
        if series.name in names[:number]:
            message = _("{code}: jämförelsen ”{name}” står två gånger.")
            yield Finding((*at, number, "name"), message.format(code=indicator.code, name=series.name))
        years = [point.year for point in series.points]
        if not (years or series.ranges or series.texts):
            message = _("{code}: jämförelsen ”{name}” har inga värden.")
            yield Finding((*at, number), message.format(code=indicator.code, name=series.name))
        for place, year in enumerate(years):
            if year in years[:place]:
                message = _("{code}: jämförelsen har två värden för {year}.")
                yield Finding((*at, number, "points", place), message.format(code=indicator.code, year=year))
        for place, spread in enumerate(series.ranges):
            if spread.lowest > spread.highest:
                message = _("{code}: det lägsta värdet {lowest} är större än det högsta {highest}.")
                text = message.format(code=indicator.code, lowest=spread.lowest, highest=spread.highest)
                yield Finding((*at, number, "ranges", place, "lowest"), text)


def _breaks(at: Loc, indicator: Indicator, program: Program) -> Iterator[Finding]:
    for number, mark in enumerate(indicator.breaks):
        if not program.from_ <= mark.date <= program.to:
            message = _("{code}: brottet {day} ligger utanför programmets giltighet {first}–{last}.")
            days = {"day": mark.date, "first": program.from_, "last": program.to}
            yield Finding((*at, number, "date"), message.format(code=indicator.code, **days))
