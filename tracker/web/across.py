"""The report put together across its goals: what is about one target group, what serves one goal of the city council.

Every figure is a cell of the report. Which items are about a group is asked of the definitions as they are today, so
that editions from before a group was named can be read by it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.definitions.program import Program
from tracker.definitions.settings import TargetGroup
from tracker.measures.numbers import whole_text
from tracker.report.model import Activity, CouncilGoal, Goal, Indicator, Report
from tracker.report.short_names import short_name
from tracker.web import tables
from tracker.web.goal_rows import GoalRows, goal_rows
from tracker.web.progress_pages import done
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _


@dataclass(frozen=True)
class GroupPage:
    """``others``: the program's other groups. A table is None where nothing of the kind is about the group."""

    group: TargetGroup
    others: tuple[TargetGroup, ...]
    indicators: Table | None
    activities: Table | None
    items: tuple[Indicator | Activity, ...]


@dataclass(frozen=True)
class CouncilPage:
    """``goals``: the rows of the program's goals that serve it. ``all_of_them``: every goal does."""

    goal: CouncilGoal
    goals: GoalRows
    indicators: Table | None
    all_of_them: bool


def group_page(report: Report, followed: Program, code: str) -> GroupPage | None:
    """None for a group that the program does not have, or that nothing is about."""
    groups = groups_with_items(followed)
    group = next((each for each in groups if each.code == code), None)
    if group is None:
        return None
    about = _about(followed, code)
    indicators = [each for goal in report.goals for each in goal.indicators if each.code in about and each.asked]
    activities = [
        each for goal in report.goals for each in goal.activities if each.code in about and each.same_as is None
    ]
    return GroupPage(
        group=group,
        others=tuple(each for each in groups if each.code != code),
        indicators=tables.indicators(report, tuple(indicators)) if indicators else None,
        activities=_activities(report, activities),
        items=(*indicators, *activities),
    )


def council_page(report: Report, code: str) -> CouncilPage | None:
    serving = tuple(goal for goal in report.goals if code in {council.code for council in goal.kf_goals})
    if not serving:
        return None
    asked = tuple(each for goal in serving for each in goal.indicators if each.asked)
    return CouncilPage(
        goal=next(council for council in serving[0].kf_goals if council.code == code),
        goals=goal_rows(report.model_copy(update={"goals": serving})),
        indicators=tables.indicators(report, asked) if asked else None,
        all_of_them=serving == report.goals,
    )


def groups_with_items(followed: Program) -> tuple[TargetGroup, ...]:
    """The program's groups that anything is about, as it lists them."""
    named = {code for goal in followed.goals for item in (*goal.indicators, *goal.activities) for code in item.about}
    return tuple(group for group in followed.target_groups if group.code in named)


def council_goals(goals: Iterable[Goal]) -> tuple[CouncilGoal, ...]:
    """Those that any of the goals serves in the report's period, once each."""
    return tuple({council.code: council for goal in goals for council in goal.kf_goals}.values())


def _about(followed: Program, group: str) -> Collection[str]:
    items = (item for goal in followed.goals for item in (*goal.indicators, *goal.activities))
    return {item.code for item in items if group in item.about}


def _activities(report: Report, listed: list[Activity]) -> Table | None:
    """How far each has come, and how many answer for it."""
    rows = tuple(
        Row(
            f"{each.code} {short_name(each)}",
            (Text(done(report, (each,))), Text(whole_text(len(each.units)), number=True)),
            key=each.code,
        )
        for each in listed
    )
    columns = (Column(_("Aktivitet")), Column(_("Status")), Column(_("Ansvariga"), number=True))
    return Table(_("Aktiviteterna, {period}").format(period=report.period), columns, rows) if rows else None
