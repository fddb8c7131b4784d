"""One body's follow-up of one period, with what it holds: what a list of many and the page of one have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.definitions.program import Program
from tracker.definitions.view import View
from tracker.periods import Period
from tracker.rows import RowKey, Value
from tracker.store.read import Event, Followup, State


@dataclass(frozen=True)
class Held:
    """``view``: the definitions in its period. ``followup``: None until somebody typed something in it."""

    view: View
    unit: str
    followup: Followup | None
    values: Mapping[RowKey, Value]

    @property
    def program(self) -> Program:
        return self.view.program

    @property
    def period(self) -> Period:
        return self.view.period

    @property
    def state(self) -> State:
        return self.followup.state if self.followup else "not_opened"

    @property
    def last(self) -> Event | None:
        return self.followup.last if self.followup else None
