"""The second step: the code that is asked for after the password, and the page on which a person sets it up."""

from __future__ import annotations

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import PasswordField, StringField

from tracker.accounts.account import Account
from tracker.accounts.passkeys import passkeys_of
from tracker.accounts.second_factor import (
    address_of,
    begin_with,
    check_code,
    has_app,
    has_second_factor,
    new_seed,
    secret_of,
    stop,
)
from tracker.accounts.sessions import end_others
from tracker.accounts.sign_in import TooManyAttempts, authenticate
from tracker.store.catalogue import read_city
from tracker.web import halfway, signing_in
from tracker.web.access import current_account, login_required, public
from tracker.web.database import engine, read_session, write_session
from tracker.web.two_steps import is_asked_for, party
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("second_factor", __name__)


class CodeForm(FlaskForm):
    code = StringField(lazy("Kod"), description=lazy("6 siffror ur appen, eller en återställningskod."))


class FirstCodeForm(FlaskForm):
    password = PasswordField(lazy("Lösenordet som du har nu"))
    code = StringField(lazy("Kod"), description=lazy("6 siffror, som appen visar när den har läst bilden."))


def go_on(account: Account, path: str, *, outside: bool = False, vouched: bool = False) -> ResponseReturnValue:
    """After the first step, with a password or ``outside``, at the provider: in, or to the page that asks for the
    second. ``vouched``: the provider asked for one."""
    if signing_in.begin(account, outside=outside, vouched=vouched):
        return redirect(path)
    with read_session() as database:
        if not has_second_factor(database, account):  # the password was changed, or the account closed, meanwhile
            return redirect(url_for("auth.sign_in"))
    halfway.begin(account, path, outside=outside)
    return redirect(url_for("second_factor.ask"))


@blueprint.get("/logga-in/kod")
@public
def ask() -> ResponseReturnValue:
    account = halfway.account()
    return code_page(CodeForm(), account) if account else redirect(url_for("auth.sign_in"))


@blueprint.post("/logga-in/kod")
@public
def answer() -> ResponseReturnValue:
    form, account = CodeForm(), halfway.account()
    if account is None:
        return redirect(url_for("auth.sign_in"))
    try:
        known = check_code(engine(), account, form.code.data or "", _key(), request.remote_addr or "", halfway.since())
    except TooManyAttempts as refusal:
        form.code.errors = [str(refusal)]
        return code_page(form, account), 429, {"Retry-After": str(refusal.seconds)}
    if known is None:
        form.code.errors = [_("Koden stämmer inte. Vänta på nästa kod i appen och försök igen.")]
        return code_page(form, account), 401
    return let_in(known)


def let_in(account: Account) -> ResponseReturnValue:
    """After the second step."""
    path = halfway.path()
    let = signing_in.begin(account, outside=signing_in.came_from_outside(), stepped=True)
    return redirect(path if let else url_for("auth.sign_in"))


@blueprint.get("/mitt-konto/tva-steg")
@login_required
def show() -> str:
    """With a new secret each time, until one is confirmed by its code."""
    if not _has_app():
        session["seed"] = new_seed()
    return _page(_first_form())


@blueprint.post("/mitt-konto/tva-steg")
@login_required
def begin() -> ResponseReturnValue:
    form, account, seed = _first_form(), current_account(), session.get("seed")
    if seed is None or _has_app():
        return redirect(url_for("second_factor.show"))
    try:
        if form.password and not _is_own(form.password.data or ""):
            form.password.errors = [_("Lösenordet stämmer inte.")]
            return _page(form), 422
    except TooManyAttempts as refusal:
        form.password.errors = [str(refusal)]
        return _page(form), 429, {"Retry-After": str(refusal.seconds)}
    with write_session() as database:
        codes = begin_with(database, account, seed, form.code.data or "", _key())
        if codes is not None:  # nobody goes on who came in by the password alone
            end_others(database, account, signing_in.own_key(), request.remote_addr or "")
    if codes is None:
        form.code.errors = [_("Koden stämmer inte. Vänta på nästa kod i appen och försök igen.")]
        return _page(form), 422
    session.pop("seed")
    return render_template("own_account/recovery_codes.html", codes=codes)


@blueprint.post("/mitt-konto/tva-steg/ta-bort")
@login_required
def end() -> ResponseReturnValue:
    """With a code, so that nobody at somebody else's screen does it; and not where the role asks for one."""
    form, account = CodeForm(), current_account()
    if not _has_app():  # taken away meanwhile in another window
        return redirect(url_for("second_factor.show"))
    if is_asked_for(account) and not _has_passkey():
        form.code.errors = [_("Din roll kräver inloggning i två steg.")]
        return _page(form), 422
    try:
        known = check_code(engine(), account, form.code.data or "", _key(), request.remote_addr or "")
    except TooManyAttempts as refusal:
        form.code.errors = [str(refusal)]
        return _page(form), 429, {"Retry-After": str(refusal.seconds)}
    if known is None:
        form.code.errors = [_("Koden stämmer inte. Vänta på nästa kod i appen och försök igen.")]
        return _page(form), 422
    with write_session() as database:
        stopped = stop(database, account, needs_step=is_asked_for(account))
    if not stopped:  # the last passkey was taken away meanwhile
        form.code.errors = [_("Din roll kräver inloggning i två steg.")]
        return _page(form), 422
    flash(_("Appen är borttagen.") if _has_passkey() else _("Inloggning i två steg är borttagen."))
    return redirect(url_for("own_account.show"))


def _first_form() -> FirstCodeForm:
    """With the password, so that nobody at somebody else's screen shuts that person out with an app of their own. Who
    came by the provider has none here."""
    form = FirstCodeForm()
    if signing_in.came_from_outside():
        del form.password
    return form


def _is_own(password: str) -> bool:
    return authenticate(engine(), current_account().login, password, request.remote_addr or "") is not None


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def code_page(form: CodeForm, account: Account, refused: str | None = None) -> str:
    """``refused``: why the passkey did not do."""
    faults = [(field.id, fault) for field in form for fault in field.errors]
    with read_session() as database:
        offers = party() is not None and bool(passkeys_of(database, account))
    return render_template("login/code.html", form=form, faults=faults, offers_passkey=offers, refused=refused)


def _page(form: CodeForm | FirstCodeForm) -> str:
    """Set up, or in use. The secret is shown as a picture and as text, for who cannot take a picture."""
    account, seed = current_account(), session.get("seed")
    faults = [(field.id, fault) for field in form for fault in field.errors]
    picture = secret = None
    if seed is not None and not _has_app():
        picture = _picture(address_of(seed, _key(), login=account.login, service=service_name()))
        text = secret_of(seed, _key())
        secret = " ".join(text[place : place + 4] for place in range(0, len(text), 4))
    ending = form if isinstance(form, CodeForm) else CodeForm(formdata=None)
    return render_template(
        "own_account/two_steps.html", form=form, ending=ending, faults=faults, picture=picture, secret=secret,
        required=is_asked_for(account), has_passkey=_has_passkey(),
    )  # fmt: skip


def service_name() -> str:
    """What apps and browsers call us."""
    with read_session() as database:
        city = read_city(database)
    return f"{_('Programuppföljning')} {city.name if city else ''}".strip()


def _has_app() -> bool:
    with read_session() as database:
        return has_app(database, current_account())


def _has_passkey() -> bool:
    with read_session() as database:
        return bool(passkeys_of(database, current_account()))


def _picture(address: str) -> Markup:
    drawn = segno.make(address, error="m").svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # of lines alone
