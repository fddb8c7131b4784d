"""An import shows its difference first, and then happens as a whole or not at all."""

from collections.abc import Collection, Mapping

import pytest
from sqlalchemy import Engine

from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, TODAY, period, view_of
from tracker.accounts.account import COMMAND_LINE
from tracker.entry.rows_cells import VALUES
from tracker.entry.rows_csv import read, write
from tracker.followups.errors import FollowupFault, NotAllowed
from tracker.followups.importing import ImportRefused, apply_import
from tracker.followups.operations import approve, open_, submit
from tracker.followups.planning import ImportPlan, Place, plan_import
from tracker.followups.saving import save
from tracker.followups.unsaved import keep_unsaved
from tracker.observations import Observation
from tracker.rows import RowKey, Value
from tracker.store.database import read_session, write_session
from tracker.store.observed import approved_observations
from tracker.store.queries import (
    events_of,
    find_followup,
    history_of,
    tokens_of,
    values_of,
)
from tracker.store.unsaved_texts import unsaved_of

T2 = period("2024-T2")
PROGRAM_DEFINITION = DEFINITIONS.program(PROGRAM)
BASE = Observation(PROGRAM, "bromma", T2, "I1.2")
WOMEN = BASE._replace(item="I1.1", dimension="sex", category="women", n=3, d=4)
MEN = WOMEN._replace(category="men", n=0, d=0)
ROWS = [BASE._replace(n=7), WOMEN, MEN, BASE._replace(item="A1.1", status="done", comment="klart")]


def plan(
    engine: Engine,
    rows: list[Observation],
    columns: Collection[str] = VALUES,
    seen: Mapping[Place, Mapping[str, int]] | None = None,
) -> ImportPlan:
    with read_session(engine) as session:
        return plan_import(session, rows, DEFINITIONS, columns=columns, seen=seen)


def carry_out(
    engine: Engine, rows: list[Observation], *, approved: bool, columns: Collection[str] = VALUES
) -> ImportPlan:
    with write_session(engine) as session:
        made = plan_import(session, rows, DEFINITIONS, columns=columns, approve=approved)
        apply_import(session, made, by=COMMAND_LINE, today=TODAY, approve=approved, reason="rader.csv")
    return made


def events(engine: Engine, unit: str = "bromma") -> list[tuple[str, str, str]]:
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, unit, T2)
        assert found is not None
        return [(event.kind, event.by, event.channel) for event in events_of(session, found.id)]


def test_a_dry_run_prints_the_difference_and_writes_nothing(engine: Engine) -> None:
    made = plan(engine, ROWS)
    assert list(made.lines()) == [
        "bromma 2024-T2 ny I1.2: n (inget) → 7",
        "bromma 2024-T2 ny I1.1/sex/women: n (inget) → 3, d (inget) → 4",
        "bromma 2024-T2 ny I1.1/sex/men: n (inget) → 0, d (inget) → 0",
        "bromma 2024-T2 ny A1.1: status (inget) → done, comment (inget) → klart",
    ]
    with read_session(engine) as session:
        assert find_followup(session, PROGRAM, "bromma", T2) is None


def test_approved_import_is_logged_and_repeating_it_does_nothing(engine: Engine) -> None:
    carry_out(engine, ROWS, approved=True)
    cli = ("systemförvaltaren (kommandoraden)", "cli")
    assert events(engine) == [("opened", *cli), ("submitted", *cli), ("approved", *cli)]
    with read_session(engine) as session:
        assert set(approved_observations(session, PROGRAM_DEFINITION)) == set(ROWS)
    assert carry_out(engine, ROWS, approved=True).count("unchanged") == 4
    assert len(events(engine)) == 3
    carry_out(engine, [BASE._replace(n=8)], approved=True)
    assert [kind for kind, *_ in events(engine)][3:] == ["reopened", "submitted", "approved"]
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        last = history_of(session, found.id, "I1.2")[-1]
    assert (last.before, last.after, last.reason) == ("7", "8", "rader.csv")
    assert last.by == "systemförvaltaren (kommandoraden)"


def test_without_approval_drafts_are_filled_and_locked_ones_refused(engine: Engine) -> None:
    carry_out(engine, ROWS, approved=False)
    assert [kind for kind, *_ in events(engine)] == ["opened"]
    carry_out(engine, [], approved=False)
    carry_out(engine, ROWS, approved=True)
    assert [kind for kind, *_ in events(engine)] == ["opened", "submitted", "approved"]
    assert plan(engine, ROWS).refusals == ()
    with pytest.raises(ImportRefused, match="bromma 2024-T2 är låst"):
        carry_out(engine, [BASE._replace(n=8), BASE._replace(unit="farsta", n=1)], approved=False)
    with read_session(engine) as session:
        assert find_followup(session, PROGRAM, "farsta", T2) is None


def test_a_submitted_one_is_returned_before_it_is_changed(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        number = open_(session, view=view_of("2024-T2"), unit="bromma", by=anna, today=TODAY).id
        submit(session, followup=number, by=anna, today=TODAY)
    carry_out(engine, ROWS, approved=True)
    assert [kind for kind, *_ in events(engine)][1:] == ["submitted", "returned", "submitted", "approved"]


def test_nothing_is_approved_without_what_somebody_typed_and_could_not_save(engine: Engine) -> None:
    carry_out(engine, ROWS, approved=False)
    with write_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        typed = {"I1.2": {"I1.2/n": "12,5"}, "A1.2": {"A1.2/start": "i maj"}}
        keep_unsaved(
            session, followup=found.id, view=view_of("2024-T2"), typed=typed, seen={}, by=COMMAND_LINE, today=TODAY
        )
    with pytest.raises(ImportRefused, match=r"2024-T2: A1\.2 har text"):
        carry_out(engine, [BASE._replace(n=12)], approved=True)
    carry_out(engine, [BASE._replace(n=12)], approved=False)
    with read_session(engine) as session:
        assert set(unsaved_of(session, found.id)) == {"A1.2"}, "what the file says anew is no longer unsaved"


def test_columns_that_the_file_lacks_are_left_alone(engine: Engine) -> None:
    carry_out(engine, [BASE._replace(n=7, comment="räknat")], approved=False)
    carry_out(engine, [BASE._replace(n=8)], approved=False, columns={"n"})
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        assert values_of(session, found.id) == {RowKey("I1.2"): Value(n=8, comment="räknat")}
    carry_out(engine, [BASE._replace(empty=".")], approved=False, columns={"empty"})
    with read_session(engine) as session:
        assert values_of(session, found.id) == {RowKey("I1.2"): Value(empty=".", comment="räknat")}


def test_a_mark_for_the_whole_and_its_categories_replace_each_other(engine: Engine) -> None:
    whole = BASE._replace(item="I1.1", empty="-", comment="Ingen mätning")
    carry_out(engine, [WOMEN, MEN], approved=False)
    made = carry_out(engine, [whole], approved=False)
    assert (made.count("new"), made.count("removed")) == (1, 2)
    made = carry_out(engine, [WOMEN, MEN], approved=False)
    assert (made.count("new"), made.count("removed")) == (2, 1)
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        assert values_of(session, found.id) == {
            RowKey("I1.1"): Value(comment="Ingen mätning"),
            RowKey("I1.1", "sex", "women"): Value(n=3, d=4),
            RowKey("I1.1", "sex", "men"): Value(n=0, d=0),
        }


def test_what_cannot_stand_with_what_is_held_is_refused(engine: Engine) -> None:
    part = BASE._replace(item="I2.3", dimension="form", category="talk", n=5)
    carry_out(engine, [part, BASE._replace(item="I2.3", n=6)], approved=False)
    with pytest.raises(ImportRefused, match=r"I2\.3/n: Totalen ska ligga mellan 5"):
        carry_out(engine, [BASE._replace(item="I2.3", n=4)], approved=False)


def test_what_others_changed_since_the_file_was_made_is_a_conflict(engine: Engine) -> None:
    carry_out(engine, [BASE._replace(n=7)], approved=False)
    place = (PROGRAM, "bromma", T2)
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        seen = tokens_of(session, found.id)
    assert plan(engine, [BASE._replace(n=9)], seen={place: seen}).count("changed") == 1
    carry_out(engine, [BASE._replace(n=8)], approved=False)
    made = plan(engine, [BASE._replace(n=9), WOMEN], seen={place: seen})
    assert (made.count("conflict"), made.count("new")) == (1, 1)
    chosen = made.only({("bromma", T2, RowKey("I1.1", "sex", "women"))})
    assert [str(row.key.name) for row in chosen.followups[0].rows] == ["I1.1/sex/women"]


def test_a_coordinator_imports_for_the_own_body_only(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    for rows, allowed in ((ROWS, True), ([BASE._replace(unit="farsta", n=1)], False)):
        with write_session(engine) as session:
            made = plan_import(session, rows, DEFINITIONS)
            if allowed:
                apply_import(session, made, by=anna, today=TODAY, reason="blad.xlsx")
                continue
            with pytest.raises(NotAllowed):
                apply_import(session, made, by=anna, today=TODAY, reason="blad.xlsx")
    with write_session(engine) as session, pytest.raises(NotAllowed):
        made = plan_import(session, [BASE._replace(n=9)], DEFINITIONS, approve=True)
        apply_import(session, made, by=anna, today=TODAY, approve=True, reason="blad.xlsx")


def test_a_plan_overtaken_by_another_writer_is_refused(engine: Engine) -> None:
    carry_out(engine, [BASE._replace(n=7)], approved=False)
    old = plan(engine, [BASE._replace(n=9)])
    carry_out(engine, [BASE._replace(n=8)], approved=False)
    with write_session(engine) as session, pytest.raises(ImportRefused, match="ändrades av någon annan"):
        apply_import(session, old, by=COMMAND_LINE, today=TODAY, reason="rader.csv")
    new = plan(engine, [BASE._replace(unit="farsta", n=9)])
    carry_out(engine, [BASE._replace(unit="farsta", n=8)], approved=False)
    with write_session(engine) as session, pytest.raises(FollowupFault, match="ändrades av någon annan"):
        apply_import(session, new, by=COMMAND_LINE, today=TODAY, reason="rader.csv")


def test_invented_values_are_never_taken_for_real_ones(engine: Engine) -> None:
    invented = [row._replace(fictional=True) for row in ROWS]
    carry_out(engine, invented, approved=True)
    with read_session(engine) as session:
        assert set(approved_observations(session, PROGRAM_DEFINITION)) == set(invented)
    carry_out(engine, [BASE._replace(n=8)], approved=True)
    with read_session(engine) as session:
        assert all(row.fictional for row in approved_observations(session, PROGRAM_DEFINITION))
    carry_out(engine, [BASE._replace(unit="farsta", n=1)], approved=True)
    with pytest.raises(ImportRefused, match="riktiga uppgifter"):
        carry_out(engine, [BASE._replace(unit="farsta", n=2, fictional=True)], approved=True)


def test_export_and_import_into_an_empty_database_give_the_same_rows(engine: Engine) -> None:
    carry_out(engine, ROWS, approved=True)
    anna, carl = person(engine, "Anna", "coordinator", "farsta"), person(engine, "Carl", "compiler")
    with write_session(engine) as session:
        view = view_of("2024-T2")
        number = open_(session, view=view, unit="farsta", by=anna, today=TODAY).id
        changes = {RowKey("I1.3"): Value(n=1), RowKey("M1"): Value(status="met", text="=a\nb")}
        save(session, followup=number, view=view, changes=changes, seen={}, by=anna, today=TODAY)
        submit(session, followup=number, by=anna, today=TODAY)
        approve(session, followup=number, by=carl)
        text = write(approved_observations(session, PROGRAM_DEFINITION))
        assert len(values_of(session, number)) == 2
    rows = [numbered.row for numbered in read(text, DEFINITIONS).rows]
    assert carry_out(engine, rows, approved=True).count("unchanged") == len(rows) == 6
    with read_session(engine) as session:
        until = period("2024-T1")
        assert approved_observations(session, PROGRAM_DEFINITION, until) == []
        assert len(approved_observations(session, PROGRAM_DEFINITION, T2)) == 6
