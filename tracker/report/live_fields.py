"""Live fields: places in a compiler's text that the report fills with a sentence or a figure until it is published.

A field is written ``[[M1]]`` or ``[[I5.1:change]]``: the code of a goal, an indicator or an activity, and which of its
sentences. It is kept as it is written, so the text follows the figures; an edition holds the words that it became.
This is the only place that reads fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.report import overview, sentences, wording
from tracker.report.model import Goal, Indicator, Report
from tracker.report.rich_text import as_it_is
from tracker.words import LANGUAGES, SWEDISH, use_language

# Nothing that was matched is given back: a text of blanks is read in one go.
_FIELD = re.compile(r"\[\[\s*+([^\[\]\s:]*+)(?::([a-z]++))?\s*+\]\]")
PROGRAM = "program"
"""What the field is called that is about the whole program; a goal's or an item's code goes before it."""


@dataclass(frozen=True)
class LiveField:
    """``token``: as it is written in a text. ``of``: the code that it names. ``text``: what it says now."""

    token: str
    of: str
    text: str


def fields_of(report: Report, goal: Goal | None = None) -> tuple[LiveField, ...]:
    """The fields of one goal, or those of the whole program and of each goal as such."""
    with use_language(language_of(report)):
        return tuple(LiveField(token, _FIELD.sub(r"\1", token), say()) for token, say in _said(report, goal))


def filled(report: Report, text: str) -> str:
    """The text with what its fields say now. What is no field of the report stays as it is written."""
    if "[[" not in text:
        return text
    with use_language(language_of(report)):
        said = _everything(report)
        return _FIELD.sub(lambda found: _words(said, found), text)


def has_fields(text: str) -> bool:
    return _FIELD.search(text) is not None


def without_fields(text: str) -> str:
    """The text with a sign where each field stands."""
    return _FIELD.sub("…", text)


def unknown_fields(report: Report, text: str) -> tuple[str, ...]:
    """What is written as a field in the text and names nothing in the report."""
    said = _everything(report) if "[[" in text else {}
    return tuple(found[0] for found in _FIELD.finditer(text) if _token(found) not in said)


def language_of(report: Report) -> str:
    """The language of the definitions, and so of what compilers write; Swedish where nobody speaks it here."""
    code = report.about.city.language
    return code if code in LANGUAGES else SWEDISH


def _words(said: Mapping[str, Callable[[], str]], found: re.Match[str]) -> str:
    say = said.get(_token(found))
    return found[0] if say is None else as_it_is(say())


def _token(found: re.Match[str]) -> str:
    item, which = found[1], found[2]
    return _written(item, which or "")


def _written(item: str, which: str) -> str:
    return f"[[{item}:{which}]]" if which else f"[[{item}]]"


def _everything(report: Report) -> dict[str, Callable[[], str]]:
    said = dict(_said(report, None))
    for goal in report.goals:
        said |= dict(_said(report, goal))
    return said


def _said(report: Report, goal: Goal | None) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every field with what makes its words."""
    if goal is None:
        yield _written(PROGRAM, "reported"), lambda: overview.reported_text(report) + "."
        for each in report.goals:
            yield from _of_goal(report, each)
        return
    yield from _of_goal(report, goal)
    for indicator in goal.indicators:
        if indicator.asked:
            yield from _of_indicator(report, indicator)
    if "statuses" in report.calendar.asks:
        for activity in goal.activities:
            yield _written(activity.code, ""), partial(sentences.activity_sentence, report, activity)


def _of_goal(report: Report, goal: Goal) -> Iterator[tuple[str, Callable[[], str]]]:
    judged = goal.judgements.given + goal.judgements.not_reported
    if judged and "judgements" in report.calendar.asks and report.about.judgements:
        yield _written(goal.code, ""), partial(sentences.judged_sentence, report, goal)
        yield _written(goal.code, "named"), partial(sentences.named_sentence, report, goal)
        yield _written(goal.code, "overall"), partial(sentences.overall_sentence, report, goal)
    if "statuses" in report.calendar.asks and goal.activities:
        yield _written(goal.code, "activities"), partial(sentences.activities_sentence, report, goal)
        yield _written(goal.code, "late"), partial(sentences.late_sentence, goal.activities)


def _of_indicator(report: Report, indicator: Indicator) -> Iterator[tuple[str, Callable[[], str]]]:
    code, total = indicator.code, indicator.city.total
    yield _written(code, ""), partial(sentences.figure_sentence, report, indicator)
    yield _written(code, "change"), partial(sentences.change_sentence, indicator)
    yield _written(code, "value"), partial(wording.value_text, total, indicator.kind)
    yield _written(code, "coverage"), partial(sentences.coverage_words, report, indicator)
    if indicator.dimensions:
        yield _written(code, "categories"), partial(sentences.categories_sentence, indicator)
