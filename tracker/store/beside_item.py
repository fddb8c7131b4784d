"""What tables of things that a body adds to an item of its follow-up share: where each belongs, who added it and when,
and that it was taken away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.periods import Period
from tracker.store.base import Utc


class BesideItem:
    """``item``: the code of an indicator, an activity or a goal."""

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    item: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None] = mapped_column(Utc)
    removed_by: Mapped[str | None] = mapped_column(String(200))

    @classmethod
    def ever(cls, program: str, unit: str, period: Period) -> tuple[ColumnElement[bool], ...]:
        """Those that the follow-up has, or has had."""
        return cls.program == program, cls.unit == unit, cls.year == period.year, cls.part == period.part

    @classmethod
    def there(cls, program: str, unit: str, period: Period) -> tuple[ColumnElement[bool], ...]:
        """Those that the follow-up has."""
        return *cls.ever(program, unit, period), cls.removed_at.is_(None)
