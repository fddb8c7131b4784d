"""Which follow-ups are handed in, and which are received."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.database import plain
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.queries import IS_LAST

# Statements that every request asks are put together once: that takes as long as asking them.
_RECEIVED = (
    select(FollowupRow.year, FollowupRow.part, func.count())
    .join(EventRow, IS_LAST)
    .where(FollowupRow.program == bindparam("program"), EventRow.kind == "approved")
    .group_by(FollowupRow.year, FollowupRow.part)
)
_OF_MANY = (
    select(FollowupRow.program, FollowupRow.year, FollowupRow.part, func.count().label("number"))
    .join(EventRow, IS_LAST)
    .where(FollowupRow.program.in_(bindparam("programs", expanding=True)), EventRow.kind == bindparam("kind"))
    .group_by(FollowupRow.program, FollowupRow.year, FollowupRow.part)
)
_FIRST_SUBMITTED = (
    select(EventRow.followup, func.min(EventRow.at).label("at"))
    .where(EventRow.followup.in_(bindparam("followups", expanding=True)), EventRow.kind == "submitted")
    .group_by(EventRow.followup)
)


def received_by_period(session: Session, program: str) -> dict[Period, int]:
    """How many follow-ups of each period are received now; periods with none are left out."""
    return {Period(year, part): number for year, part, number in plain(session, _RECEIVED, program=program)}


def waiting_of_many(session: Session, programs: Collection[str]) -> dict[tuple[str, Period], int]:
    """How many follow-ups of each program and period wait to be received; those with none are left out."""
    return _of_many(session, programs, "submitted")


def received_of_many(session: Session, programs: Collection[str]) -> dict[tuple[str, Period], int]:
    """How many follow-ups of each program and period are received now; those with none are left out."""
    return _of_many(session, programs, "approved")


def _of_many(session: Session, programs: Collection[str], kind: str) -> dict[tuple[str, Period], int]:
    rows = plain(session, _OF_MANY, programs=list(programs), kind=kind)
    return {(row.program, Period(row.year, row.part)): row.number for row in rows}


def first_submitted(session: Session, followup_ids: Collection[int]) -> dict[int, datetime]:
    """When each of the follow-ups was handed in for the first time; those that never were are left out."""
    return {row.followup: row.at for row in plain(session, _FIRST_SUBMITTED, followups=list(followup_ids))}


def handed_in(session: Session, program: str, period: Period) -> frozenset[str]:
    """The bodies whose follow-up of the period is handed in now and waits to be received."""
    of_period = FollowupRow.program == program, FollowupRow.year == period.year, FollowupRow.part == period.part
    query = select(FollowupRow.unit).join(EventRow, IS_LAST).where(*of_period, EventRow.kind == "submitted")
    return frozenset(session.scalars(query))


def approved_ids(program: str | BindParameter[str]) -> Select[int]:
    """Ids of the follow-ups that are approved now. ``program``: its code, or the parameter that will name it."""
    query = select(FollowupRow.id).join(EventRow, IS_LAST)
    return query.where(FollowupRow.program == program, EventRow.kind == "approved")
