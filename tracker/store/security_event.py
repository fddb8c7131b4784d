"""Table of what happened at the door: sign-ins, refusals, pages and forms that were refused. Rows are only added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class SecurityEventRow(Base):
    """``account``: None where the login is nobody's; what was typed is not kept, it may have been a password.
    ``what``: the page's address without its question, or blank."""

    __tablename__ = "security_event"
    __table_args__ = (
        CheckConstraint("kind IN ('signed_in', 'refused', 'signed_out', 'forbidden', 'form_refused')", name="kind"),
        Index("ix_security_event_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(20))
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str] = mapped_column(String(100))
    what: Mapped[str] = mapped_column(Text)
