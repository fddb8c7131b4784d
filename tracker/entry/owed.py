"""What a body is asked for in a period, what of it is filled in, where to go on; no form has to be built for that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tracker.definitions.measure import Measure
from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.entry.model import judgement_title
from tracker.entry.progress import Progress, progress_of
from tracker.measures.table import kind_of
from tracker.rows import BLANK, RowKey, Value

Given = Callable[[RowKey, str], bool]
"""Whether a row has anything in one of its fields."""


@dataclass(frozen=True)
class FigurePlace:
    """A row of figures to fill in. ``name``: of its category; empty for the total."""

    key: RowKey
    name: str
    required: bool


class Asked(NamedTuple):
    """An item of the form. ``owed``: it has fields to fill in itself. ``begins``: the one where work on it begins."""

    goal: str
    code: str
    title: str
    owed: bool
    filled: bool
    begins: str


@dataclass(frozen=True)
class Owed:
    """What one body is asked for in the view's period. ``given``: what is filled in."""

    view: View
    unit: str
    given: Given

    @cached_property
    def asked(self) -> Collection[str]:
        """What the part of the calendar asks for: figures, statuses, judgements, forecasts, plans."""
        return self.view.program.calendar.part(self.view.period).asks

    def asks_figure(self, indicator: IndicatorView) -> bool:
        return self.view.period.part in indicator.measure.asked and "figures" in self.asked

    def asks_target(self, indicator: IndicatorView) -> bool:
        return "plans" in self.asked and not kind_of(indicator.measure.kind).is_answer

    def indicators(self, goal: GoalView) -> Iterator[IndicatorView]:
        return (indicator for indicator in goal.indicators if self.unit in indicator.responsible)

    def figures(self, indicator: IndicatorView) -> tuple[FigurePlace, ...]:
        """The rows that are typed; none where the figure is not asked for or is entered at another indicator."""
        measure = indicator.measure
        if not (self.asks_figure(indicator) and measure.is_entered):
            return ()
        total = (FigurePlace(RowKey(indicator.code), "", True),) if measure.total_is_given else ()
        return total + tuple(
            FigurePlace(RowKey(indicator.code, dimension.code, category.code), category.name, category.required)
            for dimension in measure.dimensions
            for category in dimension.categories
        )

    def activities(self, goal: GoalView) -> Iterator[ActivityView]:
        followed = "statuses" in self.asked or "plans" in self.asked
        return (activity for activity in goal.activities if followed and self.unit in activity.responsible)

    def given_at(self, activity: ActivityView) -> str | None:
        """The activity that this one is the same as, where the body answers for that one too and says it there."""
        same = activity.same_as
        if same is None:
            return None
        return same if any(a.code == same and self.unit in a.responsible for a in self.view.activities()) else None

    def on_form(self, goal: GoalView) -> bool:
        """A goal is on the form where the body has something to do for it."""
        asked = (self.figures(each) or self.asks_target(each) for each in self.indicators(goal))
        return any(asked) or any(self.activities(goal))

    def judges(self, goal: GoalView) -> bool:
        return "judgements" in self.asked and self.unit in goal.responsible

    def figure_filled(self, measure: Measure, key: RowKey) -> bool:
        """It has its figures, or says why there are none."""
        given = self.given
        return given(key, "empty") or (given(key, "n") and (not measure.gives_d or given(key, "d")))

    def indicator_filled(self, indicator: IndicatorView, places: Collection[FigurePlace]) -> bool:
        """Every required row is filled, or the whole is marked as missing."""
        required = (place.key for place in places if place.required)
        return self.given(RowKey(indicator.code), "empty") or all(
            self.figure_filled(indicator.measure, key) for key in required
        )

    def activity_filled(self, activity: ActivityView) -> bool:
        return self.given(RowKey(activity.code), self._done)

    @property
    def _done(self) -> str:
        """The field with which an activity counts as filled in."""
        return "text" if "plans" in self.asked else "status"

    def judgement_filled(self, goal: GoalView) -> bool:
        return self.given(RowKey(goal.code), "status")

    def asked_for(self) -> Iterator[Asked]:
        """Every indicator, activity and judgement of the form, in its order."""
        for goal in self.view.goals:
            if self.on_form(goal):
                yield from self._of_goal(goal)

    def _of_goal(self, goal: GoalView) -> Iterator[Asked]:
        for indicator in self.indicators(goal):
            places = self.figures(indicator)
            if places or self.asks_target(indicator):
                filled = bool(places) and self.indicator_filled(indicator, places)
                begins = self.figure_begins(indicator.measure, places) if places else ""
                yield Asked(goal.code, indicator.code, indicator.title, bool(places), filled, begins)
        for activity in self.activities(goal):
            owed = self.given_at(activity) is None
            filled = owed and self.activity_filled(activity)
            yield Asked(goal.code, activity.code, activity.title, owed, filled, RowKey(activity.code).field(self._done))
        if self.judges(goal):
            begins = RowKey(goal.code).field("status")
            yield Asked(goal.code, goal.code, judgement_title(goal.title), True, self.judgement_filled(goal), begins)

    @property
    def progress(self) -> Progress:
        """Items filled in, of those that the body owes."""
        return progress_of(self.asked_for())

    def progress_of(self, goal: GoalView) -> Progress | None:
        """The same under one goal; None where the body owes nothing under it."""
        filled = [each.filled for each in self._of_goal(goal) if each.owed] if self.on_form(goal) else []
        return Progress(filled=sum(filled), owed=len(filled)) if filled else None

    @property
    def first_empty(self) -> Asked | None:
        """The item where work goes on; None where nothing is empty."""
        return next((each for each in self.asked_for() if each.owed and not each.filled), None)

    def figure_begins(self, measure: Measure, places: Collection[FigurePlace]) -> str:
        """The field of the first row that lacks its figures; of the first row where none does."""
        lacking = (place.key for place in places if not self.figure_filled(measure, place.key))
        key = next(lacking, None) or next(iter(places)).key
        half = measure.gives_d and self.given(key, "n") and not self.given(key, "d")
        return key.field("d" if half else "n")


def owed_with(view: View, unit: str, values: Mapping[RowKey, Value]) -> Owed:
    """What the body is asked for, beside what its follow-up holds."""

    def given(key: RowKey, field: str) -> bool:
        return getattr(values.get(key, BLANK), field) not in (None, "")

    return Owed(view, unit, given)
