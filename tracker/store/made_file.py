"""Files that were ordered and made by a job, kept for who ordered them until they are fetched: whichever process of
whichever machine is asked finds them here. Each can be made again, so no copy of the database has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base, Utc
from tracker.store.job import Job, JobRow, job_of

KEPT = timedelta(days=1)
"""How long a file can be fetched; ``tracker purge`` deletes it then."""


class MadeFileRow(Base):
    __tablename__ = "made_file"
    __table_args__ = (Index("ix_made_file_made_at", "made_at"),)

    job: Mapped[int] = mapped_column(ForeignKey("job.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class MadeFile:
    """``name``: what it is called where it is saved."""

    name: str
    media_type: str
    content: bytes


def keep_file(session: Session, job: Job, file: MadeFile, now: datetime) -> None:
    """In the transaction that ends the job."""
    session.add(
        MadeFileRow(job=job.id, name=file.name, media_type=file.media_type, content=file.content, made_at=now)
    )
    session.flush()


def made_file(session: Session, job: int, now: datetime) -> MadeFile | None:
    """What the job made, as long as it is kept."""
    row = session.scalar(select(MadeFileRow).where(MadeFileRow.job == job, _kept(now)))
    return None if row is None else MadeFile(row.name, row.media_type, row.content)


def is_kept(session: Session, job: int, now: datetime) -> bool:
    """Whether there is something to fetch, without reading it."""
    return session.scalar(select(MadeFileRow.job).where(MadeFileRow.job == job, _kept(now))) is not None


def ordered_before(
    session: Session, program: str, document: str, *, account: int | None, language: str, now: datetime
) -> Job | None:
    """The same file, ordered by the same person in the same language, that is being made or can be fetched."""
    made = select(MadeFileRow.job).where(_kept(now))
    same = (JobRow.kind == "file", JobRow.program == program, JobRow.document == document)
    whose = (JobRow.account == account, JobRow.language == language)
    there = or_(JobRow.state.in_(("waiting", "running")), JobRow.id.in_(made))
    row = session.scalar(select(JobRow).where(*same, *whose, there).order_by(JobRow.id.desc()).limit(1))
    return None if row is None else job_of(row)


def files_waited_for(session: Session, account: int | None) -> int:
    """How many files the person has ordered that are not made yet."""
    mine = (JobRow.kind == "file", JobRow.account == account, JobRow.state.in_(("waiting", "running")))
    return session.scalar(select(func.count()).select_from(JobRow).where(*mine)) or 0


def _kept(now: datetime) -> ColumnElement[bool]:
    return MadeFileRow.made_at > now - KEPT
