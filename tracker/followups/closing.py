"""Closing dates: from when bodies can no longer change a period, and who is excepted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, shown_name
from tracker.accounts.permissions import may
from tracker.clock import day_of
from tracker.followups.errors import FollowupFault, Locked, NotAllowed, ReasonRequired
from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.closings import Closing, ClosingRow, ExceptionRow, closing_of
from tracker.typed import typed_text
from tracker.words import gettext as _


def close_period(
    session: Session, *, program: str, period: Period, closes_on: date | None, by: Account, reason: str
) -> None:
    """Set, move or (None) take away the last day on which bodies may change the period.

    Raises NotAllowed, ReasonRequired.
    """
    _check(by, program)
    reason = typed_text(reason).strip()
    if not reason:
        raise ReasonRequired
    row = _closing(session, program, period)
    if row is None:
        row = ClosingRow(program=program, year=period.year, part=period.part)
        session.add(row)
    row.closes_on, row.at, row.by, row.reason = closes_on, utc_now(), by.name, reason
    session.flush()


def except_unit(
    session: Session, *, program: str, period: Period, unit: str, until: date, by: Account, reason: str
) -> None:
    """Let one body go on until a day, in spite of the closing date.

    Raises NotAllowed, ReasonRequired, and FollowupFault where the period has no closing date.
    """
    _check(by, program)
    reason = typed_text(reason).strip()
    if not reason:
        raise ReasonRequired
    closing = _closing(session, program, period)
    if closing is None or closing.closes_on is None:
        raise FollowupFault(_("{period} har inget stängningsdatum att göra undantag från.").format(period=period))
    query = select(ExceptionRow).where(ExceptionRow.closing == closing.id, ExceptionRow.unit == unit)
    row = session.scalars(query).one_or_none()
    if row is None:
        row = ExceptionRow(closing=closing.id, unit=unit)
        session.add(row)
    row.until, row.at, row.by, row.reason = until, utc_now(), by.name, reason
    session.flush()


def closing_date(session: Session, program: str, unit: str, period: Period) -> date | None:
    """The last day on which the body may change the period, its exception included; None: no limit."""
    closing = closing_of(session, program, period)
    return None if closing is None else closing.last_day(unit)


def check_not_closed(session: Session, program: str, unit: str, period: Period, by: Account, today: date) -> None:
    """Raises Locked once the closing date has passed. It does not bind those who set it."""
    locked = lock(closing_of(session, program, period), program, unit, period, by, today)
    if locked is not None:
        raise locked


def lock(closing: Closing | None, program: str, unit: str, period: Period, by: Account, today: date) -> Locked | None:
    """What keeps the body from changing the period once its ``closing`` date has passed; None if nothing does. It does
    not bind those who set it."""
    last = None if closing is None else closing.last_day(unit)
    if closing is None or last is None or today <= last or may(by, "manage_locks", program=program):
        return None
    why = _("{period} stängdes efter {last}; det beslutade {who} {when}.")
    why = why.format(period=period, last=last.isoformat(), who=shown_name(closing.by), when=day_of(closing.at))
    if closing.reason:
        why = f"{why} {_('Skäl: {reason}').format(reason=closing.reason)}"
    return Locked(closing.by, closing.at, why)


def _check(by: Account, program: str) -> None:
    if not may(by, "manage_locks", program=program):
        raise NotAllowed


def _closing(session: Session, program: str, period: Period) -> ClosingRow | None:
    query = select(ClosingRow).where(
        ClosingRow.program == program, ClosingRow.year == period.year, ClosingRow.part == period.part
    )
    return session.scalars(query).one_or_none()
