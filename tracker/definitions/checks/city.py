"""The city: bodies and kinds that it names exist, and a kind that serves an area is the only one with a region."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Organisation
from tracker.words import gettext as _

_AT: Loc = ("organisation", "city")


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    yield from _kinds(organisation, spared)
    yield from _bodies(organisation, spared)
    if organisation.regions and organisation.city.region is None:
        yield Finding((*_AT, "name"), _("Det finns regioner men inget ord för dem (region i city.yaml)."))


def _kinds(organisation: Organisation, spared: frozenset[str]) -> Iterator[Finding]:
    codes = [kind.code for kind in organisation.city.kinds]
    if not codes:
        yield Finding((*_AT, "kinds"), _("Staden har inga slag av nämnder eller styrelser (kinds)."))
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield Finding((*_AT, "kinds", number, "code"), _("Koden ”{code}” används redan.").format(code=code))
    known = ", ".join(codes)
    for number, unit in enumerate(organisation.units):
        if unit.kind not in codes and unit.kind not in spared:
            message = _("{unit}: slaget ”{kind}” finns inte i city.yaml. Stadens slag: {known}.")
            loc = ("organisation", "units", number, "kind")
            yield Finding(loc, message.format(unit=unit.code, kind=unit.kind, known=known or _("inga")))


def _bodies(organisation: Organisation, spared: frozenset[str]) -> Iterator[Finding]:
    city = organisation.city
    named: dict[Loc, str] = {("compiles",): city.compiles, ("reviews",): city.reviews}
    if city.common_items is not None:
        named["common_items", "kept_by"] = city.common_items.kept_by
        asked_of = city.common_items.asked_of
        if asked_of not in {group.code for group in organisation.groups}:
            named["common_items", "asked_of"] = asked_of
    for way, code in named.items():
        if organisation.find(code) is None and code not in spared:
            message = _("”{key}” är ”{code}”, som inte finns i organisationen.")
            yield Finding((*_AT, *way), message.format(key=way[-1], code=code))
