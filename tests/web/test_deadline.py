"""A short evening before the deadline, against the server as it runs (300 people, minutes: benchmarks/deadline.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.deadline import Evening, evening
from tracker.store.database import connect

KINDS = {"sign-in page", "sign-in", "page to type on", "autosave", "upload", "progress page"}
SHORT = Evening(coordinators=6, reviewers=2, seconds=4, ramp=1, every=0.5, reads_every=1)


def test_nothing_acknowledged_is_lost_and_every_request_is_answered(
    new_postgres_database: Callable[..., str], filled_postgres: str, postgres_server: Path, compressed: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    url = new_postgres_database(filled_postgres)
    engine = connect(url)
    (tmp_path / "served").mkdir(mode=0o700)
    (tmp_path / "served/assets").symlink_to(compressed)
    process = int((postgres_server / "data/postmaster.pid").read_text().split()[0])
    held = evening(url, engine, tmp_path, SHORT, filled=True, database=process)
    engine.dispose()
    assert held.bad == {}
    assert {kind for kind, moments in held.measured.good.items() if moments} == KINDS
    assert len(held.measured.good["upload"]) == len(held.measured.acknowledged) == SHORT.coordinators
