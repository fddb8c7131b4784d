"""The start page: what the person owes; for a compiler what waits to be received. Readers start with the figures."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.permissions import may, may_somewhere, reach
from tracker.clock import today
from tracker.entry.due import open_periods
from tracker.store.catalogue import read_heads, read_programs
from tracker.web.access import current_account, login_required
from tracker.web.database import read_session
from tracker.web.followups.overview import answered_by, count_waiting, received_of, tasks_of
from tracker.web.navigation import WORK, may_any
from tracker.web.threads.since import waiting_notes

blueprint = Blueprint("start", __name__)

PERIODS_SHOWN = 6


@blueprint.get("/")
@login_required
def show() -> ResponseReturnValue:
    account, day = current_account(), today()
    if may_somewhere(account, "view_published") and not may_any(account, WORK):
        return redirect(url_for("progress.latest"))
    with read_session() as session:
        own = read_heads(session, reach(account, "edit")) if account.units else ()
        answered = answered_by(session, read_programs(session, (head.code for head in own)), account)
        tasks = tasks_of(session, answered, account, day)
        received = received_of(answered)
        waiting = [
            (program, count_waiting(session, program, open_periods(program, day)[:PERIODS_SHOWN]))
            for program in read_heads(session, reach(account, "receive"))
        ]
        heads = read_heads(session, reach(account, "answer_threads", "release_threads"))
        asked = [(head, found) for head in heads if (found := waiting_notes(session, account, head.code))]
        return render_template(
            "start/start.html", tasks=tasks, received=received, waiting=waiting, asked=asked,
            administers=may(account, "manage_accounts"),
        )  # fmt: skip
