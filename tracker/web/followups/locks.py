"""Closing dates: the last day on which bodies may change a period, and who may go on longer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from tracker.clock import today
from tracker.definitions.view import View
from tracker.followups import closing
from tracker.store.catalogue import read_definitions
from tracker.store.closings import closing_of
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.work import view_of
from tracker.web.forms.workflow import ClosingForm, ExceptionForm, parsed
from tracker.words import gettext as _

blueprint = Blueprint("locks", __name__)

PATH = "/mottagning/<program>/<period>/stangning"


@blueprint.get(PATH)
@requires("manage_locks")
def show(program: str, period: str) -> ResponseReturnValue:
    return _page(program, period, ClosingForm(formdata=None, prefix="closing-"), ExceptionForm(formdata=None))


@blueprint.post(PATH)
@requires("manage_locks")
def close(program: str, period: str) -> ResponseReturnValue:
    form = ClosingForm(prefix="closing-")
    day = parsed(form.closes_on.data)
    if not form.validate() or day is None:
        return _page(program, period, form, ExceptionForm(formdata=None)), 422
    with write_session() as session:
        seen = view_of(read_definitions(session), program, period)
        closing.close_period(
            session,
            program=program,
            period=seen.period,
            closes_on=day,
            by=current_account(),
            reason=form.reason.data,
        )
    flash(_("Stängningsdatumet är sparat."))
    return redirect(url_for("locks.show", program=program, period=period))


@blueprint.post(f"{PATH}/undantag")
@requires("manage_locks")
def except_unit(program: str, period: str) -> ResponseReturnValue:
    form = ExceptionForm()
    with write_session() as session:
        seen = view_of(read_definitions(session), program, period)
        _offer_units(form, seen)
        until = parsed(form.until.data)
        if form.validate() and until is not None:
            closing.except_unit(
                session,
                program=program,
                period=seen.period,
                unit=form.unit.data,
                until=until,
                by=current_account(),
                reason=form.reason.data or "",
            )
            flash(_("Undantaget är sparat."))
            return redirect(url_for("locks.show", program=program, period=period))
    return _page(program, period, ClosingForm(formdata=None, prefix="closing-"), form), 422


def _page(program: str, period: str, form: ClosingForm, exception: ExceptionForm) -> str:
    with read_session() as session:
        seen = view_of(read_definitions(session), program, period)
        closed = closing_of(session, program, seen.period)
    _offer_units(exception, seen)
    if closed is not None and form.closes_on.data is None:
        form.closes_on.data, form.reason.data = closed.closes_on.isoformat(), closed.reason or ""
    names = {unit.code: unit.name for unit in seen.units}
    return render_template(
        "receive/closing.html", seen=seen, closed=closed, names=names, form=form, exception=exception, today=today()
    )  # fmt: skip


def _offer_units(form: ExceptionForm, seen: View) -> None:
    form.unit.choices = [SelectChoice(unit.code, unit.name) for unit in seen.units]
