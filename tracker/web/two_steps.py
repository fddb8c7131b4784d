"""Who has to sign in in two steps, by the settings; until they do, they get no further. And who asks for passkeys."""

from __future__ import annotations

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.accounts.webauthn import RelyingParty, relying_party
from tracker.config import Settings

_ROLES, _PARTY = "tracker-two-step-roles", "tracker-relying-party"
_ALLOWED = frozenset({
    "auth.sign_out", "language.choose", "second_factor.show", "second_factor.begin",
    "passkeys.show", "passkeys.question_for_new", "passkeys.add",
})  # fmt: skip


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_ROLES] = settings.two_step_roles
    app.extensions[_PARTY] = relying_party(settings.base_url)


def is_asked_for(account: Account) -> bool:
    """Whether a role of the person's asks for it."""
    roles: frozenset[str] = current_app.extensions[_ROLES]
    return any(grant.role in roles for grant in account.grants)


def party() -> RelyingParty | None:
    """Who asks browsers for passkeys; None where they have none for this site's address."""
    asking: RelyingParty | None = current_app.extensions[_PARTY]
    return asking


def lead_to_it(account: Account) -> ResponseReturnValue | None:
    """Where the person has to go first, if anywhere."""
    if account.two_steps or account.vouched or request.endpoint in _ALLOWED or not is_asked_for(account):
        return None
    if request.method != "GET":
        abort(403)
    return redirect(url_for("second_factor.show"))
