"""Files that a body adds to items of its follow-up. Their bytes stand in the database, so that every copy has them;
they are read inside the house only, and one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, utc_now
from tracker.store.beside_item import BesideItem

LONGEST_NAME = 120


class EvidenceFileRow(BesideItem, Base):
    """``kind``: what the bytes are, whatever the name says. What is taken away has no bytes left; name, hash, who and
    when stay."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        CheckConstraint("(removed_at IS NULL) = (content IS NOT NULL)", name="removed"),
        Index("ix_evidence_file_program_unit_year_part", "program", "unit", "year", "part"),
    )

    name: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


@dataclass(frozen=True)
class NewFile:
    """A file that has been judged. ``kind``: by its bytes."""

    name: str
    kind: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class EvidenceFile:
    """What is known of a file, without its bytes. ``size``: of them. ``name``: blank once it is forgotten."""

    id: int
    item: str
    name: str
    kind: str
    size: int
    sha256: str
    at: datetime
    by: str
    removed_at: datetime | None
    removed_by: str | None


def files_of(session: Session, program: str, unit: str, period: Period) -> list[EvidenceFile]:
    """Every file that the follow-up has, or has had, in the order in which they were added."""
    query = select(EvidenceFileRow).where(*EvidenceFileRow.ever(program, unit, period)).order_by(EvidenceFileRow.id)
    return [
        EvidenceFile(r.id, r.item, r.name or "", r.kind, r.size, r.sha256, r.at, r.by, r.removed_at, r.removed_by)
        for r in session.scalars(query)
    ]


def bytes_held(session: Session, program: str, unit: str, period: Period) -> int:
    """What the files of the follow-up take together."""
    where = EvidenceFileRow.there(program, unit, period)
    return session.scalar(select(func.coalesce(func.sum(EvidenceFileRow.size), 0)).where(*where)) or 0


def add_file(
    session: Session, program: str, unit: str, period: Period, *, item: str, file: NewFile, account: int | None, by: str
) -> None:
    session.add(
        EvidenceFileRow(
            program=program, unit=unit, year=period.year, part=period.part, item=item, name=file.name, kind=file.kind,
            size=len(file.content), sha256=file.sha256, content=file.content, at=utc_now(), account=account, by=by,
        )
    )  # fmt: skip
    session.flush()


def find_file(session: Session, program: str, unit: str, period: Period, number: int) -> EvidenceFileRow | None:
    """One that is there; None for one that is taken away, or of another follow-up."""
    where = (*EvidenceFileRow.there(program, unit, period), EvidenceFileRow.id == number)
    return session.scalar(select(EvidenceFileRow).where(*where))


def remove_file(session: Session, row: EvidenceFileRow, by: str) -> None:
    """Its bytes are deleted; that it was there stays."""
    row.content, row.removed_at, row.removed_by = None, utc_now(), by
    session.flush()
