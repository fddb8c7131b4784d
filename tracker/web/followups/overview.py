"""What the start page of those who answer for bodies lists: what they owe, and what is received."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.entry.asked import Asked
from tracker.entry.due import Urgency, open_periods, owing, urgency
from tracker.entry.progress import Progress
from tracker.followups.closing import lock
from tracker.followups.giving import items_given
from tracker.followups.glance import Glance, glances
from tracker.followups.remarks import unanswered
from tracker.followups.states import EDITABLE, due_again
from tracker.periods import Period
from tracker.store import queries
from tracker.store.closings import closings
from tracker.store.read import Event, Followup
from tracker.store.remarks import Remark, remarks_on
from tracker.web.followups.location import location
from tracker.web.followups.state_words import STATE_TAGS, state_word

STALE = timedelta(days=60)
"""So long after its day a follow-up that nobody has begun stands after those that are due now."""


@dataclass(frozen=True)
class Task:
    """A follow-up on the start page. ``left``: how it stands against its due day. ``locked``: by whom, when and why
    the period was closed, where that stops the person. ``remarks``: on the items that the person sees, those with
    neither answer nor change."""

    glance: Glance
    due: date
    left: Urgency
    old: bool
    locked: str
    remarks: tuple[Remark, ...] = ()

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
    def first_empty(self) -> Asked | None:
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

    def stale(self, today: date) -> bool:
        """Never begun though its day passed long ago: it waits for what is due now."""
        return self.glance.state == "not_opened" and today - self.due > STALE

    @property
    def next_address(self) -> str:
        """The first empty field of the follow-up; the review when nothing is empty."""
        first, owed = self.first_empty, self.glance.owed
        if first is None:
            return location(self.glance, "submission.review" if self.whole else "entry.show")
        top = owed.items[0]
        if not self.progress.filled and top.measure is not None and not top.owed and top.goal == first.goal:
            return self._at(top.goal, f"item:{top.code}")  # asked for without being counted: seen before the rest
        return self._at(first.goal, owed.begins(first))

    @property
    def whole(self) -> bool:
        """Whether the person answers for all of it, and hands it in."""
        return self.glance.only is None

    @cached_property
    def address(self) -> str:
        return location(self.glance)

    @property
    def unsaved(self) -> list[tuple[str, str]]:
        """Address and name of every item with text that could not be saved."""
        items = self.glance.unsaved
        return [(self._at(each.goal, f"item:{each.code}"), f"{each.title.rstrip('.')} ({each.code})") for each in items]

    @property
    def remarked(self) -> list[tuple[str, str, str]]:
        """Address and name of every item with such a remark, and what it says."""
        items = {each.code: each for each in self.glance.owed.items}
        found = ((remark, items[remark.item]) for remark in self.remarks if remark.item in items)
        return [
            (self._at(each.goal, f"remark:{remark.id}"), f"{each.title.rstrip('.')} ({each.code})", remark.text)
            for remark, each in found
        ]

    def _at(self, goal: str, anchor: str) -> str:
        return f"{location(self.glance, 'entry.goal', goal=goal)}#{anchor}"


@dataclass(frozen=True)
class Answered:
    """A program in which the person coordinates bodies (``units``) or has been given something of theirs (``parts``),
    with every follow-up of theirs that was opened."""

    definitions: Definitions
    units: Collection[str]
    parts: Collection[str]
    followups: Collection[Followup]

    @property
    def program(self) -> Program:
        return self.definitions.programs[0]


def answered_by(session: Session, programs: Collection[Definitions], account: Account) -> list[Answered]:
    """``programs``: those in which the person coordinates bodies, each read by itself."""
    units = {known.programs[0].code: account.units_in(known.programs[0].code) for known in programs}
    parts = {code: account.units_given_in(code) - own for code, own in units.items()}
    every = frozenset[str]().union(*units.values(), *parts.values())
    opened = queries.followups_of_many(session, units, units=every) if units else []
    return [
        Answered(known, own, parts[code], [f for f in opened if f.program == code and f.unit in own | parts[code]])
        for known, (code, own) in zip(programs, units.items(), strict=True)
    ]


def tasks_of(session: Session, programs: Collection[Answered], account: Account, today: date) -> list[Task]:
    """What the person's bodies owe and have not yet got received: what came back first, then the nearest due,
    what nobody has begun for long, and what is handed in."""
    reached = {answered.program.code: open_periods(answered.program, today) for answered in programs}
    owed = [place for answered in programs for place in _owed(answered, reached[answered.program.code], today)]
    closed = closings(session, [answered.program.code for answered in programs]) if owed else {}
    latest = {code: max((period.year for period in periods), default=0) for code, periods in reached.items()}
    found = []
    for each in glances(session, owed) if owed else ():
        code, due = each.program.code, due_again(each.last) or _due(each)
        locked = lock(closed.get((code, each.period)), code, each.unit, each.period, account, today)
        old = due.year < latest[code]
        each = replace(each, only=items_given(each.view, each.unit, account))
        if each.only == frozenset():
            continue
        why, open_ = locked.why if locked else "", _open_remarks(session, each)
        found.append(Task(each, due, urgency(due, today), old, why, open_))
    return sorted(found, key=lambda task: (task.returned is None, not task.owed, task.stale(today), task.due))


def _open_remarks(session: Session, each: Glance) -> tuple[Remark, ...]:
    """Only what has come back has any that wait."""
    if each.followup is None or each.last is None or each.last.kind not in ("returned", "reopened"):
        return ()
    remarks = remarks_on(session, each.program.code, each.unit, each.period)
    seen = [remark for remark in remarks if each.only is None or remark.item in each.only]
    if not seen:
        return ()
    return unanswered(seen, queries.history_of(session, each.followup.id, since=min(remark.at for remark in seen)))


def _due(each: Glance) -> date:
    return each.program.calendar.due(each.period, each.view.formed.get(each.unit))


def _owed(answered: Answered, periods: Iterable[Period], today: date) -> Iterator[tuple[View, str, Followup | None]]:
    """What the person's bodies have to answer in one program and have not got received."""
    opened = {(f.unit, f.period): f for f in answered.followups}
    for period in periods:
        seen = view(answered.definitions.organisation, answered.program, period)
        for unit in (unit.code for unit in owing(seen, today) if unit.code in {*answered.units, *answered.parts}):
            followup = opened.get((unit, period))
            if followup is None or followup.state != "approved":
                yield seen, unit, followup


@dataclass(frozen=True)
class Received:
    """A follow-up of the person's bodies that is received: nothing is owed, but it can be read. ``figures``: where its
    report is; blank for who has a part of it alone."""

    title: str
    program: str
    year: int
    address: str
    figures: str


def received_of(programs: Iterable[Answered], account: Account) -> list[Received]:
    """What the person's bodies have handed in and got received, and what of others' the person has had a part in:
    program by program, the latest first."""
    found = []
    for answered in programs:
        program, calendar = answered.program, answered.program.calendar
        done = [f for f in answered.followups if f.state == "approved" and _has_part(answered, f, account)]
        for followup in sorted(done, key=lambda f: (calendar.order(f.period), f.unit), reverse=True):
            place: dict[str, Any] = {"program": program.code, "period": followup.period.code}
            name = answered.definitions.organisation.unit(followup.unit).name
            title = f"{name} – {calendar.part(followup.period).name} {followup.period.year}"
            address = url_for("entry.show", unit=followup.unit, **place)
            whole = followup.unit in answered.units
            figures = url_for("body_report.show", unit=followup.unit, **place) if whole else ""
            found.append(Received(title, program.short_title, followup.period.year, address, figures))
    return found


def _has_part(answered: Answered, followup: Followup, account: Account) -> bool:
    """Whether the person answers for the follow-up, or has been given anything in it."""
    if followup.unit in answered.units or followup.unit not in answered.parts:
        return followup.unit in answered.units
    seen = view(answered.definitions.organisation, answered.program, followup.period)
    return bool(items_given(seen, followup.unit, account))
