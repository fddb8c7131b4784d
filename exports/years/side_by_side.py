"""What every year's edition says of the same thing, side by side: goals, indicators, areas, by their codes.

Each figure is the one that its own year printed. What an edition lacks is None; what a later one has dropped stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from exports.book.cells import Entry, text
from tracker.report.model import Area, Goal, Indicator, Report
from tracker.words import gettext as _


class Coded(Protocol):
    @property
    def code(self) -> str: ...


Item = TypeVar("Item", bound=Coded)
Found = TypeVar("Found")
Beside = tuple[Found | None, ...]
"""One for each year; None where its edition does not have it."""


@dataclass(frozen=True)
class Years:
    """``reports``: the edition of each year, first year first. The last says what is true now."""

    reports: tuple[Report, ...]

    @property
    def last(self) -> Report:
        return self.reports[-1]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The years; where one has two editions, of parts that cover the same days, the periods."""
        years = [str(report.calendar.year) for report in self.reports]
        return tuple(years if len(set(years)) == len(years) else [report.period for report in self.reports])

    def goals(self) -> tuple[Beside[Goal], ...]:
        return side_by_side([report.goals for report in self.reports])


def side_by_side(found: Iterable[Sequence[Item]]) -> tuple[Beside[Item], ...]:
    """The same things of each year beside each other: in the last year's order, then what only earlier years had."""
    known = [{item.code: item for item in each} for each in found]
    codes = dict.fromkeys(code for each in reversed(known) for code in each)
    return tuple(tuple(each.get(code) for each in known) for code in codes)


def newest(beside: Beside[Found]) -> Found:
    """As the last year that has it says it."""
    return next(each for each in reversed(beside) if each is not None)


def indicators(goals: Beside[Goal]) -> tuple[Beside[Indicator], ...]:
    """Those of a goal that any year asked for; a year that did not has none."""
    return side_by_side([[each for each in goal.indicators if each.asked] if goal else [] for goal in goals])


def areas(found: Beside[Indicator]) -> tuple[tuple[str, Beside[Area]], ...]:
    """Regions and then bodies, each with its level in words; also those that have been merged into others since."""
    region, body = _("Region"), _("Ansvarig")
    regions = side_by_side([each.regions if each else () for each in found])
    bodies = side_by_side([each.units if each else () for each in found])
    return (*((region, area) for area in regions), *((body, area) for area in bodies))


def absent() -> str:
    """What stands where a year's edition has nothing of it."""
    return _("ingår inte")


def year_entry(name: str) -> Entry:
    """A year as the number that it is; else the period's code."""
    return Entry(int(name), "year") if name.isdigit() else text(name)
