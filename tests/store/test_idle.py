"""A database server that was started again: its connections are made anew, and whoever asks next notices nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tracker.store import idle
from tracker.store.database import DatabaseFault, connect, read_session, write_session


@pytest.mark.parametrize(("trusted", "failures"), [(0.0, 0), (3600.0, 1)])
def test_connections_that_the_server_ended_are_made_anew(
    new_postgres_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch, trusted: float, failures: int
) -> None:
    """What lay idle is looked at first; what was used a moment ago is trusted, and fails once for all of the pool."""
    monkeypatch.setattr(idle, "LONGEST_IDLE", trusted)
    url = new_postgres_database()
    engine, other = connect(url), connect(url)
    with read_session(engine) as one, read_session(engine) as another:
        for session in (one, another):
            session.execute(text("SELECT 1"))
    ours = "datname = current_database() AND pid <> pg_backend_pid()"
    with write_session(other) as session:
        ended = session.execute(text(f"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE {ours}"))
        assert ended.scalars().all() == [True, True]
    met = 0
    for _ in range(3):
        try:
            with read_session(engine) as session:
                assert session.execute(text("SELECT 1")).scalar_one() == 1
        except DatabaseFault:
            met += 1
    assert met == failures
    for each in (engine, other):
        each.dispose()
