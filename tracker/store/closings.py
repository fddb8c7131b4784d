"""Questions about closing dates: who closed a period, when and why, and which bodies are excepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc


class ClosingRow(Base):
    """After ``closes_on`` no follow-up of the period may be changed or submitted by its body; None: taken away."""

    __tablename__ = "closing"
    __table_args__ = (UniqueConstraint("program", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    closes_on: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)


class ExceptionRow(Base):
    """A body that may go on until ``until``, in spite of the closing date."""

    __tablename__ = "closing_exception"
    __table_args__ = (UniqueConstraint("closing", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    closing: Mapped[int] = mapped_column(ForeignKey("closing.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    until: Mapped[date]
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Exemption:
    """A body that may go on ``until``; who let it, when, and why."""

    unit: str
    until: date
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Closing:
    """The last day for changes in a period, None where it was taken away; who said so, when, and why."""

    closes_on: date | None
    at: datetime
    by: str
    reason: str | None
    exemptions: tuple[Exemption, ...]


def closing_of(session: Session, program: str, period: Period) -> Closing | None:
    """The closing date of a period with its exceptions, or None if it never had one."""
    where = (ClosingRow.program == program, ClosingRow.year == period.year, ClosingRow.part == period.part)
    row = session.scalars(select(ClosingRow).where(*where)).one_or_none()
    if row is None:
        return None
    rows = session.scalars(select(ExceptionRow).where(ExceptionRow.closing == row.id).order_by(ExceptionRow.id))
    exemptions = tuple(Exemption(e.unit, e.until, e.at, e.by, e.reason) for e in rows)
    return Closing(row.closes_on, row.at, row.by, row.reason, exemptions)
