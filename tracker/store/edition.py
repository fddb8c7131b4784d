"""Tables of editions: what was published, and the ledger of every printed or dotted statistic. Rows are only added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc


class EditionRow(Base):
    """``last_event``, ``last_change``: the newest rows of the follow-ups' history that it was made from.

    ``definitions`` and ``report`` are canonical JSON; ``sha256`` is over all that was published. ``incidents``:
    names of requirements that earlier editions had already lost and a person accepted, one a line. ``sequence``:
    order of publication; ``number`` counts a period's editions from 1. ``previous``: the ``sha256`` of the program's
    edition published before it, whatever its period; None for the first. ``solver``: what decided the dots, its name
    and version; no part of the checksum.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("program", "code"),
        UniqueConstraint("program", "year", "part", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
    last_event: Mapped[int] = mapped_column(Integer)
    last_change: Mapped[int] = mapped_column(Integer)
    definitions: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(Text)
    incidents: Mapped[str] = mapped_column(Text)
    previous: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    solver: Mapped[str | None] = mapped_column(String(60))

    @property
    def period(self) -> Period:
        return Period(self.year, self.part)


class LedgerRow(Base):
    """One statistic of one edition. ``bodies``: codes in alphabetical order with ``+`` between. ``value``: the truth,
    also where it is dotted, so that all editions can be audited together."""

    __tablename__ = "ledger"
    __table_args__ = (
        CheckConstraint("measured IN ('n', 'd')", name="measured"),
        CheckConstraint("level IN ('unit', 'region', 'city')", name="level"),
        CheckConstraint("value >= 0", name="value"),
    )

    edition: Mapped[int] = mapped_column(ForeignKey("edition.sequence"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(100), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(80), primary_key=True)
    category: Mapped[str] = mapped_column(String(80), primary_key=True)
    measured: Mapped[str] = mapped_column(String(1), primary_key=True)
    bodies: Mapped[str] = mapped_column(String(1000), primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    value: Mapped[int]
    printed: Mapped[bool]
