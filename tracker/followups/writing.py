"""What all writers of follow-ups share: the lock on one follow-up, and values written with their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.periods import Period
from tracker.rows import BLANK, RowKey, Value
from tracker.store.base import utc_now
from tracker.store.definition import ItemRow
from tracker.store.followup import FollowupRow
from tracker.store.value import ChangeRow, ValueRow

Held = int | str | Decimal | date | None
"""What a field can hold."""

FIELDS = Value._fields
_COLUMNS = {"start": "starts_on", "end": "ends_on"}


@dataclass(frozen=True)
class FieldChange:
    """One field of a follow-up, before and after. ``item`` is an item's id; None: the follow-up as a whole."""

    followup: int
    item: int | None
    row: RowKey
    field: str
    before: Held
    after: Held


@dataclass(frozen=True)
class RowWrite:
    """One row of a follow-up, before and after. ``kind``: the indicator's, None for other items."""

    followup: int
    row: RowKey
    kind: str | None
    before: Value
    after: Value


_TO_HOLD = (
    select(FollowupRow.id)
    .where(
        FollowupRow.program == bindparam("program"),
        FollowupRow.unit == bindparam("unit"),
        FollowupRow.year == bindparam("year"),
        FollowupRow.part == bindparam("part"),
    )
    .with_for_update()
)


def locked_followup(session: Session, followup: int) -> FollowupRow:
    """The follow-up, held against other writers until the transaction ends.

    On SQLite the transaction already holds the only write lock; PostgreSQL locks the row.
    """
    query = select(FollowupRow).where(FollowupRow.id == followup).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def hold_still(session: Session, program: str, unit: str, period: Period) -> None:
    """The same of a body's follow-up in a period, where there is one."""
    session.connection().execute(_TO_HOLD, {"program": program, "unit": unit, **period._asdict()})


def write_rows(
    session: Session,
    program: str,
    writes: Iterable[RowWrite],
    by: Account,
    reason: str | None,
    codes: Mapping[int, str] | None = None,
) -> dict[str, int]:
    """Write rows and one change per field that differs. A row left blank is deleted; its history stays.

    ``codes``: of the program's items by number, where they are known. Returns each changed item's last change.
    """
    changed = [write for write in writes if write.before != write.after]
    ids = item_ids(session, program, {write.row.item for write in changed}, codes)
    new = [_columns(w, ids) for w in changed if w.before == BLANK]
    gone = [_key(w, ids, "key_") for w in changed if w.after == BLANK]
    kept = [w for w in changed if BLANK not in (w.before, w.after)]
    connection = session.connection()
    if new:
        connection.execute(insert(ValueRow), new)
    if kept:
        rows = [{**_columns(w, ids), **_key(w, ids, "key_")} for w in kept]
        connection.execute(update(ValueRow).where(*_matching()), rows)
    if gone:
        connection.execute(delete(ValueRow).where(*_matching()), gone)
    last = record_changes(session, (change for w in changed for change in _differences(w, ids)), by, reason)
    return {code: last[number] for code, number in ids.items() if number in last}


def record_changes(
    session: Session, changes: Iterable[FieldChange], by: Account, reason: str | None
) -> dict[int | None, int]:
    """Add one row of history per changed field; returns the id of each item's last."""
    who = {"at": utc_now(), "account": by.id, "by": by.name, "channel": by.channel, "reason": reason}
    rows = [
        {
            "followup": change.followup,
            "item": change.item,
            "dimension": change.row.dimension,
            "category": change.row.category,
            "field": change.field,
            "before": as_text(change.before),
            "after": as_text(change.after),
            **who,
        }
        for change in changes
    ]
    if not rows:
        return {}
    added = session.connection().execute(insert(ChangeRow).returning(ChangeRow.item, ChangeRow.id), rows)
    last: dict[int | None, int] = {}
    for item, number in added:
        last[item] = max(number, last.get(item, 0))
    return last


def item_ids(
    session: Session, program: str, codes: Iterable[str], known: Mapping[int, str] | None = None
) -> dict[str, int]:
    """Code → row of the items; codes that the program does not know are left out. ``known``: codes of its items by
    number."""
    wanted = set(codes)
    found = {code: number for number, code in (known or {}).items() if code in wanted}
    if found.keys() >= wanted:
        return found
    query = select(ItemRow.code, ItemRow.id).where(ItemRow.program == program, ItemRow.code.in_(wanted))
    return {row.code: row.id for row in session.execute(query)}


def as_text(value: Held) -> str | None:
    """A value as history keeps it: exact, and the same on every database."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def texts(value: Value) -> dict[str, str]:
    """The fields that hold something, as history keeps them."""
    held = {field: as_text(getattr(value, field)) for field in FIELDS}
    return {field: text for field, text in held.items() if text is not None}


def _columns(write: RowWrite, ids: Mapping[str, int]) -> dict[str, Any]:
    held = {_COLUMNS.get(field, field): getattr(write.after, field) for field in FIELDS}
    return {**_key(write, ids, ""), "kind": write.kind, **held}


def _key(write: RowWrite, ids: Mapping[str, int], prefix: str) -> dict[str, Any]:
    row = write.row
    key = {"followup": write.followup, "item": ids[row.item], "dimension": row.dimension, "category": row.category}
    return {prefix + name: value for name, value in key.items()}


def _matching() -> list[Any]:
    columns = (ValueRow.followup, ValueRow.item, ValueRow.dimension, ValueRow.category)
    return [column == bindparam(f"key_{column.key}") for column in columns]


def _differences(write: RowWrite, ids: Mapping[str, int]) -> Iterable[FieldChange]:
    for field in FIELDS:
        before, after = getattr(write.before, field), getattr(write.after, field)
        if as_text(before) != as_text(after):
            yield FieldChange(write.followup, ids[write.row.item], write.row, field, before, after)
