"""Accounts, for the administrator: who there is, what each may do, and a link with which a person gets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, Grant, role_word
from tracker.accounts.acts import act_words
from tracker.accounts.administration import (
    AccountFault,
    add_account,
    correct_account,
    disable_account,
    enable_account,
    grant_role,
    revoke_role,
)
from tracker.accounts.invitations import LASTS
from tracker.accounts.kept import account_numbered, accounts
from tracker.accounts.provider.entering import is_linked, unlink
from tracker.accounts.second_factor import has_second_factor, remove_second_factor
from tracker.store.catalogue import read_heads, read_units
from tracker.store.security_events import account_events, last_sign_ins
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.forms.accounts import NewAccountForm, PersonForm, RoleForm
from tracker.web.mailing import can_mail, send_link_now
from tracker.words import gettext as _

blueprint = Blueprint("accounts", __name__)

_EVENTS = 20
"""Acts that are shown of an account, the latest; the security log has all."""


@dataclass(frozen=True)
class Names:
    """What bodies and programs are called, by code."""

    units: dict[str, str]
    programs: dict[str, str]

    def of(self, grant: Grant) -> str:
        """``samordnare, Bromma (alla program)``."""
        unit = f", {self.units.get(grant.unit, grant.unit)}" if grant.unit else ""
        if grant.role == "administrator":
            return role_word(grant.role)
        program = self.programs.get(grant.program, grant.program) if grant.program else _("alla program")
        return f"{role_word(grant.role)}{unit} ({program})"


@blueprint.get("/konton")
@requires("manage_accounts")
def index() -> str:
    with read_session() as session:
        known, seen, names = accounts(session), last_sign_ins(session), _names(session)
    return render_template("accounts/list.html", accounts=known, seen=seen, names=names, ordered=_ordered)


@blueprint.get("/konton/nytt")
@requires("manage_accounts")
def new() -> str:
    return _new_page(NewAccountForm())


@blueprint.post("/konton/nytt")
@requires("manage_accounts")
def add() -> ResponseReturnValue:
    """An account with its first role, and the link to it."""
    form, by = NewAccountForm(), current_account()
    login, name = form.login.data or "", form.name.data or ""
    try:
        with write_session() as session:
            made = add_account(session, login=login, name=name, email=form.email.data, password=None, by=by)
            grant_role(session, login=made.login, by=by, **form.given())
    except AccountFault as fault:
        return _new_page(form, str(fault)), 422
    return _linked(made)


@blueprint.get("/konton/<int:number>")
@requires("manage_accounts")
def show(number: int) -> str:
    return _page(number)


@blueprint.post("/konton/<int:number>/lank")
@requires("manage_accounts")
def link(number: int) -> ResponseReturnValue:
    with read_session() as session:
        account = _known(session, number)
    try:
        return _linked(account)
    except AccountFault as fault:
        return _page(number, str(fault)), 422


@blueprint.post("/konton/<int:number>/uppgifter")
@requires("manage_accounts")
def correct(number: int) -> ResponseReturnValue:
    form = PersonForm()
    return _act(
        number, _("Uppgifterna är sparade."),
        lambda session, login: correct_account(
            session, login=login, name=form.name.data or "", email=form.email.data or "", by=current_account()
        ),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/roller")
@requires("manage_accounts")
def give_role(number: int) -> ResponseReturnValue:
    given = RoleForm().given()
    return _act(
        number, _("Rollen är given."),
        lambda session, login: grant_role(session, login=login, by=current_account(), **given),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/roller/ta-ifran")
@requires("manage_accounts")
def take_role(number: int) -> ResponseReturnValue:
    given = RoleForm().given()
    return _act(
        number, _("Rollen är borttagen."),
        lambda session, login: revoke_role(session, login=login, by=current_account(), **given),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/stang")
@requires("manage_accounts")
def disable(number: int) -> ResponseReturnValue:
    return _act(
        number, _("Kontot är stängt."),
        lambda session, login: disable_account(session, login=login, by=current_account()),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/oppna")
@requires("manage_accounts")
def enable(number: int) -> ResponseReturnValue:
    return _act(
        number, _("Kontot är öppnat igen."),
        lambda session, login: enable_account(session, login=login, by=current_account()),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/andra-steget")
@requires("manage_accounts")
def remove_second_step(number: int) -> ResponseReturnValue:
    return _act(
        number, _("Det andra steget är borttaget."),
        lambda session, login: remove_second_factor(session, login=login, by=current_account()),
    )  # fmt: skip


@blueprint.post("/konton/<int:number>/koppla-bort")
@requires("manage_accounts")
def unlink_provider(number: int) -> ResponseReturnValue:
    return _act(
        number, _("Inloggningstjänsten är bortkopplad."),
        lambda session, login: unlink(session, login=login, by=current_account()),
    )  # fmt: skip


def _act(number: int, done: str, act: Callable[[Session, str], object]) -> ResponseReturnValue:
    """Do it, and back to the account's page; with the reason where it is refused."""
    try:
        with write_session() as session:
            act(session, _known(session, number).login)
    except AccountFault as fault:
        return _page(number, str(fault)), 422
    flash(done)
    return redirect(url_for("accounts.show", number=number))


def _linked(account: Account) -> str:
    """Make the link. It is shown where it was not mailed, this once: only its hash is kept."""
    made = send_link_now(account.login, current_account())
    return render_template("accounts/link.html", person=account, link=made, days=LASTS.days)


def _page(number: int, refused: str | None = None) -> str:
    with read_session() as session:
        person, names = _known(session, number), _names(session)
        seen: datetime | None = last_sign_ins(session).get(number)
        events, two_steps = account_events(session, number, limit=_EVENTS), has_second_factor(session, person)
        linked = is_linked(session, person)
    role = RoleForm(formdata=None)
    role.offer(names.units.items(), names.programs.items())
    about = PersonForm(formdata=None, name=person.name, email=person.email or "")
    return render_template(
        "accounts/show.html", person=person, names=names, seen=seen, events=events, role=role, about=about,
        refused=refused, two_steps=two_steps, linked=linked, grants=_ordered(person),
        mails=can_mail() and person.email is not None, act_words=act_words,
    )  # fmt: skip


def _new_page(form: NewAccountForm, refused: str | None = None) -> str:
    with read_session() as session:
        names = _names(session)
    form.offer(names.units.items(), names.programs.items())
    return render_template("accounts/new.html", form=form, refused=refused, mails=can_mail())


def _known(session: Session, number: int) -> Account:
    return account_numbered(session, number) or abort(404)


def _names(session: Session) -> Names:
    units = read_units(session).units
    return Names({unit.code: unit.name for unit in units}, {p.code: p.short_title for p in read_heads(session)})


def _ordered(person: Account) -> list[Grant]:
    return sorted(person.grants, key=lambda grant: (grant.role, grant.unit or "", grant.program or ""))
