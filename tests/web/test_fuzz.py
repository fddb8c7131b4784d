"""What no form sends, a little of it (twenty thousand requests on each database: benchmarks/fuzz.py)."""

from pathlib import Path

from benchmarks.fuzz import run
from tracker.store.database import connect


def test_the_site_may_refuse_but_never_fails(filled_url: str, tmp_path: Path) -> None:
    engine = connect(filled_url)
    outcome, _unreached = run(engine, tmp_path, count=60)
    engine.dispose()
    assert outcome.failures == [] and outcome.requests == 60
    assert outcome.answers[200] >= 3, "nothing came as far as a page"
