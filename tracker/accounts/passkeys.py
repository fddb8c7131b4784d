"""Passkeys of accounts: the second step of signing in that cannot be given away on a false page.

A question is kept until its first answer, right or wrong, or five minutes; an account has one open at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.administration import note
from tracker.accounts.kept import second_step_of
from tracker.accounts.recovery import forget_codes, new_codes
from tracker.accounts.second_factor import has_second_factor, take_step
from tracker.accounts.webauthn import (
    Key,
    RelyingParty,
    WrongAnswer,
    new_key,
    question_for_new,
    question_for_one_of,
    signed,
)
from tracker.store.account import AccountRow, PasskeyChallengeRow, PasskeyRow
from tracker.store.base import utc_now
from tracker.store.database import take_turns
from tracker.typed import typed_text
from tracker.words import gettext as _

OPEN = timedelta(minutes=5)
MOST = 10
LONGEST_NAME = 100


class PasskeyFault(Exception):
    """A passkey that cannot be added or removed; the message is a sentence for the user."""


@dataclass(frozen=True)
class Passkey:
    """``used_at``: None where it was never used since it was added."""

    id: int
    name: str
    since: datetime
    used_at: datetime | None


def passkeys_of(session: Session, account: Account) -> list[Passkey]:
    """The account's own, the oldest first."""
    return [Passkey(row.id, row.name, row.since, row.used_at) for row in _rows(session, account)]


def proper_name(session: Session, account: Account, name: str) -> str:
    """The name of a key to be. Raises PasskeyFault."""
    name, rows = typed_text(name).strip(), _rows(session, account)
    if len(rows) >= MOST:
        raise PasskeyFault(_("Du har redan {most} lösennycklar. Ta bort en först.").format(most=MOST))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise PasskeyFault(_("Ge nyckeln ett namn på en rad, högst {longest} tecken.").format(longest=LONGEST_NAME))
    if name in {row.name for row in rows}:
        raise PasskeyFault(_("Du har redan en nyckel med det namnet."))
    return name


def ask_for_new(session: Session, account: Account, party: RelyingParty, service: str) -> tuple[Any, str]:
    """What the browser needs to have a key made, and its challenge, which is open from now on. ``service``: what the
    browser calls us."""
    party, has = replace(party, name=service), _keys(session, account)
    options, challenge = question_for_new(party, account.id or 0, account.login, account.name, has)
    _open(session, account, challenge)
    return options, challenge


def ask_for_one(session: Session, account: Account, party: RelyingParty) -> tuple[Any, str]:
    """What the browser needs to have one of the account's keys sign, and its challenge."""
    options, challenge = question_for_one_of(party, _keys(session, account))
    _open(session, account, challenge)
    return options, challenge


def take_question(session: Session, account: Account, challenge: str) -> bool:
    """Whether this was asked a moment ago and has had no answer; from now on it has."""
    row = PasskeyChallengeRow
    asked = row.account == account.id, row.challenge == challenge, row.at > utc_now() - OPEN
    return session.scalars(delete(row).where(*asked).returning(row.account)).one_or_none() is not None


def add_passkey(
    session: Session, account: Account, party: RelyingParty, challenge: str, answer: str, name: str
) -> list[str]:
    """Keep the key that was made. Returns recovery codes, to be shown this once, where it begins the account's second
    step. Raises PasskeyFault."""
    take_turns(session, "passkeys")  # a key is one account's
    take_turns(session, second_step_of(account))  # no two with one name, and no two of the last one's places
    name, has = proper_name(session, account, name), has_second_factor(session, account)
    try:
        key = new_key(party, challenge, answer)
    except WrongAnswer as fault:
        raise PasskeyFault(_("Nyckeln kunde inte läggas till. Försök igen.")) from fault
    if session.scalar(select(PasskeyRow.id).where(PasskeyRow.credential == key.credential)) is not None:
        raise PasskeyFault(_("Den nyckeln är redan tillagd."))
    row = session.get_one(AccountRow, account.id)
    session.add(PasskeyRow(account=row.id, name=name, since=utc_now(), used_at=None, **key._asdict()))
    note(session, row, account, "passkey_added")
    if has:
        return []
    note(session, row, account, "two_steps_added")
    return new_codes(session, row.id)


def check_passkey(
    engine: Engine, account: Account, party: RelyingParty, challenge: str, answer: str, address: str, since: datetime
) -> Account | None:
    """The account, if one of its keys signed what was asked. See ``take_step``. Raises TooManyAttempts."""

    def is_right(session: Session, row: AccountRow) -> bool:
        if not take_question(session, account, challenge):
            return False
        try:
            used = signed(party, challenge, answer, _keys(session, account))
        except WrongAnswer:
            return False
        if _counts(session, used):
            return True
        note(session, row, account, "passkey_copied")
        return False

    return take_step(engine, account, address, since, is_right)


def remove_passkey(session: Session, account: Account, number: int, *, needs_step: bool) -> None:
    """Take one of the account's own keys away; recovery codes too, where it was all that asked for a second step.
    ``needs_step``: a role of the person's asks for one. Raises PasskeyFault."""
    take_turns(session, second_step_of(account))
    row = session.get_one(AccountRow, account.id)
    mine = next((key for key in _rows(session, account) if key.id == number), None)
    if mine is None:
        raise PasskeyFault(_("Välj vilken nyckel som ska tas bort."))
    session.delete(mine)
    session.flush()
    note(session, row, account, "passkey_removed")
    if has_second_factor(session, account):
        return
    if needs_step:
        raise PasskeyFault(_("Din roll kräver inloggning i två steg. Lägg till en annan nyckel eller en app först."))
    forget_codes(session, row.id)
    note(session, row, account, "two_steps_removed")


def _counts(session: Session, used: Key) -> bool:
    """Whether the key has signed more often than when it was last used; that it has is written down. One that does not
    count says 0. Otherwise two sign with the same key: it was copied."""
    row = PasskeyRow
    later = row.sign_count < used.sign_count if used.sign_count else row.sign_count == 0
    counted = update(row).where(row.credential == used.credential, later)
    counted = counted.values(sign_count=used.sign_count, used_at=utc_now())
    return session.scalars(counted.returning(row.id)).one_or_none() is not None


def _open(session: Session, account: Account, challenge: str) -> None:
    """The question takes the place of the account's last one."""
    take_turns(session, f"passkey of {account.id}")
    session.execute(delete(PasskeyChallengeRow).where(PasskeyChallengeRow.account == account.id))
    session.add(PasskeyChallengeRow(account=account.id, challenge=challenge, at=utc_now()))
    session.flush()


def _keys(session: Session, account: Account) -> list[Key]:
    return [Key(row.credential, row.public_key, row.sign_count) for row in _rows(session, account)]


def _rows(session: Session, account: Account) -> Sequence[PasskeyRow]:
    query = select(PasskeyRow).where(PasskeyRow.account == account.id).order_by(PasskeyRow.since, PasskeyRow.id)
    return session.scalars(query).all()
