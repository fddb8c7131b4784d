"""Which of a body's goals and items its coordinators have given to whom; what is taken back is kept, and says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.account import AccountRow
from tracker.store.base import Base, Utc, utc_now
from tracker.store.database import plain


class DelegationRow(Base):
    """``code``: of a goal, with all that is asked under it, or of one indicator or activity."""

    __tablename__ = "delegation"
    __table_args__ = (
        Index("ix_delegation_program_unit", "program", "unit"),
        Index("ix_delegation_account", "account"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    code: Mapped[str] = mapped_column(String(80))
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[datetime] = mapped_column(Utc)
    given_by: Mapped[str] = mapped_column(String(200))
    taken_at: Mapped[datetime | None] = mapped_column(Utc)
    taken_by: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True)
class Delegated:
    """``account``, ``name``: to whom ``code`` is given."""

    id: int
    code: str
    account: int
    name: str
    at: datetime
    by: str


def delegated(session: Session, program: str, unit: str) -> list[Delegated]:
    """What the body has given away and not taken back, in the order in which it was given."""
    query = (
        select(DelegationRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == DelegationRow.account)
        .where(DelegationRow.program == program, DelegationRow.unit == unit, DelegationRow.taken_at.is_(None))
        .order_by(DelegationRow.id)
    )
    return [Delegated(r.id, r.code, r.account, name, r.given_at, r.given_by) for r, name in session.execute(query)]


def given_to(session: Session, account: int) -> frozenset[tuple[str, str, str]]:
    """Program, body and code of everything that the account has been given."""
    return frozenset((row.program, row.unit, row.code) for row in plain(session, _GIVEN, account=account))


def add_delegation(session: Session, program: str, unit: str, code: str, account: int, by: str) -> None:
    session.add(
        DelegationRow(program=program, unit=unit, code=code, account=account, given_at=utc_now(), given_by=by)
    )
    session.flush()


def end_delegation(session: Session, program: str, unit: str, number: int, by: str) -> bool:
    """False where the body has given no such thing, or has taken it back."""
    row = session.get(DelegationRow, number)
    if row is None or (row.program, row.unit) != (program, unit) or row.taken_at is not None:
        return False
    row.taken_at, row.taken_by = utc_now(), by
    session.flush()
    return True


def end_delegations(session: Session, account: int, held: Collection[tuple[str | None, str | None]], by: str) -> None:
    """Take back what the account has no role for any more, so that a role given anew brings nothing old with it.

    ``held``: body and program, or None for every program, of its roles.
    """
    open_ = select(DelegationRow).where(DelegationRow.account == account, DelegationRow.taken_at.is_(None))
    for row in session.scalars(open_):
        if not {(row.unit, None), (row.unit, row.program)}.intersection(held):
            row.taken_at, row.taken_by = utc_now(), by
    session.flush()


_GIVEN = select(DelegationRow.program, DelegationRow.unit, DelegationRow.code).where(
    DelegationRow.account == bindparam("account"), DelegationRow.taken_at.is_(None)
)
