"""What an earlier version filled and published is kept by every later one, and proved as it was printed.

``fixtures/old/before-cities.backup`` was made by the version before cities described themselves (tables 0007): the
program in ``tests/hand``, its observations imported, and three periods published, on SQLite. It is never made anew.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tracker.editions.verifying import verify
from tracker.report.model import SCHEMA
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.store.catalogue import read_definitions
from tracker.store.copying import restore
from tracker.store.database import connect, read_session
from tracker.store.editions import editions

COPY = Path(__file__).parents[1] / "fixtures/old/before-cities.backup"


def lines() -> Iterator[dict[str, Any]]:
    with gzip.open(COPY, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def rows(table: str) -> list[dict[str, Any]]:
    return [line["row"] for line in lines() if line.get("table") == table]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    restore(engine, COPY)
    yield engine
    engine.dispose()


def test_an_upgraded_database_has_lost_nothing_and_proves_its_editions(engine: Engine) -> None:
    before = Counter(line["table"] for line in lines() if "table" in line)
    # The city describes itself: one row more.
    before["organisation"] += 1
    with read_session(engine) as session:
        after = {table: session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one() for table in before}
        assert after == before
        assert list(verify(session, "hand")) == []
        published = editions(session, "hand")
        definitions = read_definitions(session)
    frozen = rows("edition")
    assert [each.report for each in published] == [row["report"] for row in frozen]
    assert [each.definitions for each in published] == [row["definitions"] for row in frozen]
    assert [each.sha256 for each in published] == [row["sha256"] for row in frozen]
    assert definitions.organisation.city.name == "Stockholms stad"
    assert [word.counts_as for word in definitions.programs[0].judgements] == ["met", "partly", "not_met"]


def test_an_old_report_is_read_with_what_it_took_for_granted_and_written_as_it_was() -> None:
    for row in rows("edition"):
        report = from_json(row["report"])
        assert report.schema_ == "tracker-report-1"
        assert report.about.city.whole == "Hela staden"
        assert to_json(report, "tracker-report-1") == row["report"]
        now = json.loads(to_json(report))
        assert now["schema"] == SCHEMA
        assert now["goals"] == json.loads(row["report"])["goals"]
