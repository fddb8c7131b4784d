"""Table of mails sent, so that nobody is reminded twice of the same thing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class ReminderRow(Base):
    """``occasion``: what it was about, e.g. ``due`` or ``overdue``. ``unit``: blank for a summary of all.

    ``noted_at``: just before it was handed over. ``outcome``: None until it is known whether the server took it.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("program", "year", "part", "unit", "occasion", "address"),
        CheckConstraint("outcome IN ('sent', 'uncertain')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(80), default="")
    occasion: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(320))
    noted_at: Mapped[datetime] = mapped_column(Utc)
    outcome: Mapped[str | None] = mapped_column(String(10))
