"""Add and end own indicators and activities: a body's, and socialnämnden's for all districts."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.definitions.view import ActivityView, IndicatorView, View
from tracker.entry.due import applies_from
from tracker.followups import own_items
from tracker.followups.own_items import ItemRefused
from tracker.store.catalogue import read_definitions
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.work import find, view_of
from tracker.web.forms.own_item import OwnItemForm
from tracker.words import gettext as _

blueprint = Blueprint("own_items", __name__)

OWN = "/uppfoljning/<program>/<period>/<unit>/egna"
CITY = "/mottagning/<program>/<period>/gemensamma"

KEEPER = "socialnamnden"
DISTRICTS = "stadsdelsnamnderna"

Kept = IndicatorView | ActivityView


@blueprint.get(OWN)
@requires("manage_own_items")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        seen = find(session, program, period, unit).view
    return _page(seen, unit, OwnItemForm(formdata=None, goal=request.args.get("goal")))


@blueprint.post(OWN)
@requires("manage_own_items")
def add(program: str, period: str, unit: str) -> ResponseReturnValue:
    form = OwnItemForm()
    with write_session() as session:
        seen = find(session, program, period, unit).view
        _offer(form, seen)
        try:
            code = own_items.add_own_item(
                session,
                program=seen.program,
                goal=form.goal.data,
                unit=unit,
                item=form.item(),
                first=_first(seen),
                by=current_account(),
            )
        except ItemRefused as fault:
            return _page(seen, unit, form, str(fault)), 422
    flash(_("{code} är tillagd.").format(code=code))
    place = url_for("entry.show", program=program, period=period, unit=unit)
    return redirect(f"{place}#item:{code}")


@blueprint.post(f"{OWN}/<code>/avsluta")
@requires("manage_own_items")
def end(program: str, period: str, unit: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        seen = find(session, program, period, unit).view
        if code not in {item.code for item in _kept(seen, unit)}:
            raise ItemRefused(_("{code} är ingen egen indikator eller aktivitet.").format(code=code))
        _end(session, seen, code)
    flash(_("{code} efterfrågas inte längre.").format(code=code))
    return redirect(url_for("own_items.show", program=program, period=period, unit=unit))


@blueprint.get(CITY)
@requires("manage_city_items")
def show_city(program: str, period: str) -> ResponseReturnValue:
    with read_session() as session:
        seen = view_of(read_definitions(session), program, period)
    return _page(seen, None, OwnItemForm(formdata=None))


@blueprint.post(CITY)
@requires("manage_city_items")
def add_city(program: str, period: str) -> ResponseReturnValue:
    form = OwnItemForm()
    with write_session() as session:
        seen = view_of(read_definitions(session), program, period)
        _offer(form, seen)
        try:
            code = own_items.add_city_item(
                session,
                program=seen.program,
                goal=form.goal.data,
                keeper=KEEPER,
                bodies=(DISTRICTS,),
                item=form.item(),
                first=_first(seen),
                by=current_account(),
            )
        except ItemRefused as fault:
            return _page(seen, None, form, str(fault)), 422
    flash(_("{code} är tillagd och efterfrågas av alla stadsdelsnämnder.").format(code=code))
    return redirect(url_for("own_items.show_city", program=program, period=period))


@blueprint.post(f"{CITY}/<code>/avsluta")
@requires("manage_city_items")
def end_city(program: str, period: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        seen = view_of(read_definitions(session), program, period)
        _end(session, seen, code)
    flash(_("{code} efterfrågas inte längre.").format(code=code))
    return redirect(url_for("own_items.show_city", program=program, period=period))


def _first(seen: View) -> date:
    return applies_from(seen.program.calendar, seen.period)


def _end(session: Session, seen: View, code: str) -> None:
    """Ask for the item no more from the period on."""
    last = _first(seen) - timedelta(days=1)
    own_items.end_item(session, program=seen.program.code, code=code, last=last, by=current_account())


def _page(seen: View, unit: str | None, form: OwnItemForm, fault: str = "") -> str:
    _offer(form, seen)
    return render_template(
        "entry/own_items.html", seen=seen, unit=seen.unit(unit) if unit else None, kept=_kept(seen, unit),
        form=form, fault=fault, fictional=False, audience=None,
    )  # fmt: skip


def _offer(form: OwnItemForm, seen: View) -> None:
    form.offer_goals(seen.program.goals, {goal.code: goal.title for goal in seen.goals})


def _kept(seen: View, unit: str | None) -> list[Kept]:
    """The body's own items that the period asks for, or the city's; an ended one is asked of nobody."""
    items: list[Kept] = [*seen.indicators(), *seen.activities()]
    if unit is None:
        return [item for item in items if item.origin == "city" and item.responsible]
    return [item for item in items if item.origin == "own" and unit in item.responsible]
