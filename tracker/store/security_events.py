"""The security log: what happened at the door, and what was done to accounts, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import CompoundSelect, delete, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.store.account import AccountEventRow, AccountRow
from tracker.store.base import utc_now
from tracker.store.security_event import SecurityEventRow

Kind = Literal["signed_in", "refused", "signed_out", "forbidden", "form_refused"]

KEPT = timedelta(days=365)
"""Addresses are personal data: after a year nobody looks for them."""

AGAIN_FROM_ADDRESS, MOST_OF_STRANGERS = timedelta(minutes=10), 1000
"""Of refusals to who is not signed in: one from each address for so long, and so many a day."""


@dataclass(frozen=True)
class SecurityEvent:
    """``login``: of the account that it concerns, None where there is none. ``by``: who changed the account, where
    ``kind`` is ``changed``; ``what`` then says how, and otherwise which page it was, if any."""

    at: datetime
    kind: str
    login: str | None
    by: str
    address: str
    what: str


def add_event(session: Session, kind: Kind, account: int | None, address: str, what: str = "") -> None:
    """Write the event down, and forget those that are too old."""
    now = utc_now()
    session.execute(delete(SecurityEventRow).where(SecurityEventRow.at < now - KEPT))
    session.add(SecurityEventRow(at=now, kind=kind, account=account, address=address[:100], what=what))
    session.flush()


def is_told_of_strangers(session: Session, address: str) -> bool:
    """Whether enough is written down of what nobody in particular was refused: anybody can send it without end."""
    now, row = utc_now(), SecurityEventRow
    of_strangers = select(func.count()).where(row.account.is_(None), row.kind.in_(("forbidden", "form_refused")))
    lately = of_strangers.where(row.at > now - AGAIN_FROM_ADDRESS, row.address == address[:100])
    today = of_strangers.where(row.at > now - timedelta(days=1))
    return bool(session.scalar(lately)) or (session.scalar(today) or 0) >= MOST_OF_STRANGERS


def security_events(session: Session, *, limit: int | None = None, offset: int = 0) -> list[SecurityEvent]:
    """Latest first."""
    both = _both().subquery()
    query = select(both, AccountRow.login).outerjoin(AccountRow, AccountRow.id == both.c.account)
    query = query.order_by(both.c.at.desc(), both.c.kind, both.c.id.desc()).limit(limit).offset(offset)
    rows = session.execute(query)
    return [SecurityEvent(row.at, row.kind, row.login, row.by, row.address, row.what) for row in rows]


def count_security_events(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(_both().subquery())) or 0


def _both() -> CompoundSelect[tuple[int, datetime, str, int | None, str, str, str]]:
    door, act = SecurityEventRow, AccountEventRow
    return union_all(
        select(door.id, door.at, door.kind, door.account, literal("").label("by"), door.address, door.what),
        select(act.id, act.at, literal("changed"), act.account, act.by, literal(""), act.what),
    )
