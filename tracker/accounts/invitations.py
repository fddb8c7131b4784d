"""One-time links: the person chooses a password that nobody else has seen, the first time or after forgetting it.

The link is the only way in that it opens: what it holds is kept as a hash, ends with its use, with another link, with a
password, when the account is closed, and after a week.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.administration import account_row, change_password, check_administers, note
from tracker.accounts.kept import account_of
from tracker.store.account import AccountRow, InvitationRow
from tracker.store.base import utc_now
from tracker.words import gettext as _

LASTS = timedelta(days=7)


class LinkOver(Exception):
    """The link is used, too old, or never was one; the message is a sentence for the user."""

    def __init__(self) -> None:
        super().__init__(_("Länken gäller inte längre. Be administratören om en ny."))


def make_link(session: Session, *, login: str, by: Account) -> str:
    """What a new link to the account holds; an earlier one ends. The password goes on until the link is used.

    Raises AccountFault.
    """
    check_administers(by)
    row, token = account_row(session, login, is_open=True), secrets.token_urlsafe(32)
    session.execute(delete(InvitationRow).where(InvitationRow.account == row.id))
    session.add(InvitationRow(account=row.id, token=_hash(token), expires_at=utc_now() + LASTS))
    note(session, row, by, "link")
    return token


def invited(session: Session, token: str) -> Account:
    """Whose link it is. Raises LinkOver."""
    query = select(AccountRow).join(InvitationRow, InvitationRow.account == AccountRow.id)
    holds = InvitationRow.token == _hash(token), InvitationRow.expires_at > utc_now(), ~AccountRow.disabled
    row = session.scalars(query.where(*holds)).one_or_none()
    if row is None:
        raise LinkOver
    return account_of(session, row)


def accept(session: Session, token: str, password: str) -> Account:
    """Choose the password and use the link up; every earlier sign-in ends. Raises LinkOver, WeakPassword."""
    account = invited(session, token)
    used = delete(InvitationRow).where(InvitationRow.token == _hash(token)).returning(InvitationRow.account)
    if session.scalars(used).one_or_none() is None:
        raise LinkOver  # at the same moment by another
    return change_password(session, account, password)


def _hash(token: str) -> str:
    """No slow hash: nobody guesses 256 random bits."""
    return sha256(token.encode()).hexdigest()
