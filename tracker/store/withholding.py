"""What a person has chosen that a period's next editions leave out: kept until it is taken back, with who and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc


class WithholdingRow(Base):
    """One choice. Rows are only added; the newest of a place says whether it is left out. ``place``: see ``Withheld``
    of the report."""

    __tablename__ = "withholding"
    __table_args__ = (Index("ix_withholding_program_year_part", "program", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int] = mapped_column(Integer)
    part: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(1000))
    chosen: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))


def withheld_places(session: Session, program: str, period: Period) -> tuple[str, ...]:
    """The places that are left out now, in the order in which they were first chosen."""
    row = WithholdingRow
    query = select(row.place, row.chosen).where(row.program == program, row.year == period.year)
    rows = session.execute(query.where(row.part == period.part).order_by(row.id))
    newest = {row.place: row.chosen for row in rows}
    return tuple(place for place, chosen in newest.items() if chosen)


def newest_choice(session: Session) -> int:
    """Which choice was made last, over all programs; 0 before the first."""
    return session.scalar(select(func.max(WithholdingRow.id))) or 0


def add_choice(
    session: Session, program: str, period: Period, place: str, *, chosen: bool, by: str, now: datetime
) -> None:
    """Keep a choice, or that it is taken back."""
    row = WithholdingRow(program=program, year=period.year, part=period.part, place=place, chosen=chosen, at=now, by=by)
    session.add(row)
    session.flush()
