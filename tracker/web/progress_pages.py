"""What the progress pages hold, put together from the report; templates only lay it out."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.chart import Chart
from tracker.charts.funnel import body_funnel, region_funnel
from tracker.charts.in_columns import activities, all_activities, judgements
from tracker.charts.over_time import over_time
from tracker.charts.reporting import reporting
from tracker.charts.side_by_side import side_by_side
from tracker.charts.small_multiples import small_multiples
from tracker.report import overview, wording
from tracker.report.brief import Answer, brief
from tracker.report.facts import indicator_facts
from tracker.report.lacking import body_text, late_text, unready
from tracker.report.matrix import Matrix, matrices
from tracker.report.message import Statement, statements
from tracker.report.model import Activity, Goal, Indicator, Report
from tracker.web import tables
from tracker.web.goal_rows import GoalRows, goal_rows
from tracker.web.indicator_lines import attainment
from tracker.web.status_tables import activity_table, judgement_table
from tracker.web.tables import Table

CHARTED = 4
"""Indicators of a goal that its page shows with their charts; more are listed."""

LATEST = 3
"""Delays on the first screen."""


@dataclass(frozen=True)
class Delay:
    """``key``: the activity's code, for its link."""

    key: str
    text: str


@dataclass(frozen=True)
class ProgramPage:
    """The whole program in one period, for ten minutes before a meeting. ``answers``: in a plan none, and then the
    ``statements``. ``late``: the longest delays, None in a program that follows up no activities; ``delayed``: all of
    them. ``unready``: what is lacking, and of whom: each body's code, for its
    link, and the body in words. ``done``: how many activities are finished; empty where none are followed up."""

    answers: tuple[Answer, ...]
    statements: tuple[Statement, ...]
    goals: GoalRows
    done: str
    late: tuple[Delay, ...] | None
    unready: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    judgements: Chart | None
    indicators: Table | None
    matrices: tuple[Matrix, ...]
    activities: Chart | None
    delayed: tuple[Delay, ...]
    reporting: Chart | None
    bodies: Table

    @property
    def late_in_all(self) -> int:
        return len(self.delayed)


@dataclass(frozen=True)
class IndicatorPart:
    """One indicator: what it means, its charts, its figures."""

    indicator: Indicator
    facts: tuple[tuple[str, str], ...]
    tag: tuple[str, str] | None
    over_time: Chart | None
    side_by_side: Chart | None
    areas: Table


@dataclass(frozen=True)
class ActivityPart:
    activity: Activity
    summary: str
    table: Table


@dataclass(frozen=True)
class GoalPage:
    """``indicators``: each with its charts; of many none, and then the ``table``, with links to their own pages."""

    goal: Goal
    judged: str
    judgements: Table
    indicators: tuple[IndicatorPart, ...]
    table: Table | None
    chart: Chart | None
    done: str
    activities: tuple[ActivityPart, ...]


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator through all its periods. ``each``: every body's years in a row of its own. ``funnels``: bodies and
    regions within what chance gives, where the rules allow them to be compared so."""

    part: IndicatorPart
    each: Chart | None
    funnels: tuple[Chart, ...]
    as_reported: Table
    recast: Table


def program_page(report: Report) -> ProgramPage:
    asked, answers = overview.asked_indicators(report), brief(report)
    follows = "statuses" in report.calendar.asks and overview.has_activities(report)
    late = overview.longest_delays(report) if follows else ()
    delayed = tuple(Delay(each.activity.code, late_text(each)) for each in late)
    return ProgramPage(
        answers=answers,
        statements=() if answers else statements(report),
        goals=goal_rows(report),
        done=overview.finished_text(report) if follows else "",
        late=delayed[:LATEST] if follows else None,
        unready=tuple((what, tuple((each.code, body_text(each)) for each in found)) for what, found in unready(report)),
        judgements=judgements(report),
        indicators=tables.indicators(report, asked) if asked else None,
        matrices=matrices(report),
        activities=all_activities(report),
        delayed=delayed,
        reporting=reporting(report),
        bodies=tables.bodies(report),
    )


def listed(goal: Goal) -> bool:
    """Whether the goal has more indicators than one page can hold with their charts."""
    return len(goal.indicators) > CHARTED


def goal_page(report: Report, goal: Goal) -> GoalPage:
    judged = wording.judgements_text(report, goal.judgements) if "judgements" in report.calendar.asks else ""
    return GoalPage(
        goal=goal,
        judged=judged,
        judgements=judgement_table(report, goal),
        indicators=() if listed(goal) else tuple(indicator_part(report, each) for each in goal.indicators),
        table=tables.indicators(report, goal.indicators) if listed(goal) else None,
        chart=activities(report, goal),
        done=done(report, goal.activities),
        activities=tuple(
            ActivityPart(activity, done(report, (activity,)), activity_table(report, activity))
            for activity in goal.activities
        ),
    )


def done(report: Report, counted: tuple[Activity, ...]) -> str:
    """How far activities have come together; in a plan, how far they shall come."""
    if "statuses" in report.calendar.asks:
        return wording.statuses_text(report, overview.sum_statuses(counted))
    return wording.planned_text(report, *overview.planned(report, counted))


def indicator_page(report: Report, indicator: Indicator) -> IndicatorPage:
    return IndicatorPage(
        part=indicator_part(report, indicator),
        each=small_multiples(report, indicator),
        funnels=tuple(chart for draw in (body_funnel, region_funnel) if (chart := draw(report, indicator))),
        as_reported=tables.as_reported(report, indicator),
        recast=tables.recast(report, indicator),
    )


def indicator_part(report: Report, indicator: Indicator) -> IndicatorPart:
    return IndicatorPart(
        indicator=indicator,
        facts=indicator_facts(report, indicator),
        tag=attainment(indicator),
        over_time=over_time(report, indicator),
        side_by_side=side_by_side(report, indicator),
        areas=tables.areas(report, indicator),
    )
