"""Two hundred saves by fourteen people at once lose no update (a thousand: benchmarks/concurrent_saves.py)."""

from benchmarks.concurrent_saves import run
from tracker.store.database import connect


def test_no_update_is_lost(migrated_url: str) -> None:
    engine = connect(migrated_url)
    outcome = run(engine, saves=200)
    engine.dispose()
    assert (outcome.lost, outcome.faults) == (0, ())
