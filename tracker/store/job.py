"""Long work that somebody has ordered: kept until it is done, so that a restart loses none of it.

Whoever takes a job raises its ``taken``; only the one who took it last can say anything more of it. So a job that is
taken from somebody who seems to be gone is never ended by two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from tracker.store.base import Base, Utc

Kind = Literal["publish", "nudge", "file"]
State = Literal["waiting", "running", "done", "failed"]

SILENT = timedelta(minutes=1)
"""Whoever has given no sign of life for so long is gone, and the job is taken by another."""
STUCK = timedelta(minutes=10)
"""A job that has waited for so long has nobody to take it."""
MOST_TAKEN = 3
"""A job that was left so many times is not tried again: if it ends its process, it would end the next one too."""

_UNFINISHED = "state IN ('waiting', 'running')"
_ALONE = f"{_UNFINISHED} AND kind <> 'file'"
_FILE_MADE = "state = 'running' AND kind = 'file'"


class JobRow(Base):
    """``document``: what is ordered, as JSON; the kind says in what form. ``by``: the name of who ordered it.

    ``step``, ``done``, ``of``: how far the work is; ``of`` is 0 if a step is not counted. ``outcome``: what was made,
    as the kind says it, or of a job that failed a sentence in ``language``, the language of who ordered it.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        # One of a kind at a time per program, also where two order at the same moment. Files may wait for each other.
        Index(
            "uq_job_program_kind", "program", "kind", unique=True,
            sqlite_where=sql(_ALONE), postgresql_where=sql(_ALONE),
        ),
        Index(
            "uq_job_program_file", "program", unique=True,
            sqlite_where=sql(_FILE_MADE), postgresql_where=sql(_FILE_MADE),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    document: Mapped[str] = mapped_column(Text)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    ordered_at: Mapped[datetime] = mapped_column(Utc)
    state: Mapped[str] = mapped_column(String(10))
    taken: Mapped[int]
    alive_at: Mapped[datetime | None] = mapped_column(Utc)
    step: Mapped[str] = mapped_column(String(20))
    done: Mapped[int]
    of: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Job:
    """A job as it was read; see JobRow."""

    id: int
    kind: Kind
    program: str
    document: str
    account: int | None
    by: str
    language: str
    ordered_at: datetime
    state: State
    taken: int
    alive_at: datetime | None
    step: str
    done: int
    of: int
    ended_at: datetime | None
    outcome: str

    @property
    def finished(self) -> bool:
        return self.state in ("done", "failed")


class Unfinished(Exception):
    """The program has a job of the kind already that is not finished, and of this kind it has one at a time."""


class TakenOver(Exception):
    """Another has taken the job meanwhile; whoever is told so leaves it, with all that it has not committed."""


def add_job(
    session: Session, kind: Kind, program: str, document: str, *,
    account: int | None, by: str, language: str, now: datetime,
) -> int:  # fmt: skip
    """Order a job. Raises Unfinished."""
    row = JobRow(
        kind=kind, program=program, document=document, account=account, by=by, language=language, ordered_at=now,
        state="waiting", taken=0, step="", done=0, of=0, outcome="",
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as fault:
        raise Unfinished(program) from fault
    return row.id


def find_job(session: Session, program: str, number: int, kind: Kind = "publish") -> Job | None:
    row = session.scalar(select(JobRow).where(*_of(program, kind), JobRow.id == number))
    return None if row is None else job_of(row)


def unfinished_job(session: Session, program: str, kind: Kind = "publish") -> Job | None:
    row = session.scalar(select(JobRow).where(*_of(program, kind), sql(_UNFINISHED)))
    return None if row is None else job_of(row)


def job_waits(session: Session, now: datetime) -> bool:
    """Whether there is one to take. To look takes no lock."""
    return session.scalar(select(JobRow.id).where(_free(now)).limit(1)) is not None


def take_job(session: Session, now: datetime) -> Job | None:
    """Take the oldest that waits, or that was left by who is gone; None if there is none, or another was first.

    One that was left too often comes back as failed.
    """
    row = session.scalar(select(JobRow).where(_free(now)).order_by(JobRow.id).limit(1))
    if row is None:
        return None
    given_up = row.taken >= MOST_TAKEN
    found = {"state": "failed", "ended_at": now} if given_up else {"state": "running", "taken": row.taken + 1}
    mine = and_(JobRow.id == row.id, JobRow.taken == row.taken, JobRow.state.in_(("waiting", "running")))
    try:
        with session.begin_nested():
            if not _update(session, mine, {**found, "alive_at": now, "step": "", "done": 0, "of": 0}):
                return None
    except IntegrityError:
        return None  # another file of the program was begun at the same moment
    session.refresh(row)
    return job_of(row)


def tell_job(session: Session, job: Job, now: datetime, step: str | None = None, done: int = 0, of: int = 0) -> None:
    """A sign of life, with the step that begins. Raises TakenOver."""
    where = {} if step is None else {"step": step, "done": done, "of": of}
    if not _update(session, _mine(job), {"alive_at": now, **where}):
        raise TakenOver(job.id)


def end_job(session: Session, job: Job, state: Literal["done", "failed"], outcome: str, now: datetime) -> None:
    """In the transaction that writes what the job made, so that both are there or neither. Raises TakenOver."""
    if not _update(session, _mine(job), {"state": state, "outcome": outcome, "ended_at": now}):
        raise TakenOver(job.id)


def leave_job(session: Session, job: Job) -> None:
    """Give it back, so that another takes it at once. Nothing happens if it has ended or is another's already."""
    _update(session, _mine(job), {"state": "waiting"})


def job_counts(session: Session) -> Mapping[State, int]:
    """How many wait and run."""
    rows = session.execute(select(JobRow.state, func.count()).where(sql(_UNFINISHED)).group_by(JobRow.state))
    found: dict[State, int] = {"waiting": 0, "running": 0}
    return found | {cast("State", state): number for state, number in rows}


def stuck_jobs(session: Session, now: datetime) -> list[Job]:
    """Those that nobody works on, though they were ordered long ago."""
    old = and_(_free(now), JobRow.ordered_at < now - STUCK)
    return [job_of(row) for row in session.scalars(select(JobRow).where(old).order_by(JobRow.id))]


def _of(program: str, kind: Kind) -> tuple[ColumnElement[bool], ...]:
    return JobRow.program == program, JobRow.kind == kind


def _free(now: datetime) -> ColumnElement[bool]:
    left = and_(JobRow.state == "running", JobRow.alive_at < now - SILENT)
    other = aliased(JobRow)
    made = exists().where(other.program == JobRow.program, other.kind == "file", other.state == "running")
    return or_(and_(JobRow.state == "waiting", or_(JobRow.kind != "file", ~made)), left)


def _mine(job: Job) -> ColumnElement[bool]:
    return and_(JobRow.id == job.id, JobRow.taken == job.taken, JobRow.state == "running")


def _update(session: Session, which: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """Whether there was one to change."""
    changed = session.execute(update(JobRow).where(which).values(values).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", changed).rowcount == 1


def job_of(row: JobRow) -> Job:
    return Job(**{name: getattr(row, name) for name in Job.__dataclass_fields__})
