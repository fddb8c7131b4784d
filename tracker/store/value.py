"""Tables of what was reported: the present values, and every change that led to them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, ExactDecimal, Utc


class ValueRow(Base):
    """One row of a follow-up: an item, or one category of it; what it holds now.

    ``kind``: how the indicator was measured when the figure was given (None for goals and activities), which
    decides whether n may exceed d. A row that holds nothing is deleted; its changes remain.
    """

    __tablename__ = "value"
    __table_args__ = (
        UniqueConstraint("followup", "item", "dimension", "category"),
        CheckConstraint("n >= 0", name="n_not_negative"),
        CheckConstraint("d >= 0", name="d_not_negative"),
        CheckConstraint("kind NOT IN ('share', 'yes_no') OR n <= d", name="n_within_d"),
        CheckConstraint("kind <> 'yes_no' OR d = 1", name="yes_no"),
        CheckConstraint("kind NOT IN ('count', 'rate') OR d IS NULL", name="no_d"),
        CheckConstraint("kind IN ('count', 'share', 'ratio', 'rate', 'yes_no')", name="kind"),
        CheckConstraint("empty IN ('-', '.')", name="empty"),
        CheckConstraint("empty IS NULL OR (n IS NULL AND d IS NULL)", name="empty_or_figure"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("(dimension = '') = (category = '')", name="category"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    followup: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    item: Mapped[int] = mapped_column(ForeignKey("item.id"))
    dimension: Mapped[str] = mapped_column(String(80), default="")
    category: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str | None] = mapped_column(String(20))
    n: Mapped[int | None]
    d: Mapped[int | None]
    empty: Mapped[str | None] = mapped_column(String(1))
    status: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    forecast: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    text: Mapped[str | None] = mapped_column(Text)
    target: Mapped[Decimal | None] = mapped_column(ExactDecimal)


class ChangeRow(Base):
    """One change of one field. Rows are only ever added, so that replaying them gives the present values.

    ``item`` is None for what belongs to the whole follow-up (the body's decision). ``before``/``after``: the
    value as text, None for nothing.
    """

    __tablename__ = "change"
    __table_args__ = (
        CheckConstraint("channel IN ('web', 'cli')", name="channel"),
        Index("ix_change_followup_item_id", "followup", "item", "id"),
        # Every page of a follow-up asks for the last change of those beside it.
        Index("ix_change_followup_id", "followup", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    followup: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    item: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    dimension: Mapped[str] = mapped_column(String(80), default="")
    category: Mapped[str] = mapped_column(String(80), default="")
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
