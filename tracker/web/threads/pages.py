"""The list of threads, one thread, and asking; who sees what is decided below the site."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.editions.plain_text import plain
from tracker.editions.text_numbers import mentions
from tracker.followups.threads import asking
from tracker.followups.threads.asking import NoSuchThread
from tracker.followups.threads.seeing import Seen, seen_now, thread_for, threads_for
from tracker.report.asked_words import typed_words
from tracker.store.catalogue import read_program
from tracker.store.queries import holds_invented
from tracker.store.threads import Thread
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.errors import error_page
from tracker.web.forms.choices import choices
from tracker.web.forms.threads import AnswerForm, AskForm, ReleaseForm
from tracker.web.mailing import tell_of_threads_soon
from tracker.web.threads.words import ThreadWords, abouts
from tracker.words import gettext as _

blueprint = Blueprint("threads", __name__)

PATH = "/fragor/<program>"
ONE = f"{PATH}/<int:number>"


@blueprint.app_errorhandler(NoSuchThread)
def unknown(_fault: NoSuchThread) -> ResponseReturnValue:
    return error_page(404, _("Frågan finns inte, eller är inte din att läsa."))


@blueprint.get(PATH)
@requires("view_published")
def index(program: str) -> ResponseReturnValue:
    with read_session() as session:
        seen = seen_now(read_program(session, program), program, today())
        found = threads_for(session, current_account(), program, today())
        return render_template(
            "threads/list.html", program=program, threads=found, words=ThreadWords(seen),
            asks=may(current_account(), "ask", program=program), fictional=holds_invented(session, program),
        )  # fmt: skip


@blueprint.get(f"{PATH}/ny")
@requires("ask")
def new(program: str) -> ResponseReturnValue:
    form = AskForm(formdata=None)
    form.kind.data, form.about.data = "question", request.args.get("om", "program:")
    with read_session() as session:
        return _asking(session, program, form)


@blueprint.post(f"{PATH}/ny")
@requires("ask")
def ask(program: str) -> ResponseReturnValue:
    form = AskForm()
    with write_session() as session:
        form.offer(abouts(seen_now(read_program(session, program), program, today())))
        if not form.validate():
            return _asking(session, program, form), 422
        if form.kind.data == "priority" and form.asked().decided_on is None:
            form.decided_on.errors = [_("En prioritering behöver sitt beslutsdatum.")]
            return _asking(session, program, form), 422
        number = asking.ask(session, program=program, asked=form.asked(), by=current_account(), today=today())
    tell_of_threads_soon()
    flash(_("Frågan är ställd.") if form.kind.data == "question" else _("Prioriteringen är införd."))
    return redirect(url_for("threads.show", program=program, number=number))


@blueprint.get(ONE)
@requires("view_published")
def show(program: str, number: int) -> ResponseReturnValue:
    with read_session() as session:
        return _page(session, program, number)


@blueprint.post(f"{ONE}/svara")
@requires("view_published")
def answer(program: str, number: int) -> ResponseReturnValue:
    form, by = AnswerForm(), current_account()
    with write_session() as session:
        thread = _thread(session, program, number)
        form.unit.choices = choices(*_answering(session, thread))
        if not form.validate():
            return _page(session, program, number, form), 422
        unit = form.unit.data or None
        if unit is None and _unchecked(form.text.data):
            return _page(session, program, number, form, unchecked=True), 422
        asking.answer(session, program=program, number=number, text=form.text.data, unit=unit, by=by, today=today())
    tell_of_threads_soon()
    flash(_("Svaret är sparat."))
    return redirect(url_for("threads.show", program=program, number=number))


@blueprint.post(f"{ONE}/vidare/<int:entry>")
@requires("release_threads")
def pass_on(program: str, number: int, entry: int) -> ResponseReturnValue:
    with write_session() as session:
        thread = _thread(session, program, number)
        text = next((each.text for each in thread.entries if each.id == entry), None)
        if text is None:
            abort(404)
        if _unchecked(text):
            return _page(session, program, number, unchecked=True), 422
        asking.pass_on(session, program=program, number=number, entry=entry, by=current_account(), today=today())
    tell_of_threads_soon()
    flash(_("Svaret är lämnat vidare till den som frågade."))
    return redirect(url_for("threads.show", program=program, number=number))


@blueprint.post(f"{ONE}/publicera")
@requires("release_threads")
def publish(program: str, number: int) -> ResponseReturnValue:
    public = request.form.get("public") == "1"
    with write_session() as session:
        thread = _thread(session, program, number)
        if public and _unchecked(*_texts(thread)):
            return _page(session, program, number, unchecked=True), 422
        asking.publish(
            session, program=program, number=number, public=public, by=current_account(), today=today()
        )
    flash(_("Frågan är publicerad.") if public else _("Frågan är inte längre publicerad."))
    return redirect(url_for("threads.show", program=program, number=number))


@blueprint.post(f"{ONE}/avsluta")
@requires("ask")
def close(program: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        asking.close(session, program=program, number=number, by=current_account(), today=today())
    flash(_("Frågan är avslutad."))
    return redirect(url_for("threads.show", program=program, number=number))


def _thread(session: Session, program: str, number: int) -> Thread:
    found = thread_for(session, current_account(), program, number, today())
    if found is None:
        raise NoSuchThread
    return found


def _texts(thread: Thread) -> tuple[str, ...]:
    """What everybody reads of a thread that is published, in its writers' own words."""
    return typed_words(thread.asked, (entry.text for entry in thread.answers))


def _unchecked(*texts: str) -> bool:
    """Whether the texts hold numbers that the compiler has not answered for."""
    return bool(_numbers(*texts)) and not ReleaseForm().checked.data


def _numbers(*texts: str) -> tuple[str, ...]:
    """Every number that may count something, as it stands in the texts: large ones too, since a figure of any size may
    be dotted to protect a small one."""
    return tuple(text[found.start : found.end] for text in map(plain, texts) for found in mentions(text))


def _asking(session: Session, program: str, form: AskForm) -> str:
    seen = seen_now(read_program(session, program), program, today())
    form.offer(abouts(seen))
    return render_template(
        "threads/ask.html", program=program, form=form, fictional=holds_invented(session, program)
    )


def _page(
    session: Session, program: str, number: int, form: AnswerForm | None = None, unchecked: bool = False
) -> str:
    account, thread = current_account(), _thread(session, program, number)
    seen = seen_now(read_program(session, program), program, today())
    form = form or AnswerForm(formdata=None)
    form.unit.choices = choices(*_answering(session, thread, seen))
    return render_template(
        "threads/show.html", program=program, thread=thread, words=ThreadWords(seen), form=form, unchecked=unchecked,
        release=ReleaseForm(formdata=None), releases=may(account, "release_threads", program=program),
        closes=asking.may_close(thread, account), fictional=holds_invented(session, program),
        numbers=_numbers, published_numbers=_numbers(*_texts(thread)),
    )  # fmt: skip


def _answering(session: Session, thread: Thread, seen: Seen | None = None) -> list[tuple[str, str]]:
    """For whom the account may answer: the compilers, or the own bodies that the thread concerns."""
    account, program = current_account(), thread.program
    if thread.closed:
        return []
    seen = seen or seen_now(read_program(session, program), program, today())
    concerned = seen.responsible(thread.asked.target, thread.asked.code)
    own = [(code, seen.name("unit", code)) for code in sorted(account.units_in(program) & concerned)]
    if may(account, "release_threads", program=program):
        return [("", _("sammanställningen")), *own]
    return own
