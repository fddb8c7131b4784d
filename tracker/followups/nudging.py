"""Mails that a compiler asks for: to bodies that owe a period, when the compiler wants it, and at most once a day.

They are noted as reminders are, so a mail that was sent twice in a day would be a second note of the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.clock import date_of
from tracker.definitions.catalogue import Definitions
from tracker.followups.addressees import address_of, addressees, language_of
from tracker.followups.reminders import Owed, owed_now
from tracker.periods import Period
from tracker.store.catalogue import read_units
from tracker.store.database import plain
from tracker.store.reminder import ReminderRow

_ASKED = "asked:"
_LAST_ASKED = (
    select(ReminderRow.unit, func.max(ReminderRow.noted_at).label("at"))
    .where(
        *(ReminderRow.program == bindparam("program"), ReminderRow.year == bindparam("year")),
        *(ReminderRow.part == bindparam("part"), ReminderRow.occasion.startswith(_ASKED)),
    )
    .group_by(ReminderRow.unit)
)


@dataclass(frozen=True)
class Nudge:
    """One mail about what one body owes, to one of its coordinators. ``day``: it is sent once in it."""

    address: str
    name: str
    language: str
    owed: Owed
    by: str
    day: date

    @property
    def occasions(self) -> Sequence[Nudge]:
        return (self,)

    @property
    def program(self) -> str:
        return self.owed.program

    @property
    def period(self) -> Period:
        return self.owed.period

    @property
    def unit(self) -> str:
        return self.owed.unit

    @property
    def occasion(self) -> str:
        return f"{_ASKED}{self.day.isoformat()}"


@dataclass(frozen=True)
class Nudges:
    """``mails``: to send. ``told``: names of bodies that had one today already; ``unreachable``: of those without a
    coordinator who has an address."""

    mails: tuple[Nudge, ...]
    told: tuple[str, ...]
    unreachable: tuple[str, ...]


def nudges(
    session: Session,
    definitions: Definitions,
    period: Period,
    units: Collection[str],
    *,
    by: str,
    today: date,
    again: bool = False,
) -> Nudges:
    """The mails to the bodies among ``units`` that owe the period; who owes nothing gets none.

    ``again``: those of bodies that had one today too, for a run that was interrupted: each mail is sent once anyway.
    """
    (program,) = definitions.programs
    bodies = read_units(session)
    people = addressees(session, bodies, today)
    asked = {} if again else last_asked(session, program.code, period)
    sent = {unit for unit, at in asked.items() if date_of(at) == today}
    mails: dict[tuple[str, str], Nudge] = {}
    told, unreachable = [], []
    for owed in owed_now(session, definitions, period, today):
        if owed.unit not in units:
            continue
        reached = [person for person in people if owed.unit in person.units_in(program.code)]
        if owed.unit in sent:
            told.append(owed.name)
        elif not reached:
            unreachable.append(owed.name)
        else:
            for person in reached:
                language, address = language_of(person, bodies.city), address_of(person)
                mails[(address.casefold(), owed.unit)] = Nudge(address, person.name, language, owed, by, today)
    return Nudges(tuple(mails.values()), tuple(told), tuple(unreachable))


def last_asked(session: Session, program: str, period: Period) -> Mapping[str, datetime]:
    """When each body of the period was last written to on a compiler's word."""
    rows = plain(session, _LAST_ASKED, program=program, year=period.year, part=period.part)
    return {row.unit: row.at for row in rows}
