"""Questions about closing dates: who closed a period, when and why, and which bodies are excepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.closing import ClosingRow, ExceptionRow


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
