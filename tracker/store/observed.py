"""What follow-ups hold, as observations: for reports what is approved, for a body's own pages whatever it gave."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, String, and_, or_, select, type_coerce
from sqlalchemy.orm import Session

from tracker.definitions.program import Program
from tracker.observations import Observation
from tracker.periods import Period
from tracker.store.base import ExactDecimal
from tracker.store.database import plain
from tracker.store.definition import ItemRow
from tracker.store.followup import FollowupRow
from tracker.store.queries import FIGURES, approved_ids
from tracker.store.value import ValueRow


def _as_kept(column: Any) -> Any:
    """A decimal as the text that it is kept as: a report reads tens of thousands of rows, and few hold any."""
    return type_coerce(column, String) if isinstance(column.type, ExactDecimal) else column


_OBSERVED: Select[*tuple[Any, ...]] = (
    select(
        *(FollowupRow.program, FollowupRow.unit, FollowupRow.year, FollowupRow.part),
        *(ItemRow.code, ValueRow.dimension, ValueRow.category, *map(_as_kept, FIGURES), FollowupRow.fictional),
    )
    .select_from(ValueRow)
    .join(FollowupRow, FollowupRow.id == ValueRow.followup)
    .join(ItemRow, ItemRow.id == ValueRow.item)
    .order_by(ValueRow.id)
)


def observations(session: Session, program: str, units: Collection[str], period: Period) -> list[Observation]:
    """What some bodies' follow-ups hold, whatever their state: for those bodies' own pages of the period.

    All that a period is shown with or checked against: its own year, the year before, and the same part of others.
    """
    beside = or_(FollowupRow.part == period.part, FollowupRow.year.in_((period.year - 1, period.year)))
    where = and_(FollowupRow.program == program, FollowupRow.unit.in_(units), beside)
    return _observations(session, _OBSERVED.where(where))


def given_observations(session: Session, program: Program, units: Collection[str], until: Period) -> list[Observation]:
    """All that some bodies' follow-ups hold up to a period, whatever their state: for those bodies' own reports."""
    where = and_(FollowupRow.program == program.code, FollowupRow.unit.in_(units), FollowupRow.year <= until.year)
    order = program.calendar.order
    return [row for row in _observations(session, _OBSERVED.where(where)) if order(row.period) <= order(until)]


def approved_observations(session: Session, program: Program, until: Period | None = None) -> list[Observation]:
    """The values of follow-ups that are approved now: all that a report may be made of.

    ``until``: the last period wanted. Values of retired items are kept: old reports still show them.
    """
    approved = _OBSERVED.where(FollowupRow.id.in_(approved_ids(program.code)))
    if until is None:
        return _observations(session, approved)
    calendar = program.calendar
    rows = _observations(session, approved.where(FollowupRow.year <= until.year))
    wanted = {period for period in {row.period for row in rows} if calendar.order(period) <= calendar.order(until)}
    return [row for row in rows if row.period in wanted]


def _observations(session: Session, query: Select[*tuple[Any, ...]]) -> list[Observation]:
    """The rows as observations. They are many."""
    periods: dict[tuple[int, str], Period] = {}
    found = []
    for program, unit, year, part, *rest in plain(session, query):
        period = periods.get((year, part))
        if period is None:
            period = periods[year, part] = Period(year, part)
        row = Observation(program, unit, period, *rest)
        if row.forecast is not None or row.target is not None:
            row = row._replace(forecast=_decimal(row.forecast), target=_decimal(row.target))
        found.append(row)
    return found


def _decimal(kept: Any) -> Decimal | None:
    return None if kept is None else Decimal(kept)
