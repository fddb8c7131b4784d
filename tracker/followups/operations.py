"""The verbs of the workflow. Each checks the table of moves and writes its event in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, shown_name
from tracker.accounts.permissions import may, may_some
from tracker.clock import day_of
from tracker.definitions.view import View
from tracker.followups.closing import check_not_closed
from tracker.followups.errors import InvalidMove, NotAllowed, NotOwed, ReasonRequired
from tracker.followups.states import MOVES, Action
from tracker.followups.writing import FieldChange, locked_followup, record_changes
from tracker.rows import RowKey
from tracker.store.base import utc_now
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.queries import find_followup
from tracker.store.queries import followup as read_followup
from tracker.store.read import Followup
from tracker.typed import one_line, typed_text
from tracker.words import gettext as _

BOUND_BY_CLOSING = frozenset({"open", "submit", "withdraw"})


def open_(session: Session, *, view: View, unit: str, by: Account, today: date, fictional: bool = False) -> Followup:
    """Open a body's follow-up of the view's period. Raises NotOwed, NotAllowed, Locked, InvalidMove."""
    if not any(unit == known.code for known in view.units):
        raise NotOwed(_("{unit} har inget att följa upp i {period}.").format(unit=unit, period=view.period))
    program, period = view.program.code, view.period
    if not may_some(by, MOVES["open"].permission, program=program, unit=unit):
        raise NotAllowed
    check_not_closed(session, program, unit, period, by, today)
    row = FollowupRow(program=program, unit=unit, year=period.year, part=period.part, fictional=fictional)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        there = find_followup(session, program, unit, period)
        opener = shown_name(there.last.by) if there and there.last else ""
        raise InvalidMove(_("Uppföljningen är redan öppnad, senast ändrad av {who}.").format(who=opener)) from None
    _add_event(session, row.id, "open", by, None)
    return _read(session, row.id)


def submit(
    session: Session, *, followup: int, by: Account, today: date, confirmed: Iterable[str] = ()
) -> Followup:
    """Hand in to the compilers (lämna in). Raises NotAllowed, InvalidMove, Locked.

    ``confirmed``: keys of the findings that the person has seen and leaves as they are; kept with the event.
    """
    return _move(session, followup, "submit", by, None, today, tuple(confirmed))


def withdraw(session: Session, *, followup: int, by: Account, today: date) -> Followup:
    """Take back what was handed in, as long as it is not received (dra tillbaka). Raises NotAllowed, InvalidMove, and
    Locked after the closing date, when it could not be handed in again."""
    return _move(session, followup, "withdraw", by, None, today)


def approve(session: Session, *, followup: int, by: Account) -> Followup:
    """Receive into the compilation (ta emot). Raises NotAllowed, InvalidMove."""
    return _move(session, followup, "approve", by, None, None)


def return_(session: Session, *, followup: int, by: Account, reason: str, due: date | None = None) -> Followup:
    """Send back for completion, with the reason. ``due``: the day by which it is to be handed in again.

    Raises NotAllowed, InvalidMove, ReasonRequired.
    """
    return _move(session, followup, "return", by, reason, None, due=due)


def reopen(session: Session, *, followup: int, by: Account, reason: str) -> Followup:
    """Open a received follow-up again, with the reason. Until it is received anew it counts in no report.

    Raises NotAllowed, InvalidMove, ReasonRequired.
    """
    return _move(session, followup, "reopen", by, reason, None)


def note_decision(
    session: Session, *, followup: int, by: Account, decided_on: date | None, case: str | None
) -> Followup:
    """Note the body's own decision on its follow-up: date and case number (diarienummer), in any state.

    It often comes after submission, so no lock stops it. Raises NotAllowed.
    """
    row = locked_followup(session, followup)
    if not may(by, "note_decision", program=row.program, unit=row.unit):
        raise NotAllowed
    case = one_line(case or "") or None
    noted = (("decision_date", row.decision_date, decided_on), ("decision_case", row.decision_case, case))
    changes = [FieldChange(followup, None, RowKey(""), *change) for change in noted if change[1] != change[2]]
    row.decision_date, row.decision_case = decided_on, case
    session.flush()
    record_changes(session, changes, by, None)
    return _read(session, followup)


def _move(
    session: Session,
    followup: int,
    action: Action,
    by: Account,
    reason: str | None,
    today: date | None,
    confirmed: tuple[str, ...] = (),
    due: date | None = None,
) -> Followup:
    row = locked_followup(session, followup)
    move, now = MOVES[action], _read(session, followup)
    if not may(by, move.permission, program=row.program, unit=row.unit):
        raise NotAllowed
    if now.state not in move.from_states:
        raise InvalidMove(_wrong_state(now))
    reason = typed_text(reason or "").strip() or None
    if move.needs_reason and reason is None:
        raise ReasonRequired
    if action in BOUND_BY_CLOSING and today is not None:
        check_not_closed(session, row.program, row.unit, row.period, by, today)
    _add_event(session, followup, action, by, reason, confirmed, due)
    return _read(session, followup)


def _wrong_state(now: Followup) -> str:
    words = {
        "not_opened": _("Uppföljningen är inte öppnad."),
        "draft": _("Uppföljningen är ett utkast sedan {when}, av {who}."),
        "submitted": _("Uppföljningen lämnades in {when} av {who}."),
        "approved": _("Uppföljningen togs emot i sammanställningen {when} av {who}."),
        "returned": _("Uppföljningen skickades åter för komplettering {when} av {who}."),
    }
    when = day_of(now.last.at) if now.last else ""
    return words[now.state].format(when=when, who=shown_name(now.last.by) if now.last else "")


def _add_event(
    session: Session,
    followup: int,
    action: Action,
    by: Account,
    reason: str | None,
    confirmed: tuple[str, ...] = (),
    due: date | None = None,
) -> None:
    last = session.scalar(select(func.max(EventRow.seq)).where(EventRow.followup == followup)) or 0
    session.add(
        EventRow(
            followup=followup,
            seq=last + 1,
            kind=MOVES[action].event,
            at=utc_now(),
            account=by.id,
            by=by.name,
            channel=by.channel,
            reason=reason,
            due=due,
            confirmed="\n".join(confirmed) or None,
        )
    )
    session.flush()


def _read(session: Session, followup: int) -> Followup:
    found = read_followup(session, followup)
    assert found is not None
    return found
