"""What every command stands on: the settings of this installation and its database."""

from __future__ import annotations

import click
from sqlalchemy import Engine

from tracker.clock import set_clock
from tracker.config import Settings, read_settings
from tracker.store import tables  # noqa: F401 - rows refer to other tables, which a single command need not import
from tracker.store.catalogue import read_city
from tracker.store.database import connect, read_session
from tracker.store.schema import check_ready


def settings() -> Settings:
    return read_settings()


def any_database() -> Engine:
    """The installation's database in whatever state; let go of when the command ends."""
    engine = connect(settings().database_url)
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(engine.dispose)
    return engine


def database() -> Engine:
    """The installation's database, which must exist and be of this version. Raises DatabaseFault."""
    engine = any_database()
    check_ready(engine)
    with read_session(engine) as session:
        city = read_city(session)
    if city is not None:
        set_clock(city.clock)
    return engine
