"""Remarks of the compilers on items of one follow-up, and what was answered: a kind of threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.thread import ThreadEntryRow, ThreadRow


@dataclass(frozen=True)
class Reply:
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """``item``: the code of what it is on. ``replies``: the body's answers, first to last."""

    id: int
    item: str
    text: str
    at: datetime
    by: str
    replies: tuple[Reply, ...]


def remarks_on(session: Session, program: str, unit: str, period: Period) -> list[Remark]:
    """All remarks on the body's follow-up of the period, in the order in which they were made."""
    place = ThreadRow.program == program, ThreadRow.unit == unit
    when = ThreadRow.year == period.year, ThreadRow.part == period.part
    rows = list(session.scalars(select(ThreadRow).where(ThreadRow.kind == "remark", *place, *when)))
    if not rows:
        return []
    said = select(ThreadEntryRow).where(ThreadEntryRow.thread.in_([row.id for row in rows]))
    replies: dict[int, list[Reply]] = {}
    for each in session.scalars(said.order_by(ThreadEntryRow.id)):
        replies.setdefault(each.thread, []).append(Reply(each.text or "", each.by, each.at))
    found = (Remark(r.id, r.code, r.text, r.at, r.by, tuple(replies.get(r.id, ()))) for r in rows)
    return sorted(found, key=lambda remark: remark.id)


def add_remark(
    session: Session, program: str, unit: str, period: Period, *, target: str, item: str, text: str,
    account: int | None, by: str,
) -> int:  # fmt: skip
    """Keep a remark; its number."""
    row = ThreadRow(
        program=program, kind="remark", target=target, code=item, text=text, unit=unit, year=period.year,
        part=period.part, at=utc_now(), account=account, by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id
