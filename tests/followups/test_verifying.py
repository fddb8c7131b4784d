"""What somebody changes in the database by hand is found."""

import pytest
from sqlalchemy import Engine, text

from tests.people import person
from tests.world import PROGRAM, TODAY, view_of
from tracker.followups.kept_definitions import NewActivity
from tracker.followups.operations import open_, submit
from tracker.followups.own_items import add_own_item, end_item
from tracker.followups.saving import save
from tracker.followups.verifying import followup_faults, kept_item_faults
from tracker.rows import RowKey, Value
from tracker.store.database import read_session, write_session


@pytest.mark.parametrize(
    "by_hand, words",
    [
        ("UPDATE value SET n = 4", "bromma 2024-T2: värdena stämmer inte"),
        ("DELETE FROM value", "bromma 2024-T2: värdena stämmer inte"),
        ("DELETE FROM change", "bromma 2024-T2: värdena stämmer inte"),
        ("UPDATE change SET before = '1'", "bromma 2024-T2: värdena stämmer inte"),
        ("UPDATE event SET kind = 'approved' WHERE seq = 2", "bromma 2024-T2: händelserna följer inte"),
        ("UPDATE event SET seq = 7 WHERE seq = 2", "bromma 2024-T2: händelserna följer inte"),
        ("DELETE FROM event WHERE seq = 1", "bromma 2024-T2: händelserna följer inte"),
    ],
)
def test_a_change_by_hand_is_found(engine: Engine, by_hand: str, words: str) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    view = view_of("2024-T2")
    with write_session(engine) as session:
        number = open_(session, view=view, unit="bromma", by=anna, today=TODAY).id
        changes = {RowKey("I1.2"): Value(n=3)}
        save(session, followup=number, view=view, changes=changes, seen={}, by=anna, today=TODAY)
        submit(session, followup=number, by=anna, today=TODAY)
    with read_session(engine) as session:
        assert list(followup_faults(session, PROGRAM)) == []
    with write_session(engine) as session:
        session.execute(text(by_hand))
    with read_session(engine) as session:
        (fault,) = followup_faults(session, PROGRAM)
    assert words in fault


@pytest.mark.parametrize(
    "by_hand",
    [
        "UPDATE item SET document = replace(document, 'Cirklar', 'Kurser')",
        "UPDATE item_change SET after = replace(after, 'Cirklar', 'Kurser')",
        "DELETE FROM item_change WHERE id = (SELECT max(id) FROM item_change)",
    ],
)
def test_an_own_item_changed_by_hand_is_found(engine: Engine, by_hand: str) -> None:
    anna, item = person(engine, "Anna", "coordinator", "bromma"), NewActivity("Cirklar")
    view, later = view_of("2024-T2"), view_of("2024-VB")
    with write_session(engine) as session:
        code = add_own_item(session, view=view, goal="M1", unit="bromma", item=item, by=anna, today=TODAY)
        end_item(session, view=later, code=code, by=anna, today=TODAY)
    with read_session(engine) as session:
        assert list(kept_item_faults(session, PROGRAM)) == []
    with write_session(engine) as session:
        session.execute(text(by_hand))
    with read_session(engine) as session:
        assert list(kept_item_faults(session, PROGRAM)) == ["E-bromma-1: lydelsen stämmer inte med ändringshistoriken."]
