"""Counts over the report's statuses and bodies. Sums of counts that the report itself carries; no figure of an
indicator is touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import wording
from tracker.report.counts import Statuses, summed
from tracker.report.model import Activity, ActivityUnit, Body, Goal, Indicator, Report
from tracker.report.over_time import year
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _
from tracker.words import ngettext


class Bodies(NamedTuple):
    """The bodies that have reported all that was asked of them, that have handed in what is not yet received, that have
    reported some of it, and nothing."""

    complete: tuple[Body, ...]
    handed_in: tuple[Body, ...]
    partly: tuple[Body, ...]
    nothing: tuple[Body, ...]


class Planned(NamedTuple):
    """Activities counted once per body that answers: how many, and how many shall be done by the period's last day."""

    owed: int
    ending: int


class Delay(NamedTuple):
    goal: Goal
    activity: Activity
    bodies: tuple[str, ...]


class Late(NamedTuple):
    """One body's delayed activity. ``days``: from the day when it should have ended, or begun, to the period's last."""

    goal: Goal
    activity: Activity
    body: str
    due: date
    ends: bool
    days: int


def bodies(report: Report) -> Bodies:
    """The bodies of which anything was asked, by how much they have reported."""
    asked = [body for body in report.bodies if body.expected]
    lacking = [body for body in asked if body.reported < body.expected]
    return Bodies(
        complete=tuple(body for body in asked if body.reported >= body.expected),
        handed_in=tuple(body for body in lacking if body.handed_in),
        partly=tuple(body for body in lacking if body.reported and not body.handed_in),
        nothing=tuple(body for body in lacking if not body.reported and not body.handed_in),
    )


def goal_statuses(goal: Goal) -> Statuses:
    """The statuses of all the goal's activities together: one per activity and body."""
    return sum_statuses(goal.activities)


def all_statuses(report: Report) -> Statuses:
    """The statuses of the whole program, where an activity under two goals counts once."""
    return sum_statuses(activity for goal in report.goals for activity in goal.activities if activity.same_as is None)


def plans(goal: Goal) -> tuple[int, int]:
    """Plans given, of those owed: one per activity and body. A report with texts only (the internal) knows."""
    owed = [unit for activity in goal.activities for unit in activity.units]
    return sum(1 for unit in owed if unit.plan), len(owed)


def planned(report: Report, activities: Iterable[Activity]) -> Planned:
    """What the plans say of these activities together."""
    ends = [unit.end for activity in activities for unit in activity.units]
    return Planned(len(ends), sum(1 for end in ends if end is not None and end <= report.calendar.last_day))


def all_planned(report: Report) -> Planned:
    """The same of the whole program, where an activity under two goals counts once."""
    return planned(report, (a for goal in report.goals for a in goal.activities if a.same_as is None))


def counted_twice(report: Report) -> str:
    """Why the goals' activities add up to more than the program's; empty where they do not."""
    listed = [activity for goal in report.goals for activity in goal.activities]
    again = [activity for activity in listed if activity.same_as is not None]
    if not again:
        return ""
    owed = sum(len(activity.units) for activity in listed)
    text = ngettext(
        "Räknat per ansvarig är målens aktiviteter tillsammans {goals} och hela programmets {once}: en aktivitet med "
        "{more} ansvariga står under två mål och räknas i programmet en gång ({names}).",
        "Räknat per ansvarig är målens aktiviteter tillsammans {goals} och hela programmets {once}: {count} "
        "aktiviteter, med tillsammans {more} ansvariga, står under två mål och räknas i programmet en gång ({names}).",
        len(again),
    )
    names = (_("{code} är samma som {other}").format(code=each.code, other=each.same_as) for each in again)
    once = owed - sum(len(activity.units) for activity in again)
    return text.format(
        goals=whole_text(owed), once=whole_text(once), count=whole_text(len(again)), more=whole_text(owed - once),
        names=", ".join(names),
    )  # fmt: skip


def delays(report: Report) -> tuple[Delay, ...]:
    """Delayed activities and whose they are, in the program's order; one under two goals stands once."""
    found = []
    for goal in report.goals:
        for activity in goal.activities:
            late = tuple(unit.name for unit in activity.units if unit.delayed)
            if late and activity.same_as is None:
                found.append(Delay(goal, activity, late))
    return tuple(found)


def longest_delays(report: Report) -> tuple[Late, ...]:
    """Every body's delayed activities, the longest first; one under two goals stands once."""
    last_day = date.fromisoformat(report.calendar.last_day)
    late = [
        _late(goal, activity, unit, last_day)
        for goal in report.goals
        for activity in goal.activities
        for unit in activity.units
        if unit.delayed and activity.same_as is None
    ]
    return tuple(sorted(late, key=lambda each: -each.days))


def _late(goal: Goal, activity: Activity, unit: ActivityUnit, last_day: date) -> Late:
    """A body whose end has passed is late with that; else with its beginning."""
    end = date.fromisoformat(unit.end) if unit.end else None
    ends = end is not None and end < last_day
    due = end if end is not None and ends else date.fromisoformat(unit.start or last_day.isoformat())
    return Late(goal, activity, unit.name, due, ends, (last_day - due).days)


def asked_indicators(report: Report) -> tuple[Indicator, ...]:
    return tuple(indicator for goal in report.goals for indicator in goal.indicators if indicator.asked)


def first_year(report: Report) -> bool:
    """Whether no indicator has a figure of an earlier year, so that there is nothing to compare with."""
    points = (point for indicator in asked_indicators(report) for point in indicator.series.as_reported)
    return all(year(point) >= report.calendar.year for point in points)


def complete_text(report: Report) -> str:
    """``24 av 27 har rapporterat allt``"""
    groups = bodies(report)
    count = n_of_d(len(groups.complete), sum(len(group) for group in groups))
    return _("{count} har rapporterat allt").format(count=count)


def finished(report: Report) -> tuple[str, ...]:
    """The statuses of an activity that is done."""
    return tuple(code for code, look in status_looks(report).items() if look == "best")


def finished_text(report: Report) -> str:
    """``”genomförd”: 116 av 468`` activities, counted once per body that answers; one under two goals once."""
    codes, found = finished(report), all_statuses(report)
    words = " / ".join(wording.status_word(report, code) for code in codes)
    count = n_of_d(found.total(codes), found.given + found.not_reported)
    text = _("”{word}”: {count} olika") if counted_twice(report) else _("”{word}”: {count}")
    return text.format(word=words, count=count)


def reported_text(report: Report) -> str:
    """``24 av 27 nämnder har rapporterat allt, 2 en del, 1 inget``."""
    groups = bodies(report)
    total = sum(len(group) for group in groups)
    text, words = _("{all} {bodies} har rapporterat allt"), report.about.city.bodies
    parts = [text.format(all=n_of_d(len(groups.complete), total), bodies=words.many)]
    if groups.handed_in:
        parts.append(_("{waiting} har lämnat in utan att det är mottaget").format(waiting=len(groups.handed_in)))
    if groups.partly:
        parts.append(_("{some} en del").format(some=len(groups.partly)))
    if groups.nothing:
        parts.append(_("{none} inget").format(none=len(groups.nothing)))
    return ", ".join(parts)


def sum_statuses(activities: Iterable[Activity]) -> Statuses:
    """One per activity and body."""
    return summed(activity.statuses for activity in activities)


def has_activities(report: Report) -> bool:
    """Whether the program follows up any activity in the period; where not, nothing is said of them."""
    return any(goal.activities for goal in report.goals)
