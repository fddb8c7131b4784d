"""Who owes what: the lists that the start page and the receipt page show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.clock import date_of
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.entry.due import Urgency, open_periods, urgency
from tracker.entry.progress import Progress
from tracker.followups.closing import lock
from tracker.followups.glance import Glance, glances
from tracker.followups.states import EDITABLE
from tracker.measures.numbers import n_of_d
from tracker.periods import Period
from tracker.store import queries
from tracker.store.closings import closings
from tracker.store.read import Event, Followup
from tracker.web.followups.confirmed import confirmed_text
from tracker.web.followups.page import location
from tracker.web.followups.state_words import STATE_TAGS, event_word, state_word
from tracker.words import gettext as _


@dataclass(frozen=True)
class Task:
    """A follow-up on the start page. ``left``: how it stands against its due day. ``locked``: by whom, when and why
    the period was closed, where that stops the person."""

    glance: Glance
    due: date
    left: Urgency
    old: bool
    locked: str

    @property
    def name(self) -> str:
        return self.glance.view.unit(self.glance.unit).name

    @property
    def title(self) -> str:
        part = self.glance.program.calendar.part(self.glance.period)
        return f"{self.name} – {part.name} {self.glance.period.year}"

    @property
    def period(self) -> Period:
        return self.glance.period

    @property
    def program(self) -> str:
        return self.glance.program.short_title

    @cached_property
    def progress(self) -> Progress:
        return self.glance.owed.progress

    @cached_property
    def first_empty(self) -> str | None:
        return self.glance.owed.first_empty

    @property
    def state_word(self) -> str:
        return state_word(self.glance.state)

    @property
    def state_tag(self) -> str:
        return STATE_TAGS[self.glance.state]

    @property
    def editable(self) -> bool:
        return not self.locked and self.owed

    @property
    def owed(self) -> bool:
        return self.glance.state == "not_opened" or self.glance.state in EDITABLE

    @property
    def returned(self) -> Event | None:
        last = self.glance.last
        return last if last is not None and last.kind in ("returned", "reopened") else None

    @property
    def forgotten(self) -> bool:
        """Never begun, and due before the latest year's follow-ups: shown after the others, folded."""
        return self.glance.state == "not_opened" and self.old

    @property
    def next_address(self) -> str:
        """The first empty field of the follow-up; the review when nothing is empty."""
        return f"{self.address}#{self.first_empty}" if self.first_empty else location(self.glance, "submission.review")

    @cached_property
    def address(self) -> str:
        return location(self.glance)

    @property
    def unsaved(self) -> list[tuple[str, str]]:
        """Address and name of every item with text that could not be saved."""
        return [(f"{self.address}#item:{item}", name) for item, name in self.glance.unsaved.items()]


@dataclass(frozen=True)
class Answered:
    """A program in which the person coordinates bodies, with every follow-up of theirs that was opened."""

    definitions: Definitions
    units: Collection[str]
    followups: Collection[Followup]

    @property
    def program(self) -> Program:
        return self.definitions.programs[0]


def answered_by(session: Session, programs: Collection[Definitions], account: Account) -> list[Answered]:
    """``programs``: those in which the person coordinates bodies, each read by itself."""
    units = {definitions.programs[0].code: account.units_in(definitions.programs[0].code) for definitions in programs}
    opened = queries.followups_of_many(session, units, units=frozenset().union(*units.values())) if units else []
    return [
        Answered(definitions, own, [each for each in opened if each.program == code and each.unit in own])
        for definitions, (code, own) in zip(programs, units.items(), strict=True)
    ]


def tasks_of(session: Session, programs: Collection[Answered], account: Account, today: date) -> list[Task]:
    """What the person's bodies owe and have not yet got received: what came back first, then the latest due."""
    owed = [place for answered in programs for place in _owed(answered, today)]
    closed = closings(session, [answered.program.code for answered in programs]) if owed else {}
    latest = {answered.program.code: _latest_year(answered.program, today) for answered in programs}
    found = []
    for each in glances(session, owed) if owed else ():
        code, due = each.program.code, _due_again(each.last) or each.program.calendar.due(each.period)
        locked = lock(closed.get((code, each.period)), code, each.unit, each.period, account, today)
        old = each.period.year < latest[code]
        found.append(Task(each, due, urgency(due, today), old, locked.why if locked else ""))
    found.sort(key=lambda task: task.due, reverse=True)
    return sorted(found, key=lambda task: task.returned is None)


def _owed(answered: Answered, today: date) -> Iterator[tuple[View, str, Followup | None]]:
    """What the person's bodies have to answer in one program and have not got received."""
    opened = {(f.unit, f.period): f for f in answered.followups}
    for period in open_periods(answered.program, today):
        seen = view(answered.definitions.organisation, answered.program, period)
        for unit in (unit.code for unit in seen.units if unit.code in answered.units):
            followup = opened.get((unit, period))
            if followup is None or followup.state != "approved":
                yield seen, unit, followup


def _latest_year(program: Program, today: date) -> int:
    return max((period.year for period in open_periods(program, today)), default=0)


@dataclass(frozen=True)
class Received:
    """A follow-up of the person's bodies that is received: nothing is owed, but it can be read."""

    title: str
    program: str
    year: int
    address: str
    figures: str


def received_of(programs: Iterable[Answered]) -> list[Received]:
    """What the person's bodies have handed in and got received: program by program, the latest first."""
    found = []
    for answered in programs:
        program, calendar = answered.program, answered.program.calendar
        done = [followup for followup in answered.followups if followup.state == "approved"]
        for followup in sorted(done, key=lambda f: (calendar.order(f.period), f.unit), reverse=True):
            place: dict[str, Any] = {"program": program.code, "period": followup.period.code}
            name = answered.definitions.organisation.unit(followup.unit).name
            title = f"{name} – {calendar.part(followup.period).name} {followup.period.year}"
            address = url_for("entry.show", unit=followup.unit, **place)
            figures = url_for("body_report.show", unit=followup.unit, **place)
            found.append(Received(title, program.short_title, followup.period.year, address, figures))
    return found


@dataclass(frozen=True)
class Standing:
    """A body's follow-up on the receipt page. ``late``: its day, or the new one set when it came back, has passed and
    it is with the body, never handed in or returned. ``on_time``: whether it was first handed in by its day; None
    before anybody can tell."""

    unit: str
    name: str
    state: str
    followup: Followup | None
    late: bool
    on_time: bool | None = None

    @property
    def state_word(self) -> str:
        return state_word(self.state)

    @property
    def state_tag(self) -> str:
        return STATE_TAGS[self.state]

    @property
    def last(self) -> Event | None:
        return self.followup.last if self.followup else None

    @property
    def confirmed(self) -> str:
        """What was confirmed when it was handed in last, until it is received."""
        return confirmed_text(self.last) if self.last else ""

    @property
    def last_word(self) -> str:
        return event_word(self.last.kind) if self.last else ""


def standings(session: Session, seen: View, today: date) -> list[Standing]:
    """Every body that owes the period, in the organisation's order, with where its follow-up stands."""
    there = {f.unit: f for f in queries.followups(session, seen.program.code, period=seen.period)}
    first = queries.first_submitted(session, [followup.id for followup in there.values()])
    due = seen.program.calendar.due(seen.period)
    overdue = today > due
    found = []
    for unit in seen.units:
        followup = there.get(unit.code)
        state = followup.state if followup else "not_opened"
        at = first.get(followup.id) if followup else None
        invented = followup is not None and followup.fictional  # handed in when they were made
        on_time = None if invented else date_of(at) <= due if at else False if overdue else None
        # What came back or was withdrawn is awaited; what a compiler opened again had been handed in.
        awaited = at is None or state == "returned" or (followup is not None and _withdrawn(followup))
        again = _due_again(followup.last if followup else None)
        late = awaited and state not in ("submitted", "approved") and (today > again if again else overdue)
        found.append(Standing(unit.code, unit.name, state, followup, late, on_time))
    return found


def _due_again(last: Event | None) -> date | None:
    """The day by which what came back is to be handed in again; None if it did not come back, or without a day."""
    return last.due if last is not None and last.kind == "returned" else None


def _withdrawn(followup: Followup) -> bool:
    return followup.last is not None and followup.last.kind == "withdrawn"


def on_time_text(rows: Iterable[Standing]) -> str:
    """How many handed in by the day, of those of whom it can be told; blank before anybody can."""
    known = [row.on_time for row in rows if row.on_time is not None]
    return _("{count} lämnade in i tid").format(count=n_of_d(sum(known), len(known))) if known else ""


def count_waiting(session: Session, program: Program, periods: Iterable[Period]) -> dict[Period, int]:
    """How many follow-ups wait to be received, per period."""
    waiting = [f.period for f in queries.followups(session, program.code) if f.state == "submitted"]
    return {period: waiting.count(period) for period in periods}
