"""What is written in an edition, by the compilers and of bodies' own items, searched for small numbers first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.report.model import Report

_SMALL = re.compile(r"(?<![\w.,:/§-])([1-4]|en enda|två|tre|fyra)(?![\w,.:/-]*\d)(?!\w)", re.IGNORECASE)
_CONTEXT = 30


@dataclass(frozen=True)
class SmallNumber:
    """A number 1–4 in a text: a person must confirm that it does not tell a protected count.

    ``item``: the goal of a compiler's text, or the body's own item whose words these are.
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
