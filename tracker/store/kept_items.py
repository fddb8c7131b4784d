"""Questions about items kept in the browser: what they say, and who added and changed them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.definitions.program import Activity, Indicator
from tracker.store.definition import ItemChangeRow, ItemRow


@dataclass(frozen=True)
class ItemChange:
    """``before``: None where the item was added."""

    id: int
    before: Indicator | Activity | None
    after: Indicator | Activity
    at: datetime
    by: str


@dataclass(frozen=True)
class KeptItem:
    """``changes``: first to last; those of items added before changes were kept begin later."""

    goal: str
    definition: Indicator | Activity
    changes: tuple[ItemChange, ...]

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def last_day(self) -> date | None:
        """The last day on which it applies; None: until further notice."""
        return self.definition.wording[-1].to

    @property
    def token(self) -> int:
        """Which version this is, to be handed back when it is changed."""
        return self.changes[-1].id if self.changes else 0


def kept_items(session: Session, program: str, unit: str | None) -> tuple[KeptItem, ...]:
    """A body's own items in the order of their numbers, ended ones too; without a body the city's."""
    query = select(ItemRow).where(ItemRow.program == program, ItemRow.unit.is_not(None))
    mine = ItemRow.origin == "city" if unit is None else (ItemRow.origin == "own") & (ItemRow.unit == unit)
    rows = session.scalars(query.where(mine).order_by(ItemRow.position, ItemRow.id)).all()
    changes: dict[int, list[ItemChange]] = {row.id: [] for row in rows}
    history = select(ItemChangeRow).where(ItemChangeRow.item.in_(changes)).order_by(ItemChangeRow.id)
    kinds = {row.id: row.type for row in rows}
    for change in session.scalars(history):
        changes[change.item].append(_change(change, kinds[change.item]))
    return tuple(KeptItem(row.goal or "", read_definition(row), tuple(changes[row.id])) for row in rows)


def last_change(session: Session, item: int) -> ItemChangeRow | None:
    """The newest step of an item; None if it was added before steps were kept and not changed since."""
    query = select(ItemChangeRow).where(ItemChangeRow.item == item).order_by(ItemChangeRow.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def read_definition(row: ItemRow) -> Indicator | Activity:
    return _definition(row.type, row.document)


def _change(row: ItemChangeRow, kind: str) -> ItemChange:
    before = None if row.before is None else _definition(kind, row.before)
    return ItemChange(row.id, before, _definition(kind, row.after), row.at, row.by)


def _definition(kind: str, document: str) -> Indicator | Activity:
    model = Indicator if kind == "indicator" else Activity
    return model.model_validate(json.loads(document))
