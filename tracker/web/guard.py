"""The guard before each request: finds out who is signed in, and lets through what the view's mark allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.accounts.permissions import Action, may, may_some, may_somewhere
from tracker.web import i18n, signing_in, two_steps
from tracker.web.access import (
    PUBLIC,
    SIGNED_IN,
    WITHOUT_DATABASE,
    is_of_some,
    is_somewhere,
    largest_of,
    mark_of,
    same_for_all,
)
from tracker.web.database import read_from_the_database
from tracker.web.errors import asked_by_script
from tracker.web.open_reading import reader_of


def init_app(app: Flask) -> None:
    app.before_request(_guard)
    app.context_processor(lambda: {"account": g.get("account")})


def _guard() -> ResponseReturnValue | None:
    g.account = None
    if request.endpoint in WITHOUT_DATABASE:
        return None
    if same_for_all():
        g.account = reader_of((request.view_args or {}).get("program"))
    else:
        g.account = signing_in.account()
        if g.account is not None:
            _choose_database(g.account)
            i18n.speak_to(g.account)
    if request.endpoint is None:
        return None  # no such page: the error page follows
    view = current_app.view_functions[request.endpoint]
    _judge_size(largest_of(view))
    mark = mark_of(view)
    if mark is None:
        raise RuntimeError(f"View {request.endpoint} has no access mark")
    if mark == PUBLIC:
        return None
    if g.account is None:
        return _ask_to_sign_in()
    if (first := two_steps.lead_to_it(g.account)) is not None:
        return first
    if mark != SIGNED_IN and not _allowed(g.account, cast(Action, mark), view):
        # What is not public does not exist for who has no account.
        abort(404 if same_for_all() else 403)
    return None


def _choose_database(account: Account) -> None:
    if may_somewhere(account, "view_internal") or may_somewhere(account, "preview"):
        read_from_the_database()


def _judge_size(largest: int | None) -> None:
    """Refuse what says itself that it is too large, before anything of it is read and whoever sends it.

    ``largest``: bytes that the view takes; None: the site's own limit, which also stops what does not say its size.
    """
    request.max_content_length = largest or request.max_content_length
    request.max_form_memory_size = request.max_content_length
    if (request.content_length or 0) > (request.max_content_length or 0):
        abort(413)


def _allowed(account: Account, action: Action, view: Callable[..., Any]) -> bool:
    if is_somewhere(view):
        return may_somewhere(account, action)
    place = request.view_args or {}
    if is_of_some(view):
        return may_some(account, action, program=place.get("program"), unit=place.get("unit"))
    return may(account, action, program=place.get("program"), unit=place.get("unit"))


def _ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page and back; but never where a redirect would lose what was being sent."""
    if request.method == "GET" and not asked_by_script():
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    abort(401)
