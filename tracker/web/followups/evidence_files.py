"""Files that show what an item rests on: added at the item, fetched one by one, deleted for good."""

from __future__ import annotations

import io
from dataclasses import replace

from flask import Blueprint, Flask, abort, current_app, flash, redirect, request, send_file
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.config import Settings
from tracker.followups.evidence_files import MEGABYTE, BadFile, check_place, erase, judged, keep, shows
from tracker.followups.evidence_kinds import MEDIA
from tracker.followups.giving import limited
from tracker.followups.scanning import FileNotPassed, scan
from tracker.followups.work import find
from tracker.store.evidence_file import NewFile, find_file
from tracker.web.access import current_account, requires_of_some, takes
from tracker.web.database import read_session, write_session
from tracker.web.followups.entry import entry_page, with_goal
from tracker.web.followups.places import Places
from tracker.words import gettext as _

blueprint = Blueprint("evidence_files", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"
LARGEST = 10 * MEGABYTE
"""The most that a program's definitions can allow."""

_SCANNER = "tracker-scanner"
_ROOM = MEGABYTE
"""Bytes of a form beside its file, so that one that is a little too large is answered at its field."""


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_SCANNER] = settings.scanner


@blueprint.post(f"{PATH}/underlag/<item>/fil")
@requires_of_some("edit")
@takes(LARGEST + _ROOM)
def add(program: str, period: str, unit: str, item: str) -> ResponseReturnValue:
    try:
        file = _received(program, period, unit, item)
        with write_session() as session:
            work = limited(find(session, program, period, unit), current_account())
            keep(session, work, item=item, file=file, by=current_account(), today=today())
    except (BadFile, FileNotPassed) as fault:
        return _again(program, period, unit, item, str(fault)), 422
    flash(_("Filen är sparad."))
    return redirect(Places(work, work.form, editable=True).at(f"item:{item}"))


def _received(program: str, period: str, unit: str, item: str) -> NewFile:
    """The file that was sent, judged and scanned while nobody waits to write. Raises BadFile, FileNotPassed."""
    with read_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        if not entry_page(session, work, current_account()).editable:
            abort(409, _("Uppföljningen är låst, så inget kan läggas till."))
        check_place(work, item)
        rules = work.program.evidence
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise BadFile(_("Välj filen först."))
    file = judged(rules, upload.filename, upload.stream.read(rules.megabytes * MEGABYTE + 1))
    scan(current_app.extensions[_SCANNER], file.content)
    return file


def _again(program: str, period: str, unit: str, item: str, told: str) -> str:
    """The item's page with what was wrong at the field of the file."""
    with read_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        page = entry_page(session, work, current_account())
        goal = page.places.goals.get(item)
        if not page.editable or not page.kinds_of_files or goal is None:
            abort(409, told)
        return with_goal(replace(page, adding=item, refused_link=({}, "file", told)), goal)


@blueprint.get(f"{PATH}/fil/<int:number>")
@requires_of_some("view")
def fetch(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    """The file, to be saved: a browser that shows it all the same runs nothing in it, and not in the site's name."""
    with read_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        row = find_file(session, program, unit, work.period, number)
        if row is None or not shows(work, row.item):
            abort(404, _("Filen finns inte, eller är borttagen."))
        name, media, content = row.name, MEDIA[row.kind], row.content or b""
    answer = send_file(io.BytesIO(content), media, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@blueprint.post(f"{PATH}/fil/<int:number>/ta-bort")
@requires_of_some("view")
def remove(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        item = erase(session, work, number=number, by=current_account(), today=today())
    flash(_("Filen är borttagen."))
    return redirect(Places(work, work.form, editable=True).at(f"item:{item}"))
