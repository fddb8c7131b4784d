"""When a follow-up can be worked on and when it is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from tracker.definitions.program import Program
from tracker.definitions.view import View
from tracker.definitions.viewed import UnitView
from tracker.periods import Calendar, Period

DAYS_BEFORE_DUE = 45
"""A follow-up can be opened this long before it is due, so that texts and plans can be prepared."""

SOON = timedelta(days=7)

Urgency = Literal["late", "soon", "later"]


def opens(calendar: Calendar, period: Period) -> date:
    """The first day on which the period is shown as owed."""
    return calendar.due(period) - timedelta(days=DAYS_BEFORE_DUE)


def open_periods(program: Program, today: date) -> tuple[Period, ...]:
    """The program's periods that are, or have been, open for reporting by ``today``; the latest first."""
    periods = program.calendar.between(program.from_, program.to)
    reached = [period for period in periods if opens(program.calendar, period) <= today]
    return tuple(sorted(reached, key=program.calendar.order, reverse=True))


def owing(seen: View, today: date) -> tuple[UnitView, ...]:
    """The bodies that owe the view's period, of those that are formed by ``today``."""
    return tuple(unit for unit in seen.units if seen.formed.get(unit.code, today) <= today)


def applies_from(calendar: Calendar, period: Period) -> date:
    """The first day of what is added in the period: after the parts of the year that ended before it."""
    earlier = [calendar.last_day(part) for part in calendar.earlier_in_year(period)]
    if calendar.asks(period, "plans") or not earlier:
        return calendar.first_day(period)
    return max(earlier) + timedelta(days=1)


def urgency(due: date, today: date) -> Urgency:
    """How near the due day is; the due day itself is not late."""
    if today > due:
        return "late"
    return "soon" if due - today <= SOON else "later"
