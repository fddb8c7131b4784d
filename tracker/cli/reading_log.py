"""Note in the reading log that the command line has read internal figures."""

from __future__ import annotations

from sqlalchemy import Engine

from tracker.accounts.account import COMMAND_LINE
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.store.readings import Reading, add_readings


def note_reading(engine: Engine, what: str, program: str | None, period: str | None, unit: str | None = None) -> None:
    """``what``: the command as it was given, without file names."""
    with write_session(engine) as session:
        add_readings(session, [Reading(utc_now(), None, COMMAND_LINE.name, "cli", what, program, period, unit)])
