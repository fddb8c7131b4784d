"""Questions about follow-ups. Nothing here writes, and nothing here knows what a session belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.periods import Period
from tracker.rows import RowKey, Value
from tracker.store.database import plain
from tracker.store.definition import ItemRow
from tracker.store.followup import STATE_AFTER, EventRow, FollowupRow
from tracker.store.read import Change, Event, Followup, State
from tracker.store.value import ChangeRow, ValueRow

FIGURES = (
    ValueRow.n,
    ValueRow.d,
    ValueRow.empty,
    ValueRow.status,
    ValueRow.comment,
    ValueRow.forecast,
    ValueRow.starts_on,
    ValueRow.ends_on,
    ValueRow.text,
    ValueRow.target,
)


# Statements that every request asks are put together once: that takes as long as asking them.


def _last() -> ColumnElement[bool]:
    later = aliased(EventRow)
    last = select(func.max(later.seq)).where(later.followup == FollowupRow.id).correlate(FollowupRow).scalar_subquery()
    return and_(EventRow.followup == FollowupRow.id, EventRow.seq == last)


IS_LAST = _last()
"""That the event is its follow-up's last: looked up for each, so that other programs' events cost nothing."""

_FOLLOWUPS: Select[*tuple[Any, ...]] = select(
    *(FollowupRow.id, FollowupRow.program, FollowupRow.unit, FollowupRow.year, FollowupRow.part),
    *(FollowupRow.fictional, FollowupRow.decision_date, FollowupRow.decision_case),
    *(EventRow.kind, EventRow.at, EventRow.by, EventRow.channel, EventRow.reason, EventRow.confirmed, EventRow.due),
).outerjoin(EventRow, IS_LAST)


@cache
def _opened(*, of_period: bool, of_units: bool) -> Select[*tuple[Any, ...]]:
    query = _FOLLOWUPS.where(FollowupRow.program.in_(bindparam("programs", expanding=True))).order_by(FollowupRow.id)
    if of_period:
        query = query.where(FollowupRow.year == bindparam("year"), FollowupRow.part == bindparam("part"))
    return query.where(FollowupRow.unit.in_(bindparam("units", expanding=True))) if of_units else query


@cache
def _invented(*, of_program: bool, of_units: bool) -> Select[int]:
    query = select(FollowupRow.id).where(FollowupRow.fictional).limit(1)
    if of_program:
        query = query.where(FollowupRow.program == bindparam("program"))
    return query.where(FollowupRow.unit.in_(bindparam("units", expanding=True))) if of_units else query


_ONE = _FOLLOWUPS.where(FollowupRow.id == bindparam("followup"))
_ROW = (ValueRow.followup, ValueRow.item, ValueRow.dimension, ValueRow.category)
_OF_THEM = ValueRow.followup.in_(bindparam("followups", expanding=True))
_VALUES = select(*_ROW, *FIGURES).where(_OF_THEM).order_by(ValueRow.id)
_FILLED = select(*_ROW, ValueRow.n, ValueRow.d, ValueRow.empty, ValueRow.status, ValueRow.text).where(_OF_THEM)
_ITEM_CODES = select(ItemRow.id, ItemRow.code).where(ItemRow.id.in_(bindparam("items", expanding=True)))
"""Not joined with the values: PostgreSQL would read the items of every program to look up those of a few follow-ups."""
_TOKENS = (
    select(ChangeRow.item, func.max(ChangeRow.id))
    .where(ChangeRow.followup == bindparam("followup"), ChangeRow.item.is_not(None))
    .group_by(ChangeRow.item)
)


def _given(**values: Any) -> dict[str, Any]:
    """The parameters of a statement without those that narrow nothing."""
    return {name: value for name, value in values.items() if value is not None}


def find_followup(session: Session, program: str, unit: str, period: Period) -> Followup | None:
    """The follow-up of a body in a period, or None if nobody opened it yet."""
    found = followups(session, program, period=period, units=(unit,))
    return found[0] if found else None


def followup(session: Session, followup_id: int) -> Followup | None:
    return next(map(_followup, plain(session, _ONE, followup=followup_id)), None)


def followups(
    session: Session, program: str, *, period: Period | None = None, units: Collection[str] | None = None
) -> list[Followup]:
    """Every opened follow-up of the program; of one period, of some bodies."""
    return followups_of_many(session, (program,), period=period, units=units)


def followups_of_many(
    session: Session,
    programs: Collection[str],
    *,
    period: Period | None = None,
    units: Collection[str] | None = None,
) -> list[Followup]:
    """The same of several programs at once."""
    when: dict[str, Any] = {} if period is None else period._asdict()
    values = _given(programs=list(programs), units=None if units is None else list(units), **when)
    query = _opened(of_period=period is not None, of_units=units is not None)
    return [_followup(row) for row in plain(session, query, **values)]


def holds_invented(session: Session, program: str | None = None, units: Collection[str] | None = None) -> bool:
    """Whether any follow-up, of the program or of any, of some bodies, was invented for demonstration."""
    query = _invented(of_program=program is not None, of_units=units is not None)
    return bool(plain(session, query, **_given(program=program, units=None if units is None else list(units))))


def events_of(session: Session, followup_id: int) -> list[Event]:
    """The steps of the follow-up's workflow, first to last."""
    rows = session.scalars(select(EventRow).where(EventRow.followup == followup_id).order_by(EventRow.seq))
    return [_event(r.kind, r.at, r.by, r.channel, r.reason, r.confirmed, r.due) for r in rows]


def values_of(session: Session, followup_id: int, codes: Mapping[int, str] | None = None) -> dict[RowKey, Value]:
    """What the follow-up holds now. ``codes``: of its program's items by number, where they are known; else asked."""
    rows = plain(session, _VALUES, followups=[followup_id])
    return _by_followup(session, rows, Value._make, codes).get(followup_id, {})


def values_of_many(session: Session, followup_ids: Collection[int]) -> dict[int, dict[RowKey, Value]]:
    """What each of the follow-ups holds now; those that hold nothing are left out."""
    return _by_followup(session, plain(session, _VALUES, followups=list(followup_ids)), Value._make)


def filled_of_many(session: Session, followup_ids: Collection[int]) -> dict[int, dict[RowKey, Value]]:
    """The same without what never counts as filling in an item (comments, forecasts, days), which is not read: for who
    only counts how much each holds."""
    rows = plain(session, _FILLED, followups=list(followup_ids))
    return _by_followup(session, rows, _filled)


def _filled(held: Sequence[Any]) -> Value:
    n, d, empty, status, text = held
    return Value(n, d, empty, status, text=text)


def _by_followup(
    session: Session,
    rows: Sequence[Row[*tuple[Any, ...]]],
    value: Callable[[Sequence[Any]], Value],
    codes: Mapping[int, str] | None = None,
) -> dict[int, dict[RowKey, Value]]:
    found: dict[int, dict[RowKey, Value]] = {}
    codes = _codes(session, {row[1] for row in rows}, codes)
    for row in rows:
        key = RowKey(codes[row[1]], row[2], row[3])
        found.setdefault(row[0], {})[key] = value(row[4:])
    return found


def _codes(session: Session, items: Collection[int], known: Mapping[int, str] | None) -> Mapping[int, str]:
    """By number, of these items at least."""
    if known is not None and known.keys() >= set(items):
        return known
    return {row.id: row.code for row in plain(session, _ITEM_CODES, items=list(items))} if items else {}


def tokens_of(session: Session, followup_id: int, codes: Mapping[int, str] | None = None) -> dict[str, int]:
    """Item code → id of its latest change: what a page hands back to show which version it was made from.

    An item that was never given is left out; its token is 0. ``codes``: as for ``values_of``.
    """
    rows = plain(session, _TOKENS, followup=followup_id)
    codes = _codes(session, {row[0] for row in rows}, codes)
    return {codes[row[0]]: row[1] for row in rows}


def history_of(
    session: Session, followup_id: int, item: str | None = None, since: datetime | None = None
) -> list[Change]:
    """Every change of the follow-up, or of one item in it, first to last; those after a moment."""
    query = _changes().where(ChangeRow.followup == followup_id).order_by(ChangeRow.id)
    query = query if since is None else query.where(ChangeRow.at > since)
    if item is not None:
        query = query.where(ItemRow.code == item)
    return [_change(*row) for _followup_id, *row in session.execute(query)]


def histories(session: Session, program: str) -> Iterator[tuple[int, list[Change]]]:
    """Id and every change, first to last, of each follow-up that was ever changed; by id, one at a time in memory."""
    query = _changes().join(FollowupRow, FollowupRow.id == ChangeRow.followup).where(FollowupRow.program == program)
    # They are many: read as plain columns, past what watches objects for changes.
    session.flush()
    rows = session.connection().execute(query.order_by(ChangeRow.followup, ChangeRow.id))
    for followup_id, group in groupby(rows, key=lambda row: row[0]):
        yield followup_id, [_change(*row) for _followup_id, *row in group]


def _changes() -> Select[*tuple[Any, ...]]:
    """The follow-up of changes, and then what a Change is made of."""
    what = (ItemRow.code, ChangeRow.dimension, ChangeRow.category, ChangeRow.field, ChangeRow.before, ChangeRow.after)
    how = (ChangeRow.at, ChangeRow.by, ChangeRow.channel, ChangeRow.reason)
    return select(ChangeRow.followup, ChangeRow.id, *what, *how).outerjoin(ItemRow, ItemRow.id == ChangeRow.item)


def _followup(row: Sequence[Any]) -> Followup:
    number, program, unit, year, part, fictional, decided_on, case, kind, *happened = row
    return Followup(
        id=number,
        program=program,
        unit=unit,
        period=Period(year, part),
        fictional=fictional,
        decision_date=decided_on,
        decision_case=case,
        # The outer join gives None where nothing has happened yet.
        state=cast("State", STATE_AFTER[kind] if kind else "not_opened"),
        last=_event(kind, *happened) if kind else None,
    )


def _event(
    kind: str, at: datetime, by: str, channel: str, reason: str | None, confirmed: str | None, due: date | None
) -> Event:
    return Event(kind, at, by, channel, reason, tuple((confirmed or "").splitlines()), due)


def _change(change: int, item: str | None, dimension: str, category: str, *rest: Any) -> Change:
    return Change(change, None if item is None else RowKey(item, dimension, category), *rest)
