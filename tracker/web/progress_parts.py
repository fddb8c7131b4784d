"""One body's part of the program, and one activity with all its bodies: what the rows of other pages open.

Everything is the report's own cells, so a page says of a body no more than the tables of the goals do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.report import wording
from tracker.report.lacking import late_text
from tracker.report.like_conditions import Grouping, LikeGroup
from tracker.report.model import Activity, Area, Body, Goal, Indicator, Report
from tracker.report.over_time import yearly
from tracker.report.overview import longest_delays
from tracker.report.short_names import listed_name, short_name
from tracker.web.like_conditions import Members, beside_body, beside_body_places, groups_of, members
from tracker.web.tables import Column, Row, Table, Text, figure
from tracker.words import gettext as _


@dataclass(frozen=True)
class BodyPage:
    """``late``: its delayed activities, the longest first. ``groups``: those of like conditions that it belongs to. A
    table is None where the body has nothing of it."""

    body: Body
    groups: tuple[Members, ...]
    goals: Table | None
    indicators: Table | None
    over_time: Table | None
    activities: Table | None
    late: tuple[str, ...]


@dataclass(frozen=True)
class ActivityPage:
    activity: Activity
    goal: Goal
    late: tuple[str, ...]


def find_body(report: Report, code: str) -> Body | None:
    return next((body for body in report.bodies if body.code == code), None)


def find_activity(report: Report, code: str) -> tuple[Goal, Activity] | None:
    found = ((goal, each) for goal in report.goals for each in goal.activities if each.code == code)
    return next(found, None)


def body_page(report: Report, body: Body, found: Sequence[Grouping] = ()) -> BodyPage:
    """``found``: all groups of like conditions."""
    late = [each for each in longest_delays(report) if each.body == body.name]
    groups = groups_of(found, body)
    return BodyPage(
        body=body,
        groups=tuple(members(report, group) for group in groups),
        goals=_goals(report, body.code),
        indicators=_indicators(report, body.code, groups),
        over_time=_over_time(report, body.code),
        activities=_activities(report, body.code),
        late=tuple(late_text(each) for each in late),
    )


def activity_page(report: Report, goal: Goal, activity: Activity) -> ActivityPage:
    own = [each for each in longest_delays(report) if each.activity.code == (activity.same_as or activity.code)]
    return ActivityPage(activity, goal, tuple(late_text(each) for each in own))


def _goals(report: Report, unit: str) -> Table | None:
    """What the body judges of each goal, beside how many judge so."""
    if "judgements" not in report.calendar.asks or not report.about.judgements:
        return None
    rows = tuple(
        Row(
            listed_name(goal),
            (
                Text(wording.judgement_word(report, given.status)),
                Text(wording.judgements_text(report, goal.judgements)),
            ),
            key=goal.code,
        )
        for goal in report.goals
        for given in goal.judgements.units
        if given.code == unit
    )
    columns = (Column(_("Mål")), Column(_("Bedömning")), Column(_("Alla bedömningar")))
    return Table(_("Bedömningar, {period}").format(period=report.period), columns, rows) if rows else None


def _indicators(report: Report, unit: str, groups: Sequence[LikeGroup]) -> Table | None:
    """The body's figure and last year's, beside the whole city's and those of its groups."""
    found = [
        (indicator, area)
        for goal in report.goals
        for indicator in goal.indicators
        if indicator.asked
        for area in indicator.units
        if area.code == unit
    ]
    rows = tuple(_indicator(report, indicator, area, groups) for indicator, area in found)
    columns = (
        Column(_("Indikator")),
        Column(_("Utfall"), number=True),
        Column(_("Föregående år"), number=True),
        Column(wording.whole_name(report), number=True),
        *beside_body(groups),
    )
    return Table(_("Indikatorerna, {period}").format(period=report.period), columns, rows) if rows else None


def _indicator(report: Report, indicator: Indicator, area: Area, groups: Sequence[LikeGroup]) -> Row:
    kind = indicator.kind
    before = Text(wording.compared_text(area.previous_year, kind), number=True)
    own = (figure(area.total, kind), before, figure(indicator.city.total, kind))
    return Row(listed_name(indicator), (*own, *beside_body_places(report, indicator, groups)), key=indicator.code)


def _over_time(report: Report, unit: str) -> Table | None:
    """The body's figure in the like period of each year, above the whole city's; before a merger its predecessors'."""
    found = [
        (indicator, point, area)
        for goal in report.goals
        for indicator in goal.indicators
        if indicator.asked
        for point in yearly(report, indicator.series.recast)
        for area in point.units
        if area.code == unit
    ]
    periods = sorted({point.period for _indicator, point, _area in found})
    cells = {(i.code, point.period): (area.total, point.city.total) for i, point, area in found}
    rows = list[Row]()
    for each in {i.code: i for i, _point, _area in found}.values():
        given = [cells.get((each.code, period)) for period in periods]
        own, whole = ([figure(pair[at], each.kind) if pair else Text("") for pair in given] for at in (0, 1))
        rows.append(Row(listed_name(each), tuple(own), key=each.code))
        rows.append(Row(wording.whole_name(report), tuple(whole), look="part", within=listed_name(each)))
    columns = (Column(_("Indikator")), *(Column(period, number=True) for period in periods))
    return Table(_("Indikatorerna över åren"), columns, tuple(rows), wide=True) if rows else None


def _activities(report: Report, unit: str) -> Table | None:
    rows = tuple(
        Row(
            f"{activity.code} {short_name(activity)}",
            (
                Text(wording.status_word(report, own.status)),
                Text(wording.activity_day(report, own, own.end), whole=True),
                Text(wording.delayed_word() if own.delayed else ""),
            ),
            key=activity.code,
        )
        for goal in report.goals
        for activity in goal.activities
        for own in activity.units
        if own.code == unit and activity.same_as is None
    )
    columns = (Column(_("Aktivitet")), Column(_("Status")), Column(_("Slut")), Column(_("Försening")))
    return Table(_("Aktiviteterna, {period}").format(period=report.period), columns, rows) if rows else None
