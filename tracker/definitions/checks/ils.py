"""``ils.yaml`` names what the program has, and gives no two things one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.checks.codes import GIVEN_OUT
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.ils import Ils
from tracker.definitions.program import Indicator, Program
from tracker.periods import Part
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    bodies = spared.union(unit.code for unit in definitions.organisation.units)
    for at, program in walk.programs(definitions):
        if program.ils is not None:
            here = (*at, "ils")
            yield from _units(here, program.ils, bodies)
            yield from _measures(here, program.ils, program, spared)
            yield from _dates(here, program.ils, program, spared)


def _units(at: Loc, ils: Ils, bodies: frozenset[str]) -> Iterator[Finding]:
    for code in ils.units:
        if code not in bodies:
            yield Finding((*at, "units", code), _("”{code}” finns inte i organisationen.").format(code=code))
    yield from _repeated(((*at, "units", code), name) for code, name in ils.units.items())


def _measures(at: Loc, ils: Ils, program: Program, spared: frozenset[str]) -> Iterator[Finding]:
    known = {indicator.code: indicator for indicator in program.indicators()}
    # Where the program's own file cannot be read, nothing is known to be divided by anything.
    versions = [version for indicator in known.values() for version in indicator.measure]
    divided = {each.code for version in versions for each in version.dimensions}
    names: list[tuple[Loc, str]] = []
    for code, measure in ils.measures.items():
        here = (*at, "measures", code)
        # What bodies and the city keep in the browser stands in no file.
        if code not in known and code not in spared and not code.startswith(GIVEN_OUT):
            yield Finding(here, _("Programmet har ingen indikator ”{code}”.").format(code=code))
        if measure.name is not None:
            names.append(((*here, "name"), measure.name))
        for dimension, categories in measure.categories.items():
            for category, name in categories.items():
                place = (*here, "categories", dimension, category)
                names.append((place, name))
                unsure = dimension in spared and dimension not in divided
                if code in known and not unsure and not _has(known[code], dimension, category):
                    text = _("{code} delas inte upp på {dimension}, {category}.")
                    yield Finding(place, text.format(code=code, dimension=dimension, category=category))
    yield from _repeated(names)


def _has(indicator: Indicator, dimension: str, category: str) -> bool:
    """Whether any version of its measure has the category."""
    known = (each for version in indicator.measure for each in version.dimensions if each.code == dimension)
    return any(part.code == category for each in known for part in each.categories)


def _dates(at: Loc, ils: Ils, program: Program, spared: frozenset[str]) -> Iterator[Finding]:
    parts = {part.code: part for part in program.calendar.parts}
    for code, day in ils.dates.items():
        here = (*at, "dates", code)
        if code in parts:
            if not _within(parts[code], day):
                part = parts[code]
                text = _("{day} ligger utanför {code}, som omfattar {first} till {last}.")
                yield Finding(here, text.format(day=day, code=code, first=part.starts, last=part.ends))
        elif code not in spared:
            yield Finding(here, _("Kalendern har ingen del ”{code}”.").format(code=code))


def _within(part: Part, day: str) -> bool:
    if part.starts <= part.ends:
        return part.starts <= day <= part.ends
    return day >= part.starts or day <= part.ends


def _repeated(names: Iterable[tuple[Loc, str]]) -> Iterator[Finding]:
    """Two with the same name would overwrite each other's figures there."""
    seen: set[str] = set()
    for loc, name in names:
        if name in seen:
            yield Finding(loc, _("”{name}” står redan för något annat.").format(name=name))
        seen.add(name)
