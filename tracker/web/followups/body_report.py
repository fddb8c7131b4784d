"""A body's own report of a period: to read, and to take away as it is or for the body's public documents."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exports.formats import FORMATS
from tracker.definitions.catalogue import UnknownProgram
from tracker.editions.of_body import own_public_report, own_report
from tracker.editions.own_texts import telling
from tracker.followups.work import NoSuchFollowup, find
from tracker.periods import PeriodError
from tracker.report import body_words
from tracker.report.body_parts import BodyReport
from tracker.report.build import UnknownUnit
from tracker.report.model import Report
from tracker.web.access import current_account, requires
from tracker.web.database import read_session
from tracker.web.followups.body_tables import evidence_links, shown_goals, telling_text
from tracker.web.followups.places import Places
from tracker.web.followups.reading import neighbours, said_before
from tracker.web.report_files import format_of, send_report, unnamed_in_ils

blueprint = Blueprint("body_report", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/rapport"
PUBLIC = "handling"
"""The version for the body's public documents, in the address."""
OWN_FORMATS = ("docx", "xlsx", "ils")


@blueprint.get(PATH)
@requires("view")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    report = _report(program, period, unit)
    shown = BodyReport(report)
    with read_session() as session:
        work = find(session, program, period, unit)
        told = telling(BodyReport(own_report(session, program, period, unit)), shown) if _version() else ()
    before, after = neighbours(work, current_account(), "body_report.show")
    return render_template(
        "entry/report.html",
        shown=shown,
        goals=shown_goals(shown),
        words=body_words,
        # The file for the planning system has figures alone: of a plan it would be empty.
        formats=[FORMATS[name] for name in OWN_FORMATS if name != "ils" or shown.asks("figures")],
        unnamed_in_ils=unnamed_in_ils(report),
        told=[telling_text(each) for each in told],
        version=_version(),
        evidence=evidence_links(shown, Places(work, work.form, editable=False)),
        said_before={} if _version() else said_before(work),
        before=before,
        after=after,
        comparing=request.args.get("jamfor") == "ja",
        here={"program": program, "period": period, "unit": unit},
        # To the body itself nothing is internal: the page says which figures must not be spread.
        audience=None if unit in current_account().units_in(program) else report.audience,
        fictional=report.fictional,
    )


@blueprint.get(f"{PATH}.<format>")
@requires("view")
def download(program: str, period: str, unit: str, format: str) -> ResponseReturnValue:
    form = format_of(format)
    report = _report(program, period, unit)
    version = f"-{PUBLIC}" if _version() else ""
    return send_report(report, form, f"{report.program}-{unit}-{report.period}{version}")


def _version() -> str | None:
    return PUBLIC if request.args.get("version") == PUBLIC else None


def _report(program: str, period: str, unit: str) -> Report:
    make = own_public_report if _version() else own_report
    with read_session() as session:
        try:
            return make(session, program, period, unit)
        except (UnknownUnit, UnknownProgram, PeriodError) as fault:
            raise NoSuchFollowup(str(fault)) from None
