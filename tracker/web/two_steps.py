"""Who has to sign in with a code beside the password, by the settings; until they do, they get no further."""

from __future__ import annotations

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.config import Settings

_KEY = "tracker-two-step-roles"
_ALLOWED = frozenset({"auth.sign_out", "language.choose", "second_factor.show", "second_factor.begin"})


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_KEY] = settings.two_step_roles


def is_asked_for(account: Account) -> bool:
    """Whether a role of the person's asks for it."""
    roles: frozenset[str] = current_app.extensions[_KEY]
    return any(grant.role in roles for grant in account.grants)


def lead_to_it(account: Account) -> ResponseReturnValue | None:
    """Where the person has to go first, if anywhere."""
    if account.two_steps or account.vouched or request.endpoint in _ALLOWED or not is_asked_for(account):
        return None
    if request.method != "GET":
        abort(403)
    return redirect(url_for("second_factor.show"))
