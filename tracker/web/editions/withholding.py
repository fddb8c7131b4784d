"""A compiler chooses what else the next edition leaves out, or takes it back; the preview is then worked out anew."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.editions.withholding import UnknownPart, choose
from tracker.store.base import utc_now
from tracker.web.access import current_account, requires
from tracker.web.database import write_session
from tracker.web.editions.preview import PATH, period_of
from tracker.web.editions.preview import blueprint as blueprint
from tracker.words import gettext as _


@blueprint.post(f"{PATH}/dolj")
@requires("publish")
def withhold(program: str, period: str) -> ResponseReturnValue:
    place, chosen = request.form.get("plats", ""), request.form.get("gor") == "dolj"
    by, now = current_account().name, utc_now()
    try:
        with write_session() as session:
            known = period_of(session, program, period)
            choose(session, program, known.code, place, chosen=chosen, by=by, now=now)
    except UnknownPart:
        abort(400, description=_("Välj något som perioden har."))
    return redirect(url_for("publishing.begin", program=program, period=period, valt="ja"))
