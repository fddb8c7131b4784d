"""What is typed in any form is kept while it is typed, and is there again until the form has been taken."""

from __future__ import annotations

import hmac
from base64 import b64encode

from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.clock import moment
from tracker.store.unsent import TooMuchUnsent, forget_unsent, keep_unsent, unsent_at
from tracker.web.access import current_account, login_required
from tracker.web.database import read_session, write_session
from tracker.words import gettext as _

blueprint = Blueprint("unsent", __name__)

TEXT, OVER = "text:", "over:"
"""Before a field's name: what is typed in it, and what it held before."""

TAKEN = frozenset({302, 303})
"""Answers to a form whose step has been taken: on to another page."""


@blueprint.get("/ej-skickat")
@login_required
def show() -> ResponseReturnValue:
    """What the person has typed in the form at ``place`` and not sent, for the page's script."""
    number = current_account().id
    if number is None:
        abort(403)
    with read_session() as session:
        found = unsent_at(session, number, request.args.get("place", ""))
    return jsonify({f: {"text": each.text, "over": each.over, "at": moment(each.at)} for f, each in found.items()})


@blueprint.post("/ej-skickat")
@login_required
def keep() -> ResponseReturnValue:
    """Keep what is typed in the form at ``place``; with ``forget`` all of it is forgotten instead."""
    number, place = current_account().id, request.form.get("place", "")
    if number is None:
        abort(403)
    with write_session() as session:
        if "forget" in request.form:
            forget_unsent(session, number, place)
        else:
            try:
                keep_unsent(session, number, place, _typed())
            except TooMuchUnsent as fault:
                abort(413, str(fault))
    return jsonify({"kept": True})


def _typed() -> dict[str, tuple[str, str]]:
    """Field → its text and what it held before, with line breaks as they are kept."""
    sent = {name: text.replace("\r\n", "\n") for name, text in request.form.items()}
    return {
        name.removeprefix(TEXT): (text, sent.get(OVER + name.removeprefix(TEXT), ""))
        for name, text in sent.items()
        if name.startswith(TEXT)
    }


def script_words() -> dict[str, object]:
    """What the page's script says, and whose texts it keeps."""
    return {
        "account": current_account().id,
        "kept": _("Det du skriver är sparat för dig, men inte skickat än."),
        "restored": _("Det du skrev förra gången står kvar. Det är inte skickat än."),
        "offline": _("Ingen kontakt med servern. Det du har skrivit finns kvar på sidan; nytt försök görs snart."),
        "signed_out": _("Du har blivit utloggad. Det du har skrivit finns kvar på sidan."),
        "sign_in": _("Logga in igen"),
        "old_page": _("Sidan har legat öppen för länge. Det du har skrivit står kvar när den läses in på nytt."),
        "reload": _("Läs in sidan på nytt"),
        "yours": _("Någon annan har ändrat texten. Du hade skrivit:"),
    }


def kept_key(account: Account) -> str:
    """What seals that which the person's browser keeps (kept-here.js): the same on all pages and at the next sign-in,
    and shown to nobody else. 256 bits in base64."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return b64encode(hmac.digest(secret, f"kept in a browser {account.id}".encode(), "sha256")).decode()


def init_app(app: Flask) -> None:
    app.after_request(_forget)
    app.jinja_env.globals.update(unsent_words=script_words, kept_key=kept_key)


def _forget(response: Response) -> Response:
    """A form that was taken has nothing unsent any more."""
    account: Account | None = g.get("account")
    taken = request.method == "POST" and response.status_code in TAKEN
    if taken and account is not None and account.id is not None:
        with write_session() as session:
            forget_unsent(session, account.id, request.path)
    return response
