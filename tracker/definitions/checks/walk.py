"""Every item of a program with the way to it, so that a rule can say where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.definitions.catalogue import Definitions
from tracker.definitions.dated import Lasting
from tracker.definitions.faults import Loc
from tracker.definitions.program import Activity, Condition, Goal, Indicator, Program

FOREVER = (date.min, date.max)


def programs(definitions: Definitions) -> Iterator[tuple[Loc, Program]]:
    for number, program in enumerate(definitions.programs):
        yield ("programs", number), program


def goals(at: Loc, program: Program) -> Iterator[tuple[Loc, Goal]]:
    for number, goal in enumerate(program.goals):
        yield (*at, "goals", number), goal


def conditions(at: Loc, program: Program) -> Iterator[tuple[Loc, Condition]]:
    for here, goal in goals(at, program):
        for number, condition in enumerate(goal.conditions):
            yield (*here, "conditions", number), condition


def indicators(at: Loc, program: Program) -> Iterator[tuple[Loc, Indicator]]:
    for here, goal in goals(at, program):
        for number, indicator in enumerate(goal.indicators):
            yield (*here, "indicators", number), indicator


def activities(at: Loc, program: Program) -> Iterator[tuple[Loc, Activity]]:
    for here, goal in goals(at, program):
        for number, activity in enumerate(goal.activities):
            yield (*here, "activities", number), activity


def items(at: Loc, program: Program) -> Iterator[tuple[Loc, Indicator | Activity]]:
    yield from indicators(at, program)
    yield from activities(at, program)


def span(from_: date | None, to: date | None) -> tuple[date, date]:
    """First and last day; without limit is as early or late as a date can be."""
    return from_ or FOREVER[0], to or FOREVER[1]


def dates_of(version: Lasting) -> tuple[date, date]:
    return span(version.from_, version.to)


def day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
