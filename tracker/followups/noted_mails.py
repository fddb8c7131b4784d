"""Mails that are noted: before they are handed to the mail server, and again when they were taken.

If the program is killed in between, nobody knows whether that one mail went: the next run says so and does not send it
again, as mails that come twice teach people to ignore them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sqlalchemy import ColumnElement, and_, delete, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.reminder import ReminderRow

LONGEST_HANDING_OVER = timedelta(minutes=10)
"""A mail noted longer ago than this, and no more, belongs to a run that was killed."""


class Occasion(Protocol):
    """What a mail is about, by the names under which it is noted."""

    @property
    def program(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def unit(self) -> str: ...
    @property
    def occasion(self) -> str: ...


class Noted(Protocol):
    """A mail that is noted when it is sent: a reminder, or a notice of a step."""

    @property
    def address(self) -> str: ...
    @property
    def occasions(self) -> Sequence[Occasion]: ...


def claim(session: Session, mail: Noted) -> bool:
    """Note the mail before it is sent, so that no other run sends it too. False if another run was first."""
    now = utc_now()
    rows = [
        ReminderRow(
            program=each.program,
            year=each.period.year,
            part=each.period.part,
            unit=each.unit,
            occasion=each.occasion,
            address=mail.address,
            noted_at=now,
        )
        for each in mail.occasions
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        return False
    return True


def release(session: Session, mail: Noted) -> None:
    """The mail was certainly not sent after all; a later run may try again."""
    session.execute(delete(ReminderRow).where(_notes_of(mail)))


def settle(session: Session, mail: Noted, outcome: Literal["sent", "uncertain"]) -> None:
    """What became of a mail that was noted."""
    session.execute(update(ReminderRow).where(_notes_of(mail)).values(outcome=outcome))


def interrupted(session: Session, now: datetime) -> list[tuple[str, datetime]]:
    """Address and time of each mail that an earlier run noted and never settled: it may be lost."""
    query = select(ReminderRow.address, ReminderRow.noted_at).where(_lost(now)).distinct()
    query = query.order_by(ReminderRow.noted_at, ReminderRow.address)
    return [(address, at) for address, at in session.execute(query)]


def settle_interrupted(session: Session, now: datetime) -> None:
    """What ``interrupted`` tells has been told."""
    session.execute(update(ReminderRow).where(_lost(now)).values(outcome="uncertain"))


def _lost(now: datetime) -> ColumnElement[bool]:
    return and_(ReminderRow.outcome.is_(None), ReminderRow.noted_at < now - LONGEST_HANDING_OVER)


def _notes_of(mail: Noted) -> ColumnElement[bool]:
    keys = [(o.program, o.period.year, o.period.part, o.unit, o.occasion) for o in mail.occasions]
    columns = (ReminderRow.program, ReminderRow.year, ReminderRow.part, ReminderRow.unit, ReminderRow.occasion)
    return and_(ReminderRow.address == mail.address, tuple_(*columns).in_(keys))
