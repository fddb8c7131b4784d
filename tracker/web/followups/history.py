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
from tracker.web.followups.beside_lines import beside_lines
from tracker.web.followups.change_lines import lines_of
from tracker.web.followups.entry import entry_page
from tracker.words import gettext as _

blueprint = Blueprint("history", __name__)

PER_PAGE = 40

PATH = "/uppfoljning/<program>/<period>/<unit>/historik"


@blueprint.get(PATH)
@requires("view_history")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    item = request.args.get("item")
    with read_session() as session:
        work = find(session, program, period, unit)
        beside = beside_lines(session, work, item)
        if work.followup is None and not beside:
            abort(404, _("Uppföljningen är inte påbörjad, så den har ingen historik."))
        changes = queries.history_of(session, work.followup.id, item) if work.followup else []
        events = queries.events_of(session, work.followup.id) if work.followup and not item else []
        page = entry_page(session, work, current_account())
    lines = list(reversed(lines_of(work, changes, events, beside)))
    last = max(1, -(-len(lines) // PER_PAGE))
    at = min(max(1, request.args.get("sida", 1, type=int)), last)
    shown = lines[(at - 1) * PER_PAGE : at * PER_PAGE]
    return render_template(
        "entry/history.html", page=page, item=item, lines=shown, at=at, last=last, fictional=work.fictional
    )


@blueprint.get(f"{PATH}.csv")
@requires("view_history")
def export(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        work = find(session, program, period, unit)
        changes = queries.history_of(session, work.followup.id) if work.followup else []
        events = queries.events_of(session, work.followup.id) if work.followup else []
        beside = beside_lines(session, work)
    heads = (_("Tidpunkt"), _("Vem"), _("Uppgift"), _("Fält"), _("Från"), _("Till"), _("Skäl"))
    lines = [[marked(cell) for cell in line.cells()] for line in lines_of(work, changes, events, beside)]
    name = f"{program}-{unit}-{period}-historik.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(EXCEL.text([heads, *lines]), mimetype="text/csv", headers=headers)
