"""What every command stands on: the settings of this installation and its database."""

from __future__ import annotations

from sqlalchemy import Engine

from tracker.config import Settings, read_settings
from tracker.store.database import connect
from tracker.store.schema import check_ready


def settings() -> Settings:
    return read_settings()


def database() -> Engine:
    """The installation's database, which must exist and be of this version. Raises DatabaseFault."""
    engine = connect(settings().database_url)
    check_ready(engine)
    return engine
