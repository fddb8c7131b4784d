"""Signing in with a password, slower after each failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import Engine, and_, bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.kept import TWO_STEPS, account_of, acting, fold
from tracker.accounts.passwords import matches, renewed
from tracker.clock import today
from tracker.store.account import AccountRow, AttemptRow
from tracker.store.base import utc_now
from tracker.store.database import take_turns, write_session
from tracker.store.security_events import add_event
from tracker.words import gettext as _

WINDOW = timedelta(minutes=15)
_KEPT = timedelta(days=1)
_PASSWORD_FROM = (
    select(AccountRow.password)
    .where(AccountRow.login >= bindparam("login"), AccountRow.password.is_not(None))
    .order_by(AccountRow.login)
    .limit(1)
)
"""Of the first login that is not before this one: its own, or somebody else's."""


@dataclass(frozen=True)
class Pace:
    """How failed attempts within the window slow down the next one: so many are ``free``, then each failure doubles
    the pause after it, from one second up to ``longest`` seconds."""

    free: int
    longest: int

    def pause(self, failures: int) -> int:
        """Seconds from the last failure until the next attempt."""
        return 0 if failures < self.free else min(2 ** min(failures - self.free, 20), self.longest)


PER_LOGIN_AND_ADDRESS = Pace(free=5, longest=300)
PER_LOGIN = Pace(free=30, longest=5)
PER_ADDRESS = Pace(free=50, longest=1)
"""Slower, never shut: many may share an address, and anybody can guess at somebody else's login."""


class TooManyAttempts(Exception):
    """The next attempt has to wait ``seconds``, right or wrong; the message is a sentence for the user."""

    def __init__(self, seconds: int) -> None:
        text = _("För många misslyckade försök. Vänta {seconds} sekunder och försök igen.")
        super().__init__(text.format(seconds=seconds))
        self.seconds = seconds


def authenticate(engine: Engine, login: str, password: str, address: str) -> Account | None:
    """The account, if the password is its own and it is not disabled. Raises TooManyAttempts.

    Every refusal takes as long, known login or not. The attempt counts as failed from before the password is checked,
    so that many guesses at once are no way round the pace. No lock is held meanwhile: checking is slow by design.
    """
    login = fold(login)[:200]
    with write_session(engine) as session:
        attempt = reserve(session, login, address)
        row = session.scalars(select(AccountRow).where(AccountRow.login == login)).one_or_none()
        kept, number = (row.password, row.id) if row is not None else (None, None)
        next_one = session.scalar(_PASSWORD_FROM, {"login": login})
    if not matches(kept, password, instead=next_one) or kept is None:
        with write_session(engine) as session:
            add_event(session, "refused", number, address)
        return None
    anew = renewed(kept, password)
    with write_session(engine) as session:
        row = session.scalars(select(AccountRow).where(AccountRow.login == login)).one_or_none()
        if row is None or row.disabled or row.password != kept:
            add_event(session, "refused", number, address)
            return None
        if not session.scalar(select(TWO_STEPS).where(AccountRow.id == number)):  # else the person is not in yet
            add_event(session, "signed_in", number, address)
        row.password = anew or kept
        forget_attempts(session, login, address, attempt)
        return acting(session, account_of(session, row), today())


def forget_attempts(session: Session, login: str, address: str, attempt: int) -> None:
    """After a right one: those before it from the same address, and itself, slow nobody down."""
    own = AttemptRow.login == login, AttemptRow.address == address
    session.execute(delete(AttemptRow).where(or_(and_(*own), AttemptRow.id == attempt)))


def reserve(session: Session, login: str, address: str, from_anywhere: Pace = PER_LOGIN) -> int:
    """Write the attempt down as failed before it is made; its number. ``from_anywhere``: the pace of one login's
    attempts from all addresses together. Raises TooManyAttempts.

    Yesterday's attempts are forgotten: they are personal data of no more use.
    """
    take_turns(session, f"sign-in {login}")
    now = utc_now()
    by_login, by_address = AttemptRow.login == login, AttemptRow.address == address
    paces = (
        (PER_LOGIN_AND_ADDRESS, and_(by_login, by_address)),
        (from_anywhere, by_login),
        (PER_ADDRESS, by_address),
    )
    for pace, which in paces:
        # Not those of the future: nobody is to wait for a clock that was set back.
        recent = AttemptRow.at.between(now - WINDOW, now)
        failures, last = session.execute(select(func.count(), func.max(AttemptRow.at)).where(which, recent)).one()
        left = pace.pause(failures) - (0 if last is None else (now - last).total_seconds())
        if left > 0:
            raise TooManyAttempts(ceil(left))
    session.execute(delete(AttemptRow).where(AttemptRow.at < now - _KEPT))
    attempt = AttemptRow(at=now, login=login, address=address)
    session.add(attempt)
    session.flush()
    return attempt.id
