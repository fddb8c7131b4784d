"""Links to what an item rests on: added and taken away at the item, shown to who receives."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.followups.evidence import BadLink, attach, detach
from tracker.followups.giving import limited
from tracker.followups.work import find
from tracker.web.access import current_account, requires_of_some
from tracker.web.database import write_session
from tracker.web.followups.entry import entry_page, with_goal
from tracker.web.followups.places import Places
from tracker.words import gettext as _

blueprint = Blueprint("evidence", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"


@blueprint.post(f"{PATH}/underlag/<item>")
@requires_of_some("edit")
def add(program: str, period: str, unit: str, item: str) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("title", "address")}
    with write_session() as session:
        work, by = limited(find(session, program, period, unit), current_account()), current_account()
        places = Places(work, work.form, editable=True)
        try:
            attach(session, work, item=item, **typed, by=by, today=today())
        except BadLink as fault:
            page = entry_page(session, work, by)
            if not page.editable or item not in places.goals:
                abort(409, str(fault))
            refused = replace(page, adding=item, refused_link=(typed, fault.field, str(fault)))
            return with_goal(refused, places.goals[item]), 422
    flash(_("Länken är sparad."))
    return redirect(places.at(f"item:{item}"))


@blueprint.post(f"{PATH}/underlag/<int:number>/ta-bort")
@requires_of_some("edit")
def remove(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        item = detach(session, work, number=number, by=current_account(), today=today())
    flash(_("Länken är borttagen."))
    return redirect(Places(work, work.form, editable=True).at(f"item:{item}"))
