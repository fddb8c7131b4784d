"""Long work that is ordered: one at a time per program, taken by one, begun anew if its worker is gone, made once."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError

from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker import jobs
from tracker.config import read_settings
from tracker.editions.preparations import Preparations
from tracker.editions.publishing import Refused
from tracker.jobs import Telling, Tools, Worker
from tracker.store.base import utc_now
from tracker.store.database import DatabaseFault, connect, read_session, write_session
from tracker.store.job import (
    MOST_TAKEN,
    SILENT,
    STUCK,
    Job,
    JobRow,
    TakenOver,
    Unfinished,
    add_job,
    end_job,
    find_job,
    job_counts,
    job_waits,
    stuck_jobs,
    take_job,
    tell_job,
)
from tracker.store.loading import load
from tracker.store.withholding import WithholdingRow
from tracker.words import gettext as _


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    made = connect(migrated_url)
    with write_session(made) as session:
        load(session, DEFINITIONS, TODAY)
    yield made
    made.dispose()


def ordered(engine: Engine, language: str = "sv") -> int:
    with write_session(engine) as session:
        now = utc_now()
        return add_job(session, "publish", PROGRAM, "{}", account=None, by="Siv", language=language, now=now)


def now(engine: Engine, number: int) -> Job:
    with read_session(engine) as session:
        found = find_job(session, PROGRAM, number)
    assert found is not None
    return found


def grown_silent(engine: Engine) -> None:
    """As if the last sign of life had been given a minute ago."""
    with write_session(engine) as session:
        session.execute(update(JobRow).values(alive_at=utc_now() - SILENT))


def write(engine: Engine, job: Job) -> None:
    """Work that leaves one row behind, together with its end."""
    with write_session(engine) as session:
        row = WithholdingRow(program=PROGRAM, year=2024, part="T1", place="x", chosen=True, at=utc_now(), by=job.by)
        session.add(row)
        session.flush()
        end_job(session, job, "done", "made", utc_now())


def rows(engine: Engine) -> int:
    with read_session(engine) as session:
        return session.scalar(select(func.count()).select_from(WithholdingRow)) or 0


def tools(engine: Engine) -> Tools:
    return Tools(engine, Preparations(), read_settings({}))


def working(engine: Engine, monkeypatch: pytest.MonkeyPatch, work: jobs.Work) -> Worker:
    monkeypatch.setattr(jobs, "KINDS", {"publish": work})
    return Worker(tools(engine))


def test_a_program_has_one_unfinished_job(engine: Engine) -> None:
    first = ordered(engine)
    with pytest.raises(Unfinished):
        ordered(engine)
    with write_session(engine) as session:
        taken = take_job(session, utc_now())
        assert taken is not None and (taken.id, taken.state, taken.taken) == (first, "running", 1)
        assert job_counts(session) == {"waiting": 0, "running": 1}
    with pytest.raises(Unfinished):
        ordered(engine)
    with write_session(engine) as session:
        end_job(session, taken, "failed", "Nej.", utc_now())
    assert ordered(engine) > first


def test_mail_does_not_wait_for_a_publication_to_end(engine: Engine) -> None:
    ordered(engine)
    with write_session(engine) as session:
        about: dict[str, Any] = {"account": None, "by": "Siv", "language": "sv", "now": utc_now()}
        assert add_job(session, "nudge", PROGRAM, "{}", **about) == 2
        assert job_counts(session) == {"waiting": 2, "running": 0}


def test_files_of_a_program_may_wait_and_one_is_made_at_a_time(engine: Engine) -> None:
    with write_session(engine) as session:
        about: dict[str, Any] = {"account": None, "by": "Siv", "language": "sv", "now": utc_now()}
        files = [add_job(session, "file", PROGRAM, f"{number}", **about) for number in range(3)]
    for number in files:
        taken = [job for job in taken_at_once(engine) if job is not None]
        assert [job.id for job in taken] == [number]
        with write_session(engine) as session:
            assert not job_waits(session, utc_now()) and take_job(session, utc_now()) is None
            # Nor where the table was read before another was begun.
            others = update(JobRow).where(JobRow.state == "waiting").values(state="running")
            with pytest.raises(IntegrityError) if number < files[-1] else nullcontext(), session.begin_nested():
                session.execute(others)
            end_job(session, taken[0], "done", "x", utc_now())


def test_of_many_that_ask_at_once_one_takes_it(engine: Engine) -> None:
    ordered(engine)
    assert sum(job is not None for job in taken_at_once(engine)) == 1


def taken_at_once(engine: Engine) -> list[Job | None]:
    """What four workers get that ask at the same moment."""
    together = Barrier(4)

    def take(_number: int) -> Job | None:
        together.wait()
        with write_session(engine) as session:
            return take_job(session, utc_now())

    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(take, range(4)))


def test_a_killed_workers_job_is_begun_anew_and_made_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    number = ordered(engine)
    told, tells = os.pipe()

    def work_until_killed(_tools: Tools, job: Job, tell: Telling) -> None:
        tell("deciding", 1, 3)
        with write_session(engine) as session:
            session.add(WithholdingRow(program=PROGRAM, year=2024, part="T1", place="x", chosen=True, at=utc_now(),
                                       by="x"))  # fmt: skip
            session.flush()
            end_job(session, job, "done", "made", utc_now())
            os.write(tells, b"x")
            signal.pause()  # all but committed

    engine.dispose()
    if (child := os.fork()) == 0:
        try:
            working(engine, monkeypatch, work_until_killed).work_once()
        finally:
            os._exit(1)
    assert os.read(told, 1) == b"x"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = now(engine, number)
    assert (left.state, left.step, left.done, left.of, rows(engine)) == ("running", "deciding", 1, 3, 0)

    worker = working(engine, monkeypatch, lambda tools, job, _tell: write(tools.engine, job))
    assert not worker.work_once(), "it may be alive"
    grown_silent(engine)
    assert worker.work_once() and not worker.work_once()
    done = now(engine, number)
    assert (done.state, done.outcome, done.taken, rows(engine)) == ("done", "made", 2, 1)


def test_who_was_thought_dead_writes_nothing_more(engine: Engine) -> None:
    ordered(engine)
    with write_session(engine) as session:
        slow = take_job(session, utc_now())
    grown_silent(engine)
    with write_session(engine) as session:
        other = take_job(session, utc_now())
    assert slow is not None and other is not None and other.taken == 2
    with pytest.raises(TakenOver), write_session(engine) as session:
        tell_job(session, slow, utc_now(), "rules")
    with pytest.raises(TakenOver):
        write(engine, slow)
    assert rows(engine) == 0
    write(engine, other)
    with pytest.raises(TakenOver):
        write(engine, other)
    assert rows(engine) == 1


def test_what_ends_every_worker_is_given_up(engine: Engine) -> None:
    number = ordered(engine)
    for _time in range(MOST_TAKEN):
        with write_session(engine) as session:
            assert take_job(session, utc_now()) is not None
        grown_silent(engine)
    assert Worker(tools(engine)).work_once()
    assert (now(engine, number).state, now(engine, number).outcome) == ("failed", "")
    assert not Worker(tools(engine)).work_once()


def test_a_worker_that_is_stopped_gives_its_job_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the service is started anew: the next one takes it at once."""

    def stopped(_tools: Tools, job: Job, _tell: Telling) -> None:
        first.stop()
        write(engine, job)

    number = ordered(engine)
    first = working(engine, monkeypatch, stopped)
    assert first.work_once() and (now(engine, number).state, rows(engine)) == ("waiting", 0)
    assert working(engine, monkeypatch, lambda tools, job, _tell: write(tools.engine, job)).work_once()
    assert (now(engine, number).state, rows(engine)) == ("done", 1)


def test_a_refusal_is_told_in_the_language_of_who_ordered(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise Refused(_("Perioden är redan publicerad. Ange skälet till rättelsen."))

    number = ordered(engine, "en")
    assert working(engine, monkeypatch, refuse).work_once()
    told = now(engine, number)
    assert told.state == "failed" and told.ended_at is not None
    assert told.outcome == "The period has already been published. Give the reason for the correction."


def test_a_fault_of_ours_is_told_plainly_and_the_next_job_is_done(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_given: object) -> None:
        raise ZeroDivisionError("hemligt")

    number = ordered(engine)
    assert working(engine, monkeypatch, stumble).work_once()
    told = now(engine, number).outcome
    assert told.startswith("Något gick fel hos oss.") and "hemligt" not in told
    assert ordered(engine) > number


def test_a_job_that_nobody_takes_is_noticed(engine: Engine) -> None:
    number = ordered(engine)
    with read_session(engine) as session:
        assert stuck_jobs(session, utc_now()) == []
        assert [job.id for job in stuck_jobs(session, utc_now() + STUCK)] == [number]
        assert job_counts(session) == {"waiting": 1, "running": 0}


def test_a_database_that_is_gone_is_told_of_once_until_it_is_back(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is looked for every two seconds by each process: the log must hold what else happens meanwhile."""
    worker = Worker(tools(engine))
    looks = iter([DatabaseFault("gone"), DatabaseFault("gone"), False, DatabaseFault("gone again"), None])

    def look() -> bool:
        found = next(looks)
        if isinstance(found, DatabaseFault):
            raise found
        if found is None:
            worker.stop()
        return False

    monkeypatch.setattr(worker, "work_once", look)
    monkeypatch.setattr(jobs, "LOOK_AGAIN", timedelta(0))
    with caplog.at_level(logging.WARNING, logger="tracker.jobs"):
        worker.run()
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == ["gone", "gone again"]
