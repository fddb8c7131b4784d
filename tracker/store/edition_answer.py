"""Table of what persons answered for an edition before and after it was published. Rows are only added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class EditionAnswerRow(Base):
    """One answer. ``place`` names what was asked about, the same on every run; ``about``: what the person was shown,
    in words; ``answer``: a code, or the person's reason.

    It is no part of the edition's checksum: what is asked depends on what is dotted, and a checksum that everybody sees
    could be tried out against the few numbers that a dotted one can be.
    """

    __tablename__ = "edition_answer"
    __table_args__ = (
        CheckConstraint("kind IN ('text', 'movement', 'incident', 'rule', 'afterwards', 'restored')", name="kind"),
        Index("ix_edition_answer_edition", "edition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(ForeignKey("edition.sequence"))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
