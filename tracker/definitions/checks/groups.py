"""Groups: members that exist as long as they are members, versions that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks.versions import overlaps
from tracker.definitions.checks.walk import dates_of, span
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Group, Members, Organisation
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    for number, group in enumerate(organisation.groups):
        at: Loc = ("organisation", "groups", number, "members")
        yield from overlaps(at, group.code, group.members)
        for place, version in enumerate(group.members):
            yield from _members((*at, place, "units"), group, version, organisation, spared)


def _members(
    at: Loc, group: Group, version: Members, organisation: Organisation, spared: frozenset[str]
) -> Iterator[Finding]:
    first, last = dates_of(version)
    for place, code in enumerate(version.units):
        names = {"group": group.code, "unit": code}
        unit = organisation.find(code)
        if unit is None:
            if code not in spared:
                yield Finding((*at, place), _("{group}: nämnden ”{unit}” finns inte i units.yaml.").format(**names))
            continue
        if code in version.units[:place]:
            yield Finding((*at, place), _("{group}: ”{unit}” står två gånger.").format(**names))
        formed, closed = span(unit.from_, unit.to)
        if first < formed or closed < last:
            message = _("{group}: ”{unit}” finns inte under hela den tid som den är medlem.")
            yield Finding((*at, place), message.format(**names))
