"""Signing in with a password, limited in how often one may try; and whether a sign-in still holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.passwords import matches
from tracker.accounts.reading import account_of, acting, fold
from tracker.clock import today
from tracker.store.account import AccountRow, AttemptRow
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _

WINDOW = timedelta(minutes=15)
PER_LOGIN_AND_ADDRESS = 5
PER_LOGIN = 30
PER_ADDRESS = 50
"""Failed attempts within the window. The limit per login alone is high, so that nobody can easily be shut
out by others guessing; the one per address, since many may share one."""

_KEPT = timedelta(days=1)


class TooManyAttempts(Exception):
    """No more attempts for a while, right or wrong; the message is a Swedish sentence for the user."""

    def __init__(self) -> None:
        minutes = int(WINDOW.total_seconds() // 60)
        super().__init__(
            _("För många misslyckade försök. Vänta {minutes} minuter och försök igen.").format(minutes=minutes)
        )


def authenticate(engine: Engine, login: str, password: str, address: str) -> Account | None:
    """The account, if the password is its own and it is not disabled. Raises TooManyAttempts.

    Every refusal takes as long, known login or not. No lock is held while the password is checked, which is
    slow by design.
    """
    login = fold(login)[:200]
    with read_session(engine) as session:
        if _tried_too_often(session, login, address):
            raise TooManyAttempts
        row = session.scalars(select(AccountRow).where(AccountRow.login == login)).one_or_none()
        kept = row.password if row is not None else None
    right = matches(kept, password)
    with write_session(engine) as session:
        row = session.scalars(select(AccountRow).where(AccountRow.login == login)).one_or_none()
        if not right or row is None or row.disabled or row.password != kept:
            _note_failure(session, login, address)
            return None
        session.execute(delete(AttemptRow).where(AttemptRow.login == login, AttemptRow.address == address))
        return acting(session, account_of(session, row), today())


def signed_in(session: Session, number: int, since: datetime) -> Account | None:
    """The account that signed in at ``since``, if that still holds: not disabled, sessions not ended later."""
    row = session.get(AccountRow, number)
    if row is None or row.disabled or since < row.sessions_from:
        return None
    return acting(session, account_of(session, row), today())


def end_sessions(session: Session, account: Account) -> None:
    """Make every sign-in of the account so far count for nothing, on every device."""
    row = session.get(AccountRow, account.id)
    if row is not None:
        row.sessions_from = utc_now()


def _tried_too_often(session: Session, login: str, address: str) -> bool:
    recent = select(func.count()).select_from(AttemptRow).where(AttemptRow.at > utc_now() - WINDOW)
    by_login, by_address = AttemptRow.login == login, AttemptRow.address == address
    limits = (
        (recent.where(by_login, by_address), PER_LOGIN_AND_ADDRESS),
        (recent.where(by_login), PER_LOGIN),
        (recent.where(by_address), PER_ADDRESS),
    )
    return any((session.scalar(query) or 0) >= limit for query, limit in limits)


def _note_failure(session: Session, login: str, address: str) -> None:
    """Remember the attempt, and forget those of yesterday: they are personal data of no more use."""
    session.execute(delete(AttemptRow).where(AttemptRow.at < utc_now() - _KEPT))
    session.add(AttemptRow(at=utc_now(), login=login, address=address))
