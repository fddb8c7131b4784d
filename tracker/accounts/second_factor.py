"""The second step of signing in: a code from the person's app (TOTP, RFC 6238), or a recovery code. The other kind is
in ``passkeys``; here too is what both share: the pace, and how all of it is taken away.

What the app shares with us is made of a seed in the database and the site's key, so that neither alone is enough.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from collections.abc import Callable
from datetime import datetime

import pyotp
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.administration import account_row, check_administers, note
from tracker.accounts.kept import TWO_STEPS, account_of, acting, second_step_of
from tracker.accounts.recovery import forget_codes, new_codes, recovers
from tracker.accounts.sign_in import Pace, forget_attempts, reserve
from tracker.clock import today
from tracker.store.account import AccountRow, PasskeyRow, SecondFactorRow
from tracker.store.base import utc_now
from tracker.store.database import take_turns, write_session
from tracker.store.security_events import add_event
from tracker.typed import without_unseen

PER_STEP = Pace(free=30, longest=300)
"""From all addresses together: few tries more than these within the window, since a code has a million values only.
Nobody gets so far without the password, so that hardly anybody is slowed down by others."""
_STEP_SECONDS = 30
_DRIFT = 1
"""Steps by which the clock of a telephone may be wrong."""


def new_seed() -> str:
    return secrets.token_hex(32)


def secret_of(seed: str, key: str) -> str:
    """What the app and we share, as the app takes it: 160 bits in base32."""
    made = hmac.digest(key.encode(), f"second factor {seed}".encode(), "sha256")
    return b32encode(made[:20]).decode()


def address_of(seed: str, key: str, *, login: str, service: str) -> str:
    """The ``otpauth:`` address that the app reads from a picture."""
    return pyotp.TOTP(secret_of(seed, key)).provisioning_uri(name=login, issuer_name=service)


def has_second_factor(session: Session, account: Account) -> bool:
    """An app or a passkey."""
    return bool(session.scalar(select(TWO_STEPS).where(AccountRow.id == account.id)))


def has_app(session: Session, account: Account) -> bool:
    return session.get(SecondFactorRow, account.id) is not None


def begin_with(session: Session, account: Account, seed: str, code: str, key: str) -> list[str] | None:
    """Ask for codes of this app from now on, if the code is one of its own. Returns new recovery codes, which are
    shown this once; None where the code is wrong."""
    step = _step(secret_of(seed, key), code)
    if step is None:
        return None
    take_turns(session, second_step_of(account))
    row = session.get_one(AccountRow, account.id)
    session.execute(delete(SecondFactorRow).where(SecondFactorRow.account == row.id))
    session.add(SecondFactorRow(account=row.id, seed=seed, last_step=step, since=utc_now()))
    codes = new_codes(session, row.id)
    note(session, row, account, "two_steps_added")
    return codes


def check_code(
    engine: Engine, account: Account, code: str, key: str, address: str, since: datetime | None = None
) -> Account | None:
    """The account, if the code is right now and was never taken before. See ``take_step``."""

    def is_right(session: Session, row: AccountRow) -> bool:
        return _takes(session, row.id, code, key) or recovers(session, row, account, code)

    return take_step(engine, account, address, since, is_right)


def take_step(
    engine: Engine,
    account: Account,
    address: str,
    since: datetime | None,
    is_right: Callable[[Session, AccountRow], bool],
) -> Account | None:
    """The account, if what it gave for the second step is right. Slowed down like passwords, by itself: a right
    password is no way to more tries. ``since``: when the password was given, which another one since makes worthless.
    Raises TooManyAttempts."""
    counted = f"{account.login} code"  # no login has a space in it
    with write_session(engine) as session:
        attempt = reserve(session, counted, address, PER_STEP)
    with write_session(engine) as session:
        row = session.get_one(AccountRow, account.id)
        holds = not row.disabled and (since is None or since >= row.sessions_from)
        right = holds and is_right(session, row)
        add_event(session, "signed_in" if right else "refused", row.id, address)
        if not right:
            return None
        forget_attempts(session, counted, address, attempt)
        return acting(session, account_of(session, row), today())


def remove_second_factor(session: Session, *, login: str, by: Account) -> Account:
    """App, passkeys and recovery codes: a person who has lost them signs in with the password alone. Raises
    AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    account = account_of(session, row)
    if has_second_factor(session, account):
        session.execute(delete(PasskeyRow).where(PasskeyRow.account == row.id))
        _take_app_away(session, row.id)
        forget_codes(session, row.id)
        note(session, row, by, "two_steps_removed")
    return account


def stop(session: Session, account: Account, *, needs_step: bool) -> bool:
    """The person's own choice: no more codes of the app. Passkeys stay, and recovery codes beside them. False, and the
    app stays, where it is all that there is and a role of the person's asks for a second step (``needs_step``)."""
    take_turns(session, second_step_of(account))
    row = session.get_one(AccountRow, account.id)
    if needs_step and not _has_passkey(session, row.id):
        return False
    if not _take_app_away(session, row.id):
        return True
    if _has_passkey(session, row.id):
        note(session, row, account, "app_removed")
    else:
        forget_codes(session, row.id)
        note(session, row, account, "two_steps_removed")
    return True


def _has_passkey(session: Session, number: int) -> bool:
    return session.scalar(select(PasskeyRow.id).where(PasskeyRow.account == number).limit(1)) is not None


def _take_app_away(session: Session, number: int) -> bool:
    gone = delete(SecondFactorRow).where(SecondFactorRow.account == number).returning(SecondFactorRow.account)
    return session.scalars(gone).one_or_none() is not None


def _takes(session: Session, number: int, code: str, key: str) -> bool:
    """Whether the code is the app's and later than the last one; it then is the last one."""
    seed = session.scalar(select(SecondFactorRow.seed).where(SecondFactorRow.account == number))
    step = _step(secret_of(seed, key), code) if seed is not None else None
    if step is None:
        return False
    later = SecondFactorRow.account == number, SecondFactorRow.last_step < step
    taken = update(SecondFactorRow).where(*later).values(last_step=step).returning(SecondFactorRow.account)
    return session.scalars(taken).one_or_none() is not None


def _step(secret: str, code: str) -> int | None:
    """In which half minute, near now, the app shows the code."""
    digits = re.sub(r"\s", "", without_unseen(code))
    if not re.fullmatch("[0-9]{6}", digits):
        return None
    now, app = int(utc_now().timestamp()) // _STEP_SECONDS, pyotp.TOTP(secret)
    near = range(now - _DRIFT, now + _DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(app.generate_otp(step), digits)), None)
