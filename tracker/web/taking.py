"""What is taken away from the progress pages: the report as a file, and each chart by an address of its own."""

from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue

from tracker.accounts.permissions import may
from tracker.charts.find import find_chart
from tracker.charts.taken import TAKEN
from tracker.report.model import Report
from tracker.web import progress
from tracker.web.access import current_account, requires
from tracker.web.report_files import format_of, send_report

blueprint = progress.blueprint
"""The readers' own, with these addresses as well."""


@blueprint.get("/program/<program>/<period>/rapport.<format>")
@requires("view_published")
def download(program: str, period: str, format: str) -> ResponseReturnValue:
    form = format_of(format)
    report = _to_take(program, period)
    return send_report(report, form, f"{report.program}-{report.period}")


@blueprint.get("/program/<program>/<period>/diagram/<key>.<format>")
@requires("view_published")
def chart(program: str, period: str, key: str, format: str) -> ResponseReturnValue:
    """A chart as it is on the page, with what it is of: shown, so that others can link to it."""
    if format not in TAKEN:
        abort(404)
    report = _to_take(program, period)
    found = find_chart(report, key)
    if found is None:
        abort(404)
    form = TAKEN[format]
    response = Response(form.write(report, found), mimetype=form.media_type)
    name = f"{report.program}-{report.edition or report.period}-{found.key}.{form.name}"
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


def _to_take(program: str, period: str) -> Report:
    """The report asked for. Who may read internal figures may not always take them away."""
    report = progress.report_asked(program, period)
    if report.audience == "internal" and not may(current_account(), "export_internal", program=program):
        abort(403)
    return report
