"""The compiler's desk: where every body's follow-up stands, receiving, returning, reopening."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.clock import today
from tracker.entry.due import open_periods
from tracker.followups import operations
from tracker.followups.errors import FollowupFault, InvalidMove, ReasonRequired
from tracker.followups.giving import limited
from tracker.followups.nudging import last_asked
from tracker.followups.remarks import reply, return_with
from tracker.followups.warned import CountedWarnings
from tracker.followups.work import Work, find, view_of
from tracker.store import queries
from tracker.store.catalogue import read_program
from tracker.store.handed_in import waiting_of_many
from tracker.store.read import Followup
from tracker.store.unsent import TooMuchUnsent
from tracker.web.access import current_account, requires, requires_of_some, requires_somewhere
from tracker.web.database import read_session, write_session
from tracker.web.followups.contents import contents
from tracker.web.followups.desk import filtered, filters, since_yesterday
from tracker.web.followups.entry import entry_page, rendered
from tracker.web.followups.remarking import keep_remarks, place_of, sent_remarks, unsent_text, written_remarks
from tracker.web.followups.standings import standings
from tracker.web.forms.workflow import ReasonForm, ReturnForm, parsed
from tracker.web.mailing import tell_soon
from tracker.web.programs import RECEIPT, lead_on
from tracker.words import gettext as _
from tracker.words import ngettext

blueprint = Blueprint("receipt", __name__)

LIST = "/mottagning/<program>/<period>"
ONE = "/uppfoljning/<program>/<period>/<unit>"
_COUNTED = "tracker-counted-warnings"
OPEN_AT_ONCE = 3
"""So many periods may be worked on at the same time: a year's last report beside the next year's plan."""


@blueprint.record_once
def _keep_counts(state: BlueprintSetupState) -> None:
    state.app.extensions[_COUNTED] = CountedWarnings()


def _counted() -> CountedWarnings:
    found: CountedWarnings = current_app.extensions[_COUNTED]
    return found


@blueprint.get("/mottagning")
@requires_somewhere("view_internal")
def latest() -> ResponseReturnValue:
    return lead_on(RECEIPT, choose)


@blueprint.get("/mottagning/<program>")
@requires("view_internal")
def choose(program: str) -> ResponseReturnValue:
    """The latest of the periods open last of which something waits to be received; else the latest that is, or has
    been, open for reporting; the first of a program that has not begun."""
    with read_session() as session:
        known = read_program(session, program).program(program)
        waiting = waiting_of_many(session, [program])
    periods = open_periods(known, today()) or known.calendar.between(known.from_, known.to)
    chosen = next((each for each in periods[:OPEN_AT_ONCE] if waiting.get((program, each))), periods[0])
    return redirect(url_for("receipt.show", program=program, period=chosen.code))


@blueprint.get(LIST)
@requires("view_internal")
def show(program: str, period: str) -> ResponseReturnValue:
    with read_session() as session:
        definitions = read_program(session, program)
        seen = view_of(definitions, program, period)
        everybody = standings(session, seen, today())
        given = contents(session, _counted(), definitions, seen, everybody)
        asked = last_asked(session, program, seen.period)
    fictional = any(row.followup.fictional for row in everybody if row.followup)
    periods = open_periods(seen.program, today())
    chosen = request.args.get("visa", "")
    return render_template(
        "receive/list.html",
        seen=seen,
        everybody=everybody,
        rows=filtered(everybody, given, chosen),
        filters=filters(everybody, given),
        chosen=chosen,
        since=since_yesterday(everybody, today()),
        asked=asked,
        given=given,
        periods=periods,
        fictional=fictional,
        audience="internal",
    )


@blueprint.post(LIST)
@requires("receive")
def approve_many(program: str, period: str) -> ResponseReturnValue:
    """Receive all that were ticked, or all that the page showed as handed in; none if one of them no longer is."""
    sent = request.form.getlist("waiting" if "all" in request.form else "unit")
    with write_session() as session:
        seen = view_of(read_program(session, program), program, period)
        names = {unit.code: unit.name for unit in seen.units}
        chosen = [unit for unit in sent if unit in names]
        told: list[int] = []
        for unit in chosen:
            try:
                _nothing_unsent(session, url_for("receipt.send_back", program=program, period=period, unit=unit))
                followup = queries.find_followup(session, program, unit, seen.period)
                told.append(operations.approve(session, followup=_id(followup), by=current_account()).id)
            except FollowupFault as fault:
                message = _("{name}: {why} Ingen uppföljning togs emot.")
                raise InvalidMove(message.format(name=names[unit], why=fault)) from fault
    for number in told:
        tell_soon(number)
    if not chosen:
        flash(_("Markera de uppföljningar som ska tas emot."), "warn")
    else:
        message = ngettext("{n} uppföljning är mottagen.", "{n} uppföljningar är mottagna.", len(chosen))
        flash(message.format(n=len(chosen)))
    return redirect(url_for("receipt.show", program=program, period=period))


def _nothing_unsent(session: Session, place: str) -> None:
    """Raises InvalidMove where the person has written something that would be sent from the place."""
    if unsent := unsent_text(session, place, current_account()):
        raise InvalidMove(_("{unsent} Skicka uppföljningen åter, eller ta emot den för sig.").format(unsent=unsent))


@blueprint.post(f"{ONE}/ta-emot")
@requires("receive")
def approve(program: str, period: str, unit: str) -> ResponseReturnValue:
    """Receive it; what the person has written to the body and not sent is asked about first."""
    with write_session() as session:
        work, by = find(session, program, period, unit), current_account()
        unsent = unsent_text(session, place_of(work), by)
        if unsent and "unsent" not in request.form:
            flash(_("{unsent} Inget är mottaget än.").format(unsent=unsent), "warn")
            return rendered(entry_page(session, work, by)), 422
        operations.approve(session, followup=_id(work.followup), by=by)
    tell_soon(_id(work.followup))
    return _done(work, _("{name}: uppföljningen är mottagen i sammanställningen."))


@blueprint.post(f"{ONE}/skicka-ater")
@requires("return")
def send_back(program: str, period: str, unit: str) -> ResponseReturnValue:
    """With a reason on the whole, remarks on items (``remark:CODE``), or both."""
    form = ReturnForm()
    with write_session() as session:
        work, by = find(session, program, period, unit), current_account()
        # Those written on goals' pages since this one was opened go with it.
        remarks = {**written_remarks(session, work, by), **sent_remarks(request.form)}
        if not form.validate():
            return _refused(session, work, form, remarks)
        try:
            due = parsed(form.due.data)
            return_with(session, work, by=by, reason=form.reason.data or "", due=due, remarks=remarks)
        except ReasonRequired:
            form.reason.errors = [_("Skriv ett skäl, eller en anmärkning på en uppgift.")]
            return _refused(session, work, form, remarks)
    tell_soon(_id(work.followup))
    return _done(work, _("{name}: uppföljningen är skickad åter för komplettering."))


def _refused(session: Session, work: Work, form: ReturnForm, remarks: Mapping[str, str]) -> ResponseReturnValue:
    page = replace(entry_page(session, work, current_account()), refused_return=form, typed_remarks=remarks)
    return rendered(page), 422


@blueprint.post(f"{ONE}/mal/<goal>/anmarkningar")
@requires("return")
def write_remarks(program: str, period: str, unit: str, goal: str) -> ResponseReturnValue:
    """Keep the remarks written on a goal's page until the follow-up is sent back; with a script that is done as they
    are typed."""
    with write_session() as session:
        work = find(session, program, period, unit)
        try:
            keep_remarks(session, work, current_account(), sent_remarks(request.form))
        except TooMuchUnsent:
            abort(413, _("Det är för mycket text för att sparas innan den skickas. Skicka den, eller korta den."))
    flash(_("Anmärkningarna är sparade. De skickas när du skickar uppföljningen åter."))
    return redirect(url_for("entry.goal", program=program, period=period, unit=unit, goal=goal))


@blueprint.post(f"{ONE}/anmarkning/<int:number>")
@requires_of_some("answer_threads")
def answer_remark(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        reply(session, work, number=number, text=request.form.get("text", ""), by=current_account())
        page = entry_page(session, work, current_account())
        place = next(page.places.remark(remark) for remark in page.remarks if remark.id == number)
    flash(_("Svaret är sparat."))
    return redirect(place)


@blueprint.post(f"{ONE}/oppna-igen")
@requires("reopen")
def open_again(program: str, period: str, unit: str) -> ResponseReturnValue:
    message = _("{name}: uppföljningen är öppen igen och räknas inte med förrän den tas emot på nytt.")
    return _with_reason((program, period, unit), operations.reopen, message)


def _with_reason(place: tuple[str, str, str], step: Callable[..., object], message: str) -> ResponseReturnValue:
    """Take the step with the reason that was sent; without one, the page again with the error at the field."""
    form = ReasonForm()
    form.validate()
    with write_session() as session:
        work = find(session, *place)
        try:
            step(session, followup=_id(work.followup), by=current_account(), reason=form.reason.data or "")
        except ReasonRequired:
            return rendered(replace(entry_page(session, work, current_account()), refused_reason=form)), 422
    tell_soon(_id(work.followup))
    return _done(work, message)


def _id(followup: Followup | None) -> int:
    if followup is None:
        raise InvalidMove(_("Uppföljningen är inte påbörjad."))
    return followup.id


def _done(work: Work, message: str) -> ResponseReturnValue:
    """Back to the list, where the next one waits."""
    flash(message.format(name=work.view.unit(work.unit).name))
    return redirect(url_for("receipt.show", program=work.program.code, period=work.period.code))
