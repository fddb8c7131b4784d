"""A year of the demonstration published in order, merger included: what its editions print, and that they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.editions.publishing import NOW, YEAR, correct, prepared_now, published
from tracker.editions.difference import differences
from tracker.editions.publishing import Order, Refused, publish
from tracker.editions.verifying import verify
from tracker.editions.words import spoken
from tracker.report.model import Area, Cell, Report, SeriesArea
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.edition_answers import answers_of
from tracker.store.editions import editions, ledger

PROGRAM = "vald-2021-2025"


def reports(engine: Engine) -> dict[str, Report]:
    with read_session(engine) as session:
        return {edition.code: from_json(edition.report) for edition in editions(session, PROGRAM)}


def faults(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        return list(verify(session, PROGRAM))


def area(areas: Iterator[Any] | tuple[Any, ...], code: str) -> Any:
    return next(each for each in areas if each.code == code)


def test_all_editions_together_pass_and_stand_to_their_follow_ups(published_year: Engine) -> None:
    assert set(reports(published_year)) == {f"{period}-1" for period in YEAR}
    assert faults(published_year) == []


def test_at_least_half_of_the_protected_figures_are_printed(published_year: Engine) -> None:
    """Dotting everything would be safe too."""
    with read_session(published_year) as session:
        lines = ledger(session, editions(session, PROGRAM))
    protects = {
        indicator.code: indicator.protects
        for report in reports(published_year).values()
        for part in (report, *report.own)
        for goal in part.goals
        for indicator in goal.indicators
    }
    protected = [line for line in lines if line.key.measured in protects[line.key.indicator]]
    assert len(protected) > 500
    assert sum(bool(line.printed) for line in protected) * 2 >= len(protected)


def test_no_small_protected_count_is_printed(published_year: Engine) -> None:
    with read_session(published_year) as session:
        lines = ledger(session, editions(session, PROGRAM))
    for code in ("I1.1", "I2.1", "I2.2", "I5.1", "I5.2"):
        small = [line for line in lines if line.key.indicator == code and 0 < line.value < 5]
        measured = {"n"} if code in ("I2.2", "I5.2") else {"n", "d"}
        assert not any(line.printed for line in small if line.key.measured in measured)


@pytest.fixture
def nothing_else(published_year: Engine) -> Engine:
    """The same without the follow-ups of other years, which verify reads too."""
    with write_session(published_year) as session:
        for table in ("value", "change", "event"):
            others = "SELECT id FROM followup WHERE year <> 2023"
            session.execute(text(f"DELETE FROM {table} WHERE followup IN ({others})"))
        session.execute(text("DELETE FROM followup WHERE year <> 2023"))
    return published_year


OF = "SELECT id FROM followup WHERE unit ="
# What is changed together is found by itself: each sentence names its edition or its follow-up.
TAMPERED = (
    {
        "UPDATE edition SET report = replace(report, '\"fictional\": true', '\"fictional\": null') WHERE sequence = 1":
            "2023-T1-1: dess eller en tidigare utgåvas definitioner",
        "UPDATE edition SET title = title || '.' WHERE sequence = 2": "2023-T2-1 har ändrats efter",
        "UPDATE edition SET report = replace(report, 'Bromma', 'Broma') WHERE sequence = 3":
            "2023-VB-1 har ändrats efter",
    },
    {
        "UPDATE edition SET definitions = replace(definitions, 'Bromma', 'Broma') WHERE sequence = 1":
            "2023-T1-1 har ändrats efter",
        "UPDATE edition SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE sequence = 2":
            "2023-T2-1 har ändrats efter",
        "UPDATE edition SET previous = NULL WHERE sequence = 3": "2023-VB-1 följer inte",
    },
    {"UPDATE edition SET definitions = 'x' WHERE sequence = 1": "2023-T1-1: dess eller en tidigare utgåvas"},
    {"UPDATE edition SET previous = NULL": "kontrollsumman"},
    {"DELETE FROM ledger WHERE edition = 1; DELETE FROM edition WHERE sequence = 1": "2023-T2-1 följer inte"},
    {"DELETE FROM ledger WHERE edition = 2; DELETE FROM edition WHERE sequence = 2": "2023-VB-1 följer inte"},
    {
        "UPDATE ledger SET value = value + 1 WHERE edition = 1 AND bodies = 'bromma' AND indicator = 'I2.2'":
            "2023-T1-1: liggaren över",
        (
            "INSERT INTO ledger SELECT edition, indicator, dimension, category, measured, 'farsta+farsta', level,"
            " value, printed FROM ledger WHERE edition = 2 AND bodies = 'farsta'"
        ): "2023-T2-1: liggaren över",
        "DELETE FROM ledger WHERE edition = 3 AND bodies = 'farsta'": "2023-VB-1: liggaren över",
    },
    {"UPDATE ledger SET printed = NOT printed WHERE bodies = 'bromma' AND indicator = 'I2.2'": "samma beräkning"},
    {"UPDATE ledger SET indicator = 'I9.9' WHERE bodies = 'bromma' AND indicator = 'I2.2'": "motsäger sig"},
    {"UPDATE change SET after = '999' WHERE field = 'n' AND after = '12'": "liggaren"},
    {
        "UPDATE event SET kind = 'submitted' WHERE kind = 'approved' AND followup % 7 = 0": "händelserna",
        f"UPDATE value SET n = n + 1 WHERE kind = 'count' AND followup IN ({OF} 'bromma')":
            "bromma 2023-T2: värdena",
        f"UPDATE change SET before = '999' WHERE field = 'n' AND followup IN ({OF} 'farsta')":
            "farsta 2023-T2: värdena",
    },
)  # fmt: skip


@pytest.mark.parametrize("tampered", TAMPERED)
def test_what_is_changed_by_hand_is_found(nothing_else: Engine, tampered: dict[str, str]) -> None:
    with write_session(nothing_else) as session:
        for statements in tampered:
            for statement in statements.split("; "):
                session.execute(text(statement))
    told = faults(nothing_else)
    assert [found for found in tampered.values() if not any(found in fault for fault in told)] == [], told


def test_an_unchanged_period_makes_no_edition(published_year: Engine) -> None:
    assert published(published_year, "2023-T2") is None
    assert set(reports(published_year)) == {f"{period}-1" for period in YEAR}


def test_a_correction_is_a_new_edition_with_its_reason_and_differences(published_year: Engine) -> None:
    before = reports(published_year)["2023-VB-1"]
    correct(published_year, "2023-VB", lambda row: row.item == "I3.1" and row.unit == "bromma", n=1, d=33)
    # A later change of a follow-up is no fault of what was published.
    assert faults(published_year) == []
    with pytest.raises(Refused, match="Ange skälet"):
        published(published_year, "2023-VB")
    made = published(published_year, "2023-VB", Order("Rättad", "Bromma räknade fel"))
    assert made is not None and (made.code, made.reason) == ("2023-VB-2", "Bromma räknade fel")
    assert faults(published_year) == []
    after = reports(published_year)
    assert after["2023-VB-1"] == before
    told = spoken(differences(before, after["2023-VB-2"]), before, after["2023-VB-2"])
    own = [(each.item.split()[0], each.where, each.after) for each in told if not each.series]
    assert ("I3.1", "Bromma, totalt", "3,0\u00a0% (1\u00a0av\u00a033)") in own
    assert {item for item, _where, _after in own} == {"I3.1"}
    assert published(published_year, "2023-VB", Order("Rättad", "Igen")) is None


def test_a_count_corrected_downwards_is_published_and_holds(published_year: Engine) -> None:
    """The year's figure falls below T2's: the chain is cut, nothing is refused, all editions pass."""
    correct(
        published_year,
        "2023-VB",
        lambda row: row.item == "I2.2" and row.unit == "farsta" and row.category in ("women", "men"),
        n=1,
    )
    prepared = prepared_now(published_year, "2023-VB")
    assert prepared.protection.passed
    order = Order("Rättad", "Farsta räknade dubbelt", incidents_accepted="Prövat")
    assert published(published_year, "2023-VB", order) is not None
    assert faults(published_year) == []


def test_other_periods_come_from_their_editions_only(published_year: Engine) -> None:
    report = reports(published_year)["2023-T2-1"]
    for goal in report.goals:
        for indicator in goal.indicators:
            periods = [point.period for point in indicator.series.as_reported]
            assert periods == [period for period in ("2023-T1", "2023-T2") if indicator.asked and period in YEAR]
            areas: tuple[Area, ...] = (indicator.city, *indicator.regions, *indicator.units)
            assert {each.previous_year.state for each in areas} <= {"not_reported"}


def test_a_recast_figure_is_printed_only_where_all_its_parts_are(published_year: Engine) -> None:
    indicators = [i for goal in reports(published_year)["2023-T2-1"].goals for i in goal.indicators]
    seen = set()
    for indicator in indicators:
        then = next(point for point in indicator.series.as_reported if point.period == "2023-T1")
        recast = next(point for point in indicator.series.recast if point.period == "2023-T1")
        for successor, parts in (("jarva", ("rinkeby-kista", "spanga-tensta")),):
            if any(unit.code == successor for unit in recast.units):
                whole = area(recast.units, successor)
                for cell, pieces in paired(whole, [area(then.units, part) for part in parts]):
                    for measured in ("n", "d"):
                        known = [getattr(piece, measured) for piece in pieces if piece.state != "not_reported"]
                        if cell.state == "suppressed" or None in known:
                            seen.add((getattr(cell, measured) is None, None in known))
                        if getattr(cell, measured) is not None:
                            assert getattr(cell, measured) == sum(known)
    # Dotted together with a part; never printed without one.
    assert (False, True) not in seen
    assert (True, True) in seen


def paired(whole: SeriesArea, parts: list[SeriesArea]) -> Iterator[tuple[Cell, list[Cell]]]:
    yield whole.total, [part.total for part in parts]
    for dimension, cells in whole.breakdown.items():
        for category, cell in cells.items():
            yield cell, [part.breakdown[dimension][category] for part in parts]


def test_the_merged_districts_increments_stay_open(published_year: Engine) -> None:
    """T2 of Järva less T1 of both its predecessors is a figure a reader can form; the system holds it."""
    prepared = prepared_now(published_year, "2023-T2")
    systems = [verdict.joint.system for verdict in prepared.protection.verdicts if verdict.family == "I5.1"]
    names = {each.key for system in systems for each in system.statistics if each.hidden}
    assert any(name.startswith("I5.1 n 2023-T2 sex/women jarva − 2023-T1") for name in names)


def test_small_numbers_in_the_reason_and_the_title_are_confirmed_too(published_year: Engine) -> None:
    """Both stand in the list of editions, which everybody reads."""
    correct(published_year, "2023-VB", lambda row: (row.item, row.unit) == ("I6.1", "bromma"), n=1)
    order = Order("Rättad, 2 tal", "Järva hade 3 kvinnor")
    with pytest.raises(Refused, match=r"titel \(”Rättad, 2 tal”\); skäl \(”Järva hade 3 kvinnor”\)"):
        published(published_year, "2023-VB", order)
    answered = replace(order, answers={"titel:8:2": "other", "skäl:11:3": "allowed"})
    made = published(published_year, "2023-VB", answered)
    assert made is not None
    with read_session(published_year) as session:
        kept = answers_of(session, made)
    assert [(each.kind, each.place, each.answer, each.by) for each in kept] == [
        ("text", "titel:8:2", "other", "Karin Holm"),
        ("text", "skäl:11:3", "allowed", "Karin Holm"),
    ]
    assert kept[1].about.startswith("”Järva hade 3 kvinnor”; I")


def test_rules_that_became_stricter_meanwhile_hold_back_what_was_decided_by_the_old_ones(
    published_year: Engine,
) -> None:
    correct(published_year, "2023-VB", lambda row: (row.item, row.unit) == ("I6.1", "bromma"), n=1)
    prepared = prepared_now(published_year, "2023-VB")
    with write_session(published_year) as session:
        stricter = text("UPDATE program SET document = replace(document, :before, :after)")
        session.execute(stricter, {"before": '"threshold":5', "after": '"threshold":10'})
    with write_session(published_year) as session, pytest.raises(Refused, match="har ändrats under tiden"):
        publish(session, prepared, Order("Rättad", "Bromma räknade fel"), by="Karin Holm", now=NOW)


def test_texts_are_printed_and_small_numbers_in_them_confirmed(published_year: Engine) -> None:
    texts = {"M1": "Arbetet går framåt i 3 av stadsdelarna.", "M2": "  "}
    order = Order("Med text", "Texten fattades", texts=texts)
    with pytest.raises(Refused, match="framåt i 3 av"):
        published(published_year, "2023-T1", order)
    made = published(published_year, "2023-T1", replace(order, answers={"M1:21:3": "other"}))
    assert made is not None
    goals = json.loads(made.report)["goals"]
    assert [goal["text"] for goal in goals[:2]] == ["Arbetet går framåt i 3 av stadsdelarna.", None]
    assert faults(published_year) == []
