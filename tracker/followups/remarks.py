"""A follow-up comes back with remarks on its items; the body answers each, or changes what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, shown_name
from tracker.accounts.permissions import UnitAction, may
from tracker.entry.model import ActivityEntry, Form, IndicatorEntry
from tracker.followups import operations
from tracker.followups.errors import InvalidMove, NotAllowed
from tracker.followups.return_reason import of_remarks
from tracker.followups.states import EDITABLE
from tracker.followups.work import Work
from tracker.store.read import Change, Followup
from tracker.store.remarks import Remark, add_remark, remarks_on
from tracker.store.thread import ThreadRow
from tracker.store.threads import add_entry
from tracker.typed import typed_text
from tracker.words import gettext as _


def return_with(
    session: Session, work: Work, *, by: Account, reason: str, due: date | None, remarks: Mapping[str, str]
) -> Followup:
    """Send back with remarks by item; with any of them the reason may be left out.

    Raises NotAllowed, InvalidMove (also for an item that the follow-up does not have), ReasonRequired.
    """
    if work.followup is None:
        raise InvalidMove(_("Uppföljningen är inte påbörjad."))
    given = {item: text for item, typed in remarks.items() if (text := typed_text(typed).strip())}
    reason = typed_text(reason).strip() or of_remarks(len(given))
    back = operations.return_(session, followup=work.followup.id, by=by, reason=reason, due=due)
    for item, text in given.items():
        place = (work.program.code, work.unit, work.period)
        add_remark(session, *place, target=target_of(work, item), item=item, text=text, account=by.id, by=by.name)
    return back


def reply(session: Session, work: Work, *, number: int, text: str, by: Account) -> None:
    """Answer a remark on the body's follow-up while it can be changed. Raises NotAllowed, InvalidMove."""
    row = session.scalar(select(ThreadRow).where(ThreadRow.id == number, ThreadRow.kind == "remark"))
    here = (work.program.code, work.unit, work.period.year, work.period.part)
    if row is None or (row.program, row.unit, row.year, row.part) != here:
        raise InvalidMove(_("Anmärkningen finns inte på uppföljningen."))
    if not may_at(by, "answer_threads", work, row.code):
        raise NotAllowed
    if work.state not in EDITABLE:
        raise InvalidMove(_("Uppföljningen är inlämnad; svaret måste lämnas innan."))
    said = typed_text(text).strip()
    if not said:
        raise InvalidMove(_("Skriv ett svar."))
    add_entry(session, number, "answered", account=by.id, by=by.name, text=said, unit=work.unit)


def with_remarks(session: Session, work: Work) -> Form:
    """The form with what has been remarked on its items and answered, a line each."""
    found: dict[str, list[str]] = {}
    for remark in remarks_on(session, work.program.code, work.unit, work.period):
        lines = found.setdefault(remark.item, [])
        lines.append(f"{remark.text} ({shown_name(remark.by)})")
        lines += [_("Svar: {text}").format(text=reply.text) for reply in remark.replies]
    return replace(work.form, remarks={item: "\n".join(lines) for item, lines in found.items()})


def unanswered(remarks: Iterable[Remark], changes: Iterable[Change]) -> tuple[Remark, ...]:
    """The remarks that are neither answered nor followed by a change of what they are on."""
    last = {change.row.item: change.at for change in changes if change.row is not None}
    return tuple(r for r in remarks if not r.replies and not (r.item in last and last[r.item] > r.at))


def may_at(account: Account, action: UnitAction, work: Work, item: str) -> bool:
    """Whether the account may do this to the item, which it may have been given by itself or with its goal."""
    goal = next((goal.code for goal in work.form.goals if any(item == e.code for e in goal.entries())), item)
    return may(account, action, program=work.program.code, unit=work.unit, item=(item, goal))


def target_of(work: Work, item: str) -> str:
    """What a thread on the item is about. Raises InvalidMove for an item that the follow-up does not have."""
    entry = work.form.entry(item)
    if entry is None:
        raise InvalidMove(_("”{code}” finns inte i uppföljningen.").format(code=item))
    if isinstance(entry, IndicatorEntry):
        return "indicator"
    return "activity" if isinstance(entry, ActivityEntry) else "goal"
