"""Reports through the real path: definitions, invented follow-ups, database, CSV and back."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from tests.fixtures.made_once import MadeOnce
from tests.pipeline.filled import imported
from tests.programs import VALD
from tracker import resources
from tracker.definitions.loader import load as load_folder
from tracker.entry import rows_csv
from tracker.pipeline import make_report
from tracker.report.reading import from_json
from tracker.report.serialise import json_schema, to_json
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.observed import approved_observations

DAY = date(2026, 1, 1)
SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"


def report_json(url: str, period: str, unit: str | None = None) -> str:
    engine = connect(url)
    with read_session(engine) as session:
        found = to_json(make_report(session, VALD, period, unit))
    engine.dispose()
    return found


def test_a_later_change_of_responsibility_or_target_leaves_an_earlier_report_identical(
    filled_url: str, tmp_path: Path
) -> None:
    before = {period: report_json(filled_url, period) for period in ("2022-VB", "2023-T1", "2024-T1")}
    folder = tmp_path / "program"
    shutil.copytree(resources.PROGRAM, folder)
    goal = folder / "vald-2021-2025" / "goals" / "M1.yaml"
    text = goal.read_text(encoding="utf-8")
    moved = text.replace("responsible: [utbildningsnamnden]", MOVED, 1)
    assert moved != text
    goal.write_text(moved.replace("    responsible: [arbetsmarknadsnamnden]", TARGET, 1), encoding="utf-8")
    engine = connect(filled_url)
    with write_session(engine) as session:
        assert load(session, load_folder(folder), DAY)
    engine.dispose()
    after = {period: report_json(filled_url, period) for period in before}
    assert after["2022-VB"] == before["2022-VB"]
    # And where they do apply, both changes are seen.
    assert after["2023-T1"] != before["2023-T1"]
    assert '"target": "85"' in after["2024-T1"]
    assert '"target": "85"' not in after["2023-T1"]


MOVED = """responsible:
      - {to: 2023-02-28, bodies: [utbildningsnamnden]}
      - {from: 2023-03-01, bodies: [forskolenamnden], decision: {body: Kommunfullmäktige, date: 2023-02-20}}"""
TARGET = """    responsible: [arbetsmarknadsnamnden]
    targets:
      - {year: 2024, city: 85, from: 2024-01-01, decision: {body: Kommunfullmäktige, date: 2023-11-20}}"""


def test_what_is_exported_can_be_imported_and_gives_the_identical_report(
    filled_url: str, made_once: MadeOnce
) -> None:
    """Apart from who has handed in without being received, and what reviewers have asked: of those nothing is
    exported. What both kinds of database export alike is imported once."""
    engine = connect(filled_url)
    with read_session(engine) as session:
        definitions = read_definitions(session)
        exported = rows_csv.write(approved_observations(session, definitions.program(VALD)))
    engine.dispose()
    content = exported.encode()
    name = f"imported-{sha256(content).hexdigest()}.sqlite3"
    other = f"sqlite:///{made_once(name, lambda file: imported(f'sqlite:///{file}', content))}"
    for period in ("2021-T1", "2023-VP", "2023-T2", "2024-T2", "2025-VB"):
        report = from_json(report_json(filled_url, period))
        assert report.threads
        expected = to_json(report.model_copy(update={"threads": ()}))
        waiting = ',\n      "handed_in": true'
        assert report_json(other, period) == expected.replace(waiting, ""), period
    assert waiting in expected


@pytest.mark.parametrize("period", ["2024-VP", "2023-T2", "2024-VB"])
def test_the_json_keeps_what_the_schema_promises(filled_sqlite: str, period: str) -> None:
    text = report_json(filled_sqlite, period)
    jsonschema.validate(json.loads(text), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert to_json(from_json(text)) == text


def test_the_schema_on_disk_is_the_models() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema()))


def test_a_bodys_report_holds_nothing_of_others(filled_sqlite: str) -> None:
    report = json.loads(report_json(filled_sqlite, "2024-T2", "jarva"))
    bodies = {area["code"] for goal in report["goals"] for i in goal["indicators"] for area in i["units"]}
    assert bodies == {"jarva"}
    for goal in report["goals"]:
        assert {unit["code"] for unit in goal["judgements"]["units"]} <= {"jarva"}
        for indicator in goal["indicators"]:
            assert indicator["regions"] == []
            assert indicator["city"]["total"] == indicator["units"][0]["total"]
            for point in indicator["series"]["as_reported"]:
                assert {a["code"] for a in point["units"]} <= {"jarva", "rinkeby-kista", "spanga-tensta"}
    everybody = json.loads(report_json(filled_sqlite, "2024-T2"))
    names = {unit["name"] for goal in everybody["goals"] for unit in goal["judgements"]["units"]}
    text = json.dumps(report["goals"], ensure_ascii=False)
    assert not [name for name in names - {"Järva"} if f'"{name}"' in text]


def test_everything_invented_says_so(filled_sqlite: str) -> None:
    assert json.loads(report_json(filled_sqlite, "2024-T2"))["fictional"] is True
