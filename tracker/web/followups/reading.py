"""A follow-up read as a document: beside what was said the period before, with the bodies before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.entry.model import ActivityEntry, Judgement
from tracker.followups.work import Work
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
        now = entry.text if isinstance(entry, Judgement) else entry.comment
        status = entry.status.value if entry.status else ""
        for column, texts in zip(work.form.columns, entry.earlier, strict=True):
            if len(texts) == 1 and not texts[0].body:
                said = (texts[0].text if isinstance(entry, Judgement) else texts[0].comment) or ""
                told = pieces(said, now.value if now else "")
                then = words.get(texts[0].status or "", "") if texts[0].status != status else ""
                changed = bool(then) or any(piece.kind != "same" for piece in told)
                found[entry.code] = Before(str(column), then, told, changed)
                break
    return found


def neighbours(work: Work, account: Account, endpoint: str) -> tuple[Neighbour | None, Neighbour | None]:
    """The same page of the bodies before and after, in the organisation's order, for who reads them all."""
    if not may(account, "view_internal", program=work.program.code):
        return None, None
    codes = [unit.code for unit in work.view.units]
    at = codes.index(work.unit)
    return _neighbour(work, endpoint, at - 1) if at else None, _neighbour(work, endpoint, at + 1)


def _neighbour(work: Work, endpoint: str, at: int) -> Neighbour | None:
    units = work.view.units
    if at >= len(units):
        return None
    return Neighbour(units[at].name, location(work, endpoint, unit=units[at].code))
