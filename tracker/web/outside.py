"""Signing in through the organisation's own provider (OpenID Connect), where the settings name one."""

from __future__ import annotations

import hmac
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.accounts.provider.claims import Attempt, Identity
from tracker.accounts.provider.entering import enter, link
from tracker.accounts.provider.faults import NotAdmitted, ProviderDown
from tracker.accounts.provider.mapping import RoleMapping, read_mapping
from tracker.config import Settings
from tracker.web import signing_in
from tracker.web.access import public
from tracker.web.addresses import own_path
from tracker.web.database import write_session
from tracker.web.errors import RETRY_SECONDS
from tracker.web.outside_words import refusal_words
from tracker.web.second_factor import go_on
from tracker.web.security_log import note_refusal
from tracker.words import gettext as _

if TYPE_CHECKING:
    from tracker.accounts.provider.client import Provider

blueprint = Blueprint("outside", __name__)

_KEY = "tracker-provider"
_ATTEMPT = "attempt"
CALLBACK = "/logga-in/organisation/svar"
ATTEMPT_SECONDS = 10 * 60
"""For the person to sign in at the provider."""


@dataclass(frozen=True)
class _Outside:
    """``base_url``: where people come back to; ``name``: what the provider is called, blank for no name of its own."""

    provider: Provider
    mapping: RoleMapping
    base_url: str
    name: str


def init_app(app: Flask, settings: Settings) -> None:
    """Raises DefinitionFaults where the file of roles cannot be used. The provider itself is asked when needed."""
    app.extensions[_KEY] = None
    if settings.provider is None:
        return
    client = import_module("tracker.accounts.provider.client")  # a fifth of a second, which few need
    provider = client.Provider(settings.provider, settings.base_url + CALLBACK)
    mapping = read_mapping(settings.provider.mapping)
    app.extensions[_KEY] = _Outside(provider, mapping, settings.base_url, settings.provider.name)


def name() -> str | None:
    """What the provider is called; None where there is none."""
    outside: _Outside | None = current_app.extensions[_KEY]
    return None if outside is None else outside.name or _("organisationens konto")


def end_address() -> str | None:
    """Where who came from the provider signs out there too; None where that is not to be had, which is told."""
    outside: _Outside | None = current_app.extensions[_KEY]
    try:
        found = outside.provider.end_address(outside.base_url + url_for("auth.sign_in")) if outside else None
    except ProviderDown as fault:
        current_app.logger.error("%s", fault)
        found = None
    if found is None:
        flash(_("Du kan fortfarande vara inloggad hos den tjänst som du loggade in med."))
    return found


@blueprint.get("/logga-in/organisation")
@public
def begin() -> ResponseReturnValue:
    return _away(own_path(request.args.get("next")))


@blueprint.get(CALLBACK)
@public
def answer() -> ResponseReturnValue:
    """The person comes back from the provider; what was begun is used up, whatever is said."""
    outside, kept = _outside(), session.pop(_ATTEMPT, None)
    try:
        if kept is None or not _is_answer_to(kept):
            raise NotAdmitted("answer")
        if "error" in request.args:
            raise NotAdmitted("declined")
        identity = outside.provider.finish(Attempt(**kept["attempt"]), request.args.get("code", ""))
        if kept["links"] is not None:
            return _linked(outside, identity, kept["links"])
        return _entered(outside, identity, str(kept["next"]))
    except ProviderDown as fault:
        return _down(fault)
    except NotAdmitted as refusal:
        return _refused(refusal)


def begin_linking(account: Account) -> ResponseReturnValue:
    """To the provider, whose person the account is to be linked to. Only after a form with our token: else another site
    could make somebody link an account that is not their own."""
    return _away(url_for("own_account.show"), links=account.id)


def _away(path: str, links: int | None = None) -> ResponseReturnValue:
    """To the provider. ``links``: the account that its person is to be linked to."""
    try:
        address, attempt = _outside().provider.begin()
    except ProviderDown as fault:
        return _down(fault)
    session[_ATTEMPT] = {"attempt": asdict(attempt), "next": path, "links": links, "since": time.time()}
    return redirect(address)


def _entered(outside: _Outside, identity: Identity, path: str) -> ResponseReturnValue:
    with write_session() as database:
        entered = enter(database, outside.mapping, identity, request.remote_addr or "")
    if isinstance(entered, NotAdmitted):
        return _refused(entered)
    return go_on(entered.account, path, outside=True, vouched=entered.vouched)


def _linked(outside: _Outside, identity: Identity, number: int) -> ResponseReturnValue:
    account = signing_in.account()
    if account is None or account.id != number:
        raise NotAdmitted("answer")
    with write_session() as database:
        link(database, account, outside.mapping, identity)
    flash(_("Du kan nu logga in med {name}.").format(name=name()))
    return redirect(url_for("own_account.show"))


def _outside() -> _Outside:
    found: _Outside | None = current_app.extensions[_KEY]
    return found or abort(404)


def _is_answer_to(kept: dict[str, Any]) -> bool:
    """Whether the answer belongs to what was begun in this browser, and is in time."""
    state, own = request.args.get("state", ""), str(kept["attempt"]["state"])
    return time.time() - kept["since"] <= ATTEMPT_SECONDS and hmac.compare_digest(state.encode(), own.encode())


def _down(fault: ProviderDown) -> ResponseReturnValue:
    """One page, which leads to the password: those who have one get in all the same."""
    current_app.logger.error("%s", fault)
    title, advice = _("Inloggningstjänsten svarar inte"), _(
        "Det beror inte på dig. Försök igen om en stund. Har du ett lösenord här kan du logga in med det under tiden."
    )
    page = render_template("login/outside.html", title=title, advice=advice)
    return page, 503, {"Retry-After": str(RETRY_SECONDS)}


def _refused(refusal: NotAdmitted) -> ResponseReturnValue:
    """Which reason is logged as a code: what the provider sent is not."""
    current_app.logger.warning("sign-in through the provider refused", extra={"reason": refusal.reason})
    note_refusal(refusal.account, f"{CALLBACK} ({refusal.reason})")
    title, advice, status = refusal_words(refusal.reason)
    return render_template("login/outside.html", title=title, advice=advice), status
