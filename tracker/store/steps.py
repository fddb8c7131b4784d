"""The steps of many follow-ups' workflows at once."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.store.followup import EventRow, FollowupRow


def last_seq_of(session: Session, followup_ids: Collection[int]) -> dict[int, int]:
    """Number of events of each follow-up that has any."""
    query = select(EventRow.followup, func.max(EventRow.seq).label("seq"))
    query = query.where(EventRow.followup.in_(followup_ids)).group_by(EventRow.followup)
    return {row.followup: row.seq for row in session.execute(query)}


def event_kinds(session: Session, program: str) -> dict[int, list[tuple[int, str]]]:
    """Number and kind of every event of each follow-up that has any, first to last."""
    query = select(EventRow.followup, EventRow.seq, EventRow.kind).order_by(EventRow.followup, EventRow.seq)
    query = query.join(FollowupRow, FollowupRow.id == EventRow.followup).where(FollowupRow.program == program)
    found: dict[int, list[tuple[int, str]]] = {}
    for followup_id, seq, kind in session.execute(query):
        found.setdefault(followup_id, []).append((seq, kind))
    return found
