"""For what watches over the site: whether it is alive, and whether it is ready to be asked."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, jsonify

from tracker.config import Settings
from tracker.followups.noted_mails import interrupted
from tracker.store.base import utc_now
from tracker.store.database import DatabaseFault
from tracker.store.health import crowded, unready
from tracker.web.access import public
from tracker.web.database import engine, read_session, standby_of
from tracker.web.errors import RETRY_SECONDS

blueprint = Blueprint("health", __name__)

_SETTINGS = "tracker-settings"


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_SETTINGS] = settings


@blueprint.get("/halsa")
@public
def alive() -> Response:
    """The process answers. Nothing else is asked, so that a database that is gone makes nobody restart the site."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/redo")
@public
def ready() -> Response:
    """What a request needs, as true or false: why not is said by ``tracker doctor``, to whoever runs the server.

    Mail that got stuck makes nobody wait, so it is told and changes nothing.
    """
    settings: Settings = current_app.extensions[_SETTINGS]
    needed = {"database": unready(engine()) is None, "disk": crowded(settings.instance) is None}
    if (standby := standby_of(current_app)) is not None:
        needed["reading"] = unready(standby) is None
    answer = jsonify({"ready": all(needed.values()), **needed, "mail": needed["database"] and not _stuck()})
    if not all(needed.values()):
        answer.status_code = 503
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _stuck() -> bool:
    """Whether a mail was begun and nobody knows whether it was sent."""
    try:
        with read_session() as session:
            return bool(interrupted(session, utc_now()))
    except DatabaseFault:
        return True
