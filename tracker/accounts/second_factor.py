"""The second step of signing in: a code from the person's app (TOTP, RFC 6238), or a recovery code.

What the app shares with us is made of a seed in the database and the site's key, so that neither alone is enough.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

import pyotp
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.administration import account_row, check_administers, note
from tracker.accounts.kept import account_of, acting
from tracker.accounts.sign_in import Pace, forget_attempts, reserve
from tracker.clock import today
from tracker.store.account import AccountRow, RecoveryCodeRow, SecondFactorRow
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.store.security_events import add_event
from tracker.typed import without_unseen

RECOVERY_CODES = 10
PER_CODE = Pace(free=30, longest=300)
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
    return session.get(SecondFactorRow, account.id) is not None


def begin_with(session: Session, account: Account, seed: str, code: str, key: str) -> list[str] | None:
    """Ask for codes of this app from now on, if the code is one of its own. Returns the recovery codes, which are
    shown this once; None where the code is wrong."""
    step = _step(secret_of(seed, key), code)
    if step is None:
        return None
    row = session.get_one(AccountRow, account.id)
    _take_away(session, row)
    session.add(SecondFactorRow(account=row.id, seed=seed, last_step=step, since=utc_now()))
    codes = [_recovery_code() for _each in range(RECOVERY_CODES)]
    session.add_all(RecoveryCodeRow(account=row.id, code=_hash(each)) for each in codes)
    note(session, row, account, "two_steps_added")
    return codes


def check_code(
    engine: Engine, account: Account, code: str, key: str, address: str, since: datetime | None = None
) -> Account | None:
    """The account, if the code is right now and was never taken before. Slowed down like passwords, by itself: a right
    password is no way to more tries. ``since``: when the password was given, which another one since makes worthless.
    Raises TooManyAttempts."""
    counted = f"{account.login} code"  # no login has a space in it
    with write_session(engine) as session:
        attempt = reserve(session, counted, address, PER_CODE)
    with write_session(engine) as session:
        row = session.get_one(AccountRow, account.id)
        holds = not row.disabled and (since is None or since >= row.sessions_from)
        right = holds and (_takes(session, row.id, code, key) or _recovers(session, row, account, code))
        add_event(session, "signed_in" if right else "refused", row.id, address)
        if not right:
            return None
        forget_attempts(session, counted, address, attempt)
        return acting(session, account_of(session, row), today())


def remove_second_factor(session: Session, *, login: str, by: Account) -> Account:
    """A person who has lost the app and the codes signs in with the password alone. Raises AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    if _take_away(session, row):
        note(session, row, by, "two_steps_removed")
    return account_of(session, row)


def stop(session: Session, account: Account) -> None:
    """The person's own choice."""
    row = session.get_one(AccountRow, account.id)
    if _take_away(session, row):
        note(session, row, account, "two_steps_removed")


def _take_away(session: Session, row: AccountRow) -> bool:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account == row.id))
    gone = delete(SecondFactorRow).where(SecondFactorRow.account == row.id).returning(SecondFactorRow.account)
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


def _recovers(session: Session, row: AccountRow, account: Account, code: str) -> bool:
    mine = RecoveryCodeRow.account == row.id, RecoveryCodeRow.code == _hash(code)
    used = session.scalars(delete(RecoveryCodeRow).where(*mine).returning(RecoveryCodeRow.id)).one_or_none()
    if used is None:
        return False
    note(session, row, account, "recovery_code")
    return True


def _step(secret: str, code: str) -> int | None:
    """In which half minute, near now, the app shows the code."""
    digits = re.sub(r"\s", "", without_unseen(code))
    if not re.fullmatch("[0-9]{6}", digits):
        return None
    now, app = int(utc_now().timestamp()) // _STEP_SECONDS, pyotp.TOTP(secret)
    near = range(now - _DRIFT, now + _DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(app.generate_otp(step), digits)), None)


def _recovery_code() -> str:
    """80 random bits in four groups."""
    text = b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))


def _hash(code: str) -> str:
    return sha256(re.sub(r"[\s-]", "", without_unseen(code)).upper().encode()).hexdigest()
