"""The city's own Word file, as it was loaded last: no part of any report, so that what is put right in it holds for
everything that is written from then on."""

from __future__ import annotations

import hashlib

from sqlalchemy import CheckConstraint, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base
from tracker.store.database import plain


class LetterheadRow(Base):
    """The only row; none where the city has no such file."""

    __tablename__ = "letterhead"
    __table_args__ = (CheckConstraint("id = 1", name="only"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


_CONTENT = select(LetterheadRow.content)
_HASH = select(LetterheadRow.sha256)


def hash_of(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def read_letterhead(session: Session) -> bytes | None:
    return next((row.content for row in plain(session, _CONTENT)), None)


def letterhead_hash(session: Session) -> str | None:
    """What tells it apart from another, without reading it all."""
    return next((row.sha256 for row in plain(session, _HASH)), None)


def keep_letterhead(session: Session, content: bytes | None) -> None:
    """From now on it is this one; ``None``: from now on there is none."""
    row = session.get(LetterheadRow, 1)
    if content is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(LetterheadRow(id=1, sha256=hash_of(content), content=content))
    elif row.sha256 != hash_of(content):
        row.sha256, row.content = str(hash_of(content)), content
    session.flush()
