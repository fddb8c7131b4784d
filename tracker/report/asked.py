"""Priorities and questions of the reviewers as a report prints them, and which of them are about what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tracker.report.frozen import Frozen

Target = Literal["program", "goal", "indicator", "activity", "unit"]


class PrintedAnswer(Frozen):
    """``unit``: the body that answered, null for those who compile. ``name``: what it is called; no person is named."""

    unit: str | None
    name: str
    day: str
    text: str


class PrintedThread(Frozen):
    """A priority or a question, in the asker's own words. ``code``: its number. ``target``: what kind of thing it is
    about; ``item``: the code of that, blank for the whole program; ``name``: its name. ``asked_by``: the body behind
    the reviewers; no person is named. A priority has the deciding ``body``, its day and its case number; a question its
    ``origin``, case number and the day by which an answer is wanted. ``answers``: those that the asker has got."""

    code: str
    kind: Literal["priority", "question"]
    target: Target
    item: str
    name: str
    text: str
    origin: str | None
    body: str | None
    decided_on: str | None
    case_number: str | None
    answer_by: str | None
    asked_by: str
    asked_on: str
    state: Literal["open", "answered", "closed"]
    answers: tuple[PrintedAnswer, ...]


def about(threads: Iterable[PrintedThread], target: Target, item: str = "") -> tuple[PrintedThread, ...]:
    """Those about one thing: the program (no ``item``), a goal, an indicator, an activity, a body."""
    return tuple(each for each in threads if (each.target, each.item) == (target, item))
