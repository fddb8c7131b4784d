"""The pages of a collection: putting things in, ordering them, own words, and the document. Nothing needs a script."""

from __future__ import annotations

import io
from collections.abc import Iterable

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from exports.answer_document import write_answer
from exports.formats import OFFICE
from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.editions.collecting import newest, open_collection, reading_now
from tracker.editions.reading import NotPublished
from tracker.periods import Period, PeriodError
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.collected import (
    Collected,
    Own,
    Reference,
    add_collected,
    collected,
    move,
    read_again,
    remove,
    rewrite,
)
from tracker.store.letterhead import read_letterhead
from tracker.web import progress
from tracker.web.access import current_account, requires
from tracker.web.addresses import own_path
from tracker.web.collection import offers
from tracker.web.collection.answer import answer_of
from tracker.web.collection.parts import Shown, part_at, shown
from tracker.web.database import read_session, write_session
from tracker.web.forms.collection import OWN_FORMS, HeadingForm, WordsForm
from tracker.words import gettext as _

blueprint = Blueprint("collection", __name__)

PATH = "/underlag/<program>"
ONE = f"{PATH}/<int:number>"
MOST = 100
"""Things in one collection: an answer is read by people."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(collects=offers.collects, collected_of=_collected_of, offers=offers)


@blueprint.before_request
def _known_program() -> None:
    """Raises UnknownProgram: a role for all programs lets in to any name."""
    with read_session() as session:
        read_program(session, (request.view_args or {})["program"])


@blueprint.get(PATH)
@requires("collect")
def show(program: str) -> ResponseReturnValue:
    return _page(program)


@blueprint.post(PATH)
@requires("collect")
def add(program: str) -> ResponseReturnValue:
    """Put in what the form names, of the report that the page showed, and go back there."""
    given = request.form.getlist("what")
    edition = request.form.get("edition") or None
    with write_session() as session:
        held = _read_in(session, program, request.form.get("period", ""), edition)
        report = _report(session, program, held)
        mine = collected(session, _me(), program)
        known = _known(mine, held.period, held.internal)
        wanted = [what for what in dict.fromkeys(given) if what not in known]
        if not given or any(part_at(report, what)[0] is None for what in wanted):
            abort(404)
        room = MOST - len(mine)
        for what in wanted[:room]:
            add_collected(session, _me(), program, Reference(held.period, what, held.read_in))
    if len(wanted) > room:
        flash(_("Underlaget rymmer {most} saker. Ta bort något först.").format(most=MOST), "warn")
    else:
        flash(_("Lagt i underlaget."))
    return redirect(own_path(request.form.get("next")), 303)


@blueprint.post(f"{PATH}/skriv/<kind>")
@requires("collect")
def write(program: str, kind: str) -> ResponseReturnValue:
    """A heading or words of one's own, last."""
    form = _form(kind)
    if not form.validate():
        return _page(program, form), 422
    with write_session() as session:
        held = Own("heading" if kind == "heading" else "words", form.said)
        if len(collected(session, _me(), program)) < MOST:
            add_collected(session, _me(), program, held)
    return redirect(url_for("collection.show", program=program), 303)


@blueprint.post(f"{ONE}/skriv/<kind>")
@requires("collect")
def change(program: str, number: int, kind: str) -> ResponseReturnValue:
    form = _form(kind)
    if not form.validate():
        return _page(program, form, number), 422
    with write_session() as session:
        if not rewrite(session, _me(), program, number, form.said):
            abort(404)
    return _back(program, number)


@blueprint.post(f"{ONE}/flytta")
@requires("collect")
def order(program: str, number: int) -> ResponseReturnValue:
    steps = {"upp": -1, "ned": 1, "forst": -MOST}.get(request.form.get("vart", ""))
    if steps is None:
        abort(400)
    with write_session() as session:
        if not move(session, _me(), program, number, steps):
            abort(404)
    return _back(program, number)


@blueprint.post(f"{ONE}/bort")
@requires("collect")
def take_out(program: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        remove(session, _me(), program, number)
    flash(_("Borttaget ur underlaget."))
    return redirect(url_for("collection.show", program=program), 303)


@blueprint.post(f"{PATH}/tom")
@requires("collect")
def empty(program: str) -> ResponseReturnValue:
    with write_session() as session:
        remove(session, _me(), program)
    flash(_("Underlaget är tomt."))
    return redirect(url_for("collection.show", program=program), 303)


@blueprint.post(f"{PATH}/sett")
@requires("collect")
def seen(program: str) -> ResponseReturnValue:
    """What has changed is seen: from now on, changes are told from what is read today."""
    with write_session() as session:
        for item in collected(session, _me(), program):
            if isinstance(item.held, Reference):
                read_again(session, _me(), program, item.id, newest(session, program, item.held))
    return redirect(url_for("collection.show", program=program), 303)


@blueprint.get(f"{PATH}/underlag.docx")
@requires("collect")
def document(program: str) -> ResponseReturnValue:
    things = _things(program)
    if _internal(things) and not may(current_account(), "export_internal", program=program):
        abort(403)
    with read_session() as session:
        name = read_program(session, program).program(program).short_title
        letterhead = read_letterhead(session)
    content = io.BytesIO()
    write_answer(answer_of(name, things), content, today(), letterhead)
    content.seek(0)
    form = f"{OFFICE}.wordprocessingml.document"
    return send_file(content, mimetype=form, as_attachment=True, download_name=f"underlag-{program}.docx")


def _things(program: str) -> tuple[Shown, ...]:
    """What the person has collected, as it is read now; the reading of internal figures is noted in the log."""
    with read_session() as session:
        opened = open_collection(session, progress.recent_reports(), current_account(), program)
    reports = [each.report for each in opened if each.report]
    g.internal_periods = tuple(dict.fromkeys(each.period for each in reports if each.audience == "internal"))
    return tuple(shown(each) for each in opened)


def _internal(things: tuple[Shown, ...]) -> bool:
    return any(each.opened.report and each.opened.report.audience == "internal" for each in things)


def _page(program: str, form: HeadingForm | WordsForm | None = None, number: int | None = None) -> str:
    """``form``: as it was sent, where it was refused; ``number``: of what it changes."""
    things = _things(program)
    sent = None if number is not None else form
    forms = {kind: sent if isinstance(sent, of) else of(formdata=None) for kind, of in OWN_FORMS.items()}
    reports = [each.opened.report for each in things if each.opened.report]
    return render_template(
        "collection/show.html", program=program, things=things, forms=forms, refused=sent, refused_at=number,
        refused_text=form.said if form else "", refused_why=_faults(form) if form else "",
        audience="internal" if _internal(things) else "published", changed=any(each.changed for each in things),
        fictional=any(report.fictional for report in reports) or None,
    )  # fmt: skip


def _faults(form: HeadingForm | WordsForm) -> str:
    return " ".join(str(fault) for faults in form.errors.values() for fault in faults)


def _me() -> int:
    return current_account().id or 0  # every account that signs in has a number


def _form(kind: str) -> HeadingForm | WordsForm:
    return OWN_FORMS[kind]() if kind in OWN_FORMS else abort(404)


def _back(program: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("collection.show", program=program, _anchor=f"sak-{number}"), 303)


def _read_in(session: Session, program: str, period: str, edition: str | None) -> Reference:
    """The report that the form's page showed, as a reference without its address."""
    try:
        wanted = read_program(session, program).program(program).calendar.parse(period)
    except PeriodError:
        abort(404)
    return reading_now(session, current_account(), program, wanted, edition) or abort(404)


def _report(session: Session, program: str, held: Reference) -> Report:
    recent = progress.recent_reports()
    try:
        if isinstance(held.read_in, str):
            return recent.edition(session, program, str(held.period), held.read_in)
        return recent.internal(session, program, str(held.period))
    except NotPublished:
        abort(404)


def _known(items: Iterable[Collected], period: Period, internal: bool) -> frozenset[str]:
    """The addresses that are collected of the period, in what is published or in the compilers' own report."""
    held = (item.held for item in items)
    return frozenset(
        each.what for each in held if isinstance(each, Reference) and (each.period, each.internal) == (period, internal)
    )


def _collected_of(report: Report) -> frozenset[str]:
    """The addresses in the report that the reader has collected; asked once for a page."""
    if "collected_here" not in g:
        with read_session() as session:
            g.collected_here = collected(session, _me(), report.program)
    held = (item.held for item in g.collected_here)
    like = (each for each in held if isinstance(each, Reference) and str(each.period) == report.period)
    return frozenset(each.what for each in like if each.internal == (report.audience == "internal"))
