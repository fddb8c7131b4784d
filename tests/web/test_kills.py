"""What saves is killed in the middle of it, a few times (two hundred, and the server too: benchmarks/kills.py)."""

from pathlib import Path

import pytest

from benchmarks import kills_of_jobs
from benchmarks.kills import run
from tracker.store import job as job_table
from tracker.store.database import connect


def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(migrated_url: str, tmp_path: Path) -> None:
    engine = connect(migrated_url)
    outcome = run(engine, tmp_path, kills=3, longest=0.1)
    engine.dispose()
    assert (outcome.kills, outcome.lost, outcome.half, outcome.faults) == (3, 0, 0, [])
    assert outcome.saves >= 3, "it died before it had saved: the test tries nothing"


def test_what_publishes_is_killed_and_each_edition_is_there_once(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_table, "MOST_TAKEN", 9)
    engine = connect(migrated_url)
    outcome = kills_of_jobs.run(engine, kills=4)
    engine.dispose()
    assert outcome.held and outcome.orders > 1, outcome
