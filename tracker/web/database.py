"""The database of the site, for views: ``with read_session() as session: …``; a write is committed at its end.

All that one request reads, it reads in one session: to begin one costs as much as a question or two, and what a page
says then holds as of one moment. A write ends it, so that what is read afterwards shows what was written.

Where there is a standby, who reads nothing but what is published reads it from there, so that it can be read while the
database itself is away. It holds all that was acknowledged (``synchronous_commit = remote_apply``), also who has signed
in or out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

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
    app.teardown_request(_stop_reading)


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
    if standby_of(current_app) is not None:
        _stop_reading()


def engine() -> Engine:
    found: Engine = current_app.extensions[_KEY]
    return found


class _Reading:
    """A request's session that only reads. ``blocks``: how many are open in it; it ends with the last of them once it
    has been ``left``."""

    def __init__(self, source: Engine) -> None:
        self.source, self._ends, self.blocks, self.left = source, ExitStack(), 0, False
        self.session = self._ends.enter_context(database.read_session(source))

    def end_if_idle(self) -> None:
        if self.left and not self.blocks:
            self._ends.close()


@contextmanager
def read_session() -> Iterator[Session]:
    """The session in which the request reads, all of it as of one moment."""
    if not has_request_context():
        with database.read_session(engine()) as session:
            yield session
        return
    if "reading" not in g:
        g.reading = _Reading(_source())
    reading: _Reading = g.reading
    reading.blocks += 1
    try:
        with database.clear_faults(reading.source):
            yield reading.session
    except BaseException:
        # After a fault PostgreSQL answers nothing more in it, and the page of errors has to read too.
        _stop_reading()
        raise
    finally:
        reading.blocks -= 1
        reading.end_if_idle()


@contextmanager
def write_session() -> Iterator[Session]:
    """A session that is committed when the block ends, and rolled back when it raises."""
    _stop_reading()
    try:
        with database.write_session(engine()) as session:
            yield session
    finally:
        _stop_reading()


def _stop_reading(_error: BaseException | None = None) -> None:
    """What is read from here on is read anew."""
    reading: _Reading | None = g.pop("reading", None) if has_request_context() else None
    if reading is not None:
        reading.left = True
        reading.end_if_idle()


def _source() -> Engine:
    standby = standby_of(current_app)
    return engine() if standby is None or not _reads_published() else standby


def _reads_published() -> bool:
    """Whether nothing but what is published is asked for: pages, charts and files of a report or an edition."""
    if request.method not in ("GET", "HEAD") or "reads_unpublished" in g:
        return False
    return same_for_all() or request.blueprint in OPEN
