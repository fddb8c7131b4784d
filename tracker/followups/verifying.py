"""Check that the database tells one story: events follow the table, and history replays to the present values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.followups.states import BrokenEvents, replay
from tracker.followups.writing import texts
from tracker.rows import RowKey
from tracker.store.definition import ItemChangeRow, ItemRow
from tracker.store.followup import event_kinds
from tracker.store.queries import followups, histories, values_of_many
from tracker.store.read import Change, Followup
from tracker.words import gettext as _

Texts = dict[RowKey, dict[str, str]]


class BrokenHistory(ValueError):
    """A change does not begin where the one before it ended: somebody changed the database by hand."""


def replay_changes(changes: Iterable[Change]) -> Texts:
    """The rows that the changes lead to, as texts; rows that hold nothing are left out. Raises BrokenHistory."""
    rows: Texts = {}
    for change in changes:
        if change.row is None:
            continue
        fields = rows.setdefault(change.row, {})
        if fields.get(change.field) != change.before:
            raise BrokenHistory(f"change {change.id} of {change.row.field(change.field)} begins elsewhere")
        if change.after is None:
            fields.pop(change.field, None)
        else:
            fields[change.field] = change.after
    return {row: fields for row, fields in rows.items() if fields}


def followup_faults(session: Session, program: str) -> Iterator[str]:
    """One Swedish sentence per follow-up whose events or values do not follow from what is recorded."""
    opened = {followup.id: followup for followup in followups(session, program)}
    events = event_kinds(session, program)
    values = values_of_many(session, opened)
    replayed = {id: _replayed(changes) for id, changes in histories(session, program)}
    for followup in opened.values():
        name = f"{followup.unit} {followup.period}"
        if not _events_hold(events.get(followup.id, []), followup):
            yield _("{name}: händelserna följer inte på varandra som de ska.").format(name=name)
        if replayed.get(followup.id, {}) != {row: texts(value) for row, value in values.get(followup.id, {}).items()}:
            yield _("{name}: värdena stämmer inte med ändringshistoriken.").format(name=name)


def _replayed(changes: Iterable[Change]) -> Texts | None:
    """What the changes lead to; None if they do not follow on each other."""
    try:
        return replay_changes(changes)
    except BrokenHistory:
        return None


def kept_item_faults(session: Session, program: str) -> Iterator[str]:
    """One Swedish sentence per item kept in the browser that does not follow from what is recorded of it."""
    rows = session.scalars(select(ItemRow).where(ItemRow.program == program, ItemRow.unit.is_not(None)))
    for row in rows.all():
        query = select(ItemChangeRow).where(ItemChangeRow.item == row.id).order_by(ItemChangeRow.id)
        steps = session.scalars(query).all()
        begins = [step.before for step in steps[1:]]
        ends = [step.after for step in steps]
        # What was added before changes were kept has no history, or begins with its first change.
        if steps and ([*begins, row.document] != ends):
            yield _("{code}: lydelsen stämmer inte med ändringshistoriken.").format(code=row.code)


def _events_hold(events: Sequence[tuple[int, str]], followup: Followup) -> bool:
    try:
        state = replay(kind for _seq, kind in events)
    except BrokenEvents:
        return False
    return [seq for seq, _kind in events] == list(range(1, len(events) + 1)) and state == followup.state
