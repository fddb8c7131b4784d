"""Which report a person may read of a period, and which period to begin with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.program import Program
from tracker.editions.reading import NotPublished, city_report, report_for
from tracker.periods import Period
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.editions import find_edition, published_periods
from tracker.store.freshness import edition_stamp, report_stamp
from tracker.store.past import Moment
from tracker.store.queries import followups
from tracker.words import gettext as _


class RecentReports:
    """The reports read last, for as long as nothing that they are made of has changed.

    Who goes from goal to goal before a meeting asks for the same report each time. Making one of the compilers' own
    takes half a second; reading an edition's takes a tenth.
    """

    def __init__(self, most: int = 6) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, ...], Report] = OrderedDict()
        self._lock = Lock()

    def internal(self, session: Session, program: str, period: str) -> Report:
        """The compilers' own report of the period. Raises what making it raises."""
        key = ("internal", report_stamp(session, program), program, period)
        return self._get(key, lambda: report_for(session, "internal", program, period, None))

    def published(self, session: Session, program: str, period: str) -> Report:
        """The latest edition of the period. Raises NotPublished, UnknownProgram and PeriodError."""
        key = ("published", edition_stamp(session), program, period)
        return self._get(key, lambda: report_for(session, "published", program, period, None))

    def edition(self, session: Session, program: str, period: str, code: str) -> Report:
        """One edition of the period, the latest or one that was replaced. Raises as `published` does."""
        key = ("edition", edition_stamp(session), program, period, code)
        return self._get(key, lambda: _edition(session, program, period, code))

    def then(
        self,
        session: Session,
        program: str,
        period: str,
        moment: Moment,
        make: Callable[[Session, str, str, Moment], Report],
    ) -> Report:
        """The compilers' own report as it was at a moment of the history, made by ``make``."""
        key = ("then", report_stamp(session, program), program, period, repr(moment))
        return self._get(key, lambda: make(session, program, period, moment))

    def _get(self, key: tuple[str, ...], make: Callable[[], Report]) -> Report:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        # Made outside the lock: others need not wait, and making it twice does no harm.
        report = make()
        with self._lock:
            self._kept[key] = report
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return report


def read_report(session: Session, recent: RecentReports, account: Account, program: str, period: str) -> Report:
    """The compilers' own report; for everybody else the published edition.

    Raises NotPublished where none is published, PeriodError and UnknownProgram for codes that name nothing.
    """
    if may(account, "view_internal", program=program):
        return recent.internal(session, program, period)
    return recent.published(session, program, period)


def _edition(session: Session, program: str, period: str, code: str) -> Report:
    followed = read_program(session, program).program(program)
    found = find_edition(session, followed.code, code)
    if found is None or found.period != followed.calendar.parse(period):
        raise NotPublished(_("Ingen utgåva {code} av {period} är publicerad.").format(code=code, period=period))
    return city_report(found)


def periods_of(program: Program) -> tuple[tuple[str, str], ...]:
    """Code and name of every period of the program, latest first."""
    calendar = program.calendar
    periods = reversed(calendar.between(program.from_, program.to))
    return tuple((period.code, f"{period.year} {calendar.part(period).name}") for period in periods)


def latest_period(session: Session, account: Account, program: Program, today: date) -> Period:
    """The latest period that asks for figures and has some that the account may read; else the latest that has ended,
    for who reads what is published the latest that is.

    A compiler reads what is received, everybody else what is published. In a program that asks for no figures every
    period counts.
    """
    calendar = program.calendar
    periods = calendar.between(program.from_, program.to)
    asked = [period for period in periods if calendar.asks(period, "figures")] or list(periods)
    if may(account, "view_internal", program=program.code):
        readable = {row.period for row in followups(session, program.code) if row.state == "approved"}
    else:
        readable = published_periods(session, program.code)
        asked = [period for period in asked if period in readable] or [p for p in periods if p in readable] or asked
    ended = [p for p in asked if calendar.last_day(p) <= today]
    return next((p for p in reversed(ended) if p in readable), (ended or asked)[-1])
