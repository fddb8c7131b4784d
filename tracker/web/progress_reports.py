"""Which report a person may read of a period, and which period to begin with."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.program import Program
from tracker.editions.reading import report_for
from tracker.periods import Period
from tracker.report.model import Audience, Report
from tracker.store.queries import followups


def read_report(session: Session, account: Account, program: str, period: str) -> Report:
    """The compilers' own report; for everybody else the published edition.

    Raises NotPublished where none is published, PeriodError and UnknownProgram for codes that name nothing.
    """
    audience: Audience = "internal" if may(account, "view_internal") else "published"
    return report_for(session, audience, program, period, None)


def periods_of(program: Program) -> tuple[tuple[str, str], ...]:
    """Code and name of every period of the program, latest first."""
    calendar = program.calendar
    periods = reversed(calendar.between(program.from_, program.to))
    return tuple((period.code, f"{period.year} {calendar.part(period).name}") for period in periods)


def latest_period(session: Session, program: Program, today: date) -> Period:
    """The latest period that asks for figures and has some received; else the latest that has ended."""
    calendar = program.calendar
    asked = [p for p in calendar.between(program.from_, program.to) if calendar.asks(p, "figures")]
    received = {row.period for row in followups(session, program.code) if row.state == "approved"}
    ended = [p for p in asked if calendar.last_day(p) <= today]
    return next((p for p in reversed(ended) if p in received), (ended or asked)[-1])
