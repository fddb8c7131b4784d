"""What a body refers to for an item of its follow-up: links to documents kept elsewhere. Read inside the house only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, utc_now
from tracker.store.beside_item import BesideItem

LONGEST_TITLE, LONGEST_ADDRESS = 200, 1000


class EvidenceRow(BesideItem, Base):
    """What is taken away loses its address at once and its title after a year; who did it and when stay."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(removed_at IS NULL) = (address IS NOT NULL AND title IS NOT NULL)", name="removed"),
        Index("ix_evidence_program_unit_year_part", "program", "unit", "year", "part"),
    )

    title: Mapped[str | None] = mapped_column(String(LONGEST_TITLE))
    address: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))


@dataclass(frozen=True)
class Evidence:
    id: int
    item: str
    title: str
    address: str
    at: datetime
    by: str

    @property
    def host(self) -> str:
        """Where the link leads, so that nobody has to follow it to know."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class Trace:
    """That a link was added, by whom, and taken away; where it led is known as long as it is there."""

    item: str
    title: str
    address: str
    at: datetime
    by: str
    removed_at: datetime | None
    removed_by: str | None


def traces_of(session: Session, program: str, unit: str, period: Period) -> list[Trace]:
    """Every link that the follow-up has, or has had, in the order in which they were added."""
    query = select(EvidenceRow).where(*EvidenceRow.ever(program, unit, period)).order_by(EvidenceRow.id)
    return [
        Trace(row.item, row.title or "", row.address or "", row.at, row.by, row.removed_at, row.removed_by)
        for row in session.scalars(query)
    ]


def evidence_of(session: Session, program: str, unit: str, period: Period) -> dict[str, tuple[Evidence, ...]]:
    """Item → its links, in the order in which they were added."""
    found: dict[str, tuple[Evidence, ...]] = {}
    query = select(EvidenceRow).where(*EvidenceRow.there(program, unit, period)).order_by(EvidenceRow.id)
    for row in session.scalars(query):
        each = Evidence(row.id, row.item, row.title or "", row.address or "", row.at, row.by)
        found[row.item] = (*found.get(row.item, ()), each)
    return found


def count_evidence(session: Session, program: str, unit: str, period: Period, item: str) -> int:
    where = (*EvidenceRow.there(program, unit, period), EvidenceRow.item == item)
    return session.scalar(select(func.count()).select_from(EvidenceRow).where(*where)) or 0


def add_evidence(
    session: Session, program: str, unit: str, period: Period, *, item: str, title: str, address: str,
    account: int | None, by: str,
) -> None:  # fmt: skip
    session.add(
        EvidenceRow(
            program=program, unit=unit, year=period.year, part=period.part, item=item, title=title, address=address,
            at=utc_now(), account=account, by=by,
        )
    )  # fmt: skip
    session.flush()


def find_evidence(session: Session, program: str, unit: str, period: Period, number: int) -> EvidenceRow | None:
    """One that is there; None for one that is taken away, or of another follow-up."""
    where = (*EvidenceRow.there(program, unit, period), EvidenceRow.id == number)
    return session.scalar(select(EvidenceRow).where(*where))


def remove_evidence(session: Session, row: EvidenceRow, by: str) -> None:
    row.address = None
    row.removed_at, row.removed_by = utc_now(), by
    session.flush()
