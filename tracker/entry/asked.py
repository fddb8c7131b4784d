"""What a body is asked for in a period. It follows from the definitions alone, so it is worked out once for all who
ask how far the body has come."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tracker.definitions.measure import Measure
from tracker.definitions.same import Same
from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.measures.table import kind_of
from tracker.rows import RowKey
from tracker.words import gettext as _


class FigurePlace(NamedTuple):
    """A row of figures to fill in. ``name``: of its category; empty for the total."""

    key: RowKey
    name: str
    required: bool


class Asked(NamedTuple):
    """An item of the form. ``owed``: it has fields to fill in itself. ``measure``, ``rows``: an indicator's, with the
    rows of figures that are typed. ``done``: the field with which anything else counts as filled in."""

    goal: str
    item: GoalView | IndicatorView | ActivityView
    key: RowKey
    owed: bool
    measure: Measure | None = None
    rows: tuple[FigurePlace, ...] = ()
    done: str = ""

    @property
    def code(self) -> str:
        return self.key.item

    @property
    def title(self) -> str:
        return judgement_title(self.item.title) if isinstance(self.item, GoalView) else self.item.title


@dataclass(frozen=True)
class Asks:
    """What one body is asked for in the view's period."""

    view: View
    unit: str

    @cached_property
    def kinds(self) -> Collection[str]:
        """What the part of the calendar asks for: figures, statuses, judgements, forecasts, plans."""
        return self.view.program.calendar.part(self.view.period).asks

    @cached_property
    def by_goal(self) -> dict[str, tuple[Asked, ...]]:
        """Every indicator, activity and judgement of the form, in its order, by goal; goals without any left out."""
        return {goal.code: tuple(self._of_goal(goal)) for goal in self.view.goals if self.on_form(goal)}

    @cached_property
    def items(self) -> tuple[Asked, ...]:
        return tuple(each for items in self.by_goal.values() for each in items)

    def _of_goal(self, goal: GoalView) -> Iterator[Asked]:
        for indicator in self.indicators(goal):
            rows = self.figures(indicator)
            if rows or self.target(indicator):
                yield Asked(goal.code, indicator, RowKey(indicator.code), bool(rows), indicator.measure, rows)
        done = "text" if "plans" in self.kinds else "status"
        for activity in self.activities(goal):
            yield Asked(goal.code, activity, RowKey(activity.code), self.given_at(activity) is None, done=done)
        if self.judgement(goal):
            yield Asked(goal.code, goal, RowKey(goal.code), True, done="status")

    def on_form(self, goal: GoalView) -> bool:
        """A goal is on the form where the body has something to do for it."""
        asked = (self.figures(each) or self.target(each) for each in self.indicators(goal))
        return any(asked) or any(self.activities(goal))

    def indicators(self, goal: GoalView) -> Iterator[IndicatorView]:
        return (indicator for indicator in goal.indicators if self.unit in indicator.responsible)

    def figure(self, indicator: IndicatorView) -> bool:
        return self.view.period.part in indicator.measure.asked and "figures" in self.kinds

    def figures(self, indicator: IndicatorView) -> tuple[FigurePlace, ...]:
        """The rows that are typed; none where the figure is not asked for or is entered at another indicator."""
        measure = indicator.measure
        if not (self.figure(indicator) and measure.is_entered):
            return ()
        total = (FigurePlace(RowKey(indicator.code), "", True),) if measure.total_is_given else ()
        return total + tuple(
            FigurePlace(RowKey(indicator.code, dimension.code, category.code), category.name, category.required)
            for dimension in measure.dimensions
            for category in dimension.categories
        )

    def target(self, indicator: IndicatorView) -> bool:
        return "plans" in self.kinds and not kind_of(indicator.measure.kind).is_answer

    def activities(self, goal: GoalView) -> Iterator[ActivityView]:
        followed = "statuses" in self.kinds or "plans" in self.kinds
        return (activity for activity in goal.activities if followed and self.unit in activity.responsible)

    def given_at(self, activity: ActivityView) -> str | None:
        """The activity that this one is the same as, where the body answers for that one too and says it there."""
        same = activity.same_as
        if same is None:
            return None
        return same if any(a.code == same and self.unit in a.responsible for a in self.view.activities()) else None

    def judgement(self, goal: GoalView) -> bool:
        return "judgements" in self.kinds and self.unit in goal.responsible


def asks_of(view: View, unit: str) -> Asks:
    return _asks(Same(view), unit)


@lru_cache(maxsize=512)
def _asks(view: Same[View], unit: str) -> Asks:
    """Lists of follow-ups ask it of every body at every request."""
    return Asks(view.held, unit)


def judgement_title(goal: str) -> str:
    """What is judged, as it is named beside titles of indicators and activities."""
    return _("Bedömning av målet ”{goal}”").format(goal=goal)
