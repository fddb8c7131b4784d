"""The compilers' texts for a period's next edition: read and saved, never overwritten.

``goal`` holds the place that the words belong to: a goal's code, or a section's (see ``report/written``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.periods import Calendar, Period
from tracker.store.base import Base, Utc
from tracker.store.database import take_turns


class EditionTextRow(Base):
    """One saved version of one place's text; blank for a text that was taken away."""

    __tablename__ = "edition_text"
    __table_args__ = (Index("ix_edition_text_program_year_part", "program", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    year: Mapped[int] = mapped_column(Integer)
    part: Mapped[str] = mapped_column(String(20))
    goal: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))


@dataclass(frozen=True)
class EditionText:
    """A place's text as saved. ``version``: grows with each saving; 0 for none yet."""

    goal: str
    text: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None


def edition_texts(session: Session, program: str, period: Period) -> dict[str, EditionText]:
    """The newest text of each place that has one."""
    newest = _of_period(select(func.max(EditionTextRow.id)), program, period).group_by(EditionTextRow.goal)
    query = select(EditionTextRow).where(EditionTextRow.id.in_(newest)).order_by(EditionTextRow.id)
    return {row.goal: _read(row) for row in session.scalars(query)}


def text_versions(session: Session, program: str, period: Period, goal: str) -> list[EditionText]:
    """Everything that was ever saved in a place, the newest first."""
    query = _of_period(select(EditionTextRow), program, period).where(EditionTextRow.goal == goal)
    return [_read(row) for row in session.scalars(query.order_by(EditionTextRow.id.desc()))]


def text_before(
    session: Session, program: str, calendar: Calendar, period: Period, goal: str
) -> tuple[Period, str] | None:
    """What was last saved in the place for the latest period before this one that has a text; None where none has."""
    row = EditionTextRow
    newest = select(func.max(row.id)).where(row.program == program, row.goal == goal).group_by(row.year, row.part)
    query = select(row.year, row.part, row.text).where(row.id.in_(newest), row.text != "")
    found = ((Period(year, part), text) for year, part, text in session.execute(query))
    known = {part.code for part in calendar.parts}
    earlier = [each for each in found if each[0].part in known and calendar.order(each[0]) < calendar.order(period)]
    return max(earlier, key=lambda each: calendar.order(each[0]), default=None)


def _of_period(query: Select[Any], program: str, period: Period) -> Select[Any]:
    row = EditionTextRow
    return query.where(row.program == program, row.year == period.year, row.part == period.part)


def _read(row: EditionTextRow) -> EditionText:
    return EditionText(row.goal, row.text, row.id, row.by, row.at)


def save_texts(
    session: Session,
    program: str,
    period: Period,
    texts: Mapping[str, str],
    seen: Mapping[str, int],
    *,
    by: str,
    now: datetime,
) -> dict[str, EditionText]:
    """Save the texts that differ from what is kept. ``seen``: the version of each place's text that the writer saw.

    Returns the places that somebody else changed meanwhile, with what they now say; those are left as they are.
    """
    take_turns(session, f"texts {program} {period.code}")
    kept = edition_texts(session, program, period)
    clashes: dict[str, EditionText] = {}
    for goal, text in texts.items():
        before = kept.get(goal, EditionText(goal))
        if text == before.text:
            continue
        if seen.get(goal, 0) != before.version:
            clashes[goal] = before
            continue
        row = EditionTextRow(
            program=program, year=period.year, part=period.part, goal=goal, text=text, at=now, by=by
        )
        session.add(row)
    session.flush()
    return clashes


PAUSE = timedelta(minutes=15)
"""So long without a saving ends a spell of writing."""


def spells(versions: Sequence[EditionText]) -> list[EditionText]:
    """``versions``: the newest first. The last version of each spell: one person writing without a long pause."""
    return list(_last_of_each(versions))


def _last_of_each(versions: Sequence[EditionText]) -> Iterator[EditionText]:
    later: EditionText | None = None
    for version in versions:
        if later is None or not _goes_on(version, later):
            yield version
        later = version


def _goes_on(before: EditionText, after: EditionText) -> bool:
    if before.at is None or after.at is None:
        return False
    return before.by == after.by and after.at - before.at < PAUSE
