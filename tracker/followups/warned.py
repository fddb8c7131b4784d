"""How many warnings the follow-ups that wait to be received hold."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.same import Same
from tracker.definitions.view import View
from tracker.followups.given_before import stands_for
from tracker.followups.work import work
from tracker.store.freshness import last_changes


class CountedWarnings:
    """Counted anew only when something that they follow from has changed: the definitions, or anything that the body,
    or one that was merged into it, has given in any period.

    Checking one follow-up takes some ten milliseconds, and on the day when all are due thirty wait.
    """

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._counts: OrderedDict[tuple[Any, ...], int] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, definitions: Definitions, seen: View, units: Collection[str]) -> dict[str, int]:
        """By body, of their follow-ups in the view's period."""
        bodies = {unit: stands_for(definitions.organisation, unit, seen.last_day) for unit in units}
        changes = last_changes(session, seen.program.code, {body for each in bodies.values() for body in each})
        found = {}
        for unit, those in bodies.items():
            key = (Same(seen), unit, *(changes.get(body) for body in those))
            with self._lock:
                known = self._counts.get(key)
            if known is None:
                # Counted outside the lock: others need not wait, and counting twice does no harm.
                known = len(work(session, definitions, seen, unit).checked.warnings)
                self._keep(key, known)
            found[unit] = known
        return found

    def _keep(self, key: tuple[Any, ...], count: int) -> None:
        with self._lock:
            self._counts[key] = count
            while len(self._counts) > self._most:
                self._counts.popitem(last=False)
