"""What an administrator does with accounts. Each act is written down beside the account."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.accounts.account import HELD, OF_BODY, Account, Grant, Role
from tracker.accounts.acts import Act, role_words
from tracker.accounts.kept import account_of, fold
from tracker.accounts.passwords import hash_password
from tracker.accounts.permissions import may
from tracker.addresses import is_mail_address
from tracker.definitions.catalogue import UnknownProgram
from tracker.store.account import AccountEventRow, AccountRow, ActRole, InvitationRow, RoleRow, SignInRow
from tracker.store.base import utc_now
from tracker.store.catalogue import program_codes, read_city
from tracker.store.definition import UnitRow
from tracker.store.delegation import end_delegations
from tracker.typed import shortened, typed_text
from tracker.words import LANGUAGES
from tracker.words import gettext as _

LONGEST_NAME = 190
"""Signs of a login, and of a name; where attempts are counted a word is put to a login."""


class AccountFault(Exception):
    """The account cannot be made or changed so; the message is a Swedish sentence for the user."""


def add_account(
    session: Session, *, login: str, name: str, email: str | None, password: str | None, by: Account
) -> Account:
    """A new account without roles; without a password nobody can sign in with it yet.

    Raises AccountFault, WeakPassword.
    """
    check_administers(by)
    login, name, email = fold(login), typed_text(name).strip(), typed_text(email or "").strip() or None
    check_person(login, name, email)
    if session.scalars(select(AccountRow.id).where(AccountRow.login == login)).one_or_none() is not None:
        raise AccountFault(_("Användarnamnet {login} finns redan.").format(login=login))
    now = utc_now()
    kept = hash_password(password, _own_words(session, login, name, email)) if password is not None else None
    row = AccountRow(login=login, name=name, email=email, password=kept, created_at=now, sessions_from=now)
    session.add(row)
    session.flush()
    note(session, row, by, "created")
    return account_of(session, row)


def correct_account(
    session: Session, *, login: str, name: str | None = None, email: str | None = None, by: Account
) -> Account:
    """Another name or mail address; what is None stays, and a blank address is taken away. What was done under the old
    name keeps it. Raises AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    wanted = (
        row.name if name is None else typed_text(name).strip(),
        row.email if email is None else typed_text(email).strip() or None,
    )
    check_person(row.login, *wanted)
    if wanted != (row.name, row.email):
        row.name, row.email = wanted
        note(session, row, by, "corrected")
    return account_of(session, row)


def set_password(session: Session, *, login: str, password: str, by: Account) -> Account:
    """A new password; every earlier sign-in ends. Raises AccountFault, WeakPassword."""
    check_administers(by)
    row = account_row(session, login)
    row.password = hash_password(password, _own_words(session, row.login, row.name, row.email))
    _end_ways_in(session, row)
    note(session, row, by, "password")
    return account_of(session, row)


def change_password(session: Session, account: Account, password: str) -> Account:
    """A new password of the person's own choice; every earlier sign-in ends. Raises WeakPassword."""
    row = session.get_one(AccountRow, account.id)
    row.password = hash_password(password, _own_words(session, row.login, row.name, row.email))
    _end_ways_in(session, row)
    note(session, row, account, "password")
    return account_of(session, row)


def grant_role(
    session: Session, *, login: str, role: Role, unit: str | None, program: str | None = None, by: Account
) -> Account:
    """Let the account hold the role, in one program or in all; nothing happens if it does already.

    Raises AccountFault.
    """
    check_administers(by)
    row = account_row(session, login)
    check_role(session, role, unit, program)
    if {Grant(role, unit), Grant(role, unit, program)}.isdisjoint(account_of(session, row).grants):
        session.add(RoleRow(account=row.id, role=role, unit=unit, program=program))
        note(session, row, by, "role_given", ActRole(role, unit, program))
    return account_of(session, row)


def revoke_role(
    session: Session, *, login: str, role: Role, unit: str | None, program: str | None = None, by: Account
) -> Account:
    """Take the role away as it was given, for one program or for all.

    Raises AccountFault if the account does not hold it so.
    """
    check_administers(by)
    row = account_row(session, login)
    check_role(session, role, unit, program)
    if role == "administrator":
        _check_not_oneself(row, by)
    query = select(RoleRow).where(RoleRow.account == row.id, RoleRow.role == role)
    held = [grant for grant in session.scalars(query) if (grant.unit, grant.program) == (unit, program)]
    if not held:
        what = role_words(role, unit, program)
        raise AccountFault(_("{login} har inte rollen {role}.").format(login=row.login, role=what))
    session.delete(held[0])
    session.flush()
    take_what_was_given(session, row, by.name)
    note(session, row, by, "role_taken", ActRole(role, unit, program))
    return account_of(session, row)


def take_what_was_given(session: Session, row: AccountRow, by: str) -> None:
    """What a body gave to the account goes with the role that it was given for. Called when a role has been taken."""
    query = select(RoleRow.unit, RoleRow.program).where(RoleRow.account == row.id, RoleRow.role.in_(OF_BODY))
    end_delegations(session, row.id, {(unit, program) for unit, program in session.execute(query)}, by)


def disable_account(session: Session, *, login: str, by: Account) -> Account:
    """Nobody can sign in with it any more, and those signed in are out at once. History keeps the name."""
    check_administers(by)
    row = account_row(session, login)
    _check_not_oneself(row, by)
    if not row.disabled:
        row.disabled = True
        _end_ways_in(session, row)
        note(session, row, by, "closed")
    return account_of(session, row)


def enable_account(session: Session, *, login: str, by: Account) -> Account:
    """Let the person sign in again; nothing happens if the account is open. Raises AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    if row.disabled:
        row.disabled = False
        note(session, row, by, "opened")
    return account_of(session, row)


def set_language(session: Session, *, login: str, language: str, by: Account) -> Account:
    """The language in which the person is written to. Raises AccountFault."""
    check_administers(by)
    row = account_row(session, login)
    choose_language(session, account_of(session, row), language)
    return account_of(session, row)


def choose_language(session: Session, account: Account, language: str) -> None:
    """What anybody may choose for their own account; it is no act that history keeps. Raises AccountFault."""
    if language not in LANGUAGES:
        message = _("Språket {code} finns inte; välj bland {codes}.")
        raise AccountFault(message.format(code=language, codes=", ".join(LANGUAGES)))
    row = session.get(AccountRow, account.id)
    if row is not None:
        row.language = language


def end_sign_ins(session: Session, row: AccountRow) -> None:
    """Sign-ins that were made before count for nothing any more, nor one that waits for its second step."""
    row.sessions_from = utc_now()
    session.execute(delete(SignInRow).where(SignInRow.account == row.id))


def _end_ways_in(session: Session, row: AccountRow) -> None:
    """Nor does a link."""
    end_sign_ins(session, row)
    session.execute(delete(InvitationRow).where(InvitationRow.account == row.id))


def _check_not_oneself(row: AccountRow, by: Account) -> None:
    """Somebody who administers accounts is always left."""
    if row.id == by.id:
        raise AccountFault(_("Du kan inte stänga ditt eget konto eller ta ifrån dig rollen administratör. "
                             "Be en annan administratör."))  # fmt: skip


def check_person(login: str, name: str, email: str | None) -> None:
    """Raises AccountFault for what no account can be called."""
    if not login or not name or any(sign.isspace() or not sign.isprintable() for sign in login):
        raise AccountFault(_("Ange ett användarnamn utan blanksteg, och personens namn."))
    if max(len(login), len(name)) > LONGEST_NAME:
        message = _("Användarnamn och namn får ha högst {longest} tecken.")
        raise AccountFault(message.format(longest=LONGEST_NAME))
    if not name.isprintable():
        raise AccountFault(_("Skriv namnet på en rad, utan tecken som inte syns."))
    if email is not None and not is_mail_address(email):
        message = _("”{email}” är ingen e-postadress som alla servrar tar emot; skriv den som namn@example.org.")
        raise AccountFault(message.format(email=shortened(email)))


def _own_words(session: Session, *of_person: str | None) -> list[str]:
    """What somebody who guesses knows of the person, and of the city."""
    city = read_city(session)
    return [text for text in (*of_person, city.name if city else None) if text]


def check_administers(by: Account) -> None:
    """Raises AccountFault for who is no administrator."""
    if not may(by, "manage_accounts"):
        raise AccountFault(_("Bara en administratör kan ändra konton."))


def account_row(session: Session, login: str, *, is_open: bool = False) -> AccountRow:
    """The account as it is kept. ``is_open``: a closed one will not do. Raises AccountFault."""
    row = session.scalars(select(AccountRow).where(AccountRow.login == fold(login))).one_or_none()
    if row is None:
        raise AccountFault(_("Användarnamnet {login} finns inte.").format(login=login))
    if is_open and row.disabled:
        raise AccountFault(_("Kontot {login} är stängt. Öppna det först.").format(login=row.login))
    return row


def check_role(session: Session, role: Role, unit: str | None, program: str | None) -> None:
    """Raises AccountFault for a role that nobody can hold."""
    if role not in HELD:
        message = _("Rollen {role} finns inte; rollerna är {roles}.")
        raise AccountFault(message.format(role=role, roles=", ".join(HELD)))
    if (role in OF_BODY) != (unit is not None):
        raise AccountFault(_("Ange vem en samordnare eller medarbetare hör till, och bara för dem."))
    if unit is not None and session.get(UnitRow, unit) is None:
        raise AccountFault(_("”{unit}” finns inte i organisationen.").format(unit=unit))
    if program is not None and role == "administrator":
        raise AccountFault(_("En administratör har hand om hela installationen; ange inget program."))
    if program is not None and program not in (known := program_codes(session)):
        raise AccountFault(str(UnknownProgram(program, known)))


def note(session: Session, row: AccountRow, by: Account, what: Act, about: ActRole | None = None) -> None:
    """Write down what was done to the account; ``about``: the role that was given or taken."""
    held = about._asdict() if about is not None else {}
    session.add(AccountEventRow(account=row.id, at=utc_now(), by=by.name, what=what, **held))
    session.flush()
