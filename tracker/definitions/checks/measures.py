"""How indicators are measured: what their kind needs and cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.measure import Dimension, Measure
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Indicator, Program
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        for number, dimension in enumerate(program.dimensions):
            yield from _categories((*at, "dimensions", number), dimension)
        for here, indicator in walk.indicators(at, program):
            for number, measure in enumerate(indicator.measure):
                loc: Loc = (*here, "measure", number)
                yield from _kind(loc, indicator.code, measure)
                yield from _asked((*loc, "asked"), indicator.code, measure, program, spared)
                yield from _dimensions((*loc, "dimensions"), indicator.code, measure)
            yield from _rate(here, indicator, definitions.organisation)


def _kind(at: Loc, code: str, measure: Measure) -> Iterator[Finding]:
    names = {"code": code, "kind": measure.kind}
    if measure.takes_d and measure.labels.d is None:
        message = _("{code}: {kind} måste säga vad nämnaren räknar (labels: d).")
        yield Finding((*at, "labels"), message.format(**names))
    if measure.kind == "count" and measure.labels.d is not None:
        yield Finding((*at, "labels", "d"), _("{code}: ett antal har ingen nämnare.").format(**names))
    if "d" in measure.protects and not measure.takes_d:
        message = _("{code}: {kind} har ingen nämnare att skydda.")
        yield Finding((*at, "protects"), message.format(**names))
    if measure.kind == "yes_no" and measure.protects:
        message = _("{code}: ja eller nej räknar inga personer och kan inte skyddas; ta bort ”protects”.")
        yield Finding((*at, "protects"), message.format(code=code))
    if len(set(measure.protects)) < len(measure.protects):
        yield Finding((*at, "protects"), _("{code}: samma sak skyddas två gånger.").format(**names))
    if measure.kind == "yes_no" and measure.accumulates:
        message = _("{code}: ja eller nej läses av en dag och kan inte ackumuleras över året.")
        yield Finding((*at, "accumulates"), message.format(**names))
    if measure.kind == "count" and measure.decimals:
        yield Finding((*at, "decimals"), _("{code}: ett antal har inga decimaler.").format(**names))
    if measure.smallest_base is not None and not measure.takes_d:
        message = _("{code}: {kind} har ingen nämnare som kan ha en minsta bas (smallest_base).")
        yield Finding((*at, "smallest_base"), message.format(**names))


def _asked(at: Loc, code: str, measure: Measure, program: Program, spared: frozenset[str]) -> Iterator[Finding]:
    parts = {part.code: part for part in program.calendar.parts}
    if not measure.asked:
        yield Finding(at, _("{code} efterfrågas inte i någon period.").format(code=code))
    for place, name in enumerate(measure.asked):
        names = {"code": code, "part": name}
        if name in measure.asked[:place]:
            yield Finding((*at, place), _("{code}: ”{part}” står två gånger.").format(**names))
        if name not in parts:
            if name not in spared:
                message = _("{code}: perioden ”{part}” finns inte i calendar.yaml.")
                yield Finding((*at, place), message.format(**names))
        elif "figures" not in parts[name].asks:
            message = _("{code}: perioden ”{part}” frågar inte efter siffror.")
            yield Finding((*at, place), message.format(**names))


def _dimensions(at: Loc, code: str, measure: Measure) -> Iterator[Finding]:
    if measure.dimensions and measure.kind == "yes_no":
        yield Finding(at, _("{code}: ja eller nej kan inte delas upp.").format(code=code))
    seen = set()
    for place, dimension in enumerate(measure.dimensions):
        if dimension.code in seen:
            message = _("{code}: indelningen ”{dimension}” står två gånger.")
            yield Finding((*at, place), message.format(code=code, dimension=dimension.code))
        seen.add(dimension.code)
        yield from _categories((*at, place), dimension)


def _categories(at: Loc, dimension: Dimension) -> Iterator[Finding]:
    categories = (*at, "categories")
    codes = [category.code for category in dimension.categories]
    if len(codes) < 2:
        message = _("Indelningen ”{dimension}” behöver minst två kategorier.")
        yield Finding(categories, message.format(dimension=dimension.code))
    for place, code in enumerate(codes):
        if code in codes[:place]:
            message = _("Indelningen ”{dimension}” har redan kategorin ”{code}”.")
            yield Finding((*categories, place, "code"), message.format(dimension=dimension.code, code=code))


def _rate(at: Loc, indicator: Indicator, organisation: Organisation) -> Iterator[Finding]:
    """A rate's denominator is the population, and only kinds of bodies that serve an area have one."""
    if not any(measure.kind == "rate" for measure in indicator.measure):
        return
    members = {g.code: {unit for version in g.members for unit in version.units} for g in organisation.groups}
    for number, version in enumerate(indicator.responsible):
        for place, body in enumerate(version.bodies):
            units = [organisation.find(code) for code in members.get(body, {body})]
            if any(unit is not None and not organisation.city.is_area(unit.kind) for unit in units):
                message = _("{code} räknas per 1\u00a0000 invånare, men ”{body}” har ingen folkmängd.")
                loc = (*at, "responsible", number, "bodies", place)
                yield Finding(loc, message.format(code=indicator.code, body=body))
