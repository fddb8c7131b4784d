"""Table of the compilers' texts for a period's next edition. Rows are only added; a goal's newest one stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class EditionTextRow(Base):
    """One saved version of one goal's text; blank for a text that was taken away."""

    __tablename__ = "edition_text"
    __table_args__ = (Index("ix_edition_text_program_year_part", "program", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int] = mapped_column(Integer)
    part: Mapped[str] = mapped_column(String(20))
    goal: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
