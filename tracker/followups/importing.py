"""Carry out a planned import: all of it or nothing, each follow-up along the moves of the table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.view import view
from tracker.followups.checking import plain_form
from tracker.followups.closing import check_not_closed
from tracker.followups.errors import FollowupFault, NotAllowed
from tracker.followups.planning import ImportPlan, PlannedFollowup
from tracker.followups.states import MOVES, Action
from tracker.followups.unsaved import forget_unsaved
from tracker.followups.writing import FieldChange, RowWrite, locked_followup, record_changes, write_rows
from tracker.rows import BLANK, RowKey
from tracker.store.base import utc_now
from tracker.store.catalogue import read_program
from tracker.store.followup import EventRow, FollowupRow, last_seq_of
from tracker.store.queries import followup as read_followup
from tracker.store.queries import values_of_many
from tracker.store.read import Followup
from tracker.store.unsaved_texts import unsaved_of
from tracker.words import gettext as _


class ImportRefused(FollowupFault):
    """Nothing was written; one sentence per line."""


def apply_import(
    session: Session, plan: ImportPlan, *, by: Account, today: date, approve: bool = False, reason: str
) -> None:
    """Write the plan, made in the same session. ``reason``: what history says of it, e.g. the file's name.

    ``approve``: follow-ups are opened or reopened as needed and left approved; without it they are left open.
    Raises ImportRefused, NotAllowed, Locked; then the session has to be rolled back.
    """
    if plan.refusals:
        raise ImportRefused("\n".join(plan.refusals))
    _check(session, plan, by, today, approve)
    _check_unchanged(session, plan)
    if approve:
        _check_nothing_unsaved(session, plan)
    ids = [_id(session, followup, by, reason) for followup in plan.followups]
    writes: dict[str, list[RowWrite]] = {}
    for followup, number in zip(plan.followups, ids, strict=True):
        rows = (RowWrite(number, r.key, followup.kinds.get(r.key.item), r.before, r.after) for r in followup.changes)
        writes.setdefault(followup.program, []).extend(rows)
    for program, found in writes.items():
        write_rows(session, program, found, by, reason)
    for followup in plan.followups:
        if followup.held is not None:
            forget_unsaved(session, followup=followup.held.id, items=_items(followup))
    _add_events(session, zip(plan.followups, ids, strict=True), by, approve, reason)


def _check(session: Session, plan: ImportPlan, by: Account, today: date, approve: bool) -> None:
    needed = {MOVES[action].permission for action in MOVES} if approve else {MOVES["open"].permission}
    for followup in plan.followups:
        place = {"program": followup.program, "unit": followup.unit}
        allowed = may(by, "import_observations", program=followup.program)
        if not (allowed or all(may(by, permission, **place) for permission in needed)):
            raise NotAllowed
        check_not_closed(session, followup.program, followup.unit, followup.period, by, today)
    # Always in the same order, so that two imports at once wait for each other instead of for ever.
    for number in sorted(followup.held.id for followup in plan.followups if followup.held is not None):
        locked_followup(session, number)


def _check_unchanged(session: Session, plan: ImportPlan) -> None:
    """Now that the follow-ups are locked: nobody wrote to them after the plan was made."""
    held = {f.held.id: f for f in plan.followups if f.held is not None}
    values = values_of_many(session, held)
    for number, followup in held.items():
        now, rows = read_followup(session, number), values.get(number, {})
        if now != followup.held or any(rows.get(row.key, BLANK) != row.before for row in followup.rows):
            raise _overtaken(followup)


def _check_nothing_unsaved(session: Session, plan: ImportPlan) -> None:
    """Nothing is approved without what somebody typed and could not save, unless the file says it anew."""
    message = _("{unit} {period}: {items} har text som inte är sparad; rätta den på sidan först.")
    left = []
    for followup in plan.followups:
        items = set(unsaved_of(session, followup.held.id)) - _items(followup) if followup.held is not None else set()
        if items and (items := items & _asked(session, followup)):
            names = {"unit": followup.unit, "period": followup.period, "items": ", ".join(sorted(items))}
            left.append(message.format(**names))
    if left:
        raise ImportRefused("\n".join(left))


def _asked(session: Session, followup: PlannedFollowup) -> set[str]:
    """What the period asks the body for now: an item that has ended since cannot be put right, and need not be."""
    definitions = read_program(session, followup.program)
    seen = view(definitions.organisation, definitions.program(followup.program), followup.period)
    return {entry.code for entry in plain_form(seen, followup.unit, {}).entries()}


def _items(followup: PlannedFollowup) -> set[str]:
    return {row.key.item for row in followup.rows}


def _overtaken(followup: PlannedFollowup) -> ImportRefused:
    message = _("{unit} {period} ändrades av någon annan medan importen pågick; försök igen.")
    return ImportRefused(message.format(unit=followup.unit, period=followup.period))


def _id(session: Session, followup: PlannedFollowup, by: Account, reason: str) -> int:
    """The follow-up's id; one that nobody opened is made."""
    if followup.held is not None:
        _mark_fictional(session, followup, followup.held, by, reason)
        return followup.held.id
    period = followup.period
    row = FollowupRow(program=followup.program, unit=followup.unit, year=period.year, part=period.part)
    row.fictional = followup.fictional
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise _overtaken(followup) from None
    return row.id


def _mark_fictional(session: Session, followup: PlannedFollowup, held: Followup, by: Account, reason: str) -> None:
    """A follow-up that held nothing takes on the mark of invented values. None ever loses it."""
    if followup.fictional and not held.fictional:
        locked_followup(session, held.id).fictional = True
        session.flush()
        change = FieldChange(held.id, None, RowKey(""), "fictional", "no", "yes")
        record_changes(session, [change], by, reason)


def moves_of(followup: PlannedFollowup, approve: bool) -> tuple[Action, ...]:
    """The moves that take the follow-up from where it is to where the import leaves it."""
    state = followup.held.state if followup.held is not None else "not_opened"
    if not approve:
        return ("open",) if state == "not_opened" else ()
    if state == "approved":
        return ("reopen", "submit", "approve") if followup.changes else ()
    if state == "submitted":
        return ("return", "submit", "approve") if followup.changes else ("approve",)
    return ("open", "submit", "approve") if state == "not_opened" else ("submit", "approve")


def _add_events(
    session: Session, followups: Iterable[tuple[PlannedFollowup, int]], by: Account, approve: bool, reason: str
) -> None:
    pairs, now = list(followups), utc_now()
    last = last_seq_of(session, [number for _followup, number in pairs])
    events = [
        {
            "followup": number,
            "seq": last.get(number, 0) + step,
            "kind": MOVES[action].event,
            "at": now,
            "account": by.id,
            "by": by.name,
            "channel": by.channel,
            "reason": reason,
        }
        for followup, number in pairs
        for step, action in enumerate(moves_of(followup, approve), start=1)
    ]
    if events:
        session.connection().execute(insert(EventRow), events)
