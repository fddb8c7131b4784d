"""Every change of a follow-up and every step of its way: who, when, from, to, why; on the page and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.entry.csv_form import EXCEL
from tracker.entry.csv_marks import marked
from tracker.followups.work import find
from tracker.store import queries
from tracker.web.access import current_account, requires
from tracker.web.database import read_session
from tracker.web.followups.change_lines import lines_of
from tracker.web.followups.entry import entry_page
from tracker.words import gettext as _

blueprint = Blueprint("history", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/historik"


@blueprint.get(PATH)
@requires("view_history")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    item = request.args.get("item")
    with read_session() as session:
        work = find(session, program, period, unit)
        if work.followup is None:
            abort(404, _("Uppföljningen är inte påbörjad, så den har ingen historik."))
        changes = queries.history_of(session, work.followup.id, item)
        events = [] if item else queries.events_of(session, work.followup.id)
        page = entry_page(session, work, current_account())
    lines = list(reversed(lines_of(work, changes, events)))
    return render_template(
        "entry/history.html", page=page, item=item, lines=lines, fictional=work.fictional
    )


@blueprint.get(f"{PATH}.csv")
@requires("view_history")
def export(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        work = find(session, program, period, unit)
        changes = queries.history_of(session, work.followup.id) if work.followup else []
        events = queries.events_of(session, work.followup.id) if work.followup else []
    heads = (_("Tidpunkt"), _("Vem"), _("Uppgift"), _("Fält"), _("Från"), _("Till"), _("Skäl"))
    lines = [[marked(cell) for cell in line.cells()] for line in lines_of(work, changes, events)]
    name = f"{program}-{unit}-{period}-historik.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(EXCEL.text([heads, *lines]), mimetype="text/csv", headers=headers)
