"""The site's own worker of jobs, one in each of its processes, and the ordering of a job."""

from __future__ import annotations

from flask import Flask, current_app

from tracker.config import Settings
from tracker.jobs import Tools, Worker
from tracker.store.base import utc_now
from tracker.store.job import Kind, add_job
from tracker.web.access import current_account
from tracker.web.database import engine_of, write_session
from tracker.web.editions.preparing import preparations_of
from tracker.words import language

_KEY = "tracker-worker"


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_KEY] = Worker(Tools(engine_of(app), preparations_of(app), settings))


def worker_of(app: Flask) -> Worker:
    """It does nothing until it is started, in the process that shall work."""
    found: Worker = app.extensions[_KEY]
    return found


def order(program: str, kind: Kind, document: str) -> int:
    """Order a job in the name of who is signed in; its number. Raises Unfinished."""
    account = current_account()
    with write_session() as session:
        number = add_job(
            session, kind, program, document,
            account=account.id, by=account.name, language=language(), now=utc_now(),
        )  # fmt: skip
    worker_of(current_app).wake()
    return number
