"""What is published in words: the compilers' texts, the words of bodies' own items, the title and the reason."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.report.asked_words import typed_words
from tracker.report.live_fields import filled, without_fields
from tracker.report.model import Report
from tracker.report.rich_text import plain
from tracker.report.written import OVERALL

THREAD = "fråga:"
"""Before the number of a priority or a question whose words are published."""

TITLE, REASON = "titel", "skäl"
"""The words that come with the order to publish stand in the list of editions, for everybody to read."""


def said(report: Report, texts: Mapping[str, str]) -> dict[str, str]:
    """The compilers' texts by place, with what their live fields say of the report."""
    return {place: filled(report, text) for place, text in texts.items()}


def judgements_in(texts: Mapping[str, str]) -> dict[str, str]:
    """What compilers have judged themselves, which other texts may speak of."""
    return {place: code for place, code in texts.items() if place.startswith(OVERALL)}


def read_as(texts: Mapping[str, str]) -> dict[str, str]:
    """What a person has written of the texts, as it is read: without signs of emphasis that could stand in the middle
    of a number, and without live fields, which say what is printed and nothing else. What is chosen from a list is no
    text.
    """
    return {place: plain(without_fields(text)) for place, text in texts.items() if not place.startswith(OVERALL)}


def own_words(report: Report) -> dict[str, str]:
    """What bodies have written that is published: titles and labels of their own items, by code."""
    goals = [goal for part in report.own for goal in part.goals]
    found = {activity.code: activity.title for goal in goals for activity in goal.activities}
    for indicator in (indicator for goal in goals for indicator in goal.indicators):
        texts = (indicator.title, indicator.labels.n, indicator.labels.d)
        found[indicator.code] = " – ".join(text for text in texts if text)
    return found


def thread_words(report: Report) -> dict[str, str]:
    """What reviewers have asked and been answered, as it is published, by the number of the question."""
    return {
        f"{THREAD}{each.code}": "\n".join(typed_words(each, (answer.text for answer in each.answers)))
        for each in report.threads
    }


def usual_title(report: Report) -> str:
    """``The program, second report 2024``: what an edition is called unless somebody says otherwise."""
    return f"{report.about.short_title}, {report.calendar.name.lower()} {report.calendar.year}"


def order_words(report: Report, title: str, reason: str | None) -> dict[str, str]:
    """The edition's title and the correction's reason. The usual title has no numbers but the period's own."""
    return {TITLE: "" if title == usual_title(report) else title, REASON: reason or ""}
