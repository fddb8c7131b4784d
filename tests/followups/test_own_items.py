"""Items kept in the browser: in the form of those who answer for them, outside loading, ended without a trace lost."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, TODAY, period
from tracker.definitions.view import View, view
from tracker.entry.keys import RowKey
from tracker.entry.model import Value
from tracker.followups.errors import NotAllowed
from tracker.followups.operations import open_
from tracker.followups.own_items import (
    ItemRefused,
    NewActivity,
    NewIndicator,
    NewItem,
    add_city_item,
    add_own_item,
    end_item,
)
from tracker.followups.saving import save
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session, write_session
from tracker.store.loading import plan_load
from tracker.store.queries import values_of

PROVEN = DEFINITIONS.program()
FIRST = date(2024, 5, 1)
SHARE = NewIndicator("Andel utbildade", "share", "utbildade", "anställda", by_sex=True)


def seen(engine: Engine, code: str = "2024-T2") -> View:
    with read_session(engine) as session:
        definitions = read_definitions(session)
    return view(definitions.organisation, definitions.program(), period(code))


def test_an_own_indicator_is_reported_by_its_body_alone(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"program": PROVEN, "goal": "M2", "unit": "bromma", "first": FIRST, "by": anna}
        assert add_own_item(session, item=SHARE, **common) == "E-bromma-1"
        assert add_own_item(session, item=NewActivity(" Cirklar "), **common) == "E-bromma-2"
        assert plan_load(session, DEFINITIONS) == []
    now = seen(engine)
    (indicator,) = [i for i in now.indicators() if i.origin == "own"]
    (activity,) = [a for a in now.activities() if a.origin == "own"]
    assert (indicator.responsible, indicator.measure.protects) == (("bromma",), ("n", "d"))
    assert [c.code for c in indicator.measure.dimensions[0].categories] == ["women", "men", "unknown"]
    assert activity.title == "Cirklar"
    assert not [i for i in seen(engine, "2024-T1").indicators() if i.origin == "own"]
    with write_session(engine) as session:
        number = open_(session, view=now, unit="bromma", by=anna, today=TODAY).id
        changes = {RowKey("E-bromma-1", "sex", "men"): Value(n=1, d=2)}
        save(session, followup=number, view=now, changes=changes, seen={}, by=anna, today=TODAY)
        assert values_of(session, number) == changes


def test_an_ended_item_stays_in_earlier_periods_and_its_number_is_not_used_again(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"program": PROVEN, "goal": "M2", "unit": "bromma", "first": FIRST, "by": anna}
        code = add_own_item(session, item=SHARE, **common)
        with pytest.raises(ItemRefused, match="kan inte sluta tidigare"):
            end_item(session, program=PROGRAM, code=code, last=date(2023, 1, 1), by=anna)
        end_item(session, program=PROGRAM, code=code, last=date(2024, 8, 31), by=anna)
        assert add_own_item(session, item=SHARE, **common) == "E-bromma-2"
    assert [i.code for i in seen(engine).indicators() if i.origin == "own"] == ["E-bromma-1", "E-bromma-2"]
    assert [i.code for i in seen(engine, "2024-VB").indicators() if i.origin == "own"] == ["E-bromma-2"]


def test_the_citys_indicator_is_reported_by_all_districts(engine: Engine) -> None:
    carl, anna = person(engine, "Carl", "compiler"), person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"program": PROVEN, "goal": "M1", "keeper": "socialnamnden", "first": FIRST}
        bodies = ("stadsdelsnamnderna",)
        assert add_city_item(session, bodies=bodies, item=SHARE, by=carl, **common) == "S-1"
        with pytest.raises(NotAllowed):
            add_city_item(session, bodies=bodies, item=SHARE, by=anna, **common)
        with pytest.raises(NotAllowed):
            end_item(session, program=PROGRAM, code="S-1", last=TODAY, by=anna)
        with pytest.raises(NotAllowed):
            add_own_item(session, program=PROVEN, goal="M1", unit="farsta", item=SHARE, first=FIRST, by=anna)
    (indicator,) = [i for i in seen(engine).indicators() if i.origin == "city"]
    assert indicator.responsible == ("bromma", "farsta", "jarva")


@pytest.mark.parametrize(
    "goal, item, words",
    [
        ("M9", SHARE, "M9 finns inte"),
        ("M1", NewActivity("  "), "Skriv en rubrik"),
        ("M1", NewIndicator("Andel", "share", "n"), "för en andel, och bara då"),
        ("M1", NewIndicator("Antal", "count", "n", "d"), "för en andel, och bara då"),
    ],
)
def test_an_item_that_says_too_little_is_refused(engine: Engine, goal: str, item: NewItem, words: str) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session, pytest.raises(ItemRefused, match=words):
        add_own_item(session, program=PROVEN, goal=goal, unit="bromma", item=item, first=FIRST, by=anna)
    with write_session(engine) as session, pytest.raises(ItemRefused, match="ingen egen"):
        end_item(session, program=PROGRAM, code="I1.1", last=TODAY, by=anna)
