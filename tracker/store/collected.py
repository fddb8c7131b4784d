"""What a person has collected for an answer: addresses of what reports say, and the person's own words between them.

No figure is kept. A reference says where it stands and by which edition, or at which moment of the follow-ups' history,
it was collected, so that what has changed since can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Period
from tracker.store.base import Base, Utc, utc_now
from tracker.store.past import Moment

Written = Literal["heading", "words"]
_REFERENCE, _WRITTEN = "kind = 'reference'", "kind IN ('heading', 'words')"


class CollectedRow(Base):
    """``what``: of a reference, the address within the report (see ``report/addressed``). ``edition``: that it was read
    in; otherwise it was read in the compilers' own report, at the moment of ``last_event`` and ``last_change``.
    ``place``: the order."""

    __tablename__ = "collected"
    __table_args__ = (
        CheckConstraint(f"{_REFERENCE} OR {_WRITTEN}", name="kind"),
        CheckConstraint(f"({_REFERENCE}) = (year IS NOT NULL AND part IS NOT NULL AND what IS NOT NULL)", name="what"),
        CheckConstraint(f"({_WRITTEN}) = (text IS NOT NULL)", name="text"),
        CheckConstraint(
            f"({_WRITTEN} AND edition IS NULL AND last_event IS NULL) OR "
            f"({_REFERENCE} AND (edition IS NULL) = (last_event IS NOT NULL))",
            name="read_in",
        ),
        CheckConstraint("(last_event IS NULL) = (last_change IS NULL)", name="moment"),
        Index("ix_collected_account_program", "account", "program"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    place: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    year: Mapped[int | None]
    part: Mapped[str | None] = mapped_column(String(20))
    what: Mapped[str | None] = mapped_column(String(300))
    edition: Mapped[str | None] = mapped_column(String(80))
    last_event: Mapped[int | None]
    last_change: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class Reference:
    """``read_in``: the edition's code, or the moment at which the compilers' own report was read."""

    period: Period
    what: str
    read_in: str | Moment

    @property
    def internal(self) -> bool:
        return isinstance(self.read_in, Moment)


@dataclass(frozen=True)
class Own:
    """A heading or words of the person's own."""

    kind: Written
    text: str


@dataclass(frozen=True)
class Collected:
    id: int
    held: Reference | Own
    at: datetime


def collected(session: Session, account: int, program: str) -> list[Collected]:
    """In the person's order."""
    query = _of(account, program).order_by(CollectedRow.place, CollectedRow.id)
    return [_collected(row) for row in session.scalars(query)]


def add_collected(session: Session, account: int, program: str, held: Reference | Own) -> None:
    """Put it last."""
    last = session.scalar(select(func.max(CollectedRow.place)).where(*_whose(account, program))) or 0
    row = CollectedRow(account=account, program=program, place=last + 1, at=utc_now())
    if isinstance(held, Own):
        row.kind, row.text = held.kind, held.text
    else:
        row.kind, row.what = "reference", held.what
        row.year, row.part = held.period.year, held.period.part
        _read_in(row, held.read_in)
    session.add(row)
    session.flush()


def move(session: Session, account: int, program: str, number: int, steps: int) -> bool:
    """Move one by so many places, up where negative; False where the person has no such thing."""
    rows = list(session.scalars(_of(account, program).order_by(CollectedRow.place, CollectedRow.id)))
    at = next((place for place, row in enumerate(rows) if row.id == number), None)
    if at is None:
        return False
    rows.insert(max(0, at + steps), rows.pop(at))
    for place, row in enumerate(rows, 1):
        row.place = place
    session.flush()
    return True


def rewrite(session: Session, account: int, program: str, number: int, text: str) -> bool:
    """Change a heading or words; False where the person has no such thing."""
    row = session.scalar(_of(account, program).where(CollectedRow.id == number, CollectedRow.text.is_not(None)))
    if row is None:
        return False
    row.text = text
    session.flush()
    return True


def read_again(session: Session, account: int, program: str, number: int, read_in: str | Moment) -> None:
    """Note that the person has seen what a reference says now."""
    row = session.scalar(_of(account, program).where(CollectedRow.id == number, CollectedRow.what.is_not(None)))
    if row is not None:
        _read_in(row, read_in)
        row.at = utc_now()
        session.flush()


def remove(session: Session, account: int, program: str, number: int | None = None) -> None:
    """One of them, or all."""
    one = () if number is None else (CollectedRow.id == number,)
    session.execute(delete(CollectedRow).where(*_whose(account, program), *one))


def _whose(account: int, program: str) -> tuple[ColumnElement[bool], ...]:
    return CollectedRow.account == account, CollectedRow.program == program


def _of(account: int, program: str) -> Select[CollectedRow]:
    return select(CollectedRow).where(*_whose(account, program))


def _read_in(row: CollectedRow, read_in: str | Moment) -> None:
    row.edition = None if isinstance(read_in, Moment) else read_in
    row.last_event = read_in.last_event if isinstance(read_in, Moment) else None
    row.last_change = read_in.last_change if isinstance(read_in, Moment) else None


def _collected(row: CollectedRow) -> Collected:
    if row.text is not None:
        return Collected(row.id, Own(cast("Written", row.kind), row.text), row.at)
    read_in = row.edition if row.edition is not None else Moment(row.last_event or 0, row.last_change or 0)
    return Collected(row.id, Reference(Period(row.year or 0, row.part or ""), row.what or "", read_in), row.at)
