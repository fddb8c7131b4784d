"""The mirror of the definitions gives back what was loaded, says what a load changes, and forgets nothing."""

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.world import DEFINITIONS, DOCUMENT, PROGRAM
from tracker.definitions.catalogue import Definitions
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session
from tracker.store.definition import ItemRow
from tracker.store.loading import LoadRefused, load, plan_load

TODAY = date(2024, 9, 1)


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    yield engine
    engine.dispose()


def changed(change: Any) -> Definitions:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return Definitions.model_validate(document)


def planned(engine: Engine, definitions: Definitions) -> list[str]:
    with read_session(engine) as session:
        return [str(change) for change in plan_load(session, definitions)]


def loaded(engine: Engine, definitions: Definitions) -> Definitions:
    with write_session(engine) as session:
        load(session, definitions, TODAY)
    with read_session(engine) as session:
        return read_definitions(session)


def test_what_is_loaded_is_read_back_exactly(engine: Engine) -> None:
    with read_session(engine) as session:
        assert read_definitions(session) == DEFINITIONS
    assert planned(engine, DEFINITIONS) == []


def test_a_changed_field_is_named_with_before_and_after(engine: Engine) -> None:
    def rename(document: dict[str, Any]) -> None:
        document["organisation"]["units"][0]["name"] = "Bromma ny"

    definitions = changed(rename)
    assert planned(engine, definitions) == ["organ bromma: name ändras från ”Bromma” till ”Bromma ny”"]
    assert loaded(engine, definitions) == definitions
    assert planned(engine, definitions) == []


def test_what_disappears_is_retired_and_can_come_back(engine: Engine) -> None:
    def drop(document: dict[str, Any]) -> None:
        del document["programs"][0]["goals"][0]["activities"][0]
        del document["programs"][0]["goals"][1]["activities"][0]["same_as"]

    fewer = changed(drop)
    assert planned(engine, fewer) == [
        "aktivitet A2.1: same_as ändras från ”A1.1” till (inget)",
        "aktivitet A1.1: utgår (finns kvar i databasen för äldre uppföljningar)",
    ]
    first, second = loaded(engine, fewer).program(PROGRAM).goals[0].activities
    assert (first.code, second.code) == ("A1.1", "A1.2")
    assert [version.to for version in first.wording] == [TODAY - timedelta(days=1)]
    with read_session(engine) as session:
        assert session.scalars(select(ItemRow.retired_on).where(ItemRow.code == "A1.1")).one() == TODAY
    assert planned(engine, fewer) == []
    assert planned(engine, DEFINITIONS)[0] == "aktivitet A1.1: tas i bruk igen"
    assert loaded(engine, DEFINITIONS) == DEFINITIONS
    assert planned(engine, DEFINITIONS) == []


def test_a_new_order_is_kept(engine: Engine) -> None:
    def swap(document: dict[str, Any]) -> None:
        document["organisation"]["units"].reverse()

    assert planned(engine, changed(swap)) == ["organ: ordningen ändras"]
    assert loaded(engine, changed(swap)) == changed(swap)


def test_an_item_moved_to_another_goal_keeps_its_identity(engine: Engine) -> None:
    def move(document: dict[str, Any]) -> None:
        goals = document["programs"][0]["goals"]
        goals[1]["activities"].append(goals[0]["activities"].pop(1))

    with read_session(engine) as session:
        before = session.scalars(select(ItemRow.id).where(ItemRow.code == "A1.2")).one()
    assert "aktivitet A1.2: goal ändras från M1 till M2" in planned(engine, changed(move))
    assert loaded(engine, changed(move)) == changed(move)
    with read_session(engine) as session:
        assert session.scalars(select(ItemRow.id).where(ItemRow.code == "A1.2")).one() == before


def test_a_code_cannot_change_what_it_stands_for(engine: Engine) -> None:
    def turn(document: dict[str, Any]) -> None:
        goal = document["programs"][0]["goals"][0]
        goal["activities"][1]["code"], goal["conditions"][0]["code"] = "V1.1", "A1.2"

    with pytest.raises(LoadRefused, match="använd en ny kod"):
        planned(engine, changed(turn))


def test_items_kept_in_the_browser_are_left_alone(engine: Engine) -> None:
    own = DEFINITIONS.program(PROGRAM).goals[0].activities[0].model_copy(update={"code": "E-bromma-1", "origin": "own"})
    with write_session(engine) as session:
        session.add(
            ItemRow(
                program=PROGRAM, code=own.code, type="activity", goal="M1", origin="own", unit="bromma",
                position=0, document=own.model_dump_json(by_alias=True),
            )
        )  # fmt: skip
    assert planned(engine, DEFINITIONS) == []
    program = loaded(engine, DEFINITIONS).program(PROGRAM)
    assert [activity.code for activity in program.goals[0].activities] == ["A1.1", "A1.2", "E-bromma-1"]
    assert program.goals[0].activities[-1] == own

    def take_code(document: dict[str, Any]) -> None:
        document["programs"][0]["goals"][0]["activities"][1]["code"] = "E-bromma-1"

    with pytest.raises(LoadRefused, match="E-bromma-1 finns redan"):
        planned(engine, changed(take_code))
