"""Recovery codes: each stands in once for an app or a passkey that is not at hand. Their hashes are kept, no more."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.administration import note
from tracker.store.account import AccountRow, RecoveryCodeRow
from tracker.typed import without_unseen

RECOVERY_CODES = 10


def new_codes(session: Session, number: int) -> list[str]:
    """Make the account's codes, which are shown this once; those before end."""
    forget_codes(session, number)
    codes = [_code() for _each in range(RECOVERY_CODES)]
    session.add_all(RecoveryCodeRow(account=number, code=_hash(each)) for each in codes)
    return codes


def forget_codes(session: Session, number: int) -> None:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account == number))


def recovers(session: Session, row: AccountRow, account: Account, code: str) -> bool:
    """Whether it is one of the account's codes; it then is used up."""
    mine = RecoveryCodeRow.account == row.id, RecoveryCodeRow.code == _hash(code)
    used = session.scalars(delete(RecoveryCodeRow).where(*mine).returning(RecoveryCodeRow.id)).one_or_none()
    if used is None:
        return False
    note(session, row, account, "recovery_code")
    return True


def _code() -> str:
    """80 random bits in four groups."""
    text = b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))


def _hash(code: str) -> str:
    return sha256(re.sub(r"[\s-]", "", without_unseen(code)).upper().encode()).hexdigest()
