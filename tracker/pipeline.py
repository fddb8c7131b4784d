"""The whole flow, in the order the data takes it. Read this first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.followups.threads.printing import printed_threads
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.build import UnknownUnit, build_report
from tracker.report.continued import Earlier, continued, predecessors
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.handed_in import handed_in
from tracker.store.observed import approved_observations


def make_report(session: Session, program: str, period: str, unit: str | None = None) -> Report:
    """The internal report of a period: of the whole city, or of what is received from one body.

    Definitions and approved observations come out of the store; everything after that is plain values. What may
    leave the compilers' hands goes through disclosure control first: see ``tracker/editions``.
    Raises UnknownProgram, PeriodError and UnknownUnit, each with a sentence for the user.
    """
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted = followed.calendar.parse(period)
    rows = approved_observations(session, followed, until=wanted)
    waiting = handed_in(session, followed.code, wanted)
    return report_of(session, definitions, followed, wanted, rows, waiting, unit)


def report_of(
    session: Session,
    definitions: Definitions,
    followed: Program,
    wanted: Period,
    rows: Sequence[Observation],
    waiting: Collection[str],
    unit: str | None = None,
) -> Report:
    """The internal report that is made of these observations, with what reviewers have asked by now. ``waiting``:
    bodies that have handed in."""
    report = build_report(definitions, followed, wanted, rows, unit=unit, handed_in=waiting)
    if unit is None:
        asked = printed_threads(session, definitions, followed, wanted, published=False)
        report = report.model_copy(update={"threads": asked})
    return with_earlier_programs(session, definitions, followed, report)


def with_earlier_programs(session: Session, definitions: Definitions, followed: Program, report: Report) -> Report:
    """The internal report with the series of earlier programs that its own continue."""
    found = (_earlier(session, followed, code, report.unit) for code in predecessors(followed))
    seen = view(definitions.organisation, followed, followed.calendar.parse(report.period))
    return continued(report, seen, [earlier for earlier in found if earlier])


def _earlier(session: Session, followed: Program, code: str, unit: str | None) -> Earlier | None:
    """The last report, before this program began, of one that its series continue; None where there is nothing."""
    try:
        program = read_program(session, code).program(code)
        calendar = program.calendar
        before = [p for p in calendar.between(program.from_, program.to) if calendar.last_day(p) < followed.from_]
        return Earlier(program, make_report(session, code, before[-1].code, unit)) if before else None
    except (UnknownProgram, UnknownUnit):
        return None
