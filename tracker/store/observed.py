"""What follow-ups hold, as observations: for reports what is approved, for a body's own pages whatever it gave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from tracker.definitions.program import Program
from tracker.observations import Observation
from tracker.periods import Period
from tracker.store.base import ExactDecimal
from tracker.store.database import plain
from tracker.store.definition import ItemRow
from tracker.store.definition_mark import by_mark
from tracker.store.followup import FollowupRow
from tracker.store.handed_in import approved_ids
from tracker.store.queries import FIGURES
from tracker.store.value import ChangeRow, ValueRow


def _as_kept(column: Any) -> Any:
    """A decimal as the text that it is kept as: a report reads tens of thousands of rows, and few hold any."""
    return type_coerce(column, String) if isinstance(column.type, ExactDecimal) else column


class _Held:
    """Follow-ups and what they hold, of those that ``where`` chooses (``only``: of their values): statements put
    together once, since that takes as long as asking them. What is the same for all values of a follow-up or an item is
    not read with each of them."""

    def __init__(self, where: ColumnElement[bool], only: ColumnElement[bool] | None = None) -> None:
        row, value = FollowupRow, ValueRow
        self.heads = select(row.id, row.program, row.unit, row.year, row.part, row.fictional).where(where)
        self.values: Select[*tuple[Any, ...]] = select(
            *(value.followup, value.item, value.dimension, value.category, *map(_as_kept, FIGURES))
        ).where(value.followup.in_(select(row.id).where(where)))
        if only is not None:
            self.values = self.values.where(only)


_CODES = select(ItemRow.id, ItemRow.code).where(ItemRow.program == bindparam("program"))
_OF_PROGRAM = FollowupRow.program == bindparam("program")
_OF_UNITS = FollowupRow.unit.in_(bindparam("units", expanding=True))
_UNTIL = FollowupRow.year <= bindparam("year")
_THIS_YEAR_AND_LAST = FollowupRow.year.in_((bindparam("year"), bindparam("year") - 1))
_APPROVED = FollowupRow.id.in_(approved_ids(bindparam("program")))

_OF_THEM = _Held(FollowupRow.id.in_(bindparam("followups", expanding=True)))
_GIVEN_UNTIL = _Held(and_(_OF_PROGRAM, _OF_UNITS, _UNTIL))
_APPROVED_EVER = _Held(_APPROVED)
_IN_PERIOD = and_(FollowupRow.year == bindparam("year"), FollowupRow.part == bindparam("part"))
_WRITTEN = or_(ValueRow.comment.is_not(None), ValueRow.text.is_not(None))
_APPROVED_WORDS = _Held(_APPROVED, _WRITTEN)
_APPROVED_WORDS_THEN = _Held(and_(_APPROVED, _IN_PERIOD), _WRITTEN)
_APPROVED_UNTIL = _Held(and_(_APPROVED, _UNTIL))

_LAST = select(func.max(ChangeRow.id)).where(ChangeRow.followup == FollowupRow.id).correlate(FollowupRow)
LAST_CHANGE = _LAST.scalar_subquery()
"""Of a follow-up that is asked for: the id of its last change, None before the first."""
_BESIDE = (
    select(FollowupRow.id, FollowupRow.unit, FollowupRow.year, FollowupRow.part, FollowupRow.fictional,
           LAST_CHANGE)
    .where(_OF_PROGRAM, _OF_UNITS, or_(FollowupRow.part == bindparam("part"), _THIS_YEAR_AND_LAST))
    .order_by(FollowupRow.id)
)  # fmt: skip


class Beside(NamedTuple):
    """A follow-up that a period is shown with. ``of``: body and period. ``last``: the id of its last change, None
    before the first. Every value that is written leaves a change, and those of one follow-up are written one after
    another, so equal ones hold the same."""

    id: int
    of: tuple[str, Period]
    fictional: bool
    last: int | None


def beside(session: Session, program: str, units: Collection[str], period: Period) -> list[Beside]:
    """The follow-ups of some bodies that a period is shown with or checked against, whatever their state: those of its
    own year, of the year before, and of the same part of others."""
    values = {"program": program, "units": list(units), "year": period.year, "part": period.part}
    rows = plain(session, _BESIDE, **values)
    return [Beside(id, (unit, Period(year, part)), fictional, last) for id, unit, year, part, fictional, last in rows]


def observations_beside(session: Session, program: str, those: Collection[Beside]) -> list[Observation]:
    """What they hold, in no order."""
    return _observations(session, _OF_THEM, {"program": program, "followups": [each.id for each in those]})


def given_observations(session: Session, program: Program, units: Collection[str], until: Period) -> list[Observation]:
    """All that some bodies' follow-ups hold up to a period, whatever their state: for those bodies' own reports."""
    values = {"program": program.code, "units": list(units), "year": until.year}
    return _observations(session, _GIVEN_UNTIL, values, _not_after(program, until))


def approved_observations(session: Session, program: Program, until: Period | None = None) -> list[Observation]:
    """The values of follow-ups that are approved now: all that a report may be made of.

    ``until``: the last period wanted. Values of retired items are kept: old reports still show them.
    """
    values = {"program": program.code}
    if until is None:
        return _observations(session, _APPROVED_EVER, values)
    return _observations(session, _APPROVED_UNTIL, {**values, "year": until.year}, _not_after(program, until))


def written_observations(session: Session, program: str, period: Period | None = None) -> list[Observation]:
    """Of what is approved now, in one period or in any, the rows in which something is written."""
    if period is None:
        return _observations(session, _APPROVED_WORDS, {"program": program})
    return _observations(session, _APPROVED_WORDS_THEN, {"program": program, **period._asdict()})


def _not_after(program: Program, until: Period) -> Callable[[Period], bool]:
    order = program.calendar.order
    return lambda period: order(period) <= order(until)


def _observations(
    session: Session, held: _Held, values: Mapping[str, Any], wanted: Callable[[Period], bool] = lambda _period: True
) -> list[Observation]:
    """The observations of the wanted periods, in no order. They are many."""
    periods: dict[tuple[int, str], Period] = {}
    heads = {}
    for number, program, unit, year, part, fictional in plain(session, held.heads, **values):
        period = periods.setdefault((year, part), Period(year, part))
        heads[number] = (program, unit, period), fictional
    heads = {number: head for number, head in heads.items() if wanted(head[0][2])}
    codes = item_codes(session, values["program"])
    found = []
    for number, item, *given in plain(session, held.values, **values):
        if number not in heads:
            continue
        of, fictional = heads[number]
        row = Observation._make((*of, codes[item], *given, fictional))
        if row.forecast is not None or row.target is not None:
            row = row._replace(forecast=_decimal(row.forecast), target=_decimal(row.target))
        found.append(row)
    return found


def item_codes(session: Session, program: str) -> Mapping[int, str]:
    """The codes of all items that the program ever had, by number."""
    codes = ("codes", program)
    return by_mark(session, codes, lambda: {row.id: row.code for row in plain(session, _CODES, program=program)})


def _decimal(kept: Any) -> Decimal | None:
    return None if kept is None else Decimal(kept)
