"""The choice of language, on every page, with or without an account."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tracker.accounts.administration import choose_language
from tracker.web.access import public
from tracker.web.addresses import own_path
from tracker.web.database import write_session
from tracker.web.i18n import remember
from tracker.words import LANGUAGES

blueprint = Blueprint("language", __name__)


@blueprint.post("/sprak")
@public
def choose() -> ResponseReturnValue:
    """Keep the choice, with the account where there is one, and go back to the page where it was made."""
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        abort(400)
    if g.account is not None:
        with write_session() as session:
            choose_language(session, g.account, code)
    response = current_app.make_response(redirect(own_path(request.form.get("next")), 303))
    remember(response, code)
    return response


def init_app(app: Flask) -> None:
    app.jinja_env.globals["path_to_show_again"] = _path_to_show_again


def _path_to_show_again() -> str:
    """The address of this page; the start page where it answers what was sent and cannot be asked for again."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    try:
        current_app.create_url_adapter(request).match(method="GET")  # type: ignore[union-attr]  # inside a request
    except RequestRedirect:
        return request.path
    except HTTPException:
        return "/"
    return request.path
