"""What is said between the compilers and one body of an item of its follow-up: their remarks, its questions, and the
answers. Two kinds of threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.database import plain
from tracker.store.thread import ThreadEntryRow, ThreadRow

Between = Literal["remark", "question"]


@dataclass(frozen=True)
class Reply:
    """``id``: its number among all that was said."""

    id: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """A remark of the compilers, or a question of the body. ``item``: the code of what it is on. ``account``: whose it
    is. ``replies``: the other side's answers, first to last."""

    id: int
    item: str
    text: str
    at: datetime
    by: str
    account: int | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Waiting:
    """A body's question that the compilers have not answered, and the follow-up that it is on."""

    id: int
    program: str
    unit: str
    period: Period
    item: str
    text: str


def remarks_on(session: Session, program: str, unit: str, period: Period) -> list[Remark]:
    """All remarks on the body's follow-up of the period, in the order in which they were made."""
    return _on(session, "remark", program, unit, period)


def questions_on(session: Session, program: str, unit: str, period: Period) -> list[Remark]:
    """All that the body has asked the compilers about its follow-up of the period, first to last."""
    return _on(session, "question", program, unit, period)


def questions_since(session: Session, program: str, after: datetime) -> list[tuple[Waiting, Remark]]:
    """What was asked or answered after a moment, each with its place."""
    said = exists().where(ThreadEntryRow.thread == ThreadRow.id, ThreadEntryRow.at > after)
    found = session.scalars(
        select(ThreadRow)
        .where(ThreadRow.program == program, _ASKED, (ThreadRow.at > after) | said)
        .order_by(ThreadRow.id)
    )
    rows = list(found)
    return [(_waiting(row), remark) for row, remark in zip(rows, _read(session, rows), strict=True)]


def waiting_questions(session: Session, programs: Collection[str]) -> list[Waiting]:
    """Bodies' questions that no compiler has answered, first to last."""
    found = plain(session, _WAITING, programs=list(programs)) if programs else ()
    return [Waiting(r.id, r.program, r.unit, Period(r.year, r.part), r.code, r.text) for r in found]


def add_remark(
    session: Session, program: str, unit: str, period: Period, *, kind: Between = "remark", target: str, item: str,
    text: str, account: int | None, by: str,
) -> int:  # fmt: skip
    """Keep a remark, or a question of the body's; its number."""
    row = ThreadRow(
        program=program, kind=kind, target=target, code=item, text=text, unit=unit, year=period.year,
        part=period.part, at=utc_now(), account=account, by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


_ASKED = (ThreadRow.kind == "question") & ThreadRow.unit.is_not(None)

_WAITING = (
    select(
        ThreadRow.id, ThreadRow.program, ThreadRow.unit, ThreadRow.year, ThreadRow.part, ThreadRow.code, ThreadRow.text
    )
    .where(ThreadRow.program.in_(bindparam("programs", expanding=True)), _ASKED)
    .where(~exists().where(ThreadEntryRow.thread == ThreadRow.id))
    .order_by(ThreadRow.id)
)


def _on(session: Session, kind: Between, program: str, unit: str, period: Period) -> list[Remark]:
    place = ThreadRow.program == program, ThreadRow.unit == unit
    when = ThreadRow.year == period.year, ThreadRow.part == period.part
    query = select(ThreadRow).where(ThreadRow.kind == kind, *place, *when).order_by(ThreadRow.id)
    return _read(session, session.scalars(query))


def _read(session: Session, found: Iterable[ThreadRow]) -> list[Remark]:
    rows = list(found)
    if not rows:
        return []
    said = select(ThreadEntryRow).where(ThreadEntryRow.thread.in_([row.id for row in rows]))
    replies: dict[int, list[Reply]] = {}
    for each in session.scalars(said.order_by(ThreadEntryRow.id)):
        replies.setdefault(each.thread, []).append(Reply(each.id, each.text or "", each.by, each.at))
    return [Remark(r.id, r.code, r.text, r.at, r.by, r.account, tuple(replies.get(r.id, ()))) for r in rows]


def _waiting(row: ThreadRow) -> Waiting:
    # What is asked of has a place: a constraint of the table.
    period = Period(row.year or 0, row.part or "")
    return Waiting(row.id, row.program, row.unit or "", period, row.code, row.text)
