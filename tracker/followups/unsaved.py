"""Keep what was typed and cannot be saved, so that nobody hands in a follow-up without it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.definitions.view import View
from tracker.followups.saving import check_editable, held_still
from tracker.followups.writing import item_ids, locked_followup
from tracker.store.base import utc_now
from tracker.store.unsaved_texts import UnsavedRow


def keep_unsaved(
    session: Session,
    *,
    followup: int,
    view: View,
    typed: Mapping[str, Mapping[str, str]],
    seen: Mapping[str, int],
    by: Account,
    today: date,
) -> None:
    """Keep the refused text of items, instead of what was kept of them before.

    ``view``, ``seen``: as in ``save``. ``typed``: item → its fields as typed. Raises NotAllowed and Locked, as ``save``
    does.
    """
    now = held_still(session, followup)
    check_editable(session, now, by, today, view, typed)
    ids = item_ids(session, now.program, typed)
    _delete(session, followup, ids.values())
    who = {"at": utc_now(), "account": by.id, "by": by.name}
    for item, number in ids.items():
        fields = json.dumps(dict(typed[item]), ensure_ascii=False)
        session.add(UnsavedRow(followup=followup, item=number, seen=seen.get(item, 0), fields=fields, **who))
    session.flush()


def forget_unsaved(session: Session, *, followup: int, items: Collection[str]) -> None:
    """Drop the refused text of items, because they were saved since."""
    program = locked_followup(session, followup).program
    _delete(session, followup, item_ids(session, program, items).values())


def _delete(session: Session, followup: int, items: Collection[int]) -> None:
    session.execute(delete(UnsavedRow).where(UnsavedRow.followup == followup, UnsavedRow.item.in_(items)))
