"""Who is to be reminded of what: before a follow-up is due, after, and for as long as it is owed; compilers by summary.

One that came back is owed anew. What was sent is noted (``noted_mails``), and not sent again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.clock import date_of
from tracker.definitions.catalogue import Definitions
from tracker.definitions.city import City
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.entry.due import SOON, open_periods, owing
from tracker.followups.addressees import address_of, addressees, language_of
from tracker.followups.closing import closing_date
from tracker.periods import Period
from tracker.store.catalogue import read_heads, read_program, read_units
from tracker.store.followup import last_seq_of
from tracker.store.queries import followups
from tracker.store.read import State
from tracker.store.reminder import ReminderRow

FIRST_AFTER = timedelta(days=60)
"""So long after the due day one reminder is enough, and a first one may be sent: the first run of an old program must
not write about years gone by. What was written about once is reminded of until it is handed in."""

AGAIN_AFTER = timedelta(days=30)
"""Between reminders of what is still owed after that."""

TOLD_LATELY = timedelta(days=7)
"""Who was told at once that a follow-up came back is not reminded of the same for so long."""

CAME_BACK = ("returned", "reopened")

When = Literal["before", "after"]


@dataclass(frozen=True)
class Owed:
    """A follow-up that a body owes. ``unit`` blank: the period as a whole, for a compiler. ``program_name``: its short
    title.

    ``came_back``: the number of the event by which it was returned or reopened; 0 if it was never handed in.
    ``again``: how many times it has been due to be reminded of anew, long after its day.
    """

    program: str
    program_name: str
    period: Period
    period_name: str
    due: date
    when: When
    unit: str
    name: str
    state: State
    came_back: int = 0
    again: int = 0

    @property
    def occasion(self) -> str:
        """What the reminder is about; a due day that is moved is another occasion, and so is coming back."""
        word = "due" if self.when == "before" else "overdue"
        about = f"{word}:{self.due.isoformat()}" if self.unit else f"summary-{word}:{self.due.isoformat()}"
        about = f"{about}/{self.came_back}" if self.came_back else about
        return f"{about}+{self.again}" if self.again else about


@dataclass(frozen=True)
class Summary:
    """Where a period stands. ``lacking``: follow-ups not handed in; ``unreachable``: names of bodies that have
    no coordinator with an address."""

    about: Owed
    expected: int
    lacking: tuple[Owed, ...]
    unreachable: tuple[str, ...]


@dataclass(frozen=True)
class Mail:
    """One mail to one address: what the person owes, and the summaries for a compiler. ``language``: the one that the
    person has chosen, else the city's."""

    address: str
    name: str
    language: str
    owed: tuple[Owed, ...]
    summaries: tuple[Summary, ...]

    @property
    def occasions(self) -> tuple[Owed, ...]:
        return (*self.owed, *(summary.about for summary in self.summaries))


@dataclass(frozen=True)
class Pending:
    """What is to be sent now. ``unreachable``: what nobody can be reminded of, for want of an address."""

    mails: tuple[Mail, ...]
    unreachable: tuple[Owed, ...]


def pending(session: Session, today: date) -> Pending:
    """The mails that are due in some program and were not sent before, by address."""
    bodies = read_units(session)
    people = addressees(session, bodies, today)
    mails: dict[str, Mail] = {}
    unreachable: list[Owed] = []
    for head in read_heads(session):
        for period, when in _periods(session, head, today):
            definitions = read_program(session, head.code)
            owed = [each for each in owed_now(session, definitions, period, today) if today >= each.due - SOON]
            reached = {unit for person in people for unit in person.units_in(head.code)}
            alone = [each for each in owed if each.unit not in reached]
            unreachable += alone
            if not owed and _again(head.calendar.due(period), today):
                continue  # all is handed in, and that has been told
            summary = _summary(definitions, period, when, owed, alone, today)
            for person in people:
                own = [each for each in owed if each.unit in person.units_in(head.code)]
                _add(mails, person, bodies.city, own, summary)
    unsent = (_without_sent(session, mail, today) for mail in mails.values())
    return Pending(tuple(mail for mail in unsent if mail.occasions), tuple(unreachable))


def _periods(session: Session, program: Program, today: date) -> Iterator[tuple[Period, When]]:
    query = select(ReminderRow.year, ReminderRow.part).where(ReminderRow.program == program.code).distinct()
    written_about = {Period(year, part) for year, part in session.execute(query)}
    for period in reversed(open_periods(program, today)):
        due = program.calendar.due(period)
        if due - SOON <= today <= due:
            yield period, "before"
        elif due < today and (today <= due + FIRST_AFTER or period in written_about):
            yield period, "after"


def _again(due: date, today: date) -> int:
    return max(0, (today - due - FIRST_AFTER) // AGAIN_AFTER + 1) if today > due + FIRST_AFTER else 0


def owed_now(session: Session, definitions: Definitions, period: Period, today: date) -> list[Owed]:
    """The bodies whose follow-up of the one program is not handed in and can still be, whenever it is due."""
    (program,) = definitions.programs
    seen = view(definitions.organisation, program, period)
    opened = {f.unit: f for f in followups(session, program.code, period=period)}
    numbers = last_seq_of(session, [f.id for f in opened.values() if f.last and f.last.kind in CAME_BACK])
    name = program.calendar.part(period).name
    found = []
    for unit in owing(seen, today):
        due = program.calendar.due(period, seen.formed.get(unit.code))
        followup = opened.get(unit.code)
        state: State = followup.state if followup else "not_opened"
        came_back = numbers.get(followup.id, 0) if followup else 0
        closes = closing_date(session, program.code, unit.code, period)
        if state not in ("submitted", "approved") and (closes is None or today <= closes):
            when: When = "before" if today <= due else "after"
            about = (program.code, program.short_title, period, name, due, when)
            found.append(Owed(*about, unit.code, unit.name, state, came_back, _again(due, today)))
    return found


def _summary(
    definitions: Definitions, period: Period, when: When, owed: list[Owed], alone: list[Owed], today: date
) -> Summary:
    (program,) = definitions.programs
    expected = len(owing(view(definitions.organisation, program, period), today))
    name, due = program.calendar.part(period).name, program.calendar.due(period)
    again = _again(due, today)
    about = Owed(program.code, program.short_title, period, name, due, when, "", "", "not_opened", again=again)
    return Summary(about, expected, tuple(owed), tuple(each.name for each in alone))


def _add(mails: dict[str, Mail], person: Account, city: City, owed: list[Owed], summary: Summary) -> None:
    """Put it into the person's one mail; several accounts may share an address."""
    address = address_of(person)
    key = address.casefold()
    mail = mails.get(key, Mail(address, person.name, language_of(person, city), (), ()))
    summaries = (*mail.summaries, summary) if person.holds("compiler", summary.about.program) else mail.summaries
    together = tuple(dict.fromkeys((*mail.owed, *owed)))
    mails[key] = replace(mail, owed=together, summaries=tuple(dict.fromkeys(summaries)))


def _without_sent(session: Session, mail: Mail, today: date) -> Mail:
    query = select(ReminderRow).where(ReminderRow.address == mail.address)
    noted = {(r.program, r.year, r.part, r.unit, r.occasion): date_of(r.noted_at) for r in session.scalars(query)}
    owed = tuple(each for each in mail.owed if not _is_sent(each, noted, today))
    summaries = tuple(summary for summary in mail.summaries if not _is_sent(summary.about, noted, today))
    return replace(mail, owed=owed, summaries=summaries)


def _is_sent(owed: Owed, noted: Mapping[tuple[str, int, str, str, str], date], today: date) -> bool:
    """Whether it was reminded of, or told at once so lately that a reminder would say the same twice."""
    place = (owed.program, owed.period.year, owed.period.part, owed.unit)
    told = (noted.get((*place, f"{kind}:{owed.came_back}")) for kind in CAME_BACK)
    return (*place, owed.occasion) in noted or any(day and today - day < TOLD_LATELY for day in told)
