"""What a body has given in all its other follow-ups, kept in memory until something in them changes.

It stands beside the fields and is what the rules compare with, at every page and every save; it is some seven hundred
rows, and on the evening before the deadline nobody changes them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from tracker.definitions.organisation import Organisation
from tracker.definitions.same import Same
from tracker.definitions.view import View
from tracker.entry.earlier import Past
from tracker.entry.remembered import Remembered
from tracker.observations import Observation, Observations
from tracker.store.database import only_reads
from tracker.store.observed import Beside, beside, item_codes, observations_beside

_MOST = 64
"""Bodies' periods kept per database and process; some 300 KB each. The one asked for longest ago leaves first."""


@dataclass(frozen=True)
class GivenBefore:
    """``own_targets``: those of the body's plan of the year. ``fictional``: whether any of it is invented.
    ``codes``: of the program's items, by number. ``remembered``: what has been made of the form beside it."""

    past: Past
    own_targets: Mapping[str, Decimal]
    fictional: bool
    codes: Mapping[int, str]
    remembered: Remembered = field(default_factory=Remembered)


class _Kept:
    """Of one database. A key holds the very definitions, and of each follow-up beside the id of its last change: every
    value that is written leaves one, and those of one follow-up come one after another."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[Any, ...], GivenBefore] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[Any, ...]) -> GivenBefore | None:
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def keep(self, key: tuple[Any, ...], given: GivenBefore) -> None:
        with self._lock:
            self._found[key] = given
            while len(self._found) > _MOST:
                self._found.popitem(last=False)


_OF_DATABASES: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()


def given_before(
    session: Session, organisation: Organisation, seen: View, unit: str, *, nothing_written: bool = False
) -> GivenBefore:
    """What a body that owes the view's period has given in every other follow-up that the period is shown with.

    ``nothing_written``: in this session, though it may write. What is not committed yet is kept for nobody: it may be
    rolled back, and the next change then gets the same id.
    """
    kept = _OF_DATABASES.setdefault(session.get_bind().engine.pool, _Kept())
    bodies = stands_for(organisation, unit, seen.last_day)
    there = _beside(session, seen, unit, bodies)
    key = (Same(organisation), Same(seen), unit, there)
    found = kept.find(key)
    if found is None:
        rows = observations_beside(session, seen.program.code, there)
        found = GivenBefore(
            past=Past(organisation, seen.program, unit, seen.period, Observations(rows)),
            own_targets=_planned_targets(seen, unit, rows),
            fictional=any(row.fictional for row in rows),
            codes=item_codes(session, seen.program.code),
        )
        # A session that may write also sees what others write meanwhile: the rows may be newer than the changes.
        if only_reads(session) or (nothing_written and _beside(session, seen, unit, bodies) == there):
            kept.keep(key, found)
    return found


def _beside(session: Session, seen: View, unit: str, bodies: tuple[str, ...]) -> tuple[Beside, ...]:
    own = (unit, seen.period)
    return tuple(each for each in beside(session, seen.program.code, bodies, seen.period) if each.of != own)


def stands_for(organisation: Organisation, unit: str, day: date) -> tuple[str, ...]:
    """The body itself and all that were merged into it by the day, through chains of mergers."""
    before = (known.code for known in organisation.units if organisation.successor(known.code, day) == unit)
    return tuple(dict.fromkeys((unit, *before)))


def _planned_targets(seen: View, unit: str, rows: Iterable[Observation]) -> dict[str, Decimal]:
    """The body's own targets in its plan of the year."""
    plan = seen.program.calendar.plan_of(seen.period)
    if plan == seen.period:
        return {}
    planned = (row for row in rows if row.period == plan and row.unit == unit)
    return {row.item: row.target for row in planned if row.target is not None}
