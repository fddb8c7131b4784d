"""What was approved at an earlier moment, read back from the history; bodies' own targets with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Engine, event

from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, period, view_of
from tracker.accounts.account import Account
from tracker.entry import rows_csv
from tracker.followups.operations import approve, open_, reopen, submit
from tracker.followups.saving import save
from tracker.observations import Observation
from tracker.rows import RowKey, Value
from tracker.store.database import read_session, write_session
from tracker.store.handed_in import handed_in
from tracker.store.observed import approved_observations
from tracker.store.past import approved_then, handed_in_then, this_moment
from tracker.store.queries import tokens_of

PLAN = period("2024-VP")
TODAY = date(2024, 1, 20)
TARGET = {RowKey("I1.1"): Value(target=Decimal("80.50")), RowKey("A1.1"): Value(text="Utbilda alla")}


def planned(engine: Engine, unit: str, by: Account, carl: Account) -> int:
    """An approved plan; returns the follow-up's id."""
    with write_session(engine) as session:
        number = open_(session, view=view_of("2024-VP"), unit=unit, by=by, today=TODAY).id
        save(session, followup=number, view=view_of("2024-VP"), changes=TARGET, seen={}, by=by, today=TODAY)
        submit(session, followup=number, by=by, today=TODAY)
        approve(session, followup=number, by=carl)
    return number


def test_a_moment_has_what_was_approved_then_and_takes_two_queries(engine: Engine) -> None:
    carl = person(engine, "Carl", "compiler")
    anna, bo = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Bo", "coordinator", "farsta")
    first = planned(engine, "bromma", anna, carl)
    planned(engine, "farsta", bo, carl)
    with read_session(engine) as session:
        then, moment = approved_observations(session, DEFINITIONS.program(PROGRAM)), this_moment(session)
    with write_session(engine) as session:
        reopen(session, followup=first, by=carl, reason="fel mål")
        changes = {RowKey("I1.1"): Value(target=Decimal(70))}
        seen = tokens_of(session, first)
        save(session, followup=first, view=view_of("2024-VP"), changes=changes, seen=seen, by=anna, today=TODAY)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with read_session(engine) as session:
        asked.clear()
        found = approved_then(session, PROGRAM, PLAN, moment)
        assert len([statement for statement in asked if statement.lstrip().startswith("SELECT")]) == 2
        now = approved_observations(session, DEFINITIONS.program(PROGRAM))
        assert [row.unit for row in now] == ["farsta", "farsta"]
    assert _by_place(found) == _by_place(then)
    assert {row.unit: row.target for row in found if row.item == "I1.1"} == {
        "bromma": Decimal("80.50"),
        "farsta": Decimal("80.50"),
    }


def test_own_targets_are_not_in_the_observations_file(engine: Engine) -> None:
    carl, anna = person(engine, "Carl", "compiler"), person(engine, "Anna", "coordinator", "bromma")
    planned(engine, "bromma", anna, carl)
    with read_session(engine) as session:
        rows = approved_observations(session, DEFINITIONS.program(PROGRAM))
    assert {row.item for row in rows} == {"I1.1", "A1.1"}
    assert rows_csv.write(rows).splitlines()[1:] == [f"{PROGRAM},bromma,2024-VP,A1.1,,,,,,,,,,,Utbilda alla"]


def test_who_has_handed_in_is_known_now_and_at_an_earlier_moment(engine: Engine) -> None:
    carl, anna = person(engine, "Carl", "compiler"), person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        number = open_(session, view=view_of("2024-VP"), unit="bromma", by=anna, today=TODAY).id
        before = this_moment(session)
        submit(session, followup=number, by=anna, today=TODAY)
        handed = this_moment(session)
        assert handed_in(session, PROGRAM, PLAN) == {"bromma"}
        assert handed_in(session, PROGRAM, period("2024-T1")) == frozenset()
        approve(session, followup=number, by=carl)
        assert handed_in(session, PROGRAM, PLAN) == frozenset()
        assert handed_in_then(session, PROGRAM, PLAN, before) == frozenset()
        assert handed_in_then(session, PROGRAM, PLAN, handed) == {"bromma"}
        assert handed_in_then(session, PROGRAM, PLAN, this_moment(session)) == frozenset()


def _by_place(rows: list[Observation]) -> list[Observation]:
    return sorted(rows, key=repr)
