"""Codes are promises to others: well formed, and used once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.checks.words import RESERVED
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Program
from tracker.words import gettext as _

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ITEM = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
GIVEN_OUT = ("E-", "S-")
"""What codes of items kept in the browser begin with."""
_CITY = re.compile(r"S-[1-9]\d*")

Coded = tuple[Loc, str]


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    bodies = [
        *((("organisation", "units", n, "code"), unit.code) for n, unit in enumerate(organisation.units)),
        *((("organisation", "groups", n, "code"), group.code) for n, group in enumerate(organisation.groups)),
    ]
    regions = [(("organisation", "regions", n, "code"), region.code) for n, region in enumerate(organisation.regions)]
    yield from _slugs([*bodies, *regions])
    yield from _repeated(bodies, spared)
    yield from _repeated(regions, spared)
    yield from _repeated([((*at, "code"), p.code) for at, p in walk.programs(definitions)], frozenset())
    for at, program in walk.programs(definitions):
        yield from _repeated(_codes(at, program), frozenset())
        yield from _short_lists(at, program)
        yield from _of_items(at, program)


def _codes(at: Loc, program: Program) -> list[Coded]:
    """Goals and their items in the order they are written: what a figure or a comment can be about."""
    found: list[Coded] = [((*here, "code"), goal.code) for here, goal in walk.goals(at, program)]
    found += [((*here, "code"), condition.code) for here, condition in walk.conditions(at, program)]
    return found + [((*here, "code"), item.code) for here, item in walk.items(at, program)]


def _slugs(coded: Iterable[Coded]) -> Iterator[Finding]:
    for loc, code in coded:
        if not SLUG.fullmatch(code):
            message = _("Koden ”{code}” ska skrivas med a–z, siffror och bindestreck, t.ex. hagersten-alvsjo.")
            yield Finding(loc, message.format(code=code))


def _repeated(coded: Iterable[Coded], taken: frozenset[str]) -> Iterator[Finding]:
    """Codes that differ only in upper and lower case are the same."""
    seen = {code.casefold() for code in taken}
    for loc, code in coded:
        if code.casefold() in seen:
            yield Finding(loc, _("Koden ”{code}” används redan; varje kod får stå en gång.").format(code=code))
        seen.add(code.casefold())


def _short_lists(at: Loc, program: Program) -> Iterator[Finding]:
    """Lists of the program whose codes need only differ among themselves."""
    for key in ("target_groups", "kinds_of_violence", "perspectives", "regional_goals", "kf_goals", "dimensions"):
        entries = enumerate(getattr(program, key))
        yield from _repeated([((*at, key, n, "code"), entry.code) for n, entry in entries], frozenset())


def _of_items(at: Loc, program: Program) -> Iterator[Finding]:
    """The form of codes is free, but for what the program itself gives out or says beside them."""
    shared = (item.code for _here, item in walk.items(at, program) if item.origin == "city")
    city = {code for code in shared if _CITY.fullmatch(code)}
    for loc, code in _codes(at, program):
        if code.casefold() in RESERVED:
            message = _("Koden ”{code}” är upptagen: så heter något annat i filer och rapporter.")
            yield Finding(loc, message.format(code=code))
        elif not _ITEM.fullmatch(code):
            message = _("Koden ”{code}” ska skrivas med a–z, A–Z, siffror, punkt och bindestreck, t.ex. I1.1.")
            yield Finding(loc, message.format(code=code))
        elif code.upper().startswith(GIVEN_OUT) and code not in city:
            message = _("Koden ”{code}” kan inte börja så: E- och S- är nämndernas egna och de gemensamma.")
            yield Finding(loc, message.format(code=code))
