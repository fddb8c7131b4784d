"""Questions about closing dates: who closed a period, when and why, and which bodies are excepted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc
from tracker.store.database import plain


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

    def last_day(self, unit: str) -> date | None:
        """The last day on which the body may change the period, its exception included; None: no limit."""
        if self.closes_on is None:
            return None
        return max([self.closes_on, *(each.until for each in self.exemptions if each.unit == unit)])


def closing_of(session: Session, program: str, period: Period) -> Closing | None:
    """The closing date of a period with its exceptions, or None if it never had one."""
    return closings(session, (program,)).get((program, period))


def closings(session: Session, programs: Collection[str]) -> dict[tuple[str, Period], Closing]:
    """Every closing date that the programs have or had, by program and period."""
    rows = plain(session, _CLOSINGS, programs=list(programs))
    exempted: dict[int, list[Exemption]] = {}
    # Most programs have no closing date, and few dates have exceptions.
    for closing, *exempt in plain(session, _EXCEPTIONS, closings=[row[0] for row in rows]) if rows else ():
        exempted.setdefault(closing, []).append(Exemption(*exempt))
    return {
        (program, Period(year, part)): Closing(closes_on, at, by, reason, tuple(exempted.get(number, ())))
        for number, program, year, part, closes_on, at, by, reason in rows
    }


_CLOSINGS = select(
    *(ClosingRow.id, ClosingRow.program, ClosingRow.year, ClosingRow.part),
    *(ClosingRow.closes_on, ClosingRow.at, ClosingRow.by, ClosingRow.reason),
).where(ClosingRow.program.in_(bindparam("programs", expanding=True)))
_EXCEPTIONS = (
    select(
        *(ExceptionRow.closing, ExceptionRow.unit, ExceptionRow.until),
        *(ExceptionRow.at, ExceptionRow.by, ExceptionRow.reason),
    )
    .where(ExceptionRow.closing.in_(bindparam("closings", expanding=True)))
    .order_by(ExceptionRow.id)
)
