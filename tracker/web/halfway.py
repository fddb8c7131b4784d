"""Between the two steps of signing in: who has taken the first one, in the cookie, for ten minutes."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from flask import session

from tracker.accounts.account import Account
from tracker.accounts.kept import account_numbered
from tracker.web.database import read_session

SECONDS = 10 * 60


def begin(account: Account, path: str, *, outside: bool) -> None:
    """The first step is taken, with a password or ``outside``, at the provider. ``path``: where the person is going."""
    session.clear()
    session.update(halfway=account.id, since=time.time(), next=path, outside=outside)


def account() -> Account | None:
    """Who has taken the first step a moment ago."""
    number = session.get("halfway")
    if number is None or time.time() - since().timestamp() > SECONDS:
        return None
    with read_session() as database:
        return account_numbered(database, number)


def since() -> datetime:
    """When the password was given."""
    return datetime.fromtimestamp(session.get("since", 0), UTC)


def path() -> str:
    """Where the person is going; it was judged when the password was given."""
    return str(session.get("next", "/"))
