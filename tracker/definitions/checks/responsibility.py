"""Who answers for what: bodies that exist, once each, as long as they answer."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.checks.walk import dates_of, span
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Responsibility
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    for at, program in walk.programs(definitions):
        for here, item in walk.items(at, program):
            for number, version in enumerate(item.responsible):
                bodies = (*here, "responsible", number, "bodies")
                yield from _bodies(bodies, item.code, version, organisation, spared)


def _bodies(
    at: Loc, code: str, version: Responsibility, organisation: Organisation, spared: frozenset[str]
) -> Iterator[Finding]:
    if not version.bodies:
        yield Finding(at, _("{code}: ingen ansvarar.").format(code=code))
    groups = {group.code for group in organisation.groups}
    for place, body in enumerate(version.bodies):
        names = {"code": code, "body": body}
        unit = organisation.find(body)
        if unit is None and body not in groups and body not in spared:
            message = _("{code}: ”{body}” finns varken i units.yaml eller bland grupperna.")
            yield Finding((*at, place), message.format(**names))
        if body in version.bodies[:place]:
            yield Finding((*at, place), _("{code}: ”{body}” står två gånger.").format(**names))
        if unit is not None:
            first, last = dates_of(version)
            formed, closed = span(unit.from_, unit.to)
            if first < formed or closed < last:
                message = _("{code}: ”{body}” finns inte under hela den tid som den ansvarar.")
                yield Finding((*at, place), message.format(**names))
