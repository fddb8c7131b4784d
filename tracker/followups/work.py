"""One body's follow-up with all that its pages need: definitions, values, and what was given before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View, view
from tracker.entry.build import build
from tracker.entry.earlier import Past
from tracker.entry.model import Form
from tracker.entry.rules import Checked, check
from tracker.entry.typed_values import read
from tracker.followups.held import Held
from tracker.observations import Observation, Observations
from tracker.periods import PeriodError
from tracker.store import queries
from tracker.store.catalogue import read_program
from tracker.store.observed import observations
from tracker.store.unsaved_texts import Unsaved, unsaved_of


class NoSuchFollowup(LookupError):
    """No program, period or body of this name, or the body owes nothing in the period."""


@dataclass(frozen=True)
class Work(Held):
    """``unsaved``: per item what was typed and refused. ``only``: the items that its reader may see, None for all."""

    definitions: Definitions
    tokens: Mapping[str, int]
    past: Past
    own_targets: Mapping[str, Decimal]
    fictional: bool
    unsaved: Mapping[str, Unsaved]
    only: frozenset[str] | None = None

    @cached_property
    def form(self) -> Form:
        return self.form_with({})

    def form_with(self, typed: Mapping[str, str], items: Collection[str] | None = None) -> Form:
        """The form, or the part of it with these items, showing what was typed where it was typed."""
        if self.only is not None:
            items = self.only if items is None else self.only & frozenset(items)
        form = build(self.view, self.unit, self.values, self.past, typed, self.own_targets, items)
        if self.only is None:
            return form
        return replace(form, goals=tuple(goal for goal in form.goals if any(True for _entry in goal.entries())))

    @cached_property
    def checked(self) -> Checked:
        return check(self.form, self.values, self.past)

    def shown_with(self, typed: Mapping[str, str]) -> tuple[Form, Checked]:
        """The form showing what was typed, and the findings at what is held and at what is only typed."""
        if not typed:
            return self.form, self.checked
        form = self.form_with(typed)
        reading = read(form, self.values, typed)
        return form, check(form, reading.values, self.past, reading.unread)

    def with_unsaved(self, unsaved: Mapping[str, Unsaved]) -> Work:
        """With what was typed and refused of the items that are asked for; of one that has ended nothing is left to
        put right."""
        if not unsaved:
            return replace(self, unsaved=unsaved)
        asked = {entry.code for entry in self.form.entries()}
        return replace(self, unsaved={item: text for item, text in unsaved.items() if item in asked})

    @property
    def refused(self) -> dict[str, str]:
        """Field name → text of everything that was typed and refused."""
        return {name: text for unsaved in self.unsaved.values() for name, text in unsaved.fields.items()}


def find(session: Session, program: str, period: str, unit: str) -> Work:
    """The body's follow-up of the period. Raises NoSuchFollowup."""
    try:
        definitions = read_program(session, program)
    except UnknownProgram as fault:
        raise NoSuchFollowup(str(fault)) from None
    seen = view_of(definitions, program, period)
    if all(unit != known.code for known in seen.units):
        raise NoSuchFollowup(unit)
    return work(session, definitions, seen, unit)


def view_of(definitions: Definitions, program: str, period: str) -> View:
    """The definitions in a period given by its code. Raises NoSuchFollowup."""
    try:
        known = definitions.program(program)
        code = known.calendar.parse(period)
    except (UnknownProgram, PeriodError) as fault:
        raise NoSuchFollowup(str(fault)) from None
    if code not in known.calendar.between(known.from_, known.to):
        raise NoSuchFollowup(period)
    return view(definitions.organisation, known, code)


def work(session: Session, definitions: Definitions, seen: View, unit: str) -> Work:
    """The follow-up of a body that is known to owe the period."""
    program, period = seen.program, seen.period
    followup = queries.find_followup(session, program.code, unit, period)
    bodies = stands_for(definitions.organisation, unit, seen.last_day)
    rows = observations(session, program.code, bodies, period)
    found = Work(
        definitions=definitions,
        view=seen,
        unit=unit,
        followup=followup,
        values=queries.values_of(session, followup.id) if followup else {},
        tokens=queries.tokens_of(session, followup.id) if followup else {},
        past=Past(definitions.organisation, program, unit, period, Observations(rows)),
        own_targets=_planned_targets(seen, unit, rows),
        fictional=followup.fictional if followup else any(row.fictional for row in rows),
        unsaved={},
    )
    return found.with_unsaved(unsaved_of(session, followup.id)) if followup else found


def stands_for(organisation: Organisation, unit: str, day: date) -> tuple[str, ...]:
    """The body itself and all that were merged into it by the day, through chains of mergers."""
    before = (known.code for known in organisation.units if organisation.successor(known.code, day) == unit)
    return tuple(dict.fromkeys((unit, *before)))


def _planned_targets(seen: View, unit: str, rows: Iterable[Observation]) -> dict[str, Decimal]:
    """The body's own targets in its plan of the year."""
    plan = seen.program.calendar.plan_of(seen.period)
    if plan == seen.period:
        return {}
    planned = (row for row in rows if row.period == plan and row.unit == unit)
    return {row.item: row.target for row in planned if row.target is not None}
