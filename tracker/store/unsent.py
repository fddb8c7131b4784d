"""What a person has typed in a form and not sent yet, so that leaving the page loses nothing of it.

It is nobody's but the writer's, and no part of any follow-up until the form is sent; then it is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base, Utc, utc_now
from tracker.store.database import take_turns
from tracker.words import gettext as _

LONGEST_PLACE, LONGEST_FIELD, LONGEST_TEXT = 300, 120, 100_000
MOST, MOST_SIGNS = 500, 2_000_000
"""Texts that one person can have standing unsent, and how long they can be together, with what stood there before."""


class UnsentRow(Base):
    """``place``: the form's own address. ``field``: its name there. ``over``: what the field held before."""

    __tablename__ = "unsent"
    __table_args__ = (UniqueConstraint("account", "place", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    field: Mapped[str] = mapped_column(String(LONGEST_FIELD))
    over: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class Unsent:
    """``over``: what the field held when the text was begun; another text there now was saved by somebody since."""

    text: str
    over: str
    at: datetime


class TooMuchUnsent(ValueError):
    """The person has more standing than is kept, or one text that is longer; the message is a sentence for the user."""


def unsent_at(session: Session, account: int, place: str) -> dict[str, Unsent]:
    """Field → what the person has typed in the form at the address and not sent."""
    rows = session.scalars(select(UnsentRow).where(*_at(account, place)).order_by(UnsentRow.id))
    return {row.field: Unsent(row.text, row.over, row.at) for row in rows}


def keep_unsent(session: Session, account: int, place: str, typed: Mapping[str, tuple[str, str]]) -> None:
    """Keep what was typed: field → text, and what the field held before; what is as it was before is forgotten.

    Raises TooMuchUnsent.
    """
    # What is counted at the end holds only while nothing else is kept of the same person.
    take_turns(session, f"unsent {account}")
    there = {row.field: row for row in session.scalars(select(UnsentRow).where(*_at(account, place)))}
    for field, (text, over) in typed.items():
        if len(place) > LONGEST_PLACE or len(field) > LONGEST_FIELD or max(len(text), len(over)) > LONGEST_TEXT:
            message = _("Texten är för lång för att sparas innan den skickas. Skicka den, eller korta den.")
            raise TooMuchUnsent(message)
        row = there.get(field)
        if text == over:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(UnsentRow(account=account, place=place, field=field, over=over, text=text, at=utc_now()))
        else:
            row.text, row.over, row.at = text, over, utc_now()
    session.flush()
    signs = func.length(UnsentRow.text) + func.length(UnsentRow.over)
    standing = select(func.count(), func.coalesce(func.sum(signs), 0)).where(UnsentRow.account == account)
    count, length = session.execute(standing).one()
    if count > MOST or length > MOST_SIGNS:
        raise TooMuchUnsent(_("Du har för mycket text som inte är skickad. Skicka eller töm något formulär först."))


def forget_unsent(session: Session, account: int, place: str) -> None:
    """The form was sent, or what stood in it is not wanted."""
    session.execute(delete(UnsentRow).where(*_at(account, place)))


def _at(account: int, place: str) -> tuple[ColumnElement[bool], ...]:
    return UnsentRow.account == account, UnsentRow.place == place
