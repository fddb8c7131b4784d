"""A body's coordinators give goals and items to colleagues, and see who answers for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.entry.model import Form
from tracker.followups.errors import FollowupFault, NotAllowed
from tracker.followups.giving import Colleague, colleagues, give, take_back
from tracker.followups.work import Work, find
from tracker.store.delegation import Delegated, delegated
from tracker.web.access import current_account, requires
from tracker.web.addresses import key
from tracker.web.database import read_session, write_session
from tracker.web.followups.location import location
from tracker.words import gettext as _

blueprint = Blueprint("delegating", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/ansvar"


@dataclass(frozen=True)
class Earlier:
    """What a body that was merged into this one had given to somebody. ``known``: whether the person can be given
    anything here."""

    body: str
    account: int
    name: str
    codes: tuple[str, ...]
    known: bool


@dataclass(frozen=True)
class DelegatingPage:
    """``refused``: why what was sent could not be done. ``chosen``, ``to``: what was sent, to be corrected.
    ``earlier``: what the bodies merged into this one had given, and this one has not."""

    work: Work
    colleagues: Sequence[Colleague]
    given: Sequence[Delegated]
    refused: str = ""
    chosen: frozenset[str] = frozenset()
    to: int | None = None
    earlier: Sequence[Earlier] = ()

    @property
    def form(self) -> Form:
        return self.work.form

    def named(self, code: str) -> str:
        """A goal's or an item's title; the code alone of what the period does not ask for."""
        goal = next((goal for goal in self.form.goals if goal.code == code), None)
        entry = self.form.entry(code)
        return goal.title if goal else entry.title if entry else code

    def held_by(self, code: str) -> str:
        return ", ".join(each.name for each in self.given if each.code == code)


@blueprint.get(PATH)
@requires("delegate")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    return _page(program, period, unit)


@blueprint.post(PATH)
@requires("delegate")
def hand_out(program: str, period: str, unit: str) -> ResponseReturnValue:
    chosen, to = frozenset(request.form.getlist("code")), request.form.get("to", type=key)
    try:
        with write_session() as session:
            work = find(session, program, period, unit)
            give(session, work, sorted(chosen), to or 0, current_account())
    except NotAllowed:
        raise
    except FollowupFault as fault:
        return _page(program, period, unit, str(fault), chosen, to), 422
    flash(_("Uppgifterna är fördelade."))
    return redirect(location(work, "delegating.show"))


@blueprint.post(f"{PATH}/<int:number>/ta-tillbaka")
@requires("delegate")
def take(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        work = find(session, program, period, unit)
        take_back(session, work, number, current_account())
    flash(_("Uppgiften är tagen tillbaka."))
    return redirect(location(work, "delegating.show"))


def _earlier(
    session: Session, work: Work, found: Sequence[Colleague], given: Sequence[Delegated]
) -> Iterator[Earlier]:
    organisation, known = work.definitions.organisation, {each.id for each in found}
    asked = {entry.code for entry in work.form.entries()} | {goal.code for goal in work.form.goals}
    has = {(each.account, each.code) for each in given}
    for body in organisation.predecessors(work.unit):
        held: dict[tuple[int, str], list[str]] = {}
        for each in delegated(session, work.program.code, body):
            if each.code in asked and (each.account, each.code) not in has:
                held.setdefault((each.account, each.name), []).append(each.code)
        for (account, name), codes in held.items():
            yield Earlier(organisation.unit(body).name, account, name, tuple(codes), account in known)


def _page(
    program: str, period: str, unit: str, refused: str = "", chosen: frozenset[str] = frozenset(), to: int | None = None
) -> str:
    with read_session() as session:
        work = find(session, program, period, unit)
        found, given = colleagues(session, program, unit), delegated(session, program, unit)
        earlier = tuple(_earlier(session, work, found, given))
    page = DelegatingPage(work, found, given, refused, chosen, to, earlier)
    return render_template("entry/delegating.html", page=page, address=location(work), fictional=work.fictional)
