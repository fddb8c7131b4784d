"""How much of a follow-up is filled in is counted without a form, and is what the form says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.programs import VALD, vald
from tracker.definitions.view import view
from tracker.entry.owed import owed_with
from tracker.entry.progress import Progress
from tracker.followups.checking import plain_form
from tracker.store import queries
from tracker.store.catalogue import read_program
from tracker.store.database import connect, read_session


@pytest.mark.parametrize("part", ["VP", "T1", "T2", "VB"])
def test_every_body_of_the_demonstration_is_counted_as_its_form_says(filled_sqlite: str, part: str) -> None:
    engine = connect(filled_sqlite)
    with read_session(engine) as session:
        definitions = read_program(session, VALD)
        program = definitions.program(VALD)
        seen = view(definitions.organisation, program, program.calendar.parse(f"2023-{part}"))
        begun = {f.unit: f.id for f in queries.followups(session, VALD, period=seen.period)}
        held = queries.values_of_many(session, list(begun.values()))
    engine.dispose()
    found = set()
    for unit in (known.code for known in seen.units):
        whole = dict(held.get(begun.get(unit, 0), {}))
        some = {key: value for number, (key, value) in enumerate(whole.items()) if number % 3}
        for values in (whole, some, {}):
            form = plain_form(seen, unit, values)
            owed = owed_with(seen, unit, values)
            counted = owed.progress
            first = owed.first_empty
            assert (counted, first and owed.begins(first)) == (form.progress, next(iter(form.empty), None)), unit
            assert [(each.code, each.title, each.owed) for each in owed.asks.items] == [
                (entry.code, entry.title, entry.owed) for entry in form.entries()
            ]
            found.add(counted)
    assert len(seen.units) > 20 and len(found) >= 10


def test_a_goal_with_nothing_to_do_for_it_is_not_counted() -> None:
    program = vald().program(VALD)
    seen = view(vald().organisation, program, program.calendar.parse("2024-T2"))
    emptied = replace(seen, goals=tuple(replace(goal, indicators=(), activities=()) for goal in seen.goals))
    assert any("bromma" in goal.responsible for goal in emptied.goals)
    assert owed_with(emptied, "bromma", {}).progress == plain_form(emptied, "bromma", {}).progress == Progress(0, 0)
