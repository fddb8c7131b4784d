"""The compiler's overview: every body by every goal, how much is filled in, and mail to those who owe."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.entry.owed import owed_with
from tracker.entry.progress import Progress
from tracker.followups.nudging import Nudges, nudges
from tracker.followups.nudging_ordered import NudgeOrder
from tracker.followups.work import view_of
from tracker.store import queries
from tracker.store.catalogue import read_program
from tracker.store.job import Unfinished
from tracker.web.access import current_account, requires
from tracker.web.database import read_session
from tracker.web.followups.receipt import LIST
from tracker.web.followups.standings import Standing, standings
from tracker.web.followups.written import blueprint as blueprint
from tracker.web.mailing import can_mail
from tracker.web.working import order
from tracker.words import gettext as _
from tracker.words import ngettext


@dataclass(frozen=True)
class GoalsRow:
    """A body with what it has filled in under each goal, in the goals' order; None where it owes nothing."""

    standing: Standing
    goals: tuple[Progress | None, ...]


@blueprint.get(f"{LIST}/mal")
@requires("view_internal")
def goals(program: str, period: str) -> ResponseReturnValue:
    """Bodies by goals, the late ones first."""
    with read_session() as session:
        seen = view_of(read_program(session, program), program, period)
        found = sorted(standings(session, seen, today()), key=lambda row: not row.late)
        ids = {row.unit: row.followup.id for row in found if row.followup}
        held = queries.values_of_many(session, list(ids.values()))
    rows = []
    for row in found:
        owed = owed_with(seen, row.unit, held.get(ids.get(row.unit, 0), {}))
        rows.append(GoalsRow(row, tuple(owed.progress_of(goal) for goal in seen.goals)))
    fictional = any(row.followup.fictional for row in found if row.followup)
    return render_template("receive/goals.html", seen=seen, rows=rows, audience="internal", fictional=fictional)


@blueprint.post(f"{LIST}/paminn")
@requires("remind")
def remind(program: str, period: str) -> ResponseReturnValue:
    """Write to the bodies that were ticked, or to all that owe the period; at most once a day to each."""
    with read_session() as session:
        definitions = read_program(session, program)
        seen = view_of(definitions, program, period)
        known = [unit.code for unit in seen.units]
        chosen = known if "everybody" in request.form else [u for u in request.form.getlist("owing") if u in known]
        by = current_account().name
        found = nudges(session, definitions, seen.period, chosen, by=by, today=today())
    if not can_mail():
        flash(_("E-post är inte inställd på servern, så inget mejl skickas."), "warn")
    elif not chosen:
        flash(_("Markera dem som ska få mejl."), "warn")
    else:
        wanted = NudgeOrder(seen.period.code, chosen, today().isoformat())
        try:
            if found.mails:
                order(program, "nudge", wanted.document())
            _tell(found)
        except Unfinished:
            flash(_("Ett annat utskick i programmet pågår. Försök igen om en stund."), "warn")
    return redirect(url_for("receipt.show", program=program, period=period))


def _tell(found: Nudges) -> None:
    count = len(found.mails)
    if count:
        flash(ngettext("{n} mejl skickas.", "{n} mejl skickas.", count).format(n=count))
    if found.told:
        flash(_("Har redan fått mejl i dag: {names}.").format(names=", ".join(found.told)), "warn")
    if found.unreachable:
        names = ", ".join(found.unreachable)
        flash(_("Ingen samordnare med e-postadress: {names}.").format(names=names), "warn")
    if not (count or found.told or found.unreachable):
        flash(_("Ingen av dem har något kvar att lämna in."), "warn")

