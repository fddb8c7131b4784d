"""A follow-up read as a document: beside what was said the period before, with the bodies before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.entry.asked import asks_of
from tracker.entry.model import ActivityEntry, Judgement
from tracker.followups.work import Work
from tracker.periods import Period
from tracker.report.marked_changes import Piece, pieces
from tracker.web.followups.location import location


@dataclass(frozen=True)
class Before:
    """What was said of an item in an earlier period. ``status``: its words, where it is another now. ``text``: with
    what differs now; ``changed``: whether anything does."""

    period: str
    status: str
    text: tuple[Piece, ...]
    changed: bool


@dataclass(frozen=True)
class Neighbour:
    name: str
    address: str


def said_before(work: Work) -> Mapping[str, Before]:
    """By item: what its body said in the latest period in which it said anything. Those that merged into it are left
    out: theirs are several texts."""
    words = {word.code: word.word for word in work.program.statuses}
    words |= {word.code: word.word for word in work.program.judgements}
    found = {}
    for entry in work.form.entries():
        if not isinstance(entry, ActivityEntry | Judgement):
            continue
        if isinstance(entry, ActivityEntry) and entry.plan is not None:
            if (before := _planned_before(work, entry)) is not None:
                found[entry.code] = before
            continue
        now = entry.text if isinstance(entry, Judgement) else entry.comment
        status = entry.status.value if entry.status else ""
        for column, texts in zip(work.form.columns, entry.earlier, strict=True):
            if len(texts) == 1 and not texts[0].body:
                said = (texts[0].text if isinstance(entry, Judgement) else texts[0].comment) or ""
                told = pieces(said, now.value if now else "")
                then = words.get(texts[0].status or "", "") if texts[0].status != status else ""
                changed = bool(then) or any(piece.kind != "same" for piece in told)
                found[entry.code] = Before(_named(work, column), then, told, changed)
                break
    return found


def _planned_before(work: Work, entry: ActivityEntry) -> Before | None:
    """What the plan of the year before said of the activity; None where it said nothing."""
    plans, period = [text for text in entry.planned if text.text], work.program.calendar.previous_year(work.period)
    if period is None or entry.plan is None or len(plans) != 1 or plans[0].body:
        return None
    told = pieces(plans[0].text or "", entry.plan.value)
    return Before(_named(work, period), "", told, any(piece.kind != "same" for piece in told))


def _named(work: Work, period: Period) -> str:
    """The part of the year by its name, and the year."""
    return f"{work.program.calendar.part(period).name} {period.year}"


def neighbours(
    work: Work, account: Account, endpoint: str, goal: str | None = None
) -> tuple[Neighbour | None, Neighbour | None]:
    """The same page of the bodies before and after, in the organisation's order, for who reads them all. ``goal``: the
    one that the page is of; bodies that owe nothing under it are passed over."""
    if not may(account, "view_internal", program=work.program.code):
        return None, None
    units = work.view.units
    at = [unit.code for unit in units].index(work.unit)
    place = {} if goal is None else {"goal": goal}
    before = (unit for unit in reversed(units[:at]) if _owes(work, unit.code, goal))
    after = (unit for unit in units[at + 1 :] if _owes(work, unit.code, goal))
    first, second = next(before, None), next(after, None)
    return (
        Neighbour(first.name, location(work, endpoint, unit=first.code, **place)) if first else None,
        Neighbour(second.name, location(work, endpoint, unit=second.code, **place)) if second else None,
    )


def _owes(work: Work, unit: str, goal: str | None) -> bool:
    return goal is None or bool(asks_of(work.view, unit).by_goal.get(goal))
