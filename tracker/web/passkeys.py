"""Passkeys in the browser: asked for as the second step of signing in, and the page on which a person keeps them."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField

from tracker.accounts.passkeys import (
    PasskeyFault,
    add_passkey,
    ask_for_new,
    ask_for_one,
    check_passkey,
    passkeys_of,
    proper_name,
    remove_passkey,
    take_question,
)
from tracker.accounts.sessions import end_others
from tracker.accounts.sign_in import TooManyAttempts, authenticate
from tracker.web import halfway, signing_in
from tracker.web.access import current_account, login_required, public
from tracker.web.database import engine, read_session, write_session
from tracker.web.second_factor import CodeForm, code_page, let_in, service_name
from tracker.web.two_steps import is_asked_for, party
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("passkeys", __name__)

ASKED, WANTED = "passkey_asked", "passkey_wanted"
"""In the session: the open question of a sign-in; that for a new key, with the key's name."""


class NewKeyForm(FlaskForm):
    key_name = StringField(lazy("Nyckelns namn"), description=lazy("Som du känner igen den, till exempel Jobbdatorn."))
    password = PasswordField(lazy("Lösenordet som du har nu"))


class GoneKeyForm(FlaskForm):
    gone_key = SelectField(lazy("Nyckel"), coerce=int, validate_choice=False)
    gone_password = PasswordField(lazy("Lösenordet som du har nu"))


@blueprint.post("/logga-in/nyckel/fraga")
@public
def question() -> ResponseReturnValue:
    """What the person's key is to sign, for the page's script."""
    account, asking = halfway.account(), party()
    if account is None or asking is None:
        return _told(_("Det har gått för lång tid. Läs in sidan på nytt och logga in igen."), 400)
    with write_session() as database:
        options, session[ASKED] = ask_for_one(database, account, asking)
    return jsonify(options)


@blueprint.post("/logga-in/nyckel")
@public
def answer() -> ResponseReturnValue:
    account, asking = halfway.account(), party()
    if account is None or asking is None:
        return redirect(url_for("auth.sign_in"))
    challenge, sent = str(session.pop(ASKED, "")), request.form.get("answer", "")
    address, since = request.remote_addr or "", halfway.since()
    try:
        known = check_passkey(engine(), account, asking, challenge, sent, address, since)
    except TooManyAttempts as refusal:
        page = code_page(CodeForm(formdata=None), account, str(refusal))
        return page, 429, {"Retry-After": str(refusal.seconds)}
    if known is None:
        refused = _("Nyckeln godtogs inte. Försök igen, ta en annan nyckel eller ange en kod.")
        return code_page(CodeForm(formdata=None), account, refused), 401
    return let_in(known)


@blueprint.get("/mitt-konto/nycklar")
@login_required
def show() -> str:
    return _page()


@blueprint.post("/mitt-konto/nycklar/fraga")
@login_required
def question_for_new() -> ResponseReturnValue:
    """What a new key is to sign, for who knows the password only: nobody at somebody else's screen adds a key."""
    form, account, asking = NewKeyForm(), current_account(), party()
    if asking is None or signing_in.came_from_outside():
        return _told(_("Nycklar kan inte läggas till här."), 422)
    try:
        with read_session() as database:
            name = proper_name(database, account, form.key_name.data or "")
        if not _is_own(form.password.data):
            return _told(_("Lösenordet stämmer inte."), 422, "password")
    except PasskeyFault as fault:
        return _told(str(fault), 422, "key_name")
    except TooManyAttempts as refusal:
        return _told(str(refusal), 429, "password")
    with write_session() as database:
        options, challenge = ask_for_new(database, account, asking, service_name())
    session[WANTED] = [challenge, name]
    return jsonify(options)


@blueprint.post("/mitt-konto/nycklar")
@login_required
def add() -> ResponseReturnValue:
    account, asking = current_account(), party()
    challenge, name = session.pop(WANTED, ("", ""))
    with write_session() as database:
        asked = take_question(database, account, challenge)
    if asking is None or not asked:
        return _page(_("Det har gått för lång tid. Försök igen.")), 422
    try:
        with write_session() as database:
            codes = add_passkey(database, account, asking, challenge, request.form.get("answer", ""), name)
            if codes:  # nobody goes on who came in by the password alone
                end_others(database, account, signing_in.own_key(), request.remote_addr or "")
    except PasskeyFault as fault:
        return _page(str(fault)), 422
    if codes:
        return render_template("own_account/recovery_codes.html", codes=codes)
    flash(_("Nyckeln är tillagd."))
    return redirect(url_for("passkeys.show"))


@blueprint.post("/mitt-konto/nycklar/ta-bort")
@login_required
def remove() -> ResponseReturnValue:
    form, account = GoneKeyForm(), current_account()
    if signing_in.came_from_outside():
        return _page(_("Logga in med lösenordet för att ändra nycklarna.")), 422
    try:
        if not _is_own(form.gone_password.data):
            form.gone_password.errors = [_("Lösenordet stämmer inte.")]
            return _page(gone=form), 422
        with write_session() as database:
            remove_passkey(database, account, form.gone_key.data or 0, needs_step=is_asked_for(account))
    except TooManyAttempts as refusal:
        form.gone_password.errors = [str(refusal)]
        return _page(gone=form), 429, {"Retry-After": str(refusal.seconds)}
    except PasskeyFault as fault:
        form.gone_key.errors = [str(fault)]
        return _page(gone=form), 422
    flash(_("Nyckeln är borttagen."))
    return redirect(url_for("passkeys.show"))


def _is_own(password: str | None) -> bool:
    return authenticate(engine(), current_account().login, password or "", request.remote_addr or "") is not None


def _told(advice: str, status: int, field: str = "") -> ResponseReturnValue:
    """Why there is no question, and which field is at fault, for the script."""
    return jsonify({"advice": advice, "field": field}), status


def _page(refused: str | None = None, gone: GoneKeyForm | None = None) -> str:
    """Without forms for who came by the provider, and has no password here."""
    new, gone = NewKeyForm(formdata=None), gone or GoneKeyForm(formdata=None)
    new.key_name.data = signing_in.device(request.user_agent)
    with read_session() as database:
        keys = passkeys_of(database, current_account())
    gone.gone_key.choices = [(key.id, key.name) for key in keys]
    has_password = not signing_in.came_from_outside()
    return render_template(
        "own_account/passkeys.html", keys=keys, new=new if has_password else None, gone=gone if has_password else None,
        offered=party() is not None, required=is_asked_for(current_account()), refused=refused,
        faults=[(field.id, fault) for field in gone for fault in field.errors],
    )  # fmt: skip


def script_words() -> dict[str, str]:
    """What the page's script says."""
    return {
        "given_up": _("Det avbröts, och inget har ändrats. Försök igen när du vill."),
        "late": _("Det tog för lång tid. Försök igen."),
        "has_it": _("Den nyckeln är redan tillagd."),
        "unusable": _("Nyckeln eller webbläsaren kunde inte göra det som behövs. Ta en annan nyckel, eller en kod."),
        "unknown": _("Webbläsaren har inte stöd för lösennycklar. Använd en kod, eller en nyare webbläsare."),
        "offline": _("Ingen kontakt med servern. Vänta en stund och försök igen."),
    }


def init_app(app: Flask) -> None:
    app.jinja_env.globals["passkey_words"] = script_words
    app.jinja_env.globals["offers_passkeys"] = lambda: party() is not None
