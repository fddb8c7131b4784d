"""States of a follow-up and the moves between them, as one table. No database.

A follow-up's state is what its events lead to; nothing else says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.accounts.permissions import UnitAction
from tracker.store.read import Event, State

Action = Literal["open", "submit", "withdraw", "approve", "return", "reopen"]
EventKind = Literal["opened", "submitted", "withdrawn", "approved", "returned", "reopened"]


@dataclass(frozen=True)
class Move:
    """``permission``: what the account must be allowed to do to the body."""

    event: EventKind
    from_states: frozenset[State]
    to_state: State
    permission: UnitAction
    needs_reason: bool = False


MOVES: Mapping[Action, Move] = {
    "open": Move("opened", frozenset({"not_opened"}), "draft", "edit"),
    "submit": Move("submitted", frozenset({"draft", "returned"}), "submitted", "submit"),
    "withdraw": Move("withdrawn", frozenset({"submitted"}), "draft", "withdraw"),
    "approve": Move("approved", frozenset({"submitted"}), "approved", "receive"),
    "return": Move("returned", frozenset({"submitted"}), "returned", "return", needs_reason=True),
    "reopen": Move("reopened", frozenset({"approved"}), "draft", "reopen", needs_reason=True),
}

EDITABLE: frozenset[State] = frozenset({"draft", "returned"})
"""The states in which values may be changed."""

_MOVE_OF: Mapping[str, Move] = {move.event: move for move in MOVES.values()}


class BrokenEvents(ValueError):
    """A list of events that the table does not allow: somebody changed the database by hand."""


def replay(events: Iterable[str]) -> State:
    """The state that all events lead to, each checked against the table. Raises BrokenEvents."""
    state: State = "not_opened"
    for number, event in enumerate(events, start=1):
        move = _MOVE_OF.get(event)
        if move is None or state not in move.from_states:
            raise BrokenEvents(f"event {number} ({event}) cannot follow the state {state}")
        state = move.to_state
    return state


def due_again(last: Event | None) -> date | None:
    """The day by which what came back is to be handed in again; None if it did not come back, or without a day.
    ``last``: the follow-up's last event."""
    return last.due if last is not None and last.kind == "returned" else None
