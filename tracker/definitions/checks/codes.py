"""Codes are promises to others: well formed, used once, and under the goal they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Program
from tracker.words import gettext as _

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GOAL = re.compile(r"M([1-9]\d*)")
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
        yield from _under_their_goal(at, program)


def _codes(at: Loc, program: Program) -> list[Coded]:
    """Goals and their items in the order they are written: what a figure or a comment can be about."""
    found: list[Coded] = [((*here, "code"), goal.code) for here, goal in walk.goals(at, program)]
    found += [((*here, "code"), condition.code) for here, condition in walk.conditions(at, program)]
    return found + [((*here, "code"), item.code) for here, item in walk.items(at, program)]


def _slugs(coded: Iterable[Coded]) -> Iterator[Finding]:
    for loc, code in coded:
        if not _SLUG.fullmatch(code):
            message = _("Koden ”{code}” ska skrivas med a–z, siffror och bindestreck, t.ex. hagersten-alvsjo.")
            yield Finding(loc, message.format(code=code))


def _repeated(coded: Iterable[Coded], taken: frozenset[str]) -> Iterator[Finding]:
    seen = set(taken)
    for loc, code in coded:
        if code in seen:
            yield Finding(loc, _("Koden ”{code}” används redan; varje kod får stå en gång.").format(code=code))
        seen.add(code)


def _short_lists(at: Loc, program: Program) -> Iterator[Finding]:
    """Lists of the program whose codes need only differ among themselves."""
    for key in ("target_groups", "kinds_of_violence", "perspectives", "regional_goals", "kf_goals", "dimensions"):
        entries = enumerate(getattr(program, key))
        yield from _repeated([((*at, key, n, "code"), entry.code) for n, entry in entries], frozenset())


def _under_their_goal(at: Loc, program: Program) -> Iterator[Finding]:
    for here, goal in walk.goals(at, program):
        number = _GOAL.fullmatch(goal.code)
        if not number:
            yield Finding((*here, "code"), _("Målets kod ”{code}” ska vara M och ett nummer.").format(code=goal.code))
            continue
        lists = (("conditions", "V"), ("indicators", "I"), ("activities", "A"))
        for key, letter in lists:
            for place, item in enumerate(getattr(goal, key)):
                own = re.fullmatch(rf"{letter}{number[1]}\.[1-9]\d*", item.code)
                if not own and not (getattr(item, "origin", None) == "city" and _CITY.fullmatch(item.code)):
                    message = _("Koden ”{code}” hör inte hemma under {goal}; här börjar koderna med {start}.")
                    start = f"{letter}{number[1]}."
                    yield Finding(
                        (*here, key, place, "code"), message.format(code=item.code, goal=goal.code, start=start)
                    )
