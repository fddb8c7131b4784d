"""Two hundred saves by fourteen people at once, through the site (a thousand: benchmarks/concurrent_saves.py)."""

from pathlib import Path

from benchmarks.concurrent_saves import run
from tracker.store.database import connect


def test_no_update_is_lost_and_no_request_fails(migrated_url: str, tmp_path: Path) -> None:
    engine = connect(migrated_url)
    outcome = run(engine, tmp_path, saves=200)
    engine.dispose()
    assert (outcome.lost, outcome.failed, outcome.faults) == (0, 0, ())
    assert outcome.conflicts > 0, "nobody met anybody: the test tries nothing"
