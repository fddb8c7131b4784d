"""Judgements and statuses roll up as counts; *delayed* is computed from dates, never chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.definitions.settings import StatusWord
from tracker.observations import Observation


@dataclass(frozen=True)
class ActivityState:
    """One body's part of an activity. ``status`` None: not reported. Dates: the follow-up's, else the plan's."""

    unit: str
    status: str | None
    start: date | None
    end: date | None
    delayed: bool
    plan: str | None
    comment: str | None


def activity_state(
    unit: str,
    now: Observation | None,
    plan: Observation | None,
    statuses: Iterable[StatusWord],
    last_day: date,
) -> ActivityState:
    """What one body says of an activity in a period, with the year's plan beside it."""
    start = _first(now.start if now else None, plan.start if plan else None)
    end = _first(now.end if now else None, plan.end if plan else None)
    status = now.status if now else None
    word = next((s for s in statuses if s.code == status), None)
    return ActivityState(
        unit=unit,
        status=status,
        start=start,
        end=end,
        delayed=word is not None and is_delayed(word, start, end, last_day),
        plan=plan.text if plan else None,
        comment=now.comment if now else None,
    )


def is_delayed(status: StatusWord, start: date | None, end: date | None, last_day: date) -> bool:
    """Whether a date has passed without what it promised: the end without closing, the start without beginning."""
    if status.closed:
        return False
    return (end is not None and end < last_day) or (
        start is not None and start < last_day and not status.begun
    )


def count(codes: Iterable[str | None]) -> Mapping[str, int]:
    """How many bodies gave each code; None counts as ``not_reported``."""
    counts: dict[str, int] = {}
    for code in codes:
        key = code or "not_reported"
        counts[key] = counts.get(key, 0) + 1
    return counts


def _first(a: date | None, b: date | None) -> date | None:
    return a if a is not None else b
