"""Tables that mirror the definitions, so that what bodies report can point at them.

``document`` is the definition as canonical JSON, without what has rows of its own. ``position`` is the order
in which the definitions were written. A row is retired, never deleted: old values still point at it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


class UnitRow(Base):
    """A body (nämnd or bolagsstyrelse)."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    retired_on: Mapped[date | None]


class OrganisationRow(Base):
    """The rest of the organisation: the city itself, groups, regions, and population (code: ``unit/date``)."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("kind IN ('city', 'group', 'region', 'population')", name="kind"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    retired_on: Mapped[date | None]


class ProgramRow(Base):
    __tablename__ = "program"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    retired_on: Mapped[date | None]


class ItemRow(Base):
    """A goal, condition, indicator or activity. ``goal``: the code it stands under; goals have none.

    ``origin``: the program's, a body's own, or the city's. ``unit``: the body that keeps the item in the browser;
    loading definitions leaves those items alone.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("program", "code"),
        CheckConstraint("type IN ('goal', 'condition', 'indicator', 'activity')", name="type"),
        CheckConstraint("origin IN ('program', 'own', 'city')", name="origin"),
        CheckConstraint("origin <> 'own' OR unit IS NOT NULL", name="kept_by"),
        CheckConstraint("(type = 'goal') = (goal IS NULL)", name="under_goal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    code: Mapped[str] = mapped_column(String(100))
    type: Mapped[str] = mapped_column(String(20))
    goal: Mapped[str | None] = mapped_column(String(100))
    origin: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    position: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    retired_on: Mapped[date | None]


class ItemChangeRow(Base):
    """One change of an item kept in the browser. Rows are only ever added; the last ``after`` is the item's document.

    ``before``: None where the item was added. ``account``: None for the command line.
    """

    __tablename__ = "item_change"
    __table_args__ = (CheckConstraint("channel IN ('web', 'cli')", name="channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
