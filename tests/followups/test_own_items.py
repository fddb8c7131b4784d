"""Items kept in the browser: in the form of those who answer for them, outside loading, ended without a trace lost."""

import json
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import Engine, select, text

from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, TODAY, period, view_of
from tracker.accounts.account import Account
from tracker.definitions.view import View, view
from tracker.followups.errors import FollowupFault, Locked, NotAllowed
from tracker.followups.kept_definitions import ItemRefused, NewActivity, NewIndicator, NewItem
from tracker.followups.operations import approve, open_, reopen, submit
from tracker.followups.own_items import ItemOvertaken, add_city_item, add_own_item, change_item, end_item
from tracker.followups.saving import save
from tracker.rows import RowKey, Value
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session, write_session
from tracker.store.definition import ItemRow
from tracker.store.kept_items import KeptItem, kept_items
from tracker.store.loading import plan_load
from tracker.store.queries import values_of

T1, T2, VB = view_of("2024-T1"), view_of("2024-T2"), view_of("2024-VB")
SHARE = NewIndicator("Andel utbildade", "share", "utbildade", "anställda", dimension="sex")


def seen(engine: Engine, code: str = "2024-T2") -> View:
    with read_session(engine) as session:
        definitions = read_definitions(session)
    return view(definitions.organisation, definitions.program(PROGRAM), period(code))


def test_an_own_indicator_is_reported_by_its_body_alone(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"view": T2, "goal": "M2", "unit": "bromma", "by": anna, "today": TODAY}
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
        common = {"view": T2, "goal": "M2", "unit": "bromma", "by": anna, "today": TODAY}
        code = add_own_item(session, item=SHARE, **common)
        end_item(session, view=VB, code=code, by=anna, today=TODAY)
        with pytest.raises(FollowupFault, match="redan avslutad"):
            end_item(session, view=VB, code=code, by=anna, today=TODAY)
        assert add_own_item(session, item=SHARE, **common) == "E-bromma-2"
    assert [i.code for i in seen(engine).indicators() if i.origin == "own"] == ["E-bromma-1", "E-bromma-2"]
    assert [i.code for i in seen(engine, "2024-VB").indicators() if i.origin == "own"] == ["E-bromma-2"]


def test_the_citys_indicator_is_reported_by_all_districts(engine: Engine) -> None:
    carl, anna = person(engine, "Carl", "compiler"), person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"view": T2, "goal": "M1", "keeper": "socialnamnden"}
        bodies = ("stadsdelsnamnderna",)
        assert add_city_item(session, bodies=bodies, item=SHARE, by=carl, **common) == "S-1"
        with pytest.raises(NotAllowed):
            add_city_item(session, bodies=bodies, item=SHARE, by=anna, **common)
        with pytest.raises(NotAllowed):
            end_item(session, view=T2, code="S-1", by=anna, today=TODAY)
        with pytest.raises(NotAllowed):
            add_own_item(session, view=T2, goal="M1", unit="farsta", item=SHARE, by=anna, today=TODAY)
    (indicator,) = [i for i in seen(engine).indicators() if i.origin == "city"]
    assert indicator.responsible == ("bromma", "farsta", "jarva")


@pytest.mark.parametrize(
    "goal, item, faults",
    [
        ("M9", SHARE, {"goal": "M9 finns inte"}),
        ("M1", NewActivity("  "), {"title": "Skriv vad som ska följas upp"}),
        ("M1", NewActivity("x" * 301), {"title": "högst 300"}),
        ("M1", NewActivity("Stöd till 19800131-1234"), {"title": "ett personnummer"}),
        ("M1", NewActivity("Nät\x00verk"), {"title": "tecken som inte kan visas"}),
        ("M1", NewIndicator("", "share", " "), {"title": "Skriv", "n_label": "Skriv", "d_label": "en andel av"}),
        ("M1", NewIndicator("Antal", "count", "n", "d"), {"d_label": "bara för en andel"}),
        ("M1", NewIndicator("Antal", "mean", "n", direction="bort"), {"kind": "i listan", "direction": "i listan"}),  # type: ignore[arg-type]  # what a browser can send
    ],
)  # fmt: skip
def test_an_item_that_says_too_little_is_refused_with_every_fault_at_once(
    engine: Engine, goal: str, item: NewItem, faults: dict[str, str]
) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session, pytest.raises(ItemRefused) as refused:
        add_own_item(session, view=T2, goal=goal, unit="bromma", item=item, by=anna, today=TODAY)
    assert refused.value.faults.keys() == faults.keys()
    assert all(words in refused.value.faults[name] for name, words in faults.items())
    with write_session(engine) as session, pytest.raises(FollowupFault, match="ingen egen"):
        end_item(session, view=T2, code="I1.1", by=anna, today=TODAY)


def added(engine: Engine, by: Account, item: NewItem = SHARE, view: View = T2) -> str:
    with write_session(engine) as session:
        return add_own_item(session, view=view, goal="M2", unit="bromma", item=item, by=by, today=TODAY)


def kept(engine: Engine, unit: str | None = "bromma") -> KeptItem:
    with read_session(engine) as session:
        (found,) = kept_items(session, PROGRAM, unit)
    return found


def test_a_change_applies_from_its_period_and_says_who_made_it(engine: Engine) -> None:
    anna, bo = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Bo", "coordinator", "bromma")
    code = added(engine, anna)
    assert [(change.by, change.before) for change in kept(engine).changes] == [("Anna", None)]
    other = NewIndicator("Andel kunniga", "share", "kunniga", "alla", dimension="sex", protects=())
    with write_session(engine) as session:
        token = kept(engine).token
        change_item(session, view=VB, code=code, item=other, seen=token, by=bo, today=TODAY)
    before, after = seen(engine).indicators()[-1], seen(engine, "2024-VB").indicators()[-1]
    assert (before.title, before.measure.labels.d) == ("Andel utbildade", "anställda")
    assert before.measure.protects == ("n", "d")
    assert (after.title, after.measure.labels.d, after.measure.protects) == ("Andel kunniga", "alla", ())
    first, second = kept(engine).changes
    assert (second.by, second.before, second.after) == ("Bo", first.after, kept(engine).definition)


def test_a_change_in_the_period_in_which_it_began_replaces_it(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    code = added(engine, anna, NewActivity("Cirkel"))
    with write_session(engine) as session:
        token = kept(engine).token
        change_item(session, view=T2, code=code, item=NewActivity("Cirklar"), seen=token, by=anna, today=TODAY)
        token = kept_items(session, PROGRAM, "bromma")[0].token
        change_item(session, view=T2, code=code, item=NewActivity("Cirklar"), seen=token, by=anna, today=TODAY)
    assert [version.text for version in kept(engine).definition.wording] == ["Cirklar"]
    assert len(kept(engine).changes) == 2  # saving what is there changes nothing


def test_an_ended_item_can_be_taken_up_again_without_touching_the_time_between(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    code = added(engine, anna, NewActivity("Cirklar"), T1)
    with write_session(engine) as session:
        end_item(session, view=T2, code=code, by=anna, today=TODAY)
        token = kept_items(session, PROGRAM, "bromma")[0].token
        change_item(session, view=VB, code=code, item=NewActivity("Cirklar"), seen=token, by=anna, today=TODAY)
    for of, asked in (("2024-T1", [code]), ("2024-T2", []), ("2024-VB", [code])):
        assert [a.code for a in seen(engine, of).activities() if a.origin == "own"] == asked


def test_what_makes_figures_comparable_cannot_be_changed(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    code = added(engine, anna)
    undivided = NewIndicator("Andel utbildade", "share", "utbildade", "anställda")
    for other in (undivided, NewActivity("Andel utbildade")):
        with write_session(engine) as session, pytest.raises(ItemRefused, match="kan inte ändras"):
            change_item(session, view=VB, code=code, item=other, seen=kept(engine).token, by=anna, today=TODAY)
    with write_session(engine) as session, pytest.raises(ItemRefused, match="gäller från 2024-05-01"):
        other = replace(SHARE, title="Andel kunniga")
        change_item(session, view=T1, code=code, item=other, seen=kept(engine).token, by=anna, today=TODAY)


def test_who_was_not_first_is_told_so_and_overwrites_nothing(engine: Engine) -> None:
    anna, bo = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Bo", "coordinator", "bromma")
    code = added(engine, anna, NewActivity("Cirklar"))
    token = kept(engine).token
    with write_session(engine) as session:
        change_item(session, view=T2, code=code, item=NewActivity("Kurser"), seen=token, by=bo, today=TODAY)
    with write_session(engine) as session, pytest.raises(ItemOvertaken, match="Bo ändrade E-bromma-1") as overtaken:
        change_item(session, view=T2, code=code, item=NewActivity("Möten"), seen=token, by=anna, today=TODAY)
    assert overtaken.value.token == kept(engine).token
    assert kept(engine).definition.wording[-1].text == "Kurser"


def test_what_is_handed_in_is_not_asked_otherwise_afterwards(engine: Engine) -> None:
    anna, carl = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Carl", "compiler")
    code = added(engine, anna)
    with write_session(engine) as session:
        number = open_(session, view=T2, unit="bromma", by=anna, today=TODAY).id
        submit(session, followup=number, by=anna, today=TODAY)
    for asked in (T1, T2):
        with write_session(engine) as session, pytest.raises(Locked, match="2024-T2 är inlämnad"):
            add_own_item(session, view=asked, goal="M2", unit="bromma", item=SHARE, by=anna, today=TODAY)
        with write_session(engine) as session, pytest.raises(Locked):
            end_item(session, view=asked, code=code, by=anna, today=TODAY)
    with write_session(engine) as session:
        end_item(session, view=VB, code=code, by=anna, today=TODAY)
        approve(session, followup=number, by=carl)
        reopen(session, followup=number, by=carl, reason="Rättelse")
        add_own_item(session, view=T2, goal="M2", unit="bromma", item=SHARE, by=anna, today=TODAY)


def test_a_code_of_the_programs_files_is_never_used(engine: Engine) -> None:
    carl = person(engine, "Carl", "compiler")
    with write_session(engine) as session:
        document = json.dumps({"code": "S-4", "wording": [{"text": "Från filen"}], "responsible": [], "origin": "city"})
        session.execute(
            text(
                "INSERT INTO item (program, code, type, goal, origin, position, document)"
                " VALUES ('prov', 'S-4', 'activity', 'M1', 'city', 9, :document)"
            ),
            {"document": document},
        )
        common = {"view": T2, "goal": "M1", "keeper": "socialnamnden", "bodies": ("stadsdelsnamnderna",), "by": carl}
        assert add_city_item(session, item=NewActivity("Cirklar"), **common) == "S-5"
    with read_session(engine) as session:
        assert [item.code for item in kept_items(session, PROGRAM, None)] == ["S-5"]


def test_two_who_add_at_once_get_a_number_each(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    threads = [Thread(target=added, args=(engine, anna, NewActivity(f"Cirkel {n}"))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read_session(engine) as session:
        codes = session.scalars(select(ItemRow.code).where(ItemRow.unit.is_not(None)).order_by(ItemRow.position)).all()
    assert codes == [f"E-bromma-{n}" for n in range(1, 5)]


@pytest.mark.parametrize("again", [
    NewActivity("Cirklar"), NewActivity(" Cirklar\u200b "), SHARE, NewIndicator("Antal", "count", "antal"),
    NewIndicator("Svar", "yes_no", "svar"),
])  # fmt: skip
def test_the_same_form_sent_twice_is_one_item(engine: Engine, again: NewItem) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    common = {"view": T2, "goal": "M2", "unit": "bromma", "by": anna, "today": TODAY}
    with write_session(engine) as session:
        assert add_own_item(session, item=again, **common) == "E-bromma-1"
    with write_session(engine) as session:
        assert add_own_item(session, item=again, **common) == "E-bromma-1"
        assert add_own_item(session, item=NewActivity("En annan"), **common) == "E-bromma-2"
        assert add_own_item(session, item=again, **{**common, "goal": "M1"}) == "E-bromma-3"


@pytest.mark.parametrize("broken", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n"])
def test_a_title_with_a_line_break_of_any_kind_is_on_one_line(engine: Engine, broken: str) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    with write_session(engine) as session:
        common = {"view": T2, "goal": "M2", "unit": "bromma", "by": anna, "today": TODAY}
        add_own_item(session, item=NewActivity(f"Cirklar{broken}för\u00a0barn"), **common)
    assert [a.title for a in seen(engine).activities() if a.origin == "own"] == ["Cirklar för barn"]
