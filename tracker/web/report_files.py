"""A report as a file to take away."""

from __future__ import annotations

import io

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from exports.formats import FORMATS, Beside, Format
from exports.pdf import NoPdf
from tracker.clock import today
from tracker.report.ils import Ils, rows, unnamed
from tracker.report.model import Report
from tracker.store.catalogue import read_ils
from tracker.store.letterhead import read_letterhead
from tracker.web.database import read_session


def format_of(name: str) -> Format:
    """The format that the address names; what is no format, or cannot be made here, is no page."""
    return FORMATS[name] if name in FORMATS and FORMATS[name].can_be_made() else abort(404)


def send_report(report: Report, form: Format, about: str) -> ResponseReturnValue:
    """The report as a file; ``about``: what the file is called before its ending."""
    content = io.BytesIO()
    try:
        form.write(report, content, today(), _beside(report, form))
    except NoPdf:
        abort(503)
    content.seek(0)
    name = form.file_name(about, report)
    return send_file(content, mimetype=form.media_type, as_attachment=True, download_name=name)


def unnamed_in_ils(report: Report) -> tuple[str, ...]:
    """What of the report the file for ILS-webb cannot carry over, for the page where it is taken. That a body's own
    items have no name there is no fault of anybody's."""
    own = tuple(f"{each.code} " for goal in report.goals for each in goal.indicators if each.origin == "own")
    return tuple(name for name in unnamed(rows(report, _names(report))) if not name.startswith(own))


def _beside(report: Report, form: Format) -> Beside:
    with read_session() as session:
        return Beside(read_ils(session, report.program), read_letterhead(session) if form.is_document else None)


def _names(report: Report) -> Ils | None:
    with read_session() as session:
        return read_ils(session, report.program)
