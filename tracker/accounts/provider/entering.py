"""Somebody comes from the provider: the account is found by the provider's own name of the person, or made, and holds
the roles that the claims give now.

A name or a mail address never leads to an account: who owns them at the provider may not be who owns them here.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.accounts.account import PROVIDER, Account, Grant
from tracker.accounts.administration import (
    LONGEST_NAME,
    AccountFault,
    account_row,
    check_administers,
    check_person,
    check_role,
    end_sign_ins,
    note,
    take_what_was_given,
)
from tracker.accounts.kept import account_of, acting, fold
from tracker.accounts.provider.claims import Identity
from tracker.accounts.provider.faults import NotAdmitted
from tracker.accounts.provider.mapping import RoleMapping
from tracker.accounts.second_factor import has_second_factor
from tracker.addresses import is_mail_address
from tracker.clock import today
from tracker.store.account import AccountRow, ActRole, IdentityRow, RoleRow
from tracker.store.base import utc_now
from tracker.store.database import take_turns
from tracker.store.security_events import add_event
from tracker.typed import typed_text


@dataclass(frozen=True)
class Entered:
    """``vouched``: the provider asked for a second step; else ours is still to come, where the account has one."""

    account: Account
    vouched: bool


def enter(session: Session, mapping: RoleMapping, identity: Identity, address: str) -> Entered | NotAdmitted:
    """Let the person in, or say why not: then too what the claims took away is taken away."""
    take_turns(session, f"identity {identity.issuer} {identity.subject}")
    try:
        wanted = _that_exist(session, mapping.grants(identity))
        row = _row(session, identity) or _made(session, mapping, identity, wanted)
    except NotAdmitted as refusal:
        return refusal
    _apply(session, row, wanted)
    account = account_of(session, row)
    if row.disabled or not account.grants:
        return NotAdmitted("closed" if row.disabled else "no_role", row.id)
    vouched = mapping.vouches(identity)
    if vouched or not has_second_factor(session, account):  # else the person is not in yet
        add_event(session, "signed_in", row.id, address)
    return Entered(acting(session, account, today()), vouched)


def link(session: Session, account: Account, mapping: RoleMapping, identity: Identity) -> None:
    """Let the person, who is signed in here and has just signed in there, come in that way from now on.

    Raises NotAdmitted where another account is the provider's person.
    """
    take_turns(session, f"identity {identity.issuer} {identity.subject}")
    wanted = _that_exist(session, mapping.grants(identity))
    row, other = session.get_one(AccountRow, account.id), _row(session, identity)
    if other is not None and other.id != row.id:
        raise NotAdmitted("linked")
    if other is None:
        session.execute(delete(IdentityRow).where(IdentityRow.account == row.id))
        _keep(session, row, identity)
        note(session, row, account, "linked")
    _apply(session, row, wanted)


def unlink(session: Session, *, login: str, by: Account) -> None:
    """Let nobody in to the account through the provider; the roles that its claims gave go too, and who is signed in
    is out. Raises AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    gone = delete(IdentityRow).where(IdentityRow.account == row.id).returning(IdentityRow.account)
    if session.scalars(gone).one_or_none() is not None:
        _apply(session, row, frozenset())
        end_sign_ins(session, row)
        note(session, row, by, "unlinked")


def is_linked(session: Session, account: Account) -> bool:
    return session.get(IdentityRow, account.id) is not None


def _row(session: Session, identity: Identity) -> AccountRow | None:
    query = select(AccountRow).join(IdentityRow, IdentityRow.account == AccountRow.id)
    same = IdentityRow.issuer == identity.issuer, IdentityRow.subject == identity.subject
    return session.scalars(query.where(*same)).one_or_none()


def _made(session: Session, mapping: RoleMapping, identity: Identity, wanted: Set[Grant]) -> AccountRow:
    """An account for who comes the first time and has a role. Raises NotAdmitted."""
    if not wanted:
        raise NotAdmitted("no_role")
    about = mapping.person
    login, email = fold(identity.text(about.login) or "")[:LONGEST_NAME], identity.text(about.email)
    name = typed_text(identity.text(about.name) or login).strip()[:LONGEST_NAME]
    if email is not None and (identity.claims.get("email_verified") is False or not is_mail_address(email)):
        email = None  # reminders go there
    try:
        check_person(login, name, email)
    except AccountFault:
        raise NotAdmitted("no_login") from None
    if session.scalars(select(AccountRow.id).where(AccountRow.login == login)).one_or_none() is not None:
        raise NotAdmitted("login_taken")
    now = utc_now()
    row = AccountRow(login=login, name=name, email=email, created_at=now, sessions_from=now)
    session.add(row)
    session.flush()
    _keep(session, row, identity)
    note(session, row, PROVIDER, "created")
    return row


def _keep(session: Session, row: AccountRow, identity: Identity) -> None:
    made = IdentityRow(account=row.id, issuer=identity.issuer, subject=identity.subject, since=utc_now())
    session.add(made)
    session.flush()


def _that_exist(session: Session, wanted: Set[Grant]) -> frozenset[Grant]:
    """Without those for bodies and programs that there are not (yet); ``tracker doctor`` tells of them."""

    def exists(grant: Grant) -> bool:
        try:
            check_role(session, grant.role, grant.unit, grant.program)
        except AccountFault:
            return False
        return True

    return frozenset(filter(exists, wanted))


def _apply(session: Session, row: AccountRow, wanted: Set[Grant]) -> None:
    """Roles from claims: those that were given before and are not wanted now go. What an administrator gave stays."""
    held = {_grant(each): each for each in session.scalars(select(RoleRow).where(RoleRow.account == row.id))}
    for grant, kept in held.items():
        if kept.from_provider and grant not in wanted:
            session.delete(kept)
            note(session, row, PROVIDER, "role_taken", _about(grant))
    for grant in sorted(wanted - held.keys(), key=lambda each: (each.role, each.unit or "", each.program or "")):
        given = RoleRow(account=row.id, role=grant.role, unit=grant.unit, program=grant.program, from_provider=True)
        session.add(given)
        note(session, row, PROVIDER, "role_given", _about(grant))
    session.flush()
    take_what_was_given(session, row, PROVIDER.name)


def _grant(row: RoleRow) -> Grant:
    return Grant(row.role, row.unit, row.program)  # type: ignore[arg-type]  # the table's check holds exactly these words


def _about(grant: Grant) -> ActRole:
    return ActRole(grant.role, grant.unit, grant.program)
