"""What a list tells of editions; what they hold is not read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.database import plain
from tracker.store.edition import EditionRow
from tracker.store.followup import EventRow, FollowupRow

_HEADS = (
    select(
        *(EditionRow.year, EditionRow.part, EditionRow.last_event, EditionRow.code, EditionRow.title),
        *(EditionRow.reason, EditionRow.published_at, EditionRow.by),
    )
    .where(EditionRow.program == bindparam("program"))
    .order_by(EditionRow.sequence)
)
_LAST_STEPS = (
    select(FollowupRow.year, FollowupRow.part, func.max(EventRow.id))
    .join(EventRow, EventRow.followup == FollowupRow.id)
    .where(FollowupRow.program == bindparam("program"), EventRow.kind.in_(("approved", "reopened")))
    .group_by(FollowupRow.id, FollowupRow.year, FollowupRow.part)
)
"""Asked once, not for each edition: PostgreSQL read all later events of every program for each."""

_NEWEST = (
    select(EditionRow.program, EditionRow.year, EditionRow.part, func.max(EditionRow.sequence).label("sequence"))
    .where(EditionRow.program.in_(bindparam("programs", expanding=True)))
    .group_by(EditionRow.program, EditionRow.year, EditionRow.part)
    .subquery()
)
_MOVED = (
    select(EditionRow.program, EditionRow.year, EditionRow.part, EditionRow.code, func.count(FollowupRow.id.distinct()))
    .join(_NEWEST, _NEWEST.c.sequence == EditionRow.sequence)
    .join(
        FollowupRow,
        (FollowupRow.program == EditionRow.program)
        & (FollowupRow.year == EditionRow.year)
        & (FollowupRow.part == EditionRow.part),
    )
    .join(EventRow, (EventRow.followup == FollowupRow.id) & (EventRow.id > EditionRow.last_event))
    .where(EventRow.kind.in_(("approved", "reopened")))
    .group_by(EditionRow.program, EditionRow.year, EditionRow.part, EditionRow.code)
)
"""Of every program at once: the start page asks it."""


@dataclass(frozen=True)
class EditionHead:
    """An edition as a list tells it; what it holds is not read. ``moved``: how many of the period's follow-ups were
    received, or opened again, after what it was made of."""

    period: Period
    code: str
    title: str
    reason: str | None
    published_at: datetime
    by: str
    moved: int


def edition_heads(session: Session, program: str) -> list[EditionHead]:
    """The program's editions in the order of publication."""
    last_steps: dict[Period, list[int]] = {}
    for year, part, last in plain(session, _LAST_STEPS, program=program):
        last_steps.setdefault(Period(year, part), []).append(last)
    found = []
    for year, part, made_of, code, title, reason, at, by in plain(session, _HEADS, program=program):
        period = Period(year, part)
        moved = sum(last > made_of for last in last_steps.get(period, ()))
        found.append(EditionHead(period, code, title, reason, at, by, moved))
    return found


def moved_of_many(session: Session, programs: Collection[str]) -> dict[tuple[str, Period], tuple[str, int]]:
    """By program and period, the newest edition and how many follow-ups were received, or opened again, after what it
    was made of; periods where none were are left out."""
    rows = plain(session, _MOVED, programs=list(programs))
    return {(program, Period(year, part)): (code, number) for program, year, part, code, number in rows}
