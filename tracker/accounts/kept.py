"""Accounts as they are kept → accounts as the program sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any, cast

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, Grant, Role, with_inherited
from tracker.store.account import AccountRow, PasskeyRow, RoleRow, SecondFactorRow
from tracker.store.catalogue import read_units
from tracker.store.database import plain
from tracker.store.delegation import given_to
from tracker.typed import typed_text

# Put together once, since every request asks it.
GRANTED = (RoleRow.role, RoleRow.unit, RoleRow.program.label("role_program"), RoleRow.from_provider)
"""The columns of a role, in the order in which a grant is made of them."""
_ROLES = select(*GRANTED).where(RoleRow.account == bindparam("account"))
TWO_STEPS = or_(
    select(SecondFactorRow.account).where(SecondFactorRow.account == AccountRow.id).exists(),
    select(PasskeyRow.id).where(PasskeyRow.account == AccountRow.id).exists(),
)
"""Whether an account's sign-ins take a second step: it has an app for codes, or a passkey."""


def second_step_of(account: Account) -> str:
    """The turn that whoever changes the account's second step takes, and whoever signs in to it: so that nobody comes
    in by the password alone while a second step is being set up, and no two take the last one away."""
    return f"second step of {account.id}"


def accounts(session: Session) -> list[Account]:
    """Every account, disabled ones too, by login."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.login)).all()
    grants: dict[int, set[Grant]] = {}
    for role in session.scalars(select(RoleRow)):
        grants.setdefault(role.account, set()).add(grant(role.role, role.unit, role.program, role.from_provider))
    return [_account(row, frozenset(grants.get(row.id, ()))) for row in rows]


def account_numbered(session: Session, number: int) -> Account | None:
    row = session.get(AccountRow, number)
    return None if row is None else account_of(session, row)


def unreachable_logins(session: Session) -> list[str]:
    """Logins kept before they were composed, whose composed form is another account's: nobody can sign in with them."""
    return sorted(login for login in session.scalars(select(AccountRow.login)) if fold(login) != login)


def passwords_of(session: Session, logins: Collection[str]) -> dict[str, str | None]:
    """The hash of each of the logins that is known and not disabled."""
    rows = session.scalars(select(AccountRow).where(AccountRow.login.in_(logins), ~AccountRow.disabled))
    return {row.login: row.password for row in rows}


def account_of(session: Session, row: AccountRow | Row[*tuple[Any, ...]]) -> Account:
    """``row``: of the account's table, or a row with the columns that an account is made of."""
    return with_grants(session, row, frozenset(grant(*each) for each in plain(session, _ROLES, account=row.id)))


def with_grants(session: Session, row: AccountRow | Row[*tuple[Any, ...]], grants: frozenset[Grant]) -> Account:
    """The same where its roles have been read already."""
    account = _account(row, grants)
    if any(each.role == "contributor" for each in grants):
        return replace(account, given=given_to(session, row.id))
    return account


def acting(session: Session, account: Account, day: date) -> Account:
    """The account with what its bodies have taken over by the day from bodies merged into them."""
    if not account.units:
        return account
    return with_inherited(account, read_units(session), day)


def remember_program(session: Session, account: Account, program: str) -> None:
    """Keep which program the person looked at last; it is no act that history keeps."""
    session.execute(update(AccountRow).where(AccountRow.id == account.id).values(program=program))


def fold(login: str) -> str:
    """Logins are the same whatever their case, surrounding spaces and unseen signs."""
    return typed_text(login).strip().casefold()


def grant(role: str, unit: str | None, program: str | None, from_provider: bool) -> Grant:
    return Grant(cast("Role", role), unit, program, from_provider=from_provider)  # the table holds exactly these words


def _account(row: AccountRow | Row[*tuple[Any, ...]], grants: frozenset[Grant]) -> Account:
    return Account(
        row.id, row.login, row.name, grants, row.email, row.disabled, row.language, row.program,
        ended_at=row.sessions_from,
    )  # fmt: skip
