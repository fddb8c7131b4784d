"""The indicators and activities that one body keeps and others report: added, changed and ended."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.definitions.city import CommonItems
from tracker.definitions.organisation import Organisation
from tracker.followups.kept_definitions import ItemRefused
from tracker.followups.own_items import FIXED, add_city_item
from tracker.followups.work import view_of
from tracker.store.catalogue import read_program
from tracker.store.queries import followups
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.kept_page import KeptPage, kept_page, list_page
from tracker.web.followups.own_items import change_one, end_one, show_one
from tracker.web.forms.own_item import NewItemForm
from tracker.words import gettext as _

blueprint = Blueprint("city_items", __name__)

PATH = "/mottagning/<program>/<period>/gemensamma"


@blueprint.get(PATH)
@requires("manage_city_items")
def show(program: str, period: str) -> ResponseReturnValue:
    with read_session() as session:
        page = _page(session, program, period)
    return list_page(page, NewItemForm(formdata=None))


@blueprint.post(PATH)
@requires("manage_city_items")
def add(program: str, period: str) -> ResponseReturnValue:
    form, by = NewItemForm(), current_account()
    with write_session() as session:
        page, common = _page(session, program, period), _common(read_program(session, program).organisation)
        try:
            code = add_city_item(
                session,
                view=page.view,
                goal=form.goal.data,
                keeper=common.kept_by,
                bodies=(common.asked_of,),
                item=form.item(),
                by=by,
            )
        except ItemRefused as fault:
            form.refuse(fault.faults)
            return list_page(page, form), 422
    flash(_("{code} är tillagd och efterfrågas av alla som ska rapportera gemensamma indikatorer.").format(code=code))
    return redirect(page.address("show"))


@blueprint.get(f"{PATH}/<code>")
@requires("manage_city_items")
def one(program: str, period: str, code: str) -> ResponseReturnValue:
    with read_session() as session:
        return show_one(_page(session, program, period), code)


@blueprint.post(f"{PATH}/<code>")
@requires("manage_city_items")
def change(program: str, period: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        return change_one(session, _page(session, program, period), code, current_account())


@blueprint.post(f"{PATH}/<code>/avsluta")
@requires("manage_city_items")
def end(program: str, period: str, code: str) -> ResponseReturnValue:
    with write_session() as session:
        return end_one(session, _page(session, program, period), code, current_account())


def _page(session: Session, program: str, period: str) -> KeptPage:
    definitions = read_program(session, program)
    view = view_of(definitions, program, period)
    group = _common(definitions.organisation).asked_of
    asked = definitions.organisation.expand(group, view.last_day)
    (called,) = (each.name for each in definitions.organisation.groups if each.code == group)
    opened = followups(session, view.program.code, period=view.period, units=list(asked))
    handed_in = sum(followup.state in FIXED for followup in opened)
    return replace(kept_page(session, view, None), handed_in=handed_in, asked_of=(called, len(asked)))


def _common(organisation: Organisation) -> CommonItems:
    """Who keeps items and who is asked for them. Not found where nobody does."""
    if organisation.city.common_items is None:
        abort(404)
    return organisation.city.common_items
