"""What is published in words beside the compilers' texts: the words of bodies' own items, the title and the reason."""

from __future__ import annotations

from tracker.report.model import Report

TITLE, REASON = "titel", "skäl"
"""The words that come with the order to publish stand in the list of editions, for everybody to read."""


def own_words(report: Report) -> dict[str, str]:
    """What bodies have written that is published: titles and labels of their own items, by code."""
    goals = [goal for part in report.own for goal in part.goals]
    found = {activity.code: activity.title for goal in goals for activity in goal.activities}
    for indicator in (indicator for goal in goals for indicator in goal.indicators):
        texts = (indicator.title, indicator.labels.n, indicator.labels.d)
        found[indicator.code] = " – ".join(text for text in texts if text)
    return found


def usual_title(report: Report) -> str:
    """``The program, second report 2024``: what an edition is called unless somebody says otherwise."""
    return f"{report.about.short_title}, {report.calendar.name.lower()} {report.calendar.year}"


def order_words(report: Report, title: str, reason: str | None) -> dict[str, str]:
    """The edition's title and the correction's reason. The usual title has no numbers but the period's own."""
    return {TITLE: "" if title == usual_title(report) else title, REASON: reason or ""}
