"""What is written in an edition, by the compilers and of bodies' own items, searched for small numbers first.

Asking once too often costs a tick in a box, so what may be a date or a case number is asked about as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.report.model import Report

# "En" and "ett" are articles as a rule; before one of these they may be the number.
_ONE = "kvinna|man|flicka|pojke|person|familj|individ|ungdom|klient|(?:vålds)?utövare|förövare|vuxen|barn|ärende|fall"
_SMALL = re.compile(
    rf"""(?<![\w.,/§-]) (?<!\d:)
    (?: [1-4] (?=[^\W\d_]{{2}})                     # 3st
      | e(?:n|tt) \s (?:\w+\s)? (?:{_ONE}) (?!\w)    # en ung kvinna
      | (?: \d+[-/][1-4] | [1-4][-/]\d+             # 0-3, 3/11
          | [1-4] | en\ enda | två | tre | fyra) (?![\w,.:/-]*\d) (?!\w) )""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTEXT = 30

TITLE, REASON = "titel", "skäl"
"""The words that come with the order to publish stand in the list of editions, for everybody to read."""


@dataclass(frozen=True)
class SmallNumber:
    """A number 1–4 in a text: a person must confirm that it does not tell a protected count.

    ``item``: the goal of a compiler's text, the body's own item whose words these are, or ``TITLE`` or ``REASON``.
    """

    item: str
    start: int
    number: str
    around: str

    @property
    def place(self) -> str:
        """A stable name for the confirmation of this very number in this very text."""
        return f"{self.item}:{self.start}:{self.number.lower()}"


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


def small_numbers(texts: Mapping[str, str]) -> tuple[SmallNumber, ...]:
    """Every 1, 2, 3, 4, two, three and four that stands alone in the texts, in order."""
    return tuple(
        SmallNumber(item, found.start(), found[0], _around(text, found.start(), found.end()))
        for item, text in texts.items()
        for found in _SMALL.finditer(text)
    )


def _around(text: str, start: int, end: int) -> str:
    """The words on both sides; dots where the text goes on."""
    before, after = text[:start], text[end:]
    left, right = before[-_CONTEXT:], after[:_CONTEXT]
    if len(before) > _CONTEXT:
        left = re.sub(r"^\S*\s*", "… ", left)
    if len(after) > _CONTEXT:
        right = re.sub(r"\s*\S*$", " …", right, count=1)
    return " ".join(f"{left}{text[start:end]}{right}".split())
