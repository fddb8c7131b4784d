"""What does the long work that is ordered: takes one job after another from the database, and does it.

Any number of workers, in any number of processes, ask the same table; each job is taken by one of them. A job whose
worker is killed is taken by another once its sign of life is old, and begun from the start: what it makes is written
together with its end, so it is made once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Protocol

from sqlalchemy import Engine

from exports.pdf import NoPdf
from tracker.accounts.orders import NoLongerAllowed
from tracker.clock import set_clock
from tracker.config import Settings
from tracker.editions.ordered import publish_ordered
from tracker.editions.preparations import Preparations
from tracker.editions.publishing import Refused
from tracker.editions.reading import NotPublished
from tracker.followups.nudging_ordered import send_ordered
from tracker.followups.outbox import MailFault, Unreachable
from tracker.jobs.files import Telling, make_ordered
from tracker.store.base import utc_now
from tracker.store.catalogue import read_city
from tracker.store.database import DatabaseFault, read_session, write_session
from tracker.store.job import Job, Kind, TakenOver, end_job, job_waits, leave_job, take_job, tell_job
from tracker.words import gettext as _
from tracker.words import use_language

_LOG = logging.getLogger(__name__)

SIGN_OF_LIFE = timedelta(seconds=5)
LOOK_AGAIN = timedelta(seconds=2)
"""How often a worker that has nothing to do looks for a job that another process has ordered."""


@dataclass(frozen=True)
class Tools:
    """What work is done with. ``preparations``: those of the process, so that what a page has just shown is not decided
    again."""

    engine: Engine
    preparations: Preparations
    settings: Settings


class Work(Protocol):
    """Does a job and ends it. Raises one of REFUSALS with what whoever ordered it is told."""

    def __call__(self, tools: Tools, job: Job, tell: Telling, /) -> None: ...


def _publish(tools: Tools, job: Job, tell: Telling) -> None:
    publish_ordered(tools.engine, tools.preparations, job, tell)


def _nudge(tools: Tools, job: Job, _tell: Telling) -> None:
    send_ordered(tools.engine, tools.settings.mail, tools.settings.base_url, job)


def _make_file(tools: Tools, job: Job, tell: Telling) -> None:
    make_ordered(tools.engine, job, tell)


KINDS: Mapping[Kind, Work] = {"publish": _publish, "nudge": _nudge, "file": _make_file}
REFUSALS = (Refused, NoLongerAllowed, MailFault, NoPdf, NotPublished)


class Worker:
    """Of one process."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._engine = tools, tools.engine
        self._wanted, self._stopped = Event(), Event()
        self._doing: set[Job] = set()

    def start(self) -> None:
        """Work in as many threads as the settings say, until the process ends. Called in the process itself: threads do
        not survive a fork."""
        for _number in range(self._tools.settings.jobs):
            Thread(target=self.run, name="jobs", daemon=True).start()

    def wake(self) -> None:
        """There is a job: look at once."""
        self._wanted.set()

    def stop(self) -> None:
        """Take no more jobs, and give back what is being done: its process is about to end."""
        self._stopped.set()
        self._wanted.set()
        for job in tuple(self._doing):
            with suppress(DatabaseFault), write_session(self._engine) as session:
                leave_job(session, job)

    def run(self) -> None:
        """Work until it is stopped. A database that is gone is told of once, until it is back."""
        told = False
        while not self._stopped.is_set():
            try:
                while not self._stopped.is_set() and self.work_once():
                    pass
                told = False
            except DatabaseFault as fault:
                if not told:
                    _LOG.warning("jobs cannot be looked for: %s", fault)
                told = True
            except Exception:  # a thread that ends would leave every later job undone
                _LOG.exception("looking for a job failed")
            self._wanted.wait(LOOK_AGAIN.total_seconds())
            self._wanted.clear()

    def work_once(self) -> bool:
        """Do the job whose turn it is. Whether there was one. Raises DatabaseFault."""
        with read_session(self._engine) as session:
            if not job_waits(session, utc_now()):
                return False
        with write_session(self._engine) as session:
            job = take_job(session, utc_now())
        if job is None:
            return False
        if job.finished:
            _LOG.error("job %d was left too often and is given up", job.id)
            return True
        with read_session(self._engine) as session:
            city = read_city(session)
        if city is not None:
            set_clock(city.clock)
        self._doing.add(job)
        with self._alive(job), use_language(job.language):
            self._do(job)
        self._doing.discard(job)  # not where the process is told to end: then it is given back
        return True

    def _do(self, job: Job) -> None:
        try:
            KINDS[job.kind](self._tools, job, lambda *step: self._tell(job, *step))
        except (TakenOver, DatabaseFault, Unreachable) as fault:
            # Nothing more is written. A database or a mail server that is gone comes back; then the job is taken again.
            _LOG.warning("job %d was left: %s", job.id, type(fault).__name__)
        except REFUSALS as refusal:
            self._fail(job, str(refusal))
        except Exception:
            _LOG.exception("job %d failed", job.id)
            self._fail(job, _("Något gick fel hos oss. Felet står i tjänstens logg; säg till den som sköter den."))

    def _fail(self, job: Job, sentence: str) -> None:
        try:
            with write_session(self._engine) as session:
                end_job(session, job, "failed", sentence, utc_now())
        except (TakenOver, DatabaseFault):
            _LOG.warning("job %d failed, which could not be written", job.id)

    def _tell(self, job: Job, *step: str | int) -> None:
        """Raises TakenOver. A database that is busy just now is told the next time."""
        with suppress(DatabaseFault), write_session(self._engine) as session:
            tell_job(session, job, utc_now(), *step)  # type: ignore[arg-type]  # a step, or nothing

    @contextmanager
    def _alive(self, job: Job) -> Iterator[None]:
        """Give signs of life meanwhile, also in the middle of a long step."""
        ended = Event()

        def live() -> None:
            with suppress(TakenOver):  # the job is told so at its next step
                while not ended.wait(SIGN_OF_LIFE.total_seconds()):
                    self._tell(job)

        signs = Thread(target=live, name="sign of life", daemon=True)
        signs.start()
        try:
            yield
        finally:
            ended.set()
            signs.join()
