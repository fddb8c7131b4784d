"""One body's follow-up with all that its pages need: definitions, values, and what was given before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.view import View, view
from tracker.entry.build import build
from tracker.entry.earlier import Past
from tracker.entry.model import Form
from tracker.entry.rules import Checked, check
from tracker.entry.typed_values import read
from tracker.followups.given_before import GivenBefore, given_before
from tracker.followups.held import Held
from tracker.followups.writing import hold_still
from tracker.periods import PeriodError
from tracker.store import queries
from tracker.store.catalogue import read_program
from tracker.store.unsaved_texts import Unsaved, unsaved_of


class NoSuchFollowup(LookupError):
    """No program, period or body of this name, or the body owes nothing in the period."""


@dataclass(frozen=True)
class Work(Held):
    """``before``: what the body has given in other follow-ups. ``unsaved``: per item what was typed and refused.
    ``only``: the items that its reader may see, None for all. ``held_still``: nobody else can write to the follow-up
    until the transaction ends."""

    definitions: Definitions
    tokens: Mapping[str, int]
    before: GivenBefore
    fictional: bool
    unsaved: Mapping[str, Unsaved]
    only: frozenset[str] | None = None
    held_still: bool = False

    @property
    def past(self) -> Past:
        return self.before.past

    @cached_property
    def form(self) -> Form:
        return self.form_with({})

    def form_with(self, typed: Mapping[str, str], items: Collection[str] | None = None) -> Form:
        """The form, or the part of it with these items, showing what was typed where it was typed."""
        if self.only is not None:
            items = self.only if items is None else self.only & frozenset(items)
        form = build(
            self.view, self.unit, self.values, self.past, typed, self.before.own_targets, items, self.before.remembered
        )
        if self.only is None:
            return form
        return replace(form, goals=tuple(goal for goal in form.goals if any(True for _entry in goal.entries())))

    @cached_property
    def checked(self) -> Checked:
        return check(self.form, self.values, self.past, remembered=self.before.remembered)

    def shown_with(self, typed: Mapping[str, str]) -> tuple[Form, Checked]:
        """The form showing what was typed, and the findings at what is held and at what is only typed."""
        if not typed:
            return self.form, self.checked
        form = self.form_with(typed)
        reading = read(form, self.values, typed)
        return form, check(form, reading.values, self.past, reading.unread, self.before.remembered)

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
    return work(session, *place(session, program, period, unit), unit)


def place(session: Session, program: str, period: str, unit: str) -> tuple[Definitions, View]:
    """The definitions, and what they say of a period in which the body owes something. Raises NoSuchFollowup."""
    try:
        definitions = read_program(session, program)
    except UnknownProgram as fault:
        raise NoSuchFollowup(str(fault)) from None
    seen = view_of(definitions, program, period)
    if all(unit != known.code for known in seen.units):
        raise NoSuchFollowup(unit)
    return definitions, seen


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


def work(session: Session, definitions: Definitions, seen: View, unit: str, *, to_save: bool = False) -> Work:
    """The follow-up of a body that is known to owe the period. ``to_save``: hold it still; the first thing that is done
    in a session that writes."""
    if to_save:
        hold_still(session, seen.program.code, unit, seen.period)
    followup = queries.find_followup(session, seen.program.code, unit, seen.period)
    before = given_before(session, definitions.organisation, seen, unit, nothing_written=to_save)
    found = Work(
        definitions=definitions,
        view=seen,
        unit=unit,
        followup=followup,
        values=queries.values_of(session, followup.id, before.codes) if followup else {},
        tokens=queries.tokens_of(session, followup.id, before.codes) if followup else {},
        before=before,
        fictional=followup.fictional if followup else before.fictional,
        unsaved={},
        held_still=to_save,
    )
    return found.with_unsaved(unsaved_of(session, followup.id)) if followup else found
