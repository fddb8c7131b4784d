"""What was typed in a follow-up and could not be kept as a value, per item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.definition import ItemRow
from tracker.store.unsaved import UnsavedRow


@dataclass(frozen=True)
class Unsaved:
    """``fields``: name → text as typed. ``seen``: the token that it was typed over. ``account``: whose it is."""

    id: int
    fields: Mapping[str, str]
    seen: int
    at: datetime
    account: int | None
    by: str


def unsaved_of(session: Session, followup: int) -> dict[str, Unsaved]:
    """Item code → its refused text; most follow-ups have none."""
    query = (
        select(UnsavedRow, ItemRow.code)
        .join(ItemRow, ItemRow.id == UnsavedRow.item)
        .where(UnsavedRow.followup == followup)
        .order_by(UnsavedRow.id)
    )
    return {
        code: Unsaved(row.id, json.loads(row.fields), row.seen, row.at, row.account, row.by)
        for row, code in session.execute(query)
    }
