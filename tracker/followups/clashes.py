"""Two at once: find the items that others changed since they were read."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.followups.errors import Clash, Conflict
from tracker.followups.writing import texts
from tracker.rows import BLANK, RowKey, Value
from tracker.store.queries import history_of
from tracker.store.read import Change

Rows = Mapping[RowKey, Value]


def check_clashes(
    session: Session,
    followup: int,
    held: Rows,
    tokens: Mapping[str, int],
    wanted: Rows,
    seen: Mapping[str, int],
) -> dict[RowKey, Value]:
    """The rows that may be written: those of items that nobody else changed since. ``held``, ``tokens``: of the
    follow-up, which nobody else can write to now.

    A row of a changed item that still says what was seen is left out: its sender did not touch it, and the
    other's version stands. Raises Conflict where both changed the item.
    """
    kept: dict[RowKey, Value] = {}
    clashes = []
    for item in dict.fromkeys(key.item for key in wanted):
        mine = {key: value for key, value in wanted.items() if key.item == item}
        if tokens.get(item, 0) == seen.get(item, 0):
            kept |= mine
            continue
        history = history_of(session, followup, item)
        then = as_seen(history, held, seen.get(item, 0))
        if any(texts(value) != then.get(key, {}) for key, value in mine.items()):
            theirs = {key: value for key, value in held.items() if key.item == item}
            last = history[-1]
            clashes.append(Clash(item, mine, theirs, last.by, last.at, last.id))
    if clashes:
        raise Conflict(tuple(clashes))
    return kept


def as_seen(history: list[Change], held: Rows, token: int) -> dict[RowKey, dict[str, str]]:
    """The item's rows as they were at the token: what is held, with the later changes undone."""
    rows = {key: texts(value) for key, value in held.items()}
    for change in reversed([change for change in history if change.id > token]):
        assert change.row is not None
        fields = rows.setdefault(change.row, texts(BLANK))
        if change.before is None:
            fields.pop(change.field, None)
        else:
            fields[change.field] = change.before
    return rows
