"""The security log: what happened at the door, and what was done to accounts, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import CompoundSelect, delete, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from tracker.store.account import AccountEventRow, AccountRow, ActRole
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
    ``kind`` is ``changed``; ``what`` then says how, by a code (``role``: of a role), and otherwise which page it was,
    if any."""

    at: datetime
    kind: str
    login: str | None
    by: str
    address: str
    what: str
    role: ActRole | None = None


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
    return [SecurityEvent(row.at, row.kind, row.login, row.by, row.address, row.what, _role(row)) for row in rows]


def last_sign_ins(session: Session) -> dict[int, datetime]:
    """When each account signed in last, by its number; the log's memory of it ends after ``KEPT``."""
    row = SecurityEventRow
    query = select(row.account, func.max(row.at)).where(row.kind == "signed_in", row.account.is_not(None))
    return {number: at for number, at in session.execute(query.group_by(row.account)) if number is not None}


def earlier_sign_in(session: Session, number: int) -> datetime | None:
    """When the account signed in the time before the last."""
    row = SecurityEventRow
    query = select(row.at).where(row.kind == "signed_in", row.account == number)
    return session.scalars(query.order_by(row.at.desc(), row.id.desc()).offset(1).limit(1)).one_or_none()


def account_events(session: Session, number: int, *, limit: int) -> list[SecurityEvent]:
    """What was done to the account, the latest first."""
    query = select(AccountEventRow).where(AccountEventRow.account == number)
    rows = session.scalars(query.order_by(AccountEventRow.at.desc(), AccountEventRow.id.desc()).limit(limit))
    return [SecurityEvent(row.at, "changed", None, row.by, "", row.what, _role(row)) for row in rows]


def count_security_events(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(_both().subquery())) or 0


def _role(row: Any) -> ActRole | None:
    return None if row.role is None else ActRole(row.role, row.unit, row.program)


def _both() -> CompoundSelect[Any]:
    door, act, no = SecurityEventRow, AccountEventRow, [null().label(name) for name in ActRole._fields]
    return union_all(
        select(door.id, door.at, door.kind, door.account, literal("").label("by"), door.address, door.what, *no),
        select(
            act.id, act.at, literal("changed"), act.account, act.by, literal(""), act.what,
            act.role, act.unit, act.program,
        ),
    )  # fmt: skip
