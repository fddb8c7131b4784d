"""Table of what was typed and could not be kept as a value."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class UnsavedRow(Base):
    """The latest refused text of one item. Deleted when the item is saved or what was typed is taken back.

    ``fields``: the item's fields as typed, a JSON object of name → text. ``seen``: token of the version that they
    were typed over. It is no value: reports, history and the entry sheet know nothing of it.
    """

    __tablename__ = "unsaved"
    __table_args__ = (UniqueConstraint("followup", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    followup: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    item: Mapped[int] = mapped_column(ForeignKey("item.id"))
    seen: Mapped[int]
    fields: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
