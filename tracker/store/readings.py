"""The reading log: who has read other bodies' internal figures, when, and what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar, cast

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base, Utc


class ReadingRow(Base):
    """``what``: the page's address without its question, or the command. ``account``: None for the command line."""

    __tablename__ = "reading_log"
    __table_args__ = (CheckConstraint("channel IN ('web', 'cli')", name="channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
    program: Mapped[str | None] = mapped_column(String(80))
    period: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str | None] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(Text)


Shown = TypeVar("Shown")
Channel = Literal["web", "cli"]


@dataclass(frozen=True)
class Reading:
    """One reading. ``unit``: the body, where it concerned one. ``what``: the page's address or the command."""

    at: datetime
    account: int | None
    by: str
    channel: Channel
    what: str
    program: str | None = None
    period: str | None = None
    unit: str | None = None


def add_readings(session: Session, readings: Iterable[Reading]) -> None:
    session.add_all(ReadingRow(**reading.__dict__) for reading in readings)
    session.flush()


def readings(
    session: Session, programs: Collection[str] | None = None, *, limit: int, offset: int = 0
) -> list[Reading]:
    """The log, latest first. ``programs``: only what was read in these; None for all, and what names no program."""
    query = _of(select(ReadingRow), programs).order_by(ReadingRow.id.desc()).limit(limit).offset(offset)
    return [_reading(row) for row in session.scalars(query)]


def count_readings(session: Session, programs: Collection[str] | None = None) -> int:
    return session.scalar(_of(select(func.count(ReadingRow.id)), programs)) or 0


def _of(query: Select[Shown], programs: Collection[str] | None) -> Select[Shown]:
    return query if programs is None else query.where(ReadingRow.program.in_(programs))


def _reading(row: ReadingRow) -> Reading:
    channel = cast("Channel", row.channel)
    return Reading(row.at, row.account, row.by, channel, row.what, row.program, row.period, row.unit)
