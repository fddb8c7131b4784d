"""The page that a one-time link leads to: the person chooses a password there, and is signed in."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo

from tracker.accounts.account import Account
from tracker.accounts.invitations import LinkOver, accept, invited
from tracker.accounts.passwords import SHORTEST, WeakPassword
from tracker.accounts.second_factor import has_second_factor
from tracker.followups.inviting import PATH
from tracker.store.security_events import add_event
from tracker.web.access import public
from tracker.web.database import read_session, write_session
from tracker.web.second_factor import go_on
from tracker.words import lazy

blueprint = Blueprint("invitation", __name__)


class ChosenPassword(FlaskForm):
    new_password = PasswordField(lazy("Lösenord"))
    new_password_again = PasswordField(
        lazy("Lösenordet igen"),
        validators=[EqualTo("new_password", message=lazy("Skriv samma lösenord två gånger."))],
    )


@blueprint.get(f"{PATH}<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: mail programs open links before their readers do."""
    try:
        with read_session() as session:
            return _page(ChosenPassword(), invited(session, token))
    except LinkOver as over:
        return _over(over)


@blueprint.post(f"{PATH}<token>")
@public
def choose(token: str) -> ResponseReturnValue:
    form = ChosenPassword()
    try:
        with write_session() as session:
            person = invited(session, token)
            if not form.validate():
                return _page(form, person), 422
            person = accept(session, token, form.new_password.data or "")
            if not has_second_factor(session, person):
                add_event(session, "signed_in", person.id, request.remote_addr or "")
    except LinkOver as over:
        return _over(over)
    except WeakPassword as fault:
        form.new_password.errors = [str(fault)]
        return _page(form, person), 422
    return go_on(person, "/")


def _page(form: ChosenPassword, person: Account) -> str:
    faults = [(field.id, fault) for field in form for fault in field.errors]
    return render_template("login/choose_password.html", form=form, faults=faults, person=person, shortest=SHORTEST)


def _over(over: LinkOver) -> ResponseReturnValue:
    return render_template("login/link_over.html", message=str(over), sign_in=url_for("auth.sign_in")), 410
