"""Who is written to, in which language, and what every mail to one person has in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account, with_inherited
from tracker.accounts.kept import accounts
from tracker.definitions.city import City
from tracker.definitions.organisation import Organisation
from tracker.words import SWEDISH, first_spoken
from tracker.words import gettext as _


def addressees(session: Session, organisation: Organisation, today: date) -> list[Account]:
    """Everybody with an address who may sign in, with what their bodies have taken over by the day."""
    people = (person for person in accounts(session) if not person.disabled and person.email)
    return [with_inherited(person, organisation, today) for person in people]


def address_of(person: Account) -> str:
    return (person.email or "").strip()


def language_of(person: Account, city: City) -> str:
    """The language that the person has chosen, else the city's."""
    return first_spoken([person.language or "", city.language]) or SWEDISH


def letter(name: str, lines: Iterable[str]) -> str:
    """A mail that is sent by itself, in the language that is spoken now."""
    ending = _("Mejlet skickas automatiskt och kan inte besvaras.")
    return "\n".join([_("Hej {name}!").format(name=name), "", *lines, "", ending]) + "\n"
