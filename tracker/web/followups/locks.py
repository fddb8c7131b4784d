"""Closing dates: the last day on which bodies may change a period, and who may go on longer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from tracker.clock import today
from tracker.definitions.view import View
from tracker.followups import closing
from tracker.followups.work import view_of
from tracker.store.catalogue import read_program
from tracker.store.closings import Closing, closing_of
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.standings import standings
from tracker.web.forms.workflow import ClosingForm, ExceptionForm, parsed
from tracker.words import gettext as _

blueprint = Blueprint("locks", __name__)

PATH = "/mottagning/<program>/<period>/stangning"


@blueprint.get(PATH)
@requires("manage_locks")
def show(program: str, period: str) -> ResponseReturnValue:
    with read_session() as session:
        return _page(session, program, period)


@blueprint.post(PATH)
@requires("manage_locks")
def close(program: str, period: str) -> ResponseReturnValue:
    with write_session() as session:
        seen = view_of(read_program(session, program), program, period)
        form = ClosingForm(prefix="closing-", can_be_empty=_closed(session, seen) is not None)
        if not form.validate():
            return _page(session, program, period, form=form), 422
        day = parsed(form.closes_on.data)
        closing.close_period(
            session, program=program, period=seen.period, closes_on=day, by=current_account(), reason=form.reason.data
        )
    flash(_("Stängningsdatumet är sparat.") if day else _("Stängningsdatumet är borttaget."))
    return redirect(url_for("locks.show", program=program, period=period))


@blueprint.post(f"{PATH}/undantag")
@requires("manage_locks")
def except_unit(program: str, period: str) -> ResponseReturnValue:
    form = ExceptionForm()
    with write_session() as session:
        seen = view_of(read_program(session, program), program, period)
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
        return _page(session, program, period, exception=form), 422


def _page(
    session: Session,
    program: str,
    period: str,
    form: ClosingForm | None = None,
    exception: ExceptionForm | None = None,
) -> str:
    """The page; with a form that was sent and could not be taken."""
    seen = view_of(read_program(session, program), program, period)
    last, closed = closing_of(session, program, seen.period), _closed(session, seen)
    if form is None:
        form = ClosingForm(formdata=None, prefix="closing-", can_be_empty=closed is not None)
        form.closes_on.data = closed.closes_on.isoformat() if closed and closed.closes_on else ""
    exception = exception or ExceptionForm(formdata=None)
    _offer_units(exception, seen)
    return render_template(
        "receive/closing.html",
        seen=seen,
        closed=closed,
        taken_away=None if closed else last,
        names={unit.code: unit.name for unit in seen.units},
        open_=[row for row in standings(session, seen, today()) if row.state not in ("submitted", "approved")],
        form=form,
        exception=exception,
        today=today(),
    )


def _closed(session: Session, seen: View) -> Closing | None:
    """The period's closing date, unless it was taken away."""
    found = closing_of(session, seen.program.code, seen.period)
    return found if found is not None and found.closes_on is not None else None


def _offer_units(form: ExceptionForm, seen: View) -> None:
    form.unit.choices = [SelectChoice(unit.code, unit.name) for unit in seen.units]
