"""A body's own indicators and activities (``E-<unit>-1`` …), and socialnämnden's for all districts (``S-1`` …).

They are definitions like the program's, kept in the database instead of in files, and protected unless declared
otherwise. They apply from the period in which they are added, so that earlier periods stay as they were.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from gettext import gettext as _
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.dated import Decision
from tracker.definitions.program import (
    Activity,
    Dimension,
    Indicator,
    Labels,
    Measure,
    Program,
    Responsibility,
    Text,
)
from tracker.followups.errors import FollowupFault, NotAllowed
from tracker.periods import Period
from tracker.store.catalogue import canonical
from tracker.store.definition import ItemRow

CITY_KEEPER = "socialnamnden"
DISTRICTS = "stadsdelsnamnderna"
LONGEST_TITLE = 500

Kind = Literal["count", "share", "yes_no"]


class ItemFault(FollowupFault):
    """The item cannot be kept so; the message is a Swedish sentence for the user."""


@dataclass(frozen=True)
class Measured:
    """How an own indicator is measured. ``public``: declared to need no protection."""

    kind: Kind
    label_n: str
    label_d: str = ""
    by_sex: bool = False
    accumulates: bool = False
    direction: Literal["up", "down"] | None = None
    public: bool = False


@dataclass(frozen=True)
class NewItem:
    """``measured`` is None for an activity."""

    goal: str
    title: str
    measured: Measured | None = None


def add_own_item(
    session: Session, *, program: Program, period: Period, unit: str, item: NewItem, by: Account, today: date
) -> str:
    """Add a body's own item from the period on; returns its code. Raises NotAllowed, ItemFault."""
    if not may(by, "manage_own_items", unit):
        raise NotAllowed
    return _add(session, program, period, f"E-{unit}", unit, "own", unit, item, by, today)


def add_city_item(
    session: Session, *, program: Program, period: Period, item: NewItem, by: Account, today: date
) -> str:
    """Add an item that every district answers for, from the period on. Raises NotAllowed, ItemFault."""
    if not may(by, "manage_city_items"):
        raise NotAllowed
    return _add(session, program, period, "S", CITY_KEEPER, "city", DISTRICTS, item, by, today)


def end_item(session: Session, *, program: Program, period: Period, code: str, by: Account) -> None:
    """Ask for the item no more from the period on; what was given before stays. Raises NotAllowed, ItemFault."""
    row = session.scalars(
        select(ItemRow).where(ItemRow.program == program.code, ItemRow.code == code, ItemRow.unit.is_not(None))
    ).one_or_none()
    if row is None or row.unit is None:
        raise ItemFault(_("{code} är ingen egen indikator eller aktivitet.").format(code=code))
    allowed = may(by, "manage_city_items") if row.origin == "city" else may(by, "manage_own_items", row.unit)
    if not allowed:
        raise NotAllowed
    last_day = (applies_from(program, period) - timedelta(days=1)).isoformat()
    document = json.loads(row.document)
    for version in (*document["wording"], *document["responsible"], *document.get("measure", ())):
        version["to"] = last_day
    row.document = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    session.flush()


def applies_from(program: Program, period: Period) -> date:
    """The first day of what is added in the period: after the parts of the year that ended before it."""
    calendar = program.calendar
    earlier = [calendar.last_day(part) for part in calendar.earlier_in_year(period)]
    if calendar.asks(period, "plans") or not earlier:
        return calendar.first_day(period)
    return max(earlier) + timedelta(days=1)


def _add(
    session: Session,
    program: Program,
    period: Period,
    prefix: str,
    keeper: str,
    origin: Literal["own", "city"],
    responsible: str,
    item: NewItem,
    by: Account,
    today: date,
) -> str:
    _check(program, item)
    code = f"{prefix}-{_next_number(session, program.code, prefix)}"
    start = applies_from(program, period)
    decision = Decision(body=by.name, date=today.isoformat())
    wording = (Text(from_=start, text=item.title.strip(), decision=decision),)
    bodies = (Responsibility(from_=start, bodies=(responsible,), decision=decision),)
    kept: Indicator | Activity
    if item.measured is None:
        kept = Activity(code=code, wording=wording, responsible=bodies, origin=origin)
    else:
        measure = _measure(program, item.measured, start)
        kept = Indicator(code=code, wording=wording, responsible=bodies, origin=origin, measure=(measure,))
    session.add(
        ItemRow(
            program=program.code,
            code=code,
            type="activity" if item.measured is None else "indicator",
            goal=item.goal,
            origin=origin,
            unit=keeper,
            position=0,
            document=canonical(kept),
        )
    )
    session.flush()
    return code


def _check(program: Program, item: NewItem) -> None:
    if all(item.goal != goal.code for goal in program.goals):
        raise ItemFault(_("Välj det mål som den hör till."))
    if not 0 < len(item.title.strip()) <= LONGEST_TITLE:
        raise ItemFault(_("Skriv vad som ska följas upp, med högst {longest} tecken.").format(longest=LONGEST_TITLE))
    if item.measured is not None and not item.measured.label_n.strip():
        raise ItemFault(_("Skriv vad som räknas, till exempel ”personer som fått stöd”."))
    if item.measured is not None and item.measured.kind == "share" and not item.measured.label_d.strip():
        raise ItemFault(_("En andel behöver också det den är en andel av, till exempel ”alla som sökt stöd”."))


def _measure(program: Program, given: Measured, start: date) -> Measure:
    share = given.kind == "share"
    question = given.kind == "yes_no"
    return Measure(
        from_=start,
        kind=given.kind,
        labels=Labels(n=given.label_n.strip(), d=given.label_d.strip() if share else None),
        protects=() if given.public or question else ("n", "d") if share else ("n",),
        accumulates=given.accumulates and not question,
        asked=tuple(part.code for part in program.calendar.parts if "figures" in part.asks),
        direction=given.direction,
        decimals=1 if share or question else 0,
        dimensions=_sex(program) if given.by_sex and not question else (),
        source="count",
    )


def _sex(program: Program) -> tuple[Dimension, ...]:
    """The program's own division by sex, so that own items are divided alike."""
    measures = (measure for indicator in program.indicators() for measure in indicator.measure)
    found = (dimension for measure in measures for dimension in measure.dimensions if dimension.code == "sex")
    return tuple(list(found)[:1])


def _next_number(session: Session, program: str, prefix: str) -> int:
    """One more than the highest number ever given: a code never comes back with another meaning."""
    query = select(ItemRow.code).where(ItemRow.program == program, func.substr(ItemRow.code, 1, 2) == prefix[:2])
    codes = (code.removeprefix(f"{prefix}-") for code in session.scalars(query) if code.startswith(f"{prefix}-"))
    return max((int(number) for number in codes if number.isdecimal()), default=0) + 1
