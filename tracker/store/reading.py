"""Table of who has read other bodies' internal figures. Rows are only added, and hold no figures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

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
