"""A body's own indicators and activities: added, changed and ended from a period on."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.clock import today
from tracker.followups import own_items
from tracker.followups.errors import Locked
from tracker.followups.kept_definitions import ItemRefused, described
from tracker.followups.own_items import ItemOvertaken
from tracker.followups.work import find
from tracker.rows import parse_token
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.kept_page import KeptPage, change_page, kept_page, list_page
from tracker.web.forms.own_item import ChangedItemForm, NewItemForm
from tracker.words import gettext as _

blueprint = Blueprint("own_items", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/egna"


@blueprint.get(PATH)
@requires("manage_own_items")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        page = _page(session, program, period, unit)
    return list_page(page, NewItemForm(formdata=None, goal=request.args.get("goal")))


@blueprint.post(PATH)
@requires("manage_own_items")
def add(program: str, period: str, unit: str) -> ResponseReturnValue:
    form, by = NewItemForm(), current_account()
    with write_session() as session:
        view = find(session, program, period, unit).view
        try:
            code = own_items.add_own_item(
                session, view=view, goal=form.goal.data, unit=unit, item=form.item(), by=by, today=today()
            )
        except ItemRefused as fault:
            form.refuse(fault.faults)
            return list_page(_page(session, program, period, unit), form), 422
    flash(_("{code} är tillagd.").format(code=code))
    place = url_for("entry.goal", program=program, period=period, unit=unit, goal=form.goal.data)
    return redirect(f"{place}#item:{code}")


@blueprint.get(f"{PATH}/<code>")
@requires("manage_own_items")
def one(program: str, period: str, unit: str, code: str) -> ResponseReturnValue:
    with read_session() as session:
        page = _page(session, program, period, unit)
    return show_one(page, code)


@blueprint.post(f"{PATH}/<code>")
@requires("manage_own_items")
def change(program: str, period: str, unit: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        return change_one(session, _page(session, program, period, unit), code, current_account())


@blueprint.post(f"{PATH}/<code>/avsluta")
@requires("manage_own_items")
def end(program: str, period: str, unit: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        return end_one(session, _page(session, program, period, unit), code, current_account())


def show_one(page: KeptPage, code: str) -> ResponseReturnValue:
    """The form of one of the page's items, as it stands."""
    item = page.item(code) or abort(404)
    form = ChangedItemForm(formdata=None, seen=str(item.token))
    form.fill(described(item.definition))
    return change_page(page, item, form)


def change_one(session: Session, page: KeptPage, code: str, by: Account) -> ResponseReturnValue:
    """Change one of the page's items, or show what is wrong or who was first."""
    item, form = page.item(code) or abort(404), ChangedItemForm()
    seen = parse_token(form.seen.data or "")
    wanted = form.changed(described(item.definition))
    try:
        own_items.change_item(session, view=page.view, code=code, item=wanted, seen=seen, by=by, today=today())
    except ItemRefused as fault:
        form.refuse(fault.faults)
        return change_page(page, item, form), 422
    except ItemOvertaken as fault:
        form.seen.data = str(fault.token)
        return change_page(page, item, form, str(fault)), 409
    flash(_("{code} är ändrad.").format(code=code))
    return redirect(page.address("show"))


def end_one(session: Session, page: KeptPage, code: str, by: Account) -> ResponseReturnValue:
    """Ask for one of the page's items no more from its period on."""
    if page.item(code) is None:
        abort(404)
    own_items.end_item(session, view=page.view, code=code, by=by, today=today())
    flash(_("{code} efterfrågas inte längre.").format(code=code))
    return redirect(page.address("show"))


def _page(session: Session, program: str, period: str, unit: str) -> KeptPage:
    view = find(session, program, period, unit).view
    try:
        own_items.check_own_items_open(session, view=view, unit=unit, by=current_account(), today=today())
    except Locked as lock:
        return kept_page(session, view, unit, lock.why)
    return kept_page(session, view, unit)
