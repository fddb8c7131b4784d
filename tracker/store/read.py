"""Frozen answers to the questions asked of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tracker.periods import Period
from tracker.rows import RowKey

State = Literal["not_opened", "draft", "submitted", "approved", "returned"]


@dataclass(frozen=True)
class Event:
    """One step of the workflow. ``kind``: opened, submitted, withdrawn, approved, returned or reopened.

    ``confirmed``: keys of the findings that were knowingly left as they were at submission. ``due``: of what was
    returned, the day by which it is to be handed in again, where one was set.
    """

    kind: str
    at: datetime
    by: str
    channel: str
    reason: str | None
    confirmed: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True)
class Followup:
    """One body, one program, one period. ``last``: the event that its state follows from."""

    id: int
    program: str
    unit: str
    period: Period
    fictional: bool
    decision_date: date | None
    decision_case: str | None
    state: State
    last: Event | None


@dataclass(frozen=True)
class Change:
    """One change of one field. ``row`` is None for what belongs to the whole follow-up. Values are texts."""

    id: int
    row: RowKey | None
    field: str
    before: str | None
    after: str | None
    at: datetime
    by: str
    channel: str
    reason: str | None
