"""The database of the site, for views: ``with read_session() as session: …``; a write is committed at its end."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.store import database

_KEY = "tracker-engine"


def init_app(app: Flask, engine: Engine) -> None:
    app.extensions[_KEY] = engine


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
