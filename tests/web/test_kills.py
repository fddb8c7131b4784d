"""What saves is killed in the middle of it, a few times (two hundred, and the server too: benchmarks/kills.py)."""

from pathlib import Path

from benchmarks.kills import run
from tracker.store.database import connect


def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(migrated_url: str, tmp_path: Path) -> None:
    engine = connect(migrated_url)
    outcome = run(engine, tmp_path, kills=3, longest=0.1)
    engine.dispose()
    assert (outcome.kills, outcome.lost, outcome.half, outcome.faults) == (3, 0, 0, [])
    assert outcome.saves >= 3, "it died before it had saved: the test tries nothing"
