"""What a final report is made of: the latest edition of each whole year of a program."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.editions.reading import NotPublished, city_report
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.editions import Edition, latest_edition
from tracker.words import gettext as _


def yearly_reports(session: Session, program: str) -> tuple[Report, ...]:
    """The published report of every year that has one, first year first. Raises as ``yearly_editions``."""
    return tuple(city_report(edition) for edition in yearly_editions(session, program))


def yearly_editions(session: Session, program: str) -> tuple[Edition, ...]:
    """The latest edition of every year that has one, first year first: of the part that covers the year, or ends it.

    Raises NotPublished if no year has any, UnknownProgram.
    """
    followed = read_program(session, program).program(program)
    calendar = followed.calendar
    periods = [each for each in calendar.between(followed.from_, followed.to) if calendar.is_whole_year(each)]
    judged = [each for each in periods if calendar.asks(each, "figures")]
    found = tuple(filter(None, (latest_edition(session, followed.code, period) for period in judged)))
    if not found:
        raise NotPublished(_("Inget helt år av {program} är publicerat.").format(program=followed.code))
    return found
