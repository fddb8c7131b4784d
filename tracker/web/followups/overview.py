"""Who owes what: the lists that the start page and the receipt page show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.entry.due import Urgency, open_periods, urgency
from tracker.entry.model import Progress
from tracker.followups.states import EDITABLE
from tracker.followups.work import Work, glance
from tracker.periods import Period
from tracker.store import queries
from tracker.store.read import Event, Followup
from tracker.web.followups.confirmed import confirmed_text
from tracker.web.followups.entry import lock_of
from tracker.web.followups.page import location
from tracker.web.followups.state_words import STATE_TAGS, event_word, state_word


@dataclass(frozen=True)
class Task:
    """A follow-up on the start page. ``left``: how it stands against its due day. ``locked``: by whom, when and why
    the period was closed, where that stops the person."""

    work: Work
    due: date
    left: Urgency
    old: bool
    locked: str

    @property
    def title(self) -> str:
        part = self.work.program.calendar.part(self.work.period)
        return f"{self.work.view.unit(self.work.unit).name} – {part.name} {self.work.period.year}"

    @property
    def program(self) -> str:
        return self.work.program.short_title

    @property
    def progress(self) -> Progress:
        return self.work.form.progress

    @property
    def state_word(self) -> str:
        return state_word(self.work.state)

    @property
    def state_tag(self) -> str:
        return STATE_TAGS[self.work.state]

    @property
    def editable(self) -> bool:
        return not self.locked and self.owed

    @property
    def owed(self) -> bool:
        return self.work.state == "not_opened" or self.work.state in EDITABLE

    @property
    def returned(self) -> Event | None:
        last = self.work.followup.last if self.work.followup else None
        return last if last is not None and last.kind in ("returned", "reopened") else None

    @property
    def forgotten(self) -> bool:
        """Never begun, and due before the latest year's follow-ups: shown after the others, folded."""
        return self.work.state == "not_opened" and self.old

    @property
    def next_address(self) -> str:
        """The first empty field of the follow-up; the review when nothing is empty."""
        first = self.work.form.first_empty
        return f"{self.address}#{first}" if first else location(self.work, "submission.review")

    @property
    def address(self) -> str:
        return location(self.work)

    @property
    def unsaved(self) -> list[tuple[str, str]]:
        """Address and name of every item with text that could not be saved."""
        return [(f"{self.address}#item:{item}", self.work.form.name(item)) for item in self.work.unsaved]


@dataclass(frozen=True)
class Answered:
    """A program in which the person coordinates bodies, with every follow-up of theirs that was opened."""

    definitions: Definitions
    units: Collection[str]
    followups: Collection[Followup]

    @property
    def program(self) -> Program:
        return self.definitions.programs[0]


def answered_by(session: Session, programs: Iterable[Definitions], account: Account) -> list[Answered]:
    """``programs``: those in which the person coordinates bodies, each read by itself."""
    found = []
    for definitions in programs:
        code = definitions.programs[0].code
        units = account.units_in(code)
        found.append(Answered(definitions, units, queries.followups(session, code, units=units)))
    return found


def tasks_of(session: Session, programs: Iterable[Answered], account: Account, today: date) -> list[Task]:
    """What the person's bodies owe and have not yet got received: what came back first, then the latest due."""
    found = []
    for answered in programs:
        definitions, program, units = answered.definitions, answered.program, answered.units
        opened = {(f.unit, f.period): f for f in answered.followups}
        done = {place for place, followup in opened.items() if followup.state == "approved"}
        periods = open_periods(program, today)
        latest_year = max((period.year for period in periods), default=0)
        for seen in (view(definitions.organisation, program, period) for period in periods):
            owing = [unit.code for unit in seen.units if unit.code in units]
            open_ = (unit for unit in owing if (unit, seen.period) not in done)
            old = seen.period.year < latest_year
            for unit in open_:
                work = glance(session, definitions, seen, unit, opened.get((unit, seen.period)))
                found.append(_task(session, work, account, today, old=old))
    found.sort(key=lambda task: task.due, reverse=True)
    return sorted(found, key=lambda task: task.returned is None)


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
            figures = url_for("progress.program", visa=followup.unit, **place)
            found.append(Received(title, program.short_title, followup.period.year, address, figures))
    return found


def _task(session: Session, found: Work, account: Account, today: date, *, old: bool) -> Task:
    due = found.program.calendar.due(found.period)
    return Task(found, due, urgency(due, today), old, lock_of(session, found, account))


@dataclass(frozen=True)
class Standing:
    """A body's follow-up on the receipt page. ``late``: it should have been handed in, and never was."""

    unit: str
    name: str
    state: str
    followup: Followup | None
    late: bool

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
    handed_in_once = queries.ever_submitted(session, [followup.id for followup in there.values()])
    overdue = today > seen.program.calendar.due(seen.period)
    found = []
    for unit in seen.units:
        followup = there.get(unit.code)
        state = followup.state if followup else "not_opened"
        # What came back, or was opened again, had been handed in.
        handed_in = state in ("submitted", "approved") or (followup is not None and followup.id in handed_in_once)
        found.append(Standing(unit.code, unit.name, state, followup, late=overdue and not handed_in))
    return found


def count_waiting(session: Session, program: Program, periods: Iterable[Period]) -> dict[Period, int]:
    """How many follow-ups wait to be received, per period."""
    waiting = [f.period for f in queries.followups(session, program.code) if f.state == "submitted"]
    return {period: waiting.count(period) for period in periods}
