"""Bodies: their dates, their mergers and their regions."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks.versions import overlaps
from tracker.definitions.checks.walk import day_after, span
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Organisation, Unit
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    for number, unit in enumerate(organisation.units):
        at: Loc = ("organisation", "units", number)
        first, last = span(unit.from_, unit.to)
        if first > last:
            message = _("{unit}: sista dagen {to} ligger före första dagen {first}.")
            yield Finding((*at, "to"), message.format(unit=unit.code, to=last, first=first))
        yield from _names((*at, "former_names"), unit)
        yield from _attributes((*at, "attributes"), unit)
        yield from _region(at, unit, organisation, spared)
        if unit.merged_into is not None:
            yield from _merger(at, unit, organisation, spared)


def _names(at: Loc, unit: Unit) -> Iterator[Finding]:
    yield from overlaps(at, unit.code, unit.former_names)
    for number, name in enumerate(unit.former_names):
        if name.to is None:
            message = _("{unit}: det tidigare namnet ”{name}” saknar sista dag (to).")
            yield Finding((*at, number), message.format(unit=unit.code, name=name.text))


def _attributes(at: Loc, unit: Unit) -> Iterator[Finding]:
    """A body is in a group once at a time; it may be in several groups."""
    for number, attribute in enumerate(unit.attributes):
        same = [other for other in unit.attributes[:number] if other.group == attribute.group]
        if any(True for other in same for _found in overlaps(at, unit.code, [other, attribute])):
            message = _("{unit}: gruppen ”{group}” gäller redan samtidigt.")
            yield Finding((*at, number), message.format(unit=unit.code, group=attribute.group))


def _region(at: Loc, unit: Unit, organisation: Organisation, spared: frozenset[str]) -> Iterator[Finding]:
    if unit.region is None:
        return
    if not organisation.city.is_area(unit.kind):
        message = _("{unit}: bara ett slag med område (area i city.yaml) kan höra till en region.")
        yield Finding((*at, "region"), message.format(unit=unit.code))
    if unit.region not in spared.union(region.code for region in organisation.regions):
        message = _("{unit}: regionen ”{region}” finns inte i regions.yaml.")
        yield Finding((*at, "region"), message.format(unit=unit.code, region=unit.region))


def _merger(at: Loc, unit: Unit, organisation: Organisation, spared: frozenset[str]) -> Iterator[Finding]:
    here = (*at, "merged_into")
    successor = organisation.find(unit.merged_into or "")
    names = {"unit": unit.code, "successor": unit.merged_into}
    if unit.to is None:
        yield Finding(here, _("{unit} uppgår i {successor} men har ingen sista dag (to).").format(**names))
    elif successor is None:
        if unit.merged_into not in spared:
            yield Finding(here, _("{unit} uppgår i ”{successor}”, som inte finns i units.yaml.").format(**names))
    elif _returns(unit, organisation):
        yield Finding(here, _("{unit} uppgår genom {successor} till slut i sig själv.").format(**names))
    elif not successor.exists(day_after(unit.to)):
        message = _("{unit} uppgår i {successor}, som inte finns dagen efter {day}.")
        yield Finding(here, message.format(day=unit.to, **names))


def _returns(unit: Unit, organisation: Organisation) -> bool:
    """Whether following the mergers from the unit comes round in a circle."""
    seen: set[str] = set()
    here: Unit | None = unit
    while here is not None and here.code not in seen:
        seen.add(here.code)
        here = organisation.find(here.merged_into) if here.merged_into else None
    return here is not None
