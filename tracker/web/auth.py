"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from tracker.accounts import sign_in as accounts
from tracker.accounts.sessions import end_all
from tracker.store.catalogue import read_heads
from tracker.web import outside, second_factor, signing_in
from tracker.web.access import current_account, login_required, public
from tracker.web.addresses import own_path
from tracker.web.database import engine, read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("auth", __name__)


class SignIn(FlaskForm):
    login = StringField(lazy("Användarnamn"))
    password = PasswordField(lazy("Lösenord"))


@blueprint.get("/logga-in")
@public
def sign_in() -> ResponseReturnValue:
    return _page(SignIn(), own_path(request.args.get("next")))


@blueprint.post("/logga-in")
@public
def sign_in_send() -> ResponseReturnValue:
    form, path = SignIn(), own_path(request.form.get("next"))
    address = request.remote_addr or ""
    try:
        account = accounts.authenticate(engine(), form.login.data or "", form.password.data or "", address)
    except accounts.TooManyAttempts as refusal:
        return _page(form, path, str(refusal)), 429, {"Retry-After": str(refusal.seconds)}
    if account is None:
        failure = _("Användarnamnet eller lösenordet stämmer inte. Kontrollera dem och försök igen.")
        return _page(form, path, failure), 401
    return second_factor.go_on(account, path)


@blueprint.post("/logga-ut")
@login_required
def sign_out() -> ResponseReturnValue:
    with write_session() as session:
        end_all(session, current_account(), request.remote_addr or "")
    came_from_outside = signing_in.came_from_outside()
    signing_in.end()
    flash(_("Du är utloggad."))
    elsewhere = outside.end_address() if came_from_outside else None
    return redirect(elsewhere or url_for("auth.sign_in"))


def _page(form: SignIn, path: str, failure: str | None = None) -> str:
    with read_session() as session:
        open_to_all = any(head.public for head in read_heads(session))
    return render_template(
        "login/sign_in.html", form=form, next=path, failure=failure, open_to_all=open_to_all, outside=outside.name()
    )  # fmt: skip
