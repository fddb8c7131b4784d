"""Follow-ups as a list tells them: how much is filled in, where to go on, and what was refused. No form is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.definitions.view import View
from tracker.entry.asked import Asked
from tracker.entry.owed import Owed, owed_with
from tracker.followups.held import Held
from tracker.store import queries
from tracker.store.read import Followup
from tracker.store.unsaved_texts import Unsaved, unsaved_of_many


@dataclass(frozen=True)
class Glance(Held):
    """``refused``: per item what was typed and refused. ``only``: the items that its reader may see, None for all."""

    refused: Mapping[str, Unsaved]
    only: frozenset[str] | None = None

    @cached_property
    def owed(self) -> Owed:
        return replace(owed_with(self.view, self.unit, self.values), only=self.only)

    @property
    def unsaved(self) -> list[Asked]:
        """The items with refused text; of one that has ended nothing is left to put right."""
        return [each for each in self.owed.items if each.code in self.refused] if self.refused else []


def glances(session: Session, places: Iterable[tuple[View, str, Followup | None]]) -> list[Glance]:
    """Each of the follow-ups, by the definitions in its period, its body, and itself as already found."""
    wanted = list(places)
    opened = [followup.id for _view, _unit, followup in wanted if followup is not None]
    values, refused = queries.values_of_many(session, opened), unsaved_of_many(session, opened)
    return [
        Glance(view, unit, found, values.get(found.id, {}) if found else {}, refused.get(found.id, {}) if found else {})
        for view, unit, found in wanted
    ]
