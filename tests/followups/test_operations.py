"""The path of a follow-up, and every way off it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from tests.people import person
from tests.world import PROGRAM, TODAY, period, view_of
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.followups import closing, operations
from tracker.followups.closing import close_period, except_unit
from tracker.followups.errors import InvalidMove, Locked, NotAllowed, NotOwed, ReasonRequired, Refused
from tracker.followups.operations import approve, note_decision, open_, reopen, return_, submit
from tracker.followups.saving import save
from tracker.rows import RowKey, Value
from tracker.store.database import read_session, write_session
from tracker.store.queries import events_of, find_followup, history_of, tokens_of, values_of
from tracker.words import use_language

VIEW = view_of("2024-T2")
T2 = period("2024-T2")


def opened(engine: Engine, by: Account) -> int:
    with write_session(engine) as session:
        return open_(session, view=VIEW, unit="bromma", by=by, today=TODAY).id


def test_the_whole_path_leaves_its_events(engine: Engine) -> None:
    anna, carl = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Carl", "compiler")
    followup = opened(engine, anna)
    with write_session(engine) as session:
        changes = {RowKey("I1.2"): Value(n=3), RowKey("A1.1"): Value(status="ongoing", start=date(2024, 2, 1))}
        save(session, followup=followup, view=VIEW, changes=changes, seen={}, by=anna, today=TODAY)
        assert submit(session, followup=followup, by=anna, today=TODAY).state == "submitted"
    with write_session(engine) as session:
        assert return_(session, followup=followup, by=carl, reason=" I1.2 saknas ").state == "returned"
    with write_session(engine) as session:
        submit(session, followup=followup, by=anna, today=TODAY)
        assert approve(session, followup=followup, by=carl).state == "approved"
        assert reopen(session, followup=followup, by=carl, reason="Rättelse").state == "draft"
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None and found.state == "draft"
        assert found.last is not None and (found.last.by, found.last.reason) == ("Carl", "Rättelse")
        kinds = [(event.kind, event.by, event.reason) for event in events_of(session, followup)]
        assert values_of(session, followup) == changes
    assert kinds == [
        ("opened", "Anna", None),
        ("submitted", "Anna", None),
        ("returned", "Carl", "I1.2 saknas"),
        ("submitted", "Anna", None),
        ("approved", "Carl", None),
        ("reopened", "Carl", "Rättelse"),
    ]


def test_others_may_not(engine: Engine) -> None:
    anna, bo = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Bo", "coordinator", "farsta")
    carl, eva = person(engine, "Carl", "compiler"), person(engine, "Eva", "administrator")
    followup = opened(engine, anna)
    for other in (bo, carl, eva):
        with write_session(engine) as session, pytest.raises(NotAllowed):
            save(session, followup=followup, view=VIEW, changes={}, seen={}, by=other, today=TODAY)
        with write_session(engine) as session, pytest.raises(NotAllowed):
            submit(session, followup=followup, by=other, today=TODAY)
    with write_session(engine) as session:
        submit(session, followup=followup, by=anna, today=TODAY)
    for other in (anna, bo, eva):
        with write_session(engine) as session, pytest.raises(NotAllowed):
            approve(session, followup=followup, by=other)


def test_moves_out_of_order_say_what_happened(engine: Engine) -> None:
    anna, carl = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Carl", "compiler")
    followup = opened(engine, anna)
    with write_session(engine) as session, pytest.raises(InvalidMove, match=r"är redan öppnad, .* Anna"):
        open_(session, view=VIEW, unit="bromma", by=anna, today=TODAY)
    with write_session(engine) as session, pytest.raises(InvalidMove, match="är ett utkast"):
        approve(session, followup=followup, by=carl)
    with write_session(engine) as session:
        submit(session, followup=followup, by=anna, today=TODAY)
    with write_session(engine) as session, pytest.raises(ReasonRequired):
        return_(session, followup=followup, by=carl, reason="  ")
    with write_session(engine) as session, pytest.raises(Locked, match="Anna lämnade in den") as locked:
        changes = {RowKey("I1.2"): Value(n=3)}
        save(session, followup=followup, view=VIEW, changes=changes, seen={}, by=anna, today=TODAY)
    assert locked.value.who == "Anna"


def test_a_body_that_answers_for_nothing_cannot_open(engine: Engine) -> None:
    for unit in ("valnamnden", "kista"):
        someone = person(engine, unit, "coordinator", unit)
        with write_session(engine) as session, pytest.raises(NotOwed):
            open_(session, view=VIEW, unit=unit, by=someone, today=TODAY)


def test_after_the_closing_date_only_the_excepted_go_on(engine: Engine) -> None:
    anna, bo = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Bo", "coordinator", "farsta")
    carl = person(engine, "Carl", "compiler")
    followup = opened(engine, anna)
    with write_session(engine) as session:
        last = date(2024, 9, 9)
        close_period(session, program=PROGRAM, period=T2, closes_on=last, by=carl, reason="Till KS")
        extra = date(2024, 9, 10)
        except_unit(session, program=PROGRAM, period=T2, unit="farsta", until=extra, by=carl, reason="Sjukdom")
    with write_session(engine) as session, pytest.raises(Locked, match=r"stängdes efter 2024-09-09; .* Carl .*Till KS"):
        submit(session, followup=followup, by=anna, today=TODAY)
    with write_session(engine) as session:
        assert open_(session, view=VIEW, unit="farsta", by=bo, today=TODAY).state == "draft"
    with write_session(engine) as session, pytest.raises(NotAllowed):
        close_period(session, program=PROGRAM, period=T2, closes_on=TODAY, by=anna, reason="Till KS")


def test_impossible_values_are_refused_at_their_fields(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    followup = opened(engine, anna)
    women = RowKey("I1.1", "sex", "women")
    impossible = {
        women: Value(n=5, d=4),
        RowKey("I1.2"): Value(n=-1),
        RowKey("I1.3"): Value(n=2),
        RowKey("A1.2"): Value(status="nearly"),
        RowKey("A2.1"): Value(status="done"),
        RowKey("M2"): Value(text="\x00"),
        RowKey("I2.1"): Value(target=Decimal(1)),
        RowKey("X9"): Value(n=1),
    }
    with write_session(engine) as session, pytest.raises(Refused) as refused:
        save(session, followup=followup, view=VIEW, changes=impossible, seen={}, by=anna, today=TODAY)
    assert sorted(refused.value.faults) == [
        "A1.2/status", "A2.1/status", "I1.1/sex/women/n", "I1.2/n", "I1.3/n", "I2.1/target", "M2/text", "X9/n",
    ]  # fmt: skip
    assert refused.value.faults["A2.1/status"] == "A2.1 följs upp vid A1.1; fyll i där."
    with read_session(engine) as session:
        assert values_of(session, followup) == {}


def test_a_yes_counts_as_one_of_one(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    followup = opened(engine, anna)
    with write_session(engine) as session:
        changes = {RowKey("I1.3"): Value(n=0)}
        save(session, followup=followup, view=VIEW, changes=changes, seen={}, by=anna, today=TODAY)
        assert values_of(session, followup) == {RowKey("I1.3"): Value(n=0, d=1)}


def test_cleared_values_stay_in_history(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    followup, key = opened(engine, anna), RowKey("I1.2")
    for value in (Value(n=3), Value(n=4, comment="rättat"), Value()):
        with write_session(engine) as session:
            seen = tokens_of(session, followup)
            save(session, followup=followup, view=VIEW, changes={key: value}, seen=seen, by=anna, today=TODAY)
    with read_session(engine) as session:
        assert values_of(session, followup) == {}
        history = [(c.field, c.before, c.after, c.by) for c in history_of(session, followup, "I1.2")]
    assert history == [
        ("n", None, "3", "Anna"),
        ("n", "3", "4", "Anna"),
        ("comment", None, "rättat", "Anna"),
        ("n", "4", None, "Anna"),
        ("comment", "rättat", None, "Anna"),
    ]


def test_the_bodys_decision_is_noted_with_history(engine: Engine) -> None:
    anna = person(engine, "Anna", "coordinator", "bromma")
    followup = opened(engine, anna)
    for case in ("Dnr 1", "Dnr 2", "Dnr 2"):
        with write_session(engine) as session:
            day = date(2024, 9, 5)
            noted = note_decision(session, followup=followup, by=anna, decided_on=day, case=case)
    assert (noted.decision_date, noted.decision_case) == (date(2024, 9, 5), "Dnr 2")
    with read_session(engine) as session:
        history = [(c.row, c.field, c.before, c.after) for c in history_of(session, followup)]
    assert history == [
        (None, "decision_date", None, "2024-09-05"),
        (None, "decision_case", None, "Dnr 1"),
        (None, "decision_case", "Dnr 1", "Dnr 2"),
    ]


@pytest.mark.parametrize(("moment", "day"), [
    ("2025-06-30T22:30", "2025-07-01"), ("2025-06-30T21:59", "2025-06-30"), ("2025-12-31T23:00", "2026-01-01"),
    ("2025-12-31T22:59", "2025-12-31"), ("2024-02-28T23:30", "2024-02-29"), ("2025-03-30T22:00", "2025-03-31"),
])  # fmt: skip
def test_the_day_that_is_told_is_the_citys(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, moment: str, day: str
) -> None:
    anna, carl = person(engine, "Anna", "coordinator", "bromma"), person(engine, "Carl", "compiler")
    followup = opened(engine, anna)
    at = datetime.fromisoformat(f"{moment}+00:00")
    monkeypatch.setattr(operations, "utc_now", lambda: at)
    monkeypatch.setattr(closing, "utc_now", lambda: at)
    with write_session(engine) as session:
        submit(session, followup=followup, by=anna, today=TODAY)
        with pytest.raises(InvalidMove, match=f"lämnades in {day} av Anna"):
            submit(session, followup=followup, by=anna, today=TODAY)
        with pytest.raises(Locked, match=f"lämnade in den {day}"):
            save(session, followup=followup, view=VIEW, changes={}, seen={}, by=anna, today=TODAY)
        close_period(session, program=PROGRAM, period=T2, closes_on=date(2024, 9, 1), by=carl, reason="klart")
        with pytest.raises(Locked, match=f"det beslutade Carl {day}"):
            closing.check_not_closed(session, PROGRAM, "bromma", T2, anna, date(2024, 9, 2))


def test_the_command_line_is_told_in_the_readers_language_and_kept_in_one(engine: Engine) -> None:
    followup = opened(engine, COMMAND_LINE)
    with write_session(engine) as session:
        submit(session, followup=followup, by=COMMAND_LINE, today=TODAY)
        with use_language("en"), pytest.raises(InvalidMove, match=r"the system administrator \(command line\)"):
            submit(session, followup=followup, by=COMMAND_LINE, today=TODAY)
        assert events_of(session, followup)[-1].by == COMMAND_LINE.name == "systemförvaltaren (kommandoraden)"
