"""The database of the site, for views: ``with read_session() as session: …``; a write is committed at its end."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Flask, current_app, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.clock import set_clock
from tracker.store import database
from tracker.store.catalogue import read_city
from tracker.web.access import WITHOUT_DATABASE

_KEY, _CLOCK = "tracker-engine", "tracker-clock"


def init_app(app: Flask, engine: Engine) -> None:
    app.extensions[_KEY] = engine
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


def engine() -> Engine:
    found: Engine = current_app.extensions[_KEY]
    return found


def read_session() -> AbstractContextManager[Session]:
    """A session that only reads, all of it as of one moment."""
    return database.read_session(engine())


def write_session() -> AbstractContextManager[Session]:
    """A session that is committed when the block ends, and rolled back when it raises."""
    return database.write_session(engine())
