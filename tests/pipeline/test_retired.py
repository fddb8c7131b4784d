"""What is taken out of the definitions stays in the reports of periods that were over by then, to the byte."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.programs import VALD, vald
from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import view
from tracker.entry import rows_csv
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.pipeline import make_report
from tracker.report.build import UnknownUnit
from tracker.report.serialise import to_json
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import changed_periods, load, plan_load

RETIRED_ON = date(2024, 5, 1)
EARLIER = (
    ("2022-VP", None),
    ("2023-T2", None),
    ("2023-T1", "spanga-tensta"),
    ("2024-T1", None),
    ("2024-T1", "idrottsnamnden"),
)
COMPANIES = ("svenska-bostader", "familjebostader", "stockholmshem")
GONE = {"M2", "A2.1", "I2.1", "V1.1", "I1.1", "A3.1"}
DOCUMENT: dict[str, Any] = vald().model_dump(mode="json", by_alias=True)


def without(gone: set[str], units: tuple[str, ...] = (), populations: str = "") -> Definitions:
    """The real definitions without some items and bodies, and without the population of a day."""
    document = copy.deepcopy(DOCUMENT)
    organisation, (program,) = document["organisation"], document["programs"]
    organisation["units"] = [unit for unit in organisation["units"] if unit["code"] not in units]
    organisation["groups"] = [group for group in organisation["groups"] if group["code"] not in units]
    organisation["population"] = [row for row in organisation["population"] if row["date"] != populations]
    program["goals"] = [goal for goal in program["goals"] if goal["code"] not in gone]
    for goal in program["goals"]:
        for items in ("conditions", "indicators", "activities"):
            goal[items] = [item for item in goal[items] if item["code"] not in gone]
    return Definitions.model_validate(document)


ORIGINAL = Definitions.model_validate(DOCUMENT)
FEWER = without(GONE, ("idrottsnamnden", "bostadsbolagen", *COMPANIES), "2023-12-31")


@pytest.fixture
def engine(filled_sqlite: str) -> Iterator[Engine]:
    engine = connect(filled_sqlite)
    yield engine
    engine.dispose()


def reports(engine: Engine, program: str = VALD) -> list[str]:
    with read_session(engine) as session:
        return [to_json(make_report(session, program, *which)) for which in EARLIER]


def test_earlier_reports_are_identical_also_when_it_comes_back(filled_url: str) -> None:
    engine = connect(filled_url)
    before = reports(engine)
    with write_session(engine) as session:
        assert changed_periods(session, FEWER, RETIRED_ON) == []
        assert len(load(session, FEWER, RETIRED_ON)) > len(GONE)
        assert plan_load(session, FEWER) == load(session, FEWER, RETIRED_ON + timedelta(days=200)) == []
    assert reports(engine) == before
    with write_session(engine) as session:
        load(session, ORIGINAL, date(2024, 9, 15))
        assert read_definitions(session) == ORIGINAL
    assert reports(engine) == before
    engine.dispose()


def test_later_reports_are_without_it(engine: Engine) -> None:
    with write_session(engine) as session:
        load(session, FEWER, RETIRED_ON)
    with read_session(engine) as session:
        later = json.loads(to_json(make_report(session, VALD, "2024-T2")))
        with pytest.raises(UnknownUnit):
            make_report(session, VALD, "2024-T2", "idrottsnamnden")
    codes = {goal["code"] for goal in later["goals"]}
    codes |= {
        item["code"]
        for goal in later["goals"]
        for items in ("conditions", "indicators", "activities")
        for item in goal[items]
    }
    assert not codes & GONE and {"M1", "I1.2", "A3.2"} <= codes
    assert not {"idrottsnamnden", *COMPANIES} & {body["code"] for body in later["bodies"]}
    (share,) = {
        indicator["city"]["coverage"]["population_share"]
        for goal in later["goals"]
        for indicator in goal["indicators"]
        if indicator["code"] == "I5.2"
    }
    assert share is None


def test_what_comes_back_changes_only_the_periods_that_ended_meanwhile(engine: Engine) -> None:
    with write_session(engine) as session:
        load(session, FEWER, RETIRED_ON)
        assert [period.code for _, period in changed_periods(session, ORIGINAL, date(2024, 9, 15))] == ["2024-T2"]
        assert changed_periods(session, ORIGINAL, date(2024, 8, 31)) == []


def test_a_whole_program_that_is_taken_out_keeps_its_reports(engine: Engine) -> None:
    before = reports(engine)
    other = copy.deepcopy(DOCUMENT)
    other["programs"][0]["code"] = "nasta"
    with write_session(engine) as session:
        load(session, Definitions.model_validate(other), RETIRED_ON, retire=[VALD])
        definitions = read_definitions(session)
        assert [program.code for program in definitions.programs] == ["nasta", "vald-2021-2025"]
        former = definitions.programs[1]
        later = make_report(session, former.code, "2024-T2")
    assert reports(engine, former.code) == before
    assert (later.goals, later.bodies) == ((), ())


def test_a_rewritten_definition_names_the_periods_whose_reports_it_changes(engine: Engine) -> None:
    rewritten = copy.deepcopy(DOCUMENT)
    (group,) = [group for group in rewritten["organisation"]["groups"] if group["code"] == "bostadsbolagen"]
    group["members"][0]["units"] = list(COMPANIES[:2])
    with read_session(engine) as session:
        changed = changed_periods(session, Definitions.model_validate(rewritten), date(2022, 5, 1))
    assert [period.code for _program, period in changed] == ["2021-VP", "2021-T1", "2021-T2", "2021-VB", "2022-T1"]


def test_a_body_is_called_in_each_period_what_it_was_called_then(engine: Engine) -> None:
    before = reports(engine)
    renamed = copy.deepcopy(DOCUMENT)
    (unit,) = [unit for unit in renamed["organisation"]["units"] if unit["code"] == "bromma"]
    unit["former_names"], unit["name"] = [{"text": unit["name"], "to": "2024-04-30"}], "Västerort"
    with write_session(engine) as session:
        load(session, Definitions.model_validate(renamed), RETIRED_ON)
    assert reports(engine) == before
    with read_session(engine) as session:
        definitions = read_definitions(session)
        program = definitions.program(VALD)
        seen = view(definitions.organisation, program, program.calendar.parse("2024-T2"))
        later = to_json(make_report(session, VALD, "2024-T2"))
    assert seen.unit("bromma").name == "Västerort" and '"name":"Västerort"' in later.replace(": ", ":")


def test_what_is_retired_can_be_reported_late_for_a_period_that_asked_for_it(engine: Engine) -> None:
    with write_session(engine) as session:
        load(session, FEWER, RETIRED_ON)
        definitions = read_definitions(session)
        head = "program,unit,period,item,status,comment\n"
        late = rows_csv.read(f"{head}vald-2021-2025,idrottsnamnden,2024-T1,A3.1,done,sent".encode(), definitions)
        gone = rows_csv.read(f"{head}vald-2021-2025,idrottsnamnden,2024-T2,A3.1,done,sent".encode(), definitions)
        assert (late.faults, len(gone.faults)) == ((), 1)
        plan = plan_import(session, [row.row for row in late.rows], definitions, columns=late.columns, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=RETIRED_ON, approve=True, reason="prov")
        report = make_report(session, VALD, "2024-T1", "idrottsnamnden")
    (status,) = [unit for goal in report.goals for a in goal.activities if a.code == "A3.1" for unit in a.units]
    assert (status.status, status.comment) == ("done", "sent")
