"""Who is signed in: a signed cookie names the account, and the database is asked at every request whether it holds.

A sign-in ends after an hour without a request, after twelve hours in all, when the account is disabled or its
password changed, when the person ends it on the own page, and when the person signs out (on every device).
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from flask import request, session
from werkzeug.user_agent import UserAgent

from tracker.accounts import sessions
from tracker.accounts.account import Account
from tracker.web.database import read_session, write_session

IDLE_SECONDS = 60 * 60
LONGEST_SECONDS = int(sessions.LONGEST.total_seconds())
# The cookie is written again no more often than this.
_RENEW_SECONDS = 60
# The first that is found: a browser also names those that it is like.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip



def begin(account: Account, *, outside: bool = False, stepped: bool = False, vouched: bool = False) -> bool:
    """Sign the person in, with a session that shares nothing with the one before; False, and nobody is signed in, where
    the second step is still to be taken. ``outside``: through the provider; ``stepped``: the second step was taken
    here; ``vouched``: the provider asked for one.

    Only the same person's own form token goes on, so that a page left open over an expired sign-in can be sent.
    """
    same_person = session.get("account") == account.id
    token = session.get("csrf_token") if same_person else None
    session.clear()
    now = time.time()
    with write_session() as database:
        made = sessions.begin(
            database, account, datetime.fromtimestamp(now, UTC), request.remote_addr or "", device(request.user_agent),
            stepped=stepped, vouched=vouched,
        )  # fmt: skip
    if made is None:
        return False
    session.update(account=account.id, key=made.key, at=made.at.timestamp(), seen=now, outside=outside)
    if token is not None:
        session["csrf_token"] = token
    session.permanent = True
    return True


def end() -> None:
    session.clear()


def came_from_outside() -> bool:
    """Whether the provider signed the person in."""
    return bool(session.get("outside"))


def own_key() -> str:
    """Which of the person's sign-ins this one is."""
    return str(session.get("key", ""))


def account() -> Account | None:
    """The account signed in, or None. A sign-in that no longer holds is left in the cookie but counts for nothing."""
    number, at, seen = session.get("account"), session.get("at", 0), session.get("seen", 0)
    now = time.time()
    if number is None or now - seen > IDLE_SECONDS or now - at > LONGEST_SECONDS:
        return None
    with read_session() as database:
        found = sessions.signed_in(database, number, own_key(), since=datetime.fromtimestamp(at, UTC))
    if found is not None and now - seen > _RENEW_SECONDS:
        session["seen"] = now
    return found


def device(agent: UserAgent) -> str:
    """Browser and system as a person knows them: ``Firefox, Windows``; what is not known is left out, and nothing of
    the text itself is kept."""
    names = (next((name for mark, name in known if mark in agent.string), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, names))
