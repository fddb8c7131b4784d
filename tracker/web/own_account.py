"""One's own account: another password, and the sign-ins that hold."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo

from tracker.accounts.administration import change_password
from tracker.accounts.kept import passwords_of
from tracker.accounts.passwords import SHORTEST, WeakPassword
from tracker.accounts.provider.entering import is_linked
from tracker.accounts.sessions import end_one, end_others, own_sign_ins
from tracker.accounts.sign_in import TooManyAttempts, authenticate
from tracker.store.security_events import earlier_sign_in
from tracker.web import outside, signing_in
from tracker.web.access import current_account, login_required
from tracker.web.database import engine, read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("own_account", __name__)


class NewPassword(FlaskForm):
    password = PasswordField(lazy("Lösenordet som du har nu"))
    new_password = PasswordField(lazy("Nytt lösenord"))
    new_password_again = PasswordField(
        lazy("Det nya lösenordet igen"),
        validators=[EqualTo("new_password", message=lazy("Skriv samma lösenord två gånger."))],
    )


class LinkForm(FlaskForm):
    link_password = PasswordField(lazy("Lösenordet som du har nu"))


@blueprint.get("/mitt-konto")
@login_required
def show() -> str:
    return _page()


@blueprint.post("/mitt-konto/organisation")
@login_required
def link() -> ResponseReturnValue:
    """To the provider, for who knows the password only: nobody at somebody else's screen makes a way in of their own,
    which may not even ask for the second step."""
    form = LinkForm()
    try:
        if authenticate(engine(), current_account().login, form.link_password.data or "", request.remote_addr or ""):
            return outside.begin_linking(current_account())
    except TooManyAttempts as refusal:
        form.link_password.errors = [str(refusal)]
        return _page(linking=form), 429, {"Retry-After": str(refusal.seconds)}
    form.link_password.errors = [_("Lösenordet stämmer inte.")]
    return _page(linking=form), 422


@blueprint.post("/mitt-konto")
@login_required
def change() -> ResponseReturnValue:
    """The present password is checked as at sign-in: who sits at somebody else's screen gets no more guesses."""
    form, account = NewPassword(), current_account()
    if not form.validate():
        return _page(form), 422
    try:
        known = authenticate(engine(), account.login, form.password.data or "", request.remote_addr or "")
        if known is None:
            form.password.errors = [_("Lösenordet stämmer inte.")]
            return _page(form), 422
        with write_session() as session:
            known = change_password(session, known, form.new_password.data or "")
    except TooManyAttempts as refusal:
        form.password.errors = [str(refusal)]
        return _page(form), 429, {"Retry-After": str(refusal.seconds)}
    except WeakPassword as fault:
        form.new_password.errors = [str(fault)]
        return _page(form), 422
    # A session that was judged before a second step was set up elsewhere does not get around it.
    if not signing_in.begin(known, stepped=account.two_steps, vouched=account.vouched):
        return redirect(url_for("auth.sign_in"))
    flash(_("Lösenordet är bytt. På andra datorer och telefoner är du utloggad."))
    return redirect(url_for("own_account.show"))


@blueprint.post("/mitt-konto/inloggningar/<int:number>")
@login_required
def end(number: int) -> ResponseReturnValue:
    """End one sign-in, made on any device; another person's is none that is known here."""
    with write_session() as session:
        if not end_one(session, current_account(), number, request.remote_addr or ""):
            abort(404)
    flash(_("Inloggningen är avslutad."))
    return redirect(url_for("own_account.show"))


@blueprint.post("/mitt-konto/inloggningar")
@login_required
def end_elsewhere() -> ResponseReturnValue:
    with write_session() as session:
        end_others(session, current_account(), signing_in.own_key(), request.remote_addr or "")
    flash(_("På andra datorer och telefoner är du utloggad."))
    return redirect(url_for("own_account.show"))


def _page(form: NewPassword | None = None, linking: LinkForm | None = None) -> str:
    form, linking = form or NewPassword(formdata=None), linking or LinkForm(formdata=None)
    faults = [(field.id, fault) for sent in (linking, form) for field in sent for fault in field.errors]
    with read_session() as session:
        account = current_account()
        held, earlier = own_sign_ins(session, account), earlier_sign_in(session, account.id or 0)
        linked, has_password = is_linked(session, account), passwords_of(session, [account.login])[account.login]
    return render_template(
        "own_account/show.html", form=form, linking=linking, faults=faults, shortest=SHORTEST, held=held,
        here=signing_in.own_key(), earlier=earlier, outside=outside.name(), linked=linked,
        has_password=has_password is not None,
    )  # fmt: skip
