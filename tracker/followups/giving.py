"""Within a body: its coordinators give goals and items to colleagues, who see and fill in these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.accounts.account import OF_BODY, Account
from tracker.accounts.permissions import may
from tracker.definitions.view import View
from tracker.entry.asked import asks_of
from tracker.entry.model import GoalEntry
from tracker.followups.errors import InvalidMove, NotAllowed
from tracker.followups.work import Work
from tracker.store.account import AccountRow, RoleRow
from tracker.store.delegation import Delegated, add_delegation, delegated, end_delegation
from tracker.words import gettext as _


@dataclass(frozen=True)
class Colleague:
    """Who can be given anything of the body's."""

    id: int
    name: str
    coordinates: bool


def items_given(view: View, unit: str, account: Account) -> frozenset[str] | None:
    """The items of the body's follow-up that the account may see; None where it may see the whole."""
    place = {"program": view.program.code, "unit": unit}
    if may(account, "view", **place):
        return None
    asked = asks_of(view, unit).items
    return frozenset(each.code for each in asked if may(account, "view", **place, item=(each.code, each.goal)))


def limited(work: Work, account: Account) -> Work:
    """The follow-up with nothing in it but what the account may see."""
    only = items_given(work.view, work.unit, account)
    if only is None:
        return work
    return replace(work, only=only).with_unsaved(work.unsaved)


def colleagues(session: Session, program: str, unit: str) -> list[Colleague]:
    """Everybody who coordinates the body or contributes to it in the program, by name."""
    query = (
        select(AccountRow.id, AccountRow.name, RoleRow.role)
        .join(RoleRow, RoleRow.account == AccountRow.id)
        .where(~AccountRow.disabled, RoleRow.unit == unit, RoleRow.role.in_(OF_BODY))
        .where(or_(RoleRow.program.is_(None), RoleRow.program == program))
        .order_by(AccountRow.name, RoleRow.role.desc())
    )
    found: dict[int, Colleague] = {}
    for number, name, role in session.execute(query):
        found[number] = Colleague(number, name, coordinates=role == "coordinator")
    return list(found.values())


def give(session: Session, work: Work, codes: Collection[str], to: int, by: Account) -> None:
    """Give goals (with all under them) and items to a colleague; what the colleague has already is left.

    Raises NotAllowed, InvalidMove.
    """
    program = _check(work, by)
    if to not in {each.id for each in colleagues(session, program, work.unit)}:
        raise InvalidMove(_("Välj någon som är samordnare eller medarbetare här."))
    known = {code for asked in asks_of(work.view, work.unit).items for code in (asked.code, asked.goal)}
    if not codes or not known.issuperset(codes):
        raise InvalidMove(_("Markera de mål eller uppgifter som det gäller."))
    has = {each.code for each in delegated(session, program, work.unit) if each.account == to}
    for code in codes:
        if code not in has:
            add_delegation(session, program, work.unit, code, to, by.name)


def take_back(session: Session, work: Work, number: int, by: Account) -> None:
    """Raises NotAllowed, InvalidMove."""
    program = _check(work, by)
    if not end_delegation(session, program, work.unit, number, by.name):
        raise InvalidMove(_("Det är redan taget tillbaka."))


def answering(work: Work, given: Iterable[Delegated]) -> Mapping[str, tuple[Delegated, ...]]:
    """By item, and by goal, who has been given it: itself, or the goal it stands under."""
    held = list(given)
    found: dict[str, tuple[Delegated, ...]] = {}
    for asked in asks_of(work.view, work.unit).items:
        for code in (asked.code, asked.goal):
            found[code] = tuple(each for each in held if each.code in (code, asked.goal))
    return found


def _check(work: Work, by: Account) -> str:
    if not may(by, "delegate", program=work.program.code, unit=work.unit):
        raise NotAllowed
    return work.program.code


def who_answers(goal: GoalEntry, answering: Mapping[str, tuple[Delegated, ...]]) -> str:
    """Who has been given the goal, or what of it: ``Anna Ek; Bo Al (A2.1, A2.3)``. ``answering``: by goal and item."""
    whole = {each.id: each for each in answering.get(goal.code, ())}
    items: dict[str, list[str]] = {}
    for entry in goal.entries():
        for each in answering.get(entry.code, ()):
            if each.id not in whole:
                items.setdefault(each.name, []).append(entry.code)
    return "; ".join([*(e.name for e in whole.values()), *(f"{n} ({', '.join(c)})" for n, c in items.items())])
