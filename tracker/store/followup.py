"""Tables of a follow-up: one body, one program, one period; and the events that its state follows from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc

STATE_AFTER = {
    "opened": "draft",
    "submitted": "submitted",
    "withdrawn": "draft",
    "approved": "approved",
    "returned": "returned",
    "reopened": "draft",
}
"""The state that each kind of event leads to; before the first event: ``not_opened``."""


class FollowupRow(Base):
    """``fictional``: its values were invented for demonstration. ``decision_*``: the body's own decision."""

    __tablename__ = "followup"
    __table_args__ = (UniqueConstraint("program", "unit", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    fictional: Mapped[bool] = mapped_column(default=False)
    decision_date: Mapped[date | None]
    decision_case: Mapped[str | None] = mapped_column(String(100))

    @property
    def period(self) -> Period:
        return Period(self.year, self.part)


class EventRow(Base):
    """One step of the workflow. Rows are only ever added; ``seq`` counts from 1 within the follow-up.

    ``by``: the name as it was, so that history reads the same after an account changes. ``account``: None
    for the command line. ``confirmed``: what was knowingly left as it was at submission, one finding's key per line.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("followup", "seq"),
        CheckConstraint(
            "kind IN ('opened', 'submitted', 'withdrawn', 'approved', 'returned', 'reopened')", name="kind"
        ),
        CheckConstraint("kind NOT IN ('returned', 'reopened') OR reason IS NOT NULL", name="reason"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("due IS NULL OR kind = 'returned'", name="due"),
        CheckConstraint("channel IN ('web', 'cli')", name="channel"),
        CheckConstraint("confirmed IS NULL OR kind = 'submitted'", name="confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    followup: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    due: Mapped[date | None]
    confirmed: Mapped[str | None] = mapped_column(Text)


def last_seq_of(session: Session, followup_ids: Collection[int]) -> dict[int, int]:
    """Number of events of each follow-up that has any."""
    query = select(EventRow.followup, func.max(EventRow.seq).label("seq"))
    query = query.where(EventRow.followup.in_(followup_ids)).group_by(EventRow.followup)
    return {row.followup: row.seq for row in session.execute(query)}


def event_kinds(session: Session, program: str) -> dict[int, list[tuple[int, str]]]:
    """Number and kind of every event of each follow-up that has any, first to last."""
    query = select(EventRow.followup, EventRow.seq, EventRow.kind).order_by(EventRow.followup, EventRow.seq)
    query = query.join(FollowupRow, FollowupRow.id == EventRow.followup).where(FollowupRow.program == program)
    found: dict[int, list[tuple[int, str]]] = {}
    for followup_id, seq, kind in session.execute(query):
        found.setdefault(followup_id, []).append((seq, kind))
    return found
