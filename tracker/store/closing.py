"""Tables of closing dates: from when a period is locked, and which bodies are excepted for a while."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
