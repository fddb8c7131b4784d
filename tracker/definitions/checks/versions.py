"""Dated versions: within the program's validity, in order, without overlap, and without a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.checks.walk import dates_of, day_after
from tracker.definitions.dated import Dated, Lasting
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Activity, Condition, Goal, Indicator, Program
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        if program.from_ > program.to:
            message = _("Programmet slutar {to}, före sin början {first}.")
            yield Finding((*at, "to"), message.format(to=program.to, first=program.from_))
        for here, item in _dated(at, program):
            for key in ("wording", "responsible", "measure"):
                if hasattr(item, key):
                    yield from _versions((*here, key), item, key, program)
        for number, goal in enumerate(program.kf_goals):
            yield from outside((*at, "kf_goals", number), goal.code, goal, program)


def _dated(at: Loc, program: Program) -> Iterator[tuple[Loc, Goal | Condition | Indicator | Activity]]:
    yield from walk.goals(at, program)
    yield from walk.conditions(at, program)
    yield from walk.items(at, program)


def _versions(at: Loc, item: Goal | Condition | Indicator | Activity, key: str, program: Program) -> Iterator[Finding]:
    versions: Sequence[Dated] = getattr(item, key)
    if not versions:
        yield Finding(at, _("{code}: ”{key}” är tom.").format(code=item.code, key=key))
        return
    yield from overlaps(at, item.code, versions)
    for number, version in enumerate(versions):
        yield from outside((*at, number), item.code, version, program)
        if key != "measure" and dates_of(version)[0] > program.from_ and version.decision is None:
            message = _("{code}: ändringen från {day} saknar beslut (decision).")
            yield Finding((*at, number), message.format(code=item.code, day=version.from_))
    if item.wording:
        yield from _gaps(at, item.code, versions, _life(item.wording))


def outside(at: Loc, code: str, version: Dated, program: Program) -> Iterator[Finding]:
    """Versions that apply when the program does not; not told of a program that applies on no day."""
    if program.from_ > program.to:
        return
    first, last = dates_of(version)
    early, late = version.from_ is not None and first < program.from_, version.to is not None and last > program.to
    if early or late:
        message = _("{code}: {day} ligger utanför programmets giltighet {first}–{last}.")
        day = first if early else last
        loc: Loc = (*at, "from" if early else "to")
        yield Finding(loc, message.format(code=code, day=day, first=program.from_, last=program.to))


def overlaps(at: Loc, code: str, versions: Sequence[Lasting]) -> Iterator[Finding]:
    """Versions that end before they begin, or apply on the same day as an earlier one."""
    for number, version in enumerate(versions):
        first, last = dates_of(version)
        if first > last:
            message = _("{code}: versionen slutar {to}, före sin början {first}.")
            yield Finding((*at, number, "to"), message.format(code=code, to=last, first=first))
        for other in versions[:number]:
            begins, ends = dates_of(other)
            if begins <= last and first <= ends:
                message = _("{code}: två versioner gäller samtidigt, från {day}.")
                day = max(begins, first)
                shown = _("början") if day == date.min else day
                yield Finding((*at, number), message.format(code=code, day=shown))
                break


def _life(wording: Sequence[Dated]) -> tuple[date, date]:
    """The first and last day that the item exists: those that have a wording."""
    spans = [dates_of(version) for version in wording]
    return min(first for first, _last in spans), max(last for _first, last in spans)


def _gaps(at: Loc, code: str, versions: Sequence[Dated], life: tuple[date, date]) -> Iterator[Finding]:
    """Days of the item's life on which no version applies."""
    reached = life[0]
    for first, last in sorted(dates_of(version) for version in versions):
        if first > reached:
            break
        reached = max(reached, day_after(last))
    if reached <= life[1] and reached < date.max:
        message = _("{code}: ingen version av ”{key}” gäller {day}.")
        yield Finding(at, message.format(code=code, key=at[-1], day=reached))
