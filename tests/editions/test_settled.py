"""A run that publishes one edition after another reads what is settled once, and is made of the same."""

from __future__ import annotations

from pathlib import Path

from tests.programs import VALD
from tracker.editions.settled import Settled
from tracker.editions.sources import sources_now
from tracker.store.database import connect, read_session


def test_what_is_settled_is_what_is_stored(published_once: Path) -> None:
    engine, settled = connect(f"sqlite:///{published_once}"), Settled()
    with read_session(engine) as session:
        sources_now(session, VALD, "2023-T2", settled)
        known = dict(settled.rows)
        assert known
        assert settled.lines
        with_settled, without = sources_now(session, VALD, "2023-VB", settled), sources_now(session, VALD, "2023-VB")
    engine.dispose()
    assert with_settled == without
    assert known.items() <= settled.rows.items()


def test_editions_that_came_since_are_read(published_once: Path) -> None:
    engine = connect(f"sqlite:///{published_once}")
    with read_session(engine) as session:
        whole = sources_now(session, VALD, "2023-VB")
        first = Settled(list(whole.earlier[:1]))
        assert sources_now(session, VALD, "2023-VB", first).earlier == whole.earlier
    engine.dispose()
