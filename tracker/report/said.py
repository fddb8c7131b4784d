"""What bodies have written under a goal: analyses, comments, reasons, plans. An internal report alone holds any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.report import wording
from tracker.report.live_fields import language_of
from tracker.report.model import Activity, Goal, Indicator, Report
from tracker.report.short_names import short_name
from tracker.words import gettext as _
from tracker.words import use_language


@dataclass(frozen=True)
class Said:
    """``body``, ``name``: whose words. ``item``, ``title``: the goal, indicator or activity they are about. ``status``,
    ``word``: the code and the words of what the body judges or reports of it, where it does. ``own``: whether the item
    is the body's, not the program's."""

    body: str
    name: str
    item: str
    title: str
    status: str
    word: str
    text: str
    own: bool = False


def said_under(report: Report, goal: Goal) -> tuple[Said, ...]:
    """The goal's own first, then item by item, the bodies in the city's order."""
    return (*_of_goal(report, goal), *_of_indicators(goal), *_of_activities(report, goal))


def quoted(report: Report, said: Said) -> str:
    """The words as a quotation with its source, on one line: ”…” (the body, the period and its year).

    A full stop ends it, so that the next sentence is one. The marks are those of the language that the text is written
    in, whoever inserts it."""
    with use_language(language_of(report)):
        source = _("{body}, {period} {year}").format(
            body=said.name, period=report.calendar.name.lower(), year=report.calendar.year
        )
        return _("”{text}” ({source}).").format(text=" ".join(said.text.split()), source=source)


def _of_goal(report: Report, goal: Goal) -> Iterator[Said]:
    judged = "judgements" in report.calendar.asks
    for unit in goal.judgements.units:
        if unit.text:
            word = wording.judgement_word(report, unit.status) if judged else ""
            yield Said(unit.code, unit.name, goal.code, short_name(goal), unit.status, word, unit.text)


def _of_indicators(goal: Goal) -> Iterator[Said]:
    for indicator in goal.indicators:
        yield from _comments(indicator)


def _comments(indicator: Indicator) -> Iterator[Said]:
    for area in indicator.units:
        if area.comment:
            value = wording.value_text(area.total, indicator.kind)
            yield Said(area.code, area.name, indicator.code, short_name(indicator), "", value, area.comment)


def _of_activities(report: Report, goal: Goal) -> Iterator[Said]:
    for activity in goal.activities:
        if activity.same_as is None:
            yield from _of_activity(report, activity)


def _of_activity(report: Report, activity: Activity) -> Iterator[Said]:
    followed = "statuses" in report.calendar.asks
    # A body formed by a merger that has not made its own plan shows what its predecessors planned: they said it.
    planned = {body.code for body in report.bodies if followed or body.reported}
    for unit in (each for each in activity.units if each.code in planned):
        # In a plan the plan is what is written; later it is the plan of the year, and the comment is new.
        text = unit.comment if followed else unit.plan or unit.comment
        if text:
            word = wording.status_word(report, unit.status) if followed else ""
            yield Said(unit.code, unit.name, activity.code, short_name(activity), unit.status, word, text)
