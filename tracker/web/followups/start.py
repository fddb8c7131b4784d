"""The start page: what the person owes; for a compiler what waits to be received. Readers start with the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import Action, may, may_somewhere, reach
from tracker.clock import today
from tracker.definitions.program import Program
from tracker.entry.due import open_periods
from tracker.periods import Period
from tracker.store.catalogue import read_heads, read_programs
from tracker.store.edition_heads import moved_of_many
from tracker.store.handed_in import received_of_many, waiting_of_many
from tracker.store.threads import programs_with_threads
from tracker.web.access import current_account, login_required
from tracker.web.database import read_session
from tracker.web.followups.overview import answered_by, received_of, tasks_of
from tracker.web.followups.questions import asked_by_bodies
from tracker.web.navigation import WORK, may_any
from tracker.web.threads.since import Note, waiting_notes

blueprint = Blueprint("start", __name__)

PERIODS_SHOWN = 6

_RECEIVES: tuple[Action, ...] = ("receive",)
_ANSWERS: tuple[Action, ...] = ("answer_threads", "release_threads")


@dataclass(frozen=True)
class ToReceive:
    """A period to the one who receives. ``waiting``, ``received``: how many are. ``edition``, ``moved``: the newest one
    and how many have moved since; blank and 0 where none have."""

    waiting: int
    received: int
    edition: str
    moved: int


@blueprint.get("/")
@login_required
def show() -> ResponseReturnValue:
    account, day = current_account(), today()
    if may_somewhere(account, "view_published") and not may_any(account, WORK):
        return redirect(url_for("progress.latest"))
    with read_session() as session:
        heads = read_heads(session, reach(account, "edit", *_RECEIVES, *_ANSWERS))
        own = [head.code for head in heads if account.units_in(head.code) | account.units_given_in(head.code)]
        answered = answered_by(session, read_programs(session, own), account) if own else []
        return render_template(
            "start/start.html",
            tasks=tasks_of(session, answered, account, day),
            received=received_of(answered, account),
            waiting=_waiting(session, _within(account, heads, _RECEIVES), day),
            asked_by_bodies=asked_by_bodies(session, _within(account, heads, ("answer_questions",))),
            asked=_asked(session, account, _within(account, heads, _ANSWERS)),
            administers=may(account, "manage_accounts"),
        )


def _within(account: Account, heads: tuple[Program, ...], actions: tuple[Action, ...]) -> list[Program]:
    """Those in which the account may do any of this."""
    reached = reach(account, *actions)
    return [head for head in heads if reached is None or head.code in reached]


def _waiting(session: Session, heads: list[Program], day: date) -> list[tuple[Program, dict[Period, ToReceive]]]:
    """By program, what is to be received of the periods open last, and of those with an edition that is out of date."""
    codes = [head.code for head in heads]
    if not codes:
        return []
    waiting, received = waiting_of_many(session, codes), received_of_many(session, codes)
    moved = moved_of_many(session, codes)
    found = []
    for head in heads:
        periods = open_periods(head, day)
        shown = {period: (head.code, period) for period in periods}
        latest = {*periods[:PERIODS_SHOWN]}
        lines = {
            period: ToReceive(waiting.get(at, 0), received.get(at, 0), *moved.get(at, ("", 0)))
            for period, at in shown.items()
            if period in latest or at in moved
        }
        found.append((head, lines))
    return found


def _asked(session: Session, account: Account, heads: list[Program]) -> list[tuple[Program, tuple[Note, ...]]]:
    """By program, the questions that wait for an answer of the account's."""
    asked = programs_with_threads(session, [head.code for head in heads]) if heads else frozenset()
    found = ((head, waiting_notes(session, account, head.code)) for head in heads if head.code in asked)
    return [(head, notes) for head, notes in found if notes]
