"""Put the invented follow-ups and the accounts to try them with into an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import COMMAND_LINE, Account, Role
from tracker.accounts.administration import add_account, grant_role
from tracker.accounts.kept import accounts, passwords_of
from tracker.accounts.passwords import matches
from tracker.definitions.catalogue import Definitions
from tracker.definitions.organisation import Organisation
from tracker.definitions.viewed import answering
from tracker.demo.followups import InventedFollowup, invent_followups
from tracker.demo.threads import ask_compilers, fill_threads
from tracker.followups.importing import apply_import
from tracker.followups.operations import return_, submit
from tracker.followups.planning import plan_import
from tracker.followups.threads.seeing import seen_now
from tracker.store.catalogue import program_codes, read_city, read_definitions, read_organisation
from tracker.store.delegation import add_delegation
from tracker.store.queries import find_followup, followups
from tracker.words import gettext as _

PASSWORD = "prova-programmet"
"""Known to everybody: for databases that hold nothing but invented figures."""


@dataclass(frozen=True)
class DemoAccount:
    login: str
    name: str
    role: Role
    unit: str | None = None


ROLES: Mapping[str, tuple[str, str, str, str, str]] = {
    "sv": ("samordnare", "medarbetare", "sammanställare", "granskare", "administratör"),
    "en": ("coordinator", "contributor", "compiler", "reviewer", "administrator"),
}
"""What the accounts are called after, in the definitions' language: coordinator, contributor, compiler, reviewer,
administrator."""
NAMES = {
    "bromma": "Britta Berg, ",
    "jarva": "Jamal Järv, ",
    "socialnamnden": "Sara Sund, ",
    "medarbetare": "Mona Mark, ",
    "sammanstallare": "Siv Sand, ",
    "granskare": "Greta Gran, ",
    "administrator": "Adam Ask, ",
}
"""The persons of the shipped programs' demonstration; elsewhere an account is named after what it does."""


def demo_accounts(organisation: Organisation) -> tuple[DemoAccount, ...]:
    """One for each role, and coordinators of three bodies: two of the city's, of which one has a contributor, too, and
    the one that compiles."""
    city = organisation.city
    words = ROLES.get(city.language, ROLES["en"])
    there = [unit for unit in organisation.units if unit.to is None and unit.code != city.compiles]
    shown = [unit for unit in there if unit.code in NAMES] or [u for u in there if city.is_area(u.kind)] or there
    bodies = [*shown[:2], organisation.unit(city.compiles)]
    coordinators = (DemoAccount(u.code, f"{words[0]} {u.name}", "coordinator", u.code) for u in bodies)
    helped = bodies[:2][-1]
    contributor, compiler, reviewer, administrator = (word.replace("ä", "a").replace("ö", "o") for word in words[1:])
    made = (
        *coordinators,
        DemoAccount(contributor, f"{words[1]} {helped.name}", "contributor", helped.code),
        DemoAccount(compiler, f"{words[2]} {organisation.unit(city.compiles).name}", "compiler"),
        DemoAccount(reviewer, f"{words[3]} {organisation.unit(city.reviews).name}", "reviewer"),
        DemoAccount(administrator, words[4], "administrator"),
    )
    persons = NAMES if any(unit.code in NAMES for unit in there) else {}
    return tuple(replace(account, name=persons.get(account.login, "") + account.name) for account in made)


class NotEmpty(Exception):
    """The database holds follow-ups or accounts already."""

    def __init__(self) -> None:
        super().__init__(_("Databasen har redan uppföljningar eller konton; påhittade får inte blandas med riktiga."))


def is_empty(session: Session) -> bool:
    """Whether nothing would stand beside what is invented: no follow-ups, and no accounts, whose password is known."""
    if accounts(session):
        return False
    return not any(followups(session, code) for code in program_codes(session))


def open_to_anybody(session: Session) -> tuple[str, ...]:
    """The logins of the accounts to try with whose published password still works."""
    if read_city(session) is None:
        return ()
    hashes = passwords_of(session, [account.login for account in demo_accounts(read_organisation(session))])
    return tuple(login for login, kept in hashes.items() if matches(kept, PASSWORD))


def fill(session: Session, today: date) -> int:
    """Write every invented follow-up in the state it has come to, and the accounts. Returns how many follow-ups."""
    if not is_empty(session):
        raise NotEmpty
    definitions = read_definitions(session)
    invented = [f for program in definitions.programs for f in invent_followups(definitions, program)]
    _write(session, [f for f in invented if f.state == "approved"], today, approve=True)
    others = [f for f in invented if f.state != "approved"]
    _write(session, others, today, approve=False)
    for followup in others:
        _move(session, followup, today)
    _accounts(session, definitions.organisation)
    asked = demo_accounts(definitions.organisation)[0].unit or ""
    fill_threads(session, definitions, accounts(session), asked, today)
    give_part(session, definitions, accounts(session), today)
    ask_compilers(session, definitions, accounts(session), asked, today)
    return len(invented)


def _write(session: Session, invented: list[InventedFollowup], today: date, approve: bool) -> None:
    rows = [row for followup in invented for row in followup.rows]
    plan = plan_import(session, rows, read_definitions(session), approve=approve)
    apply_import(session, plan, by=COMMAND_LINE, today=today, approve=approve, reason=_("påhittade uppgifter"))


def _move(session: Session, invented: InventedFollowup, today: date) -> None:
    held = find_followup(session, invented.rows[0].program, invented.unit, invented.period)
    if held is None or invented.state == "draft":
        return
    submit(session, followup=held.id, by=COMMAND_LINE, today=today)
    if invented.state == "returned":
        return_(session, followup=held.id, by=COMMAND_LINE, reason=invented.reason or "")


def _accounts(session: Session, organisation: Organisation) -> None:
    for new in demo_accounts(organisation):
        email = f"{new.login}@example.org"
        add_account(session, login=new.login, name=new.name, email=email, password=PASSWORD, by=COMMAND_LINE)
        grant_role(session, login=new.login, role=new.role, unit=new.unit, by=COMMAND_LINE)


def give_part(session: Session, definitions: Definitions, accounts: Iterable[Account], today: date) -> None:
    """In each program the first goal that the contributor's body answers for, given by its coordinator."""
    people = list(accounts)
    for person in people:
        units = {grant.unit for grant in person.grants if grant.role == "contributor" and grant.unit is not None}
        for unit in units:
            giver = next((each.name for each in people if unit in each.units), person.name)
            for program in definitions.programs:
                goals = seen_now(definitions, program.code, today).goals
                code = next((goal.code for goal in goals if unit in answering(goal)), None)
                if code is not None and person.id is not None:
                    add_delegation(session, program.code, unit, code, person.id, giver)
