"""What was typed in a follow-up and could not be kept as a value, per item."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base, Utc
from tracker.store.database import plain
from tracker.store.definition import ItemRow


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


@dataclass(frozen=True)
class Unsaved:
    """``fields``: name → text as typed. ``seen``: the token that it was typed over. ``account``: whose it is."""

    id: int
    fields: Mapping[str, str]
    seen: int
    at: datetime
    account: int | None
    by: str


def unsaved_of(session: Session, followup: int) -> dict[str, Unsaved]:
    """Item code → its refused text; most follow-ups have none."""
    return unsaved_of_many(session, (followup,)).get(followup, {})


def unsaved_of_many(session: Session, followups: Collection[int]) -> dict[int, dict[str, Unsaved]]:
    """The same of each of the follow-ups; those that have none are left out."""
    found: dict[int, dict[str, Unsaved]] = {}
    for followup, code, number, fields, *rest in plain(session, _UNSAVED, followups=list(followups)):
        found.setdefault(followup, {})[code] = Unsaved(number, json.loads(fields), *rest)
    return found


_UNSAVED = (
    select(
        *(UnsavedRow.followup, ItemRow.code, UnsavedRow.id, UnsavedRow.fields),
        *(UnsavedRow.seen, UnsavedRow.at, UnsavedRow.account, UnsavedRow.by),
    )
    .join(ItemRow, ItemRow.id == UnsavedRow.item)
    .where(UnsavedRow.followup.in_(bindparam("followups", expanding=True)))
    .order_by(UnsavedRow.id)
)
