"""Files that take seconds: ordered, watched while they are made, and fetched by who ordered them."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, abort, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from exports.final_formats import FINAL
from exports.steps import CONVERTING, WRITING, counted_text
from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.editions.final import yearly_editions
from tracker.editions.reading import NotPublished
from tracker.jobs.files import FileOrder, What, file_order
from tracker.store.base import utc_now
from tracker.store.catalogue import read_program
from tracker.store.editions import find_edition
from tracker.store.freshness import edition_stamp, report_stamp
from tracker.store.job import Job, find_job
from tracker.store.letterhead import letterhead_hash
from tracker.store.made_file import files_waited_for, is_kept, made_file, ordered_before
from tracker.web.access import current_account, requires
from tracker.web.database import read_session
from tracker.web.job_steps import Steps, failure_of, step_lines, under_way
from tracker.web.report_files import format_of
from tracker.web.working import order
from tracker.words import gettext as _
from tracker.words import language, lazy

blueprint = Blueprint("files", __name__)

MOST_WAITING = 5
"""Files that one person can have ordered that are not made yet."""
PATH = "/filer/<program>/<int:number>"

_READING = {"reading": lazy("Läser det som filen görs av")}


@blueprint.post("/program/<program>/<period>/rapport.<format>")
@requires("export_internal")
def order_internal(program: str, period: str, format: str) -> ResponseReturnValue:
    """The compilers' own report."""
    with read_session() as session:
        read_program(session, program).program(program).calendar.parse(period)
        return _ordered(session, program, "internal", period, format, report_stamp(session, program))


@blueprint.post("/utgavor/<program>/<edition>/rapport.<format>")
@requires("view_published")
def order_edition(program: str, edition: str, format: str) -> ResponseReturnValue:
    with read_session() as session:
        if find_edition(session, read_program(session, program).program(program).code, edition) is None:
            abort(404, description=_("Utgåvan {code} finns inte.").format(code=edition))
        return _ordered(session, program, "edition", edition, format)


@blueprint.post("/utgavor/<program>/slutrapport.<format>")
@requires("view_published")
def order_final(program: str, format: str) -> ResponseReturnValue:
    if format not in FINAL:
        abort(404)
    with read_session() as session:
        try:
            yearly_editions(session, program)
        except NotPublished:
            abort(404)
        return _ordered(session, program, "final", "", format, edition_stamp(session))


@blueprint.get(PATH)
@requires("view_published")
def show(program: str, number: int) -> ResponseReturnValue:
    with read_session() as session:
        job = _own(session, program, number)
        there = is_kept(session, number, utc_now())
    wanted = file_order(job)
    steps: Steps = {**_READING, **WRITING, **(CONVERTING if wanted.format == "pdf" else {})}
    return render_template(
        "files/job.html",
        job=job,
        wanted=wanted,
        name=_name(wanted),
        again=_address(program, wanted),
        there=there,
        said=_said(job, there, steps),
        failure=failure_of(job),
        steps=step_lines(job, steps),
    )


@blueprint.get(f"{PATH}.<format>")
@requires("view_published")
def fetch(program: str, number: int, format: str) -> ResponseReturnValue:
    with read_session() as session:
        wanted = file_order(_own(session, program, number))
        file = made_file(session, number, utc_now())
    if file is None or wanted.format != format:
        abort(404, description=_("Filen finns inte kvar. Beställ den på nytt."))
    if wanted.what == "internal":
        g.internal_periods = (wanted.of,)  # the file is read from now on
    return send_file(BytesIO(file.content), mimetype=file.media_type, as_attachment=True, download_name=file.name)


def _own(session: Session, program: str, number: int) -> Job:
    """What the person has ordered, and may have still."""
    job = find_job(session, program, number, "file")
    account = current_account()
    if job is None or job.account is None or job.account != account.id:
        abort(404)
    if not may(account, file_order(job).action, program=program):
        abort(403)
    return job


def _ordered(
    session: Session, program: str, what: What, of: str, format: str, stamp: str = ""
) -> ResponseReturnValue:
    """On to the page of the file, which is ordered unless the same one is there or being made."""
    form = format_of(format)
    if not (form.slow or what == "final"):
        abort(404)  # it has an address of its own
    made_of = f"{today().isoformat()} {letterhead_hash(session) or ''} {stamp}"
    wanted = FileOrder(what, of, form.name, made_of).document()
    account = current_account().id
    before = ordered_before(
        session, program, wanted, account=account, language=language(), now=utc_now()
    )
    if before is None and files_waited_for(session, account) >= MOST_WAITING:
        abort(429, description=_("Du har redan beställt flera filer. Vänta tills någon av dem är klar."))
    number = order(program, "file", wanted) if before is None else before.id
    return redirect(url_for("files.show", program=program, number=number), 303)


def _said(job: Job, there: bool, steps: Steps) -> str:
    """Where it is, in one sentence, which a screen reader is told when it changes."""
    if job.state == "failed":
        return _("Filen kunde inte göras.")
    if job.state != "done":
        return under_way(job, steps, counted_text())
    return _("Filen är klar.") if there else _("Filen finns inte kvar. Beställ den på nytt.")


def _name(wanted: FileOrder) -> str:
    """What is being made, in words."""
    words = format_of(wanted.format).words()
    if wanted.what == "final":
        return _("Slutrapport ({format})").format(format=words)
    if wanted.what == "internal":
        return _("Rapport för {period} ({format})").format(period=wanted.of, format=words)
    return _("Utgåva {code} ({format})").format(code=wanted.of, format=words)


def _address(program: str, wanted: FileOrder) -> str:
    """Where the same is ordered anew."""
    match wanted.what:
        case "internal":
            return url_for("files.order_internal", program=program, period=wanted.of, format=wanted.format)
        case "edition":
            return url_for("files.order_edition", program=program, edition=wanted.of, format=wanted.format)
        case "final":
            return url_for("files.order_final", program=program, format=wanted.format)
