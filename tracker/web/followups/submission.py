"""Hand in a follow-up after reading it as it will be read, and withdraw it; and the body's decision."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.followups import operations
from tracker.followups import typed as sending
from tracker.followups.own_items import FIXED
from tracker.followups.typed import save_typed
from tracker.followups.work import find
from tracker.report import body_words
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.body_tables import evidence_links, shown_goals
from tracker.web.followups.entry import conflict_page, entry_page, rendered, sent
from tracker.web.followups.location import location
from tracker.web.followups.review import Review, Sent, review_of
from tracker.web.forms.workflow import DecisionForm, parsed
from tracker.web.mailing import tell_soon
from tracker.words import gettext as _

blueprint = Blueprint("submission", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"


@blueprint.get(f"{PATH}/lamna-in")
@requires("submit")
def review(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        work = find(session, program, period, unit)
        if work.state in FIXED:
            return redirect(location(work))  # nothing is left to submit
        shown = review_of(session, work, current_account())
    return _page(shown)


@blueprint.post(f"{PATH}/lamna-in")
@requires("submit")
def submit(program: str, period: str, unit: str) -> ResponseReturnValue:
    confirmed, empty, silent = (frozenset(request.form.getlist(name)) for name in ("confirmed", "empty", "silent"))
    with write_session() as session:
        found = find(session, program, period, unit)
        outcome = save_typed(session, found, _answered(sent(found)), current_account(), today())
        if outcome.clashes:
            return render_template("entry/conflict.html", **conflict_page(session, outcome)), 409
        shown = review_of(session, outcome.work, current_account(), Sent(confirmed, empty, silent))
        if not shown.complete or outcome.work.followup is None:
            return _page(shown), 422
        number, by = outcome.work.followup.id, current_account()
        operations.submit(session, followup=number, by=by, today=today(), confirmed=shown.kept())
    flash(_("Uppföljningen är inlämnad och väntar på att tas emot i sammanställningen."))
    return redirect(location(outcome.work))


@blueprint.post(f"{PATH}/dra-tillbaka")
@requires("withdraw")
def withdraw(program: str, period: str, unit: str) -> ResponseReturnValue:
    with write_session() as session:
        work = find(session, program, period, unit)
        if work.followup is None:
            abort(409, _("Uppföljningen är inte påbörjad, så det finns inget att dra tillbaka."))
        operations.withdraw(session, followup=work.followup.id, by=current_account(), today=today())
    tell_soon(work.followup.id)
    flash(_("Uppföljningen är tillbakadragen och kan ändras. Lämna in den igen när den är klar."))
    return redirect(location(work))


@blueprint.post(f"{PATH}/beslut")
@requires("note_decision")
def decide(program: str, period: str, unit: str) -> ResponseReturnValue:
    form = DecisionForm()
    with write_session() as session:
        work = find(session, program, period, unit)
        if work.followup is None:
            abort(409, _("Uppföljningen är inte påbörjad, så det finns inget beslut att notera."))
        if not form.validate():
            page = replace(entry_page(session, work, current_account()), refused_decision=form)
            return rendered(page), 422
        operations.note_decision(
            session,
            followup=work.followup.id,
            by=current_account(),
            decided_on=parsed(form.decided_on.data),
            case=form.case.data,
        )
    flash(_("Beslutet är noterat."))
    return redirect(location(work))


def _answered(typed: sending.Sent) -> sending.Sent:
    """With the explanation that was written once for several, where no other was written."""
    shared = request.form.get("for_all", "").strip()
    own = {name: text for name, text in typed.typed.items() if text.strip() or not name.endswith("/comment")}
    return replace(typed, typed={**dict.fromkeys(typed.typed, shared), **own}) if shared else typed


def _page(shown: Review) -> str:
    work = shown.page.work
    links = {entry.code: shown.page.places.at(f"item:{entry.code}") for entry in shown.page.form.entries()}
    return render_template(
        "entry/review.html",
        review=shown,
        page=shown.page,
        goals=shown_goals(shown.report),
        links=links,
        evidence=evidence_links(shown.report, shown.page.places),
        words=body_words,
        fictional=work.fictional,
    )
