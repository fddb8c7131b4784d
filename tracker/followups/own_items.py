"""Items kept in the browser: a body's own indicators and activities, and the city's that all districts report.

They are definitions like the program's, with dated versions, and are kept beside the mirror of the files. What is
added, changed or ended applies from a period on, so that earlier periods show it as before; who did it, and when, is
kept for each step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.program import Indicator
from tracker.definitions.view import View
from tracker.entry.due import applies_from
from tracker.followups.closing import check_not_closed
from tracker.followups.errors import FollowupFault, Locked, NotAllowed
from tracker.followups.kept_definitions import Definition, NewItem, changed, check_item, definition, ended
from tracker.store.base import utc_now
from tracker.store.catalogue import canonical
from tracker.store.definition import ItemChangeRow, ItemRow
from tracker.store.definition_mark import change_definitions
from tracker.store.kept_items import last_change, read_definition
from tracker.store.queries import followups
from tracker.words import gettext as _

FIXED = frozenset({"submitted", "approved"})
"""States in which a follow-up's questions stay as they were answered."""


class ItemOvertaken(FollowupFault):
    """Somebody else changed the item since it was read. ``token``: of the version that is there now."""

    def __init__(self, code: str, by: str, token: int) -> None:
        text = _("{by} ändrade {code} medan du skrev. Kontrollera och spara igen om din version ska gälla.")
        super().__init__(text.format(by=by, code=code))
        self.token = token


def add_own_item(
    session: Session, *, view: View, goal: str, unit: str, item: NewItem, by: Account, today: date
) -> str:
    """Add a body's own item under a goal, from the view's period on; returns its code, ``E-<unit>-1`` and so on.

    Raises NotAllowed, ItemRefused, Locked.
    """
    check_own_items_open(session, view=view, unit=unit, by=by, today=today)
    return _add(session, view, goal, unit, f"E-{unit}-", "own", (unit,), item, by)


def add_city_item(
    session: Session, *, view: View, goal: str, keeper: str, bodies: tuple[str, ...], item: NewItem, by: Account
) -> str:
    """Add an item that several bodies or groups report, kept by one; returns its code, ``S-1`` …

    Raises NotAllowed, ItemRefused.
    """
    if not may(by, "manage_city_items", program=view.program.code):
        raise NotAllowed
    return _add(session, view, goal, keeper, "S-", "city", bodies, item, by)


def change_item(
    session: Session, *, view: View, code: str, item: NewItem, seen: int, by: Account, today: date
) -> None:
    """Let a kept item say something else from the view's period on; one that has ended applies again.

    ``seen``: the token of the version that the person read. Raises NotAllowed, ItemRefused, ItemOvertaken, Locked,
    FollowupFault where there is no such item.
    """
    row = _held(session, view, code, by, today)
    check_item(view.program, row.goal or "", item)
    last = last_change(session, row.id)
    if last is not None and last.id != seen:
        raise ItemOvertaken(code, last.by, last.id)
    _store(session, row, changed(read_definition(row), item, _first(view)), by)


def end_item(session: Session, *, view: View, code: str, by: Account, today: date) -> None:
    """Ask for a kept item no more from the view's period on; what was reported of it stays.

    Raises NotAllowed, ItemRefused, Locked, FollowupFault where there is no such item.
    """
    row = _held(session, view, code, by, today)
    _store(session, row, ended(read_definition(row), _first(view) - timedelta(days=1)), by)


def check_own_items_open(session: Session, *, view: View, unit: str, by: Account, today: date) -> None:
    """Raises NotAllowed, and Locked once the body has handed in the period or a later one: what was answered must not
    be asked otherwise afterwards."""
    if not may(by, "manage_own_items", program=view.program.code, unit=unit):
        raise NotAllowed
    program, order = view.program, view.program.calendar.order
    check_not_closed(session, program.code, unit, view.period, by, today)
    for followup in followups(session, program.code, units=(unit,)):
        if followup.state in FIXED and order(followup.period) >= order(view.period) and followup.last is not None:
            text = _("{period} är inlämnad. Egna indikatorer och aktiviteter kan ändras i en senare period.")
            raise Locked(followup.last.by, followup.last.at, text.format(period=followup.period))


def _first(view: View) -> date:
    return applies_from(view.program.calendar, view.period)


def _add(
    session: Session, view: View, goal: str, unit: str, prefix: str, origin: Literal["own", "city"],
    bodies: Iterable[str], new: NewItem, by: Account,
) -> str:  # fmt: skip
    program = view.program
    check_item(program, goal, new)
    change_definitions(session)
    number, rows = _next_number(session, program.code, prefix)
    item = definition(program, f"{prefix}{number}", origin, tuple(bodies), new, _first(view))
    for row in rows:
        # The same form sent twice is one item: a button was pressed twice, or a page loaded anew.
        if row.goal == goal and item.model_copy(update={"code": row.code}) == read_definition(row):
            return row.code
    kind = "indicator" if isinstance(item, Indicator) else "activity"
    row = ItemRow(program=program.code, code=item.code, type=kind, goal=goal, origin=origin, unit=unit)
    row.position = number
    _store(session, row, item, by)
    return item.code


def _next_number(session: Session, program: str, prefix: str) -> tuple[int, list[ItemRow]]:
    """The next number, and the items that have one. Numbers are never used twice, not those of ended items either, nor
    those that the program's files use. To be asked while nobody else changes definitions, so that two who add at once
    get a number each.
    """
    rows = session.scalars(
        select(ItemRow).where(ItemRow.program == program, ItemRow.code.startswith(prefix, autoescape=True))
    ).all()
    numbers = (re.fullmatch(r"\d+", row.code.removeprefix(prefix)) for row in rows)
    highest = max((int(number[0]) for number in numbers if number), default=0)
    return highest + 1, [row for row in rows if row.unit is not None]


def _held(session: Session, view: View, code: str, by: Account, today: date) -> ItemRow:
    """The kept item, held against other writers until the transaction ends, and allowed to be changed."""
    change_definitions(session)
    query = select(ItemRow).where(
        ItemRow.program == view.program.code, ItemRow.code == code, ItemRow.unit.is_not(None)
    )
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None or row.unit is None:
        raise FollowupFault(_("{code} är ingen egen indikator eller aktivitet.").format(code=code))
    if row.origin == "own":
        check_own_items_open(session, view=view, unit=row.unit, by=by, today=today)
    elif not may(by, "manage_city_items", program=view.program.code):
        raise NotAllowed
    return row


def _store(session: Session, row: ItemRow, item: Definition, by: Account) -> None:
    """Write the item, and one row of its history if it differs."""
    before: str | None = row.document
    after = canonical(item)
    if before == after:
        return
    row.document = after
    session.add(row)
    session.flush()
    who = {"at": utc_now(), "account": by.id, "by": by.name, "channel": by.channel}
    session.add(ItemChangeRow(item=row.id, before=before, after=after, **who))
    session.flush()
