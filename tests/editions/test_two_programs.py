"""An edition is of its own program: what another program changes neither refuses nor alters it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.programs import VALD
from tests.second.installation import SECOND
from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.catalogue import Definitions
from tracker.editions.publishing import Order, Refused, prepare, publish
from tracker.editions.verifying import verify
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.observations import Observation
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session
from tracker.store.editions import Edition
from tracker.store.loading import load

DAY = date(2026, 1, 1)
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def engine(two_programs_once: Path, tmp_path: Path) -> Iterator[Engine]:
    """Both programs, and one approved figure of the shipped one."""
    file = tmp_path / "both.sqlite3"
    shutil.copyfile(two_programs_once, file)
    engine = connect(f"sqlite:///{file}")
    with write_session(engine) as session:
        definitions = read_definitions(session)
        period = definitions.program(VALD).calendar.parse("2024-T2")
        row = Observation(VALD, "bromma", period, "I3.1", n=12, d=20)
        plan = plan_import(session, [row], definitions, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=DAY, approve=True, reason="prov")
    yield engine
    engine.dispose()


def published(engine: Engine, changed: str, renamed: str) -> Edition | None:
    """Prepare the period, give one of the programs another title, and publish."""
    with read_session(engine) as session:
        prepared = prepare(session, VALD, "2024-T2")
    with write_session(engine) as session:
        load(session, _renamed(read_definitions(session), changed, renamed), DAY)
    with write_session(engine) as session:
        return publish(session, prepared, Order("T2"), by="Karin", now=NOW)


def _renamed(definitions: Definitions, code: str, title: str) -> Definitions:
    programs = (p.model_copy(update={"title": title}) if p.code == code else p for p in definitions.programs)
    return definitions.model_copy(update={"programs": tuple(programs)})


def test_another_programs_change_is_no_matter(engine: Engine) -> None:
    edition = published(engine, SECOND, "Något annat")
    assert edition is not None
    assert [program["code"] for program in json.loads(edition.definitions)["programs"]] == [VALD]
    with write_session(engine) as session:
        load(session, _renamed(read_definitions(session), SECOND, "Ännu något annat"), DAY)
    with read_session(engine) as session:
        assert list(verify(session, VALD)) == [] and list(verify(session, SECOND)) == []
        assert prepare(session, VALD, "2024-T2").unchanged


def test_the_own_programs_change_is_refused(engine: Engine) -> None:
    with pytest.raises(Refused, match="Underlaget har ändrats"):
        published(engine, VALD, "Något annat")
