"""Which report an audience may read: the one place that decides."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.editions.of_body import own_report
from tracker.editions.publishing import prepare
from tracker.editions.waiting import saved_texts
from tracker.pipeline import make_report
from tracker.report.build import UnknownUnit
from tracker.report.model import Audience, Report
from tracker.report.reading import from_json
from tracker.report.scope import of_all, part_of
from tracker.store.catalogue import read_program
from tracker.store.editions import Edition, latest_edition
from tracker.words import gettext as _


class NotPublished(LookupError):
    """No edition of the period is published; the message is a Swedish sentence for the user."""


def report_for(session: Session, audience: Audience, program: str, period: str, unit: str | None) -> Report:
    """The report of a period for an audience.

    ``internal``: real figures of what is received, for compilers; with ``unit`` that body's own report, whatever its
    follow-up has come to. ``preview``: what would be printed if it were published now. ``published``: the latest
    edition, as it was frozen. Raises NotPublished, NothingApproved, UnknownProgram, PeriodError, UnknownUnit.
    """
    if audience == "internal":
        return make_report(session, program, period) if unit is None else own_report(session, program, period, unit)
    if audience == "preview":
        return _part(prepare(session, program, period, saved_texts(session, program, period)).report, unit)
    followed = read_program(session, program).program(program)
    wanted = followed.calendar.parse(period)
    edition = latest_edition(session, followed.code, wanted)
    if edition is None:
        name = f"{followed.calendar.part(wanted).name} {wanted.year}"
        raise NotPublished(_("Ingen utgåva av {period} är publicerad.").format(period=f"{wanted} ({name})"))
    return _part(from_json(edition.report), unit)


def city_report(edition: Edition) -> Report:
    """An edition's report as the city reads it: bodies' own items stand in each body's part alone."""
    return of_all(from_json(edition.report))


def _part(report: Report, unit: str | None) -> Report:
    if unit is None:
        return of_all(report)
    part = part_of(report, unit)
    if part is None:
        text = _("”{unit}” ansvarar inte för något i programmet i perioden {period}.")
        raise UnknownUnit(text.format(unit=unit, period=report.period))
    return part
