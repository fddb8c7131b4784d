"""Who answers for what in a follow-up, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.entry.model import GoalEntry
from tracker.store.delegation import Delegated


def who_answers(goal: GoalEntry, answering: Mapping[str, tuple[Delegated, ...]]) -> str:
    """Who has been given the goal, or what of it: ``Anna Ek; Bo Al (A2.1, A2.3)``. ``answering``: by goal and item."""
    whole = {each.id: each for each in answering.get(goal.code, ())}
    items: dict[str, list[str]] = {}
    for entry in goal.entries():
        for each in answering.get(entry.code, ()):
            if each.id not in whole:
                items.setdefault(each.name, []).append(entry.code)
    return "; ".join([*(e.name for e in whole.values()), *(f"{n} ({', '.join(c)})" for n, c in items.items())])
