"""What is published: the list of editions, one edition, its files, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from exports.final_formats import FINAL
from exports.final_formats import offered as final_formats
from exports.formats import FORMATS, Beside, makeable
from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.definitions.program import Program
from tracker.editions.difference import differences
from tracker.editions.final import yearly_reports
from tracker.editions.groups import grouped
from tracker.editions.reading import NotPublished, city_report
from tracker.editions.words import spoken
from tracker.periods import Period
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.store.catalogue import read_program
from tracker.store.edition_heads import EditionHead, edition_heads
from tracker.store.editions import Edition, editions, find_edition, latest_editions
from tracker.store.handed_in import received_by_period
from tracker.store.job import unfinished_job
from tracker.store.letterhead import read_letterhead
from tracker.web.access import current_account, requires, requires_somewhere
from tracker.web.database import read_session
from tracker.web.programs import EDITIONS, offered
from tracker.web.report_files import format_of, send_report, unnamed_in_ils
from tracker.words import gettext as _

blueprint = Blueprint("editions", __name__)


@dataclass(frozen=True)
class PeriodRow:
    """A period in the list: its editions, latest first, and how many follow-ups have been received.

    ``since``: how many have been received, or opened again, after the latest edition was published.
    """

    period: Period
    name: str
    editions: tuple[EditionHead, ...]
    received: int
    since: int


@blueprint.get("/utgavor")
@requires_somewhere("view_published")
def latest() -> ResponseReturnValue:
    """Every program that the person may read, with its latest edition; straight to the list of an only one."""
    heads = offered(current_account(), EDITIONS)
    if len(heads) == 1:
        return redirect(url_for("editions.index", program=heads[0].code))
    with read_session() as session:
        newest = latest_editions(session, [head.code for head in heads])
    return render_template("editions/programs.html", programs=heads, newest=newest)


@blueprint.get("/utgavor/<program>")
@requires("view_published")
def index(program: str) -> ResponseReturnValue:
    """Every period with its editions; who publishes sees the periods that wait as well."""
    with read_session() as session:
        known = read_program(session, program).program(program)
        publishes = may(current_account(), "preview", program=known.code)
        rows = [row for row in _rows(session, known) if row.editions or (publishes and row.received)]
        going = unfinished_job(session, known.code) if may(current_account(), "publish", program=known.code) else None
    final = any(row.editions and known.calendar.is_whole_year(row.period) for row in rows)
    return render_template(
        "editions/list.html", program=known, rows=rows, publishes=publishes, going=going,
        final=final_formats() if final else (),
    )


@blueprint.get("/utgavor/<program>/slutrapport.<format>")
@requires("view_published")
def final(program: str, format: str) -> ResponseReturnValue:
    """The final report over the years that are published, as Word or as Excel."""
    if format not in FINAL:
        abort(404)
    with read_session() as session:
        try:
            reports = yearly_reports(session, program)
        except NotPublished:
            abort(404)
        letterhead = read_letterhead(session)
    content = BytesIO()
    FINAL[format](reports, content, today(), Beside(letterhead=letterhead))
    content.seek(0)
    name = FORMATS[format].file_name(f"{reports[-1].program}-{_('slutrapport')}", reports[-1])
    return send_file(content, mimetype=FORMATS[format].media_type, as_attachment=True, download_name=name)


@blueprint.get("/utgavor/<program>/<edition>")
@requires("view_published")
def show(program: str, edition: str) -> ResponseReturnValue:
    with read_session() as session:
        found = _edition(session, program, edition)
        of_period = editions(session, program, found.period)
    report = city_report(found)
    position = [each.code for each in of_period].index(found.code)
    return render_template(
        "editions/show.html",
        edition=found,
        report=report,
        before=of_period[position - 1] if position else None,
        latest=of_period[-1],
        formats=makeable(),
        unnamed_in_ils=unnamed_in_ils(report) if may(current_account(), "preview", program=program) else (),
        fictional=report.fictional,
    )


@blueprint.get("/utgavor/<program>/<edition>/rapport.<format>")
@requires("view_published")
def download(program: str, edition: str, format: str) -> ResponseReturnValue:
    form = format_of(format)
    with read_session() as session:
        report = city_report(_edition(session, program, edition))
    return send_report(report, form, f"{report.program}-{report.edition}")


@blueprint.get("/utgavor/<program>/<before>/jamfor/<after>")
@requires("view_published")
def difference(program: str, before: str, after: str) -> ResponseReturnValue:
    with read_session() as session:
        first, second = _edition(session, program, before), _edition(session, program, after)
    reports: tuple[Report, Report] = (from_json(first.report), from_json(second.report))
    found = spoken(differences(*reports), *reports)
    return render_template(
        "editions/difference.html",
        before=first,
        after=second,
        report=reports[1],
        groups=grouped([each for each in found if not each.series], *reports),
        series=[each for each in found if each.series],
        fictional=reports[1].fictional,
    )


def _rows(session: Session, program: Program) -> list[PeriodRow]:
    """The periods of the program, latest first."""
    published: dict[Period, list[EditionHead]] = {}
    for edition in edition_heads(session, program.code):
        published.setdefault(edition.period, []).insert(0, edition)
    received = received_by_period(session, program.code)
    calendar = program.calendar
    return [
        PeriodRow(
            period,
            f"{calendar.part(period).name} {period.year}",
            tuple(published.get(period, ())),
            received=received.get(period, 0),
            since=published[period][0].moved if period in published else 0,
        )
        for period in reversed(calendar.between(program.from_, program.to))
    ]


def _edition(session: Session, program: str, code: str) -> Edition:
    known = read_program(session, program).program(program)
    found = find_edition(session, known.code, code)
    if found is None:
        abort(404, description=_("Utgåvan {code} finns inte.").format(code=code))
    return found
