"""The whole flow, in the order the data takes it. Read this first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.report.build import build_report
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.queries import approved_observations


def make_report(session: Session, program: str, period: str, unit: str | None = None) -> Report:
    """The internal report of a period: of the whole city, or of one body.

    Definitions and approved observations come out of the store; everything after that is plain values. What may
    leave the compilers' hands goes through disclosure control first: see ``tracker/editions``.
    Raises UnknownProgram, PeriodError and UnknownUnit, each with a sentence for the user.
    """
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted = followed.calendar.parse(period)
    rows = approved_observations(session, followed, until=wanted)
    return build_report(definitions, followed, wanted, rows, unit=unit)
