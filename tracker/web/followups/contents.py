"""What the follow-ups of a period hold, as the receipt page tells it: how much is filled in, and what was warned of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View
from tracker.entry.owed import owed_with
from tracker.entry.progress import Progress
from tracker.followups.warned import CountedWarnings
from tracker.store import queries
from tracker.web.followups.standings import Standing


@dataclass(frozen=True)
class Contents:
    """``warnings``: how many there are, answered with a comment or not; counted while it waits to be received."""

    progress: Progress
    warnings: int


def contents(
    session: Session, counted: CountedWarnings, definitions: Definitions, seen: View, standings: Collection[Standing]
) -> dict[str, Contents]:
    """By body, of the follow-ups that have been begun. Checking takes long, so only those that wait are checked."""
    begun = {row.unit: row.followup.id for row in standings if row.followup}
    held = queries.filled_of_many(session, list(begun.values()))
    warned = counted.of(session, definitions, seen, [row.unit for row in standings if row.state == "submitted"])
    return {
        unit: Contents(owed_with(seen, unit, held.get(followup, {})).progress, warned.get(unit, 0))
        for unit, followup in begun.items()
    }
