"""Sign-ins that hold: each is a row that the person sees and can end, on whatever device it was made."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.kept import GRANTED, TWO_STEPS, acting, grant, second_step_of, with_grants
from tracker.clock import today
from tracker.store.account import AccountRow, RoleRow, SignInRow
from tracker.store.base import utc_now
from tracker.store.database import plain, take_turns
from tracker.store.security_events import add_event

LONGEST = timedelta(hours=12)
"""However busy the person is: a sign-in holds no longer."""

# Put together once, since every request asks it.
_SIGNED_IN = (
    select(
        *(AccountRow.id, AccountRow.login, AccountRow.name, AccountRow.email, AccountRow.disabled),
        *(AccountRow.sessions_from, AccountRow.language, AccountRow.program),
        *(TWO_STEPS.label("two_steps"), SignInRow.vouched, *GRANTED),
    )
    .join(SignInRow, SignInRow.account == AccountRow.id)
    .outerjoin(RoleRow, RoleRow.account == AccountRow.id)
    .where(SignInRow.key == bindparam("key"), AccountRow.id == bindparam("account"))
)


@dataclass(frozen=True)
class SignIn:
    """``key``: what the cookie of the device carries; ``device``: a browser and a system, in words."""

    id: int
    key: str
    at: datetime
    address: str
    device: str


def begin(
    session: Session, account: Account, now: datetime, address: str, device: str, *,
    stepped: bool = False, vouched: bool = False,
) -> SignIn | None:  # fmt: skip
    """Keep a sign-in made now, and forget those that are over.

    It counts from after the last end of all: also where the clock was set back since. ``stepped``: our second step was
    taken; ``vouched``: one was asked for elsewhere. None, and nothing kept, without either where the account has one,
    and where all sign-ins were ended since the account was read: with another password, the old one opens nothing.
    """
    take_turns(session, second_step_of(account))
    row = session.get_one(AccountRow, account.id, with_for_update={"key_share": True})
    owes_step = not (stepped or vouched) and session.scalar(select(TWO_STEPS).where(AccountRow.id == account.id))
    if owes_step or row.disabled or row.sessions_from != account.ended_at:
        return None
    session.execute(delete(SignInRow).where(SignInRow.at < now - LONGEST))
    made = SignInRow(
        key=secrets.token_urlsafe(32), account=row.id, at=max(now, row.sessions_from),
        address=address[:100], device=device[:100], vouched=vouched,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return _told(made)


def signed_in(session: Session, number: int, key: str, since: datetime) -> Account | None:
    """The account that signed in at ``since``, if that still holds: not ended, not disabled, no new password since."""
    rows = plain(session, _SIGNED_IN, key=key, account=number)  # one for each role, or one without any
    found = next(iter(rows), None)
    if found is None or found.disabled or since < found.sessions_from:
        return None
    grants = frozenset(grant(*row[-len(GRANTED) :]) for row in rows if row.role is not None)
    account = with_grants(session, found, grants)
    return acting(session, replace(account, two_steps=found.two_steps, vouched=found.vouched), today())


def own_sign_ins(session: Session, account: Account) -> Sequence[SignIn]:
    """The person's sign-ins that hold, the latest first."""
    row = session.get_one(AccountRow, account.id)
    since = max(utc_now() - LONGEST, row.sessions_from)
    query = select(SignInRow).where(SignInRow.account == row.id, SignInRow.at >= since)
    return [_told(each) for each in session.scalars(query.order_by(SignInRow.at.desc(), SignInRow.id.desc()))]


def end_one(session: Session, account: Account, number: int, address: str) -> bool:
    """End one of the person's own sign-ins; whether there was such a one."""
    return _end(session, account, SignInRow.id == number, address) > 0


def end_others(session: Session, account: Account, key: str, address: str) -> int:
    """End all the person's sign-ins but the one with the key; how many."""
    return _end(session, account, SignInRow.key != key, address)


def end_all(session: Session, account: Account, address: str) -> None:
    """Make every sign-in of the account so far count for nothing, on every device."""
    row = session.get(AccountRow, account.id)
    if row is not None:
        add_event(session, "signed_out", row.id, address)
        session.execute(delete(SignInRow).where(SignInRow.account == row.id))
        row.sessions_from = utc_now()


def _end(session: Session, account: Account, which: ColumnElement[bool], address: str) -> int:
    gone = delete(SignInRow).where(SignInRow.account == account.id, which).returning(SignInRow.id)
    count = len(session.scalars(gone).all())
    if count:
        add_event(session, "signed_out", account.id, address)
    return count


def _told(row: SignInRow) -> SignIn:
    return SignIn(row.id, row.key, row.at, row.address, row.device)
