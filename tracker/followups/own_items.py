"""Items kept in the browser: a body's own indicators and activities, and the city's that all districts report.

They are definitions like the program's, with dated versions, and are kept beside the mirror of the files.
Ending one gives its wording a last day, so that earlier periods show it as before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.program import (
    Activity,
    Category,
    Dimension,
    Indicator,
    Kind,
    Labels,
    Measure,
    Measured,
    Program,
    Responsibility,
    Text,
)
from tracker.followups.errors import FollowupFault, NotAllowed
from tracker.store.catalogue import canonical
from tracker.store.definition import ItemRow
from tracker.words import gettext as _

LONGEST_TITLE = 300

_SEX = Dimension(
    code="sex",
    name="kön",
    categories=(Category(code="women", name="kvinnor/flickor"), Category(code="men", name="män/pojkar")),
)


@dataclass(frozen=True)
class NewActivity:
    title: str


@dataclass(frozen=True)
class NewIndicator:
    """``protects`` everything unless its keeper declares otherwise. ``d_label``: for shares and ratios only."""

    title: str
    kind: Kind
    n_label: str
    d_label: str | None = None
    accumulates: bool = False
    by_sex: bool = False
    direction: Literal["up", "down"] | None = None
    protects: tuple[Measured, ...] = ("n", "d")


NewItem = NewActivity | NewIndicator


class ItemRefused(FollowupFault):
    """The item cannot be kept so; the message is a Swedish sentence."""


def add_own_item(
    session: Session, *, program: Program, goal: str, unit: str, item: NewItem, first: date, by: Account
) -> str:
    """Add a body's own item under a goal, from a day on; returns its code, ``E-<unit>-1`` and so on.

    Raises NotAllowed, ItemRefused.
    """
    if not may(by, "manage_own_items", unit):
        raise NotAllowed
    return _add(session, program, goal, unit, f"E-{unit}-", "own", (unit,), item, first)


def add_city_item(
    session: Session, *, program: Program, goal: str, keeper: str, bodies: tuple[str, ...], item: NewItem,
    first: date, by: Account,
) -> str:  # fmt: skip
    """Add an item that several bodies or groups report, kept by one (socialnämnden); returns its code, ``S-1`` …

    Raises NotAllowed, ItemRefused.
    """
    if not may(by, "manage_city_items"):
        raise NotAllowed
    return _add(session, program, goal, keeper, "S-", "city", bodies, item, first)


def end_item(session: Session, *, program: str, code: str, last: date, by: Account) -> None:
    """Let a kept item apply up to a day; what was reported of it stays. Raises NotAllowed, ItemRefused."""
    query = select(ItemRow).where(ItemRow.program == program, ItemRow.code == code, ItemRow.unit.is_not(None))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise ItemRefused(_("{code} är ingen egen indikator eller aktivitet.").format(code=code))
    if not (may(by, "manage_own_items", row.unit) if row.origin == "own" else may(by, "manage_city_items")):
        raise NotAllowed
    item = _read(row)
    newest = item.wording[-1]
    if newest.from_ is not None and last < newest.from_ - timedelta(days=1):
        raise ItemRefused(
            _("{code} gäller från {day} och kan inte sluta tidigare.").format(code=code, day=newest.from_)
        )
    ended = newest.model_copy(update={"to": last})
    row.document = canonical(item.model_copy(update={"wording": (*item.wording[:-1], ended)}))
    session.flush()


def _add(
    session: Session, program: Program, goal: str, unit: str, prefix: str, origin: Literal["own", "city"],
    bodies: Iterable[str], new: NewItem, first: date,
) -> str:  # fmt: skip
    if goal not in {known.code for known in program.goals}:
        raise ItemRefused(_("Målet {goal} finns inte i programmet.").format(goal=goal))
    if not 0 < len(new.title.strip()) <= LONGEST_TITLE:
        raise ItemRefused(_("Skriv en rubrik med högst {longest} tecken.").format(longest=LONGEST_TITLE))
    number = _next_number(session, program.code, prefix)
    item = _built(program, f"{prefix}{number}", origin, tuple(bodies), new, first)
    kind = "indicator" if isinstance(item, Indicator) else "activity"
    row = ItemRow(program=program.code, code=item.code, type=kind, goal=goal, origin=origin, unit=unit)
    row.position, row.document = number, canonical(item)
    session.add(row)
    session.flush()
    return item.code


def _next_number(session: Session, program: str, prefix: str) -> int:
    """Numbers are never used twice, not those of ended items either."""
    query = select(func.max(ItemRow.position)).where(ItemRow.program == program, ItemRow.unit.is_not(None))
    return (session.scalar(query.where(ItemRow.code.startswith(prefix, autoescape=True))) or 0) + 1


def _built(
    program: Program, code: str, origin: Literal["own", "city"], bodies: tuple[str, ...], new: NewItem, first: date
) -> Indicator | Activity:
    wording = (Text(from_=first, text=new.title.strip()),)
    responsible = (Responsibility(bodies=bodies),)
    if isinstance(new, NewActivity):
        return Activity(code=code, wording=wording, responsible=responsible, origin=origin)
    measure = _measure(program, new)
    return Indicator(code=code, wording=wording, responsible=responsible, origin=origin, measure=(measure,))


def _measure(program: Program, new: NewIndicator) -> Measure:
    takes_d = new.kind in ("share", "ratio")
    d_label = (new.d_label or "").strip() or None
    if not new.n_label.strip() or takes_d != (d_label is not None):
        raise ItemRefused(_("Skriv vad som räknas. Fältet ”Av vilka?” fylls i för en andel, och bara då."))
    return Measure(
        kind=new.kind,
        labels=Labels(n=new.n_label.strip(), d=d_label),
        protects=() if new.kind == "yes_no" else tuple(m for m in new.protects if m == "n" or takes_d),
        accumulates=new.accumulates and new.kind != "yes_no",
        asked=tuple(part.code for part in program.calendar.parts if "figures" in part.asks),
        direction=new.direction,
        decimals=0 if new.kind == "count" else 1,
        dimensions=(_sex(program),) if new.by_sex and new.kind != "yes_no" else (),
        source="count",
        confirmed=False,
    )


def _sex(program: Program) -> Dimension:
    """Sex as the program's own indicators divide it."""
    dimensions = (d for i in program.indicators() for m in i.measure for d in m.dimensions)
    return next((d for d in dimensions if d.code == _SEX.code and d.total == "sum"), _SEX)


def _read(row: ItemRow) -> Indicator | Activity:
    model = Indicator if row.type == "indicator" else Activity
    return model.model_validate(json.loads(row.document))
