"""Bodies that did not exist all the time that a report tells of: who was formed, who ended, who took over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View
from tracker.periods import Period
from tracker.report.model import Existed, Report


def existed_in_part(organisation: Organisation, views: Mapping[Period, View]) -> tuple[Existed, ...]:
    """Those of the views' bodies, in the organisation's order. Nothing of what comes after the last day is told."""
    bodies = {unit.code for view in views.values() for unit in view.units}
    first = min(view.program.calendar.first_day(period) for period, view in views.items())
    last = max(view.last_day for view in views.values())
    found = []
    for unit in (unit for unit in organisation.units if unit.code in bodies):
        since = unit.from_.isoformat() if unit.from_ and first < unit.from_ <= last else None
        until = unit.to.isoformat() if unit.to and unit.to < last else None
        if since or until:
            heir = unit.merged_into if until and unit.merged_into in bodies else None
            name = unit.name_on(min(last, unit.to or last))
            found.append(Existed(code=unit.code, name=name, since=since, until=until, merged_into=heir))
    return tuple(found)


def within_the_period(report: Report) -> tuple[Existed, ...]:
    """Those of the period's bodies that were formed or ended within it, where any has ended: then not all that are
    counted existed at once. Only a plan is owed by who has ended since."""
    bodies = {body.code for body in report.bodies if body.expected}
    period = report.calendar
    ended = _between(report.existed, bodies, "until", period.first_day, period.last_day)
    if not ended:
        return ()
    formed = _between(report.existed, bodies, "since", period.first_day, period.last_day)
    return tuple(each for each in report.existed if each in ended or each in formed)


def _between(existed: Iterable[Existed], bodies: set[str], which: str, first: str, last: str) -> list[Existed]:
    days = ((each, getattr(each, which)) for each in existed if each.code in bodies)
    return [each for each, day in days if day is not None and first <= day <= last]


def taken_over(report: Report, code: str) -> frozenset[str]:
    """The bodies whose figures a body has taken over, chains too."""
    found: set[str] = set()
    while new := {each.code for each in report.existed if each.merged_into in {code, *found}} - found:
        found |= new
    return frozenset(found)
