"""What the follow-ups held at an earlier moment, replayed from their append-only history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, select, text
from sqlalchemy.orm import Session

from tracker.observations import Observation
from tracker.periods import Period
from tracker.rows import RowKey
from tracker.store.definition import ItemRow
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.value import ChangeRow

_READ: dict[str, Any] = {
    "n": int,
    "d": int,
    "forecast": Decimal,
    "target": Decimal,
    "start": date.fromisoformat,
    "end": date.fromisoformat,
}


@dataclass(frozen=True)
class Moment:
    """A point in the follow-ups' history: the newest event and the newest change of a value by then."""

    last_event: int
    last_change: int


def this_moment(session: Session) -> Moment:
    """The history's present end."""
    event = session.scalar(select(func.max(EventRow.id))) or 0
    change = session.scalar(select(func.max(ChangeRow.id))) or 0
    return Moment(event, change)


def hold_history(session: Session) -> None:
    """Let nobody add to the history until the transaction ends, so that a moment has no late arrivals before it.

    On SQLite a transaction that writes already holds everybody else back.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE event, change IN SHARE ROW EXCLUSIVE MODE"))


def approved_then(session: Session, program: str, period: Period, moment: Moment) -> list[Observation]:
    """The observations of one period that were approved at the moment, as they were then."""
    followups = _ended_in(session, program, period, moment, "approved")
    changes = session.execute(
        select(
            ChangeRow.followup,
            ItemRow.code,
            ChangeRow.dimension,
            ChangeRow.category,
            ChangeRow.field,
            ChangeRow.after,
        )
        .join(ItemRow, ItemRow.id == ChangeRow.item)
        .where(ChangeRow.followup.in_(row.id for row in followups), ChangeRow.id <= moment.last_change)
        .order_by(ChangeRow.id)
    )
    by_followup: dict[int, list[Any]] = {row.id: [] for row in followups}
    for followup, *change in changes:
        by_followup[followup].append(change)
    return [found for row in followups for found in _replay(row, period, by_followup[row.id])]


def handed_in_then(session: Session, program: str, period: Period, moment: Moment) -> frozenset[str]:
    """The bodies whose follow-up of the period was handed in at the moment and waited to be received."""
    return frozenset(row.unit for row in _ended_in(session, program, period, moment, "submitted"))


def _ended_in(session: Session, program: str, period: Period, moment: Moment, kind: str) -> list[FollowupRow]:
    """The follow-ups of the period whose last event at the moment was of the kind."""
    last = (
        select(EventRow.followup, func.max(EventRow.seq).label("seq"))
        .where(EventRow.id <= moment.last_event)
        .group_by(EventRow.followup)
        .subquery()
    )
    query = (
        select(FollowupRow)
        .join(last, last.c.followup == FollowupRow.id)
        .join(EventRow, and_(EventRow.followup == last.c.followup, EventRow.seq == last.c.seq))
        .where(
            FollowupRow.program == program,
            FollowupRow.year == period.year,
            FollowupRow.part == period.part,
            EventRow.kind == kind,
        )
        .order_by(FollowupRow.id)
    )
    return list(session.scalars(query))


def _replay(row: FollowupRow, period: Period, changes: Iterable[Any]) -> Iterable[Observation]:
    held: dict[RowKey, dict[str, Any]] = {}
    for item, dimension, category, field, after in changes:
        value = after if after is None else _READ.get(field, str)(after)
        held.setdefault(RowKey(item, dimension, category), {})[field] = value
    for key, values in held.items():
        if any(value is not None for value in values.values()):
            yield Observation(
                program=row.program,
                unit=row.unit,
                period=period,
                item=key.item,
                dimension=key.dimension,
                category=key.category,
                fictional=row.fictional,
                **values,
            )
