"""How far a body has come with what it is asked for, and where to go on; no form has to be built for that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.definitions.measure import Measure
from tracker.definitions.view import View
from tracker.definitions.viewed import GoalView
from tracker.entry.asked import Asked, Asks, FigurePlace, asks_of
from tracker.entry.progress import Progress
from tracker.rows import BLANK, RowKey, Value

Given = Callable[[RowKey, str], bool]
"""Whether a row has anything in one of its fields."""


@dataclass(frozen=True)
class Owed:
    """What one body is asked for, and by ``given`` what of it is filled in. ``only``: counted alone; None for all."""

    asks: Asks
    given: Given
    only: frozenset[str] | None = None

    @cached_property
    def items(self) -> tuple[Asked, ...]:
        """Those that are counted."""
        return tuple(each for each in self.asks.items if self.only is None or each.code in self.only)

    @property
    def progress(self) -> Progress:
        """Items filled in, of those that the body owes."""
        return self._progress(self.items)

    def progress_of(self, goal: GoalView) -> Progress | None:
        """The same under one goal; None where the body owes nothing under it."""
        found = self._progress(self.asks.by_goal.get(goal.code, ()))
        return found if found.owed else None

    @property
    def first_empty(self) -> Asked | None:
        """The item where work goes on; None where nothing is empty."""
        return next((each for each in self.items if each.owed and not self._filled(each)), None)

    def begins(self, asked: Asked) -> str:
        """The field where work on an item begins."""
        return asked.key.field(asked.done) if asked.measure is None else self.figure_begins(asked.measure, asked.rows)

    def figure_filled(self, measure: Measure, key: RowKey) -> bool:
        """It has its figures, or says why there are none."""
        given = self.given
        return given(key, "empty") or (given(key, "n") and (not measure.gives_d or given(key, "d")))

    def indicator_filled(self, measure: Measure, key: RowKey, rows: Collection[FigurePlace]) -> bool:
        """Every required row is filled, or the whole is marked as missing."""
        required = (row.key for row in rows if row.required)
        return self.given(key, "empty") or all(self.figure_filled(measure, each) for each in required)

    def figure_begins(self, measure: Measure, rows: Collection[FigurePlace]) -> str:
        """The field of the first row that lacks its figures; of the first row where none does."""
        lacking = (row.key for row in rows if not self.figure_filled(measure, row.key))
        key = next(lacking, None) or next(iter(rows)).key
        half = measure.gives_d and self.given(key, "n") and not self.given(key, "d")
        return key.field("d" if half else "n")

    def _progress(self, items: Iterable[Asked]) -> Progress:
        filled = [self._filled(each) for each in items if each.owed]
        return Progress(filled=sum(filled), owed=len(filled))

    def _filled(self, asked: Asked) -> bool:
        if asked.measure is None:
            return self.given(asked.key, asked.done)
        return self.indicator_filled(asked.measure, asked.key, asked.rows)


def owed_with(view: View, unit: str, values: Mapping[RowKey, Value]) -> Owed:
    """What the body is asked for, beside what its follow-up holds."""

    def given(key: RowKey, field: str) -> bool:
        return getattr(values.get(key, BLANK), field) not in (None, "")

    return Owed(asks_of(view, unit), given)
