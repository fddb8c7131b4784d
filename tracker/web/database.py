"""The database of the site, for views: ``with read_session() as session: …``; a write is committed at its end.

Where there is a standby, who reads nothing but what is published reads it from there, so that it can be read while the
database itself is away. It holds all that was acknowledged (``synchronous_commit = remote_apply``), also who has signed
in or out.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.clock import set_clock
from tracker.config import Settings
from tracker.store import database
from tracker.store.catalogue import read_city
from tracker.web.access import OPEN, WITHOUT_DATABASE, same_for_all

_KEY, _STANDBY, _CLOCK = "tracker-engine", "tracker-standby", "tracker-clock"


def init_app(app: Flask, settings: Settings, engine: Engine) -> None:
    app.extensions[_KEY], address = engine, settings.reading_url
    app.extensions[_STANDBY] = database.connect(address, settings.wait) if address else None
    app.before_request(_set_clock)


def _set_clock() -> None:
    """Days begin and end as they do in the city; asked once, for the city does not move while the site runs."""
    if current_app.extensions.get(_CLOCK) or request.endpoint in WITHOUT_DATABASE:
        return
    try:
        with read_session() as session:
            city = read_city(session)
    except database.DatabaseFault:
        # Whoever needs the database says so.
        return
    if city is not None:
        set_clock(city.clock)
        current_app.extensions[_CLOCK] = True


def engine_of(app: Flask) -> Engine:
    found: Engine = app.extensions[_KEY]
    return found


def standby_of(app: Flask) -> Engine | None:
    found: Engine | None = app.extensions[_STANDBY]
    return found


def read_from_the_database() -> None:
    """The person who asks may read more than what is published, which is read from where it is written."""
    g.reads_unpublished = True


def engine() -> Engine:
    found: Engine = current_app.extensions[_KEY]
    return found


def read_session() -> AbstractContextManager[Session]:
    """A session that only reads, all of it as of one moment."""
    standby = standby_of(current_app)
    return database.read_session(engine() if standby is None or not _reads_published() else standby)


def write_session() -> AbstractContextManager[Session]:
    """A session that is committed when the block ends, and rolled back when it raises."""
    return database.write_session(engine())


def _reads_published() -> bool:
    """Whether nothing but what is published is asked for: pages, charts and files of a report or an edition."""
    if not has_request_context() or request.method not in ("GET", "HEAD") or "reads_unpublished" in g:
        return False
    return same_for_all() or request.blueprint in OPEN
