"""A program as written: goals, conditions, indicators and activities, each with dated versions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from tracker.definitions.dated import Dated, Decision, Model
from tracker.periods import Calendar

Kind = Literal["count", "share", "ratio", "rate", "yes_no"]
Measured = Literal["n", "d"]
Empty = Literal["-", "."]
"""What stands for a figure: ``-`` missing (a comment gives the reason), ``.`` not applicable. No row: not reported."""
Origin = Literal["program", "own", "city"]


class Text(Dated):
    """One wording of a title or text."""

    text: str


class Responsibility(Dated):
    """The bodies or groups that answer for an item, in the order in which the program writes them."""

    bodies: tuple[str, ...]


class Category(Model):
    code: str
    name: str
    required: bool = True


class Dimension(Model):
    """A breakdown of persons or things. ``total``: the sum of the categories, or ``distinct`` persons
    who may stand in several categories; only then is the total given beside them."""

    code: str
    name: str
    categories: tuple[Category, ...]
    total: Literal["sum", "distinct"] = "sum"


class Labels(Model):
    n: str
    d: str | None = None


class Measure(Dated):
    """How an indicator is measured: its kind and what n and d count.

    ``accumulates``: over the year (else read on the period's last day). ``asked``: parts of the calendar.
    ``d_same_as``: another indicator's d (``I5.1.d``) that this one's d equals. ``decimals``: of the value.
    """

    kind: Kind
    labels: Labels
    protects: tuple[Measured, ...] = ()
    accumulates: bool
    asked: tuple[str, ...]
    direction: Literal["up", "down"] | None = None
    decimals: int = Field(ge=0, le=3)
    dimensions: tuple[Dimension, ...] = ()
    d_same_as: str | None = None
    source: Literal["register", "count", "survey", "focus_group", "national"]
    method: str | None = None
    confirmed: bool = True

    @property
    def takes_d(self) -> bool:
        """Whether a body gives d: a rate takes it from the population, a count has none."""
        return self.kind in ("share", "ratio")

    @property
    def n_within_d(self) -> bool:
        return self.kind in ("share", "yes_no")

    @property
    def total_is_given(self) -> bool:
        """Whether the row without a category is given by the body, not summed."""
        return not self.dimensions or any(dimension.total == "distinct" for dimension in self.dimensions)


class Target(Dated):
    """Targets for one year in the indicator's unit: the city's, and single bodies'."""

    year: int
    city: Decimal | None = None
    units: dict[str, Decimal] = Field(default_factory=dict)


class Point(Model):
    year: int
    value: Decimal


class Comparison(Model):
    """A series from outside to compare with, e.g. all the country's municipalities."""

    name: str
    source: str
    points: tuple[Point, ...]


class Break(Model):
    """From this day figures are not comparable with earlier ones, and why."""

    date: date
    text: str
    source: str | None = None
    confirmed: bool = True


class Item(Model):
    """What indicators and activities share. ``origin``: the program's, a body's own, or the city's."""

    code: str
    wording: tuple[Text, ...]
    responsible: tuple[Responsibility, ...]
    note: str | None = None
    origin: Origin = "program"


class Indicator(Item):
    measure: tuple[Measure, ...]
    targets: tuple[Target, ...] = ()
    comparison: tuple[Comparison, ...] = ()
    breaks: tuple[Break, ...] = ()


class Activity(Item):
    same_as: str | None = None


class Condition(Model):
    """What must be in place for the goal (förutsättning)."""

    code: str
    wording: tuple[Text, ...]


class Goal(Model):
    code: str
    wording: tuple[Text, ...]
    regional_goal: str | None = None
    note: str | None = None
    conditions: tuple[Condition, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    activities: tuple[Activity, ...] = ()


class RegionalGoal(Model):
    """A goal of the regional strategy that the program's goals correspond to."""

    code: str
    title: str | None = None
    source: str | None = None


class CouncilGoal(Dated):
    """A goal of the city council (KF) that some of the program's goals serve, in some years."""

    code: str
    title: str
    goals: tuple[str, ...]
    source: str
    confirmed: bool = True


class JudgementWord(Model):
    """One judgement of a goal. ``forecast``: its words in a period that judges the year ahead."""

    code: Literal["met", "partly", "not_met"]
    word: str
    forecast: str


class StatusWord(Model):
    """One status of an activity. ``begun``, ``closed``: what it says of the dates (delayed is computed)."""

    code: Literal["not_started", "ongoing", "done", "cancelled"]
    word: str
    begun: bool
    closed: bool


class Disclosure(Model):
    """Rules for publishing small counts: 0 < a < threshold is sensitive."""

    threshold: int = Field(default=5, ge=2)
    zeros_sensitive: bool = False
    full_sensitive: bool = False
    insiders: Literal["none", "districts"] = "none"
    confirmed: bool = True


class Named(Model):
    """A short text of the program with a heading: a target group, a kind of violence, a perspective."""

    code: str
    title: str
    text: str | None = None


class Program(Model):
    """One program. ``ils_key``: what the drop-down list of programs in ILS calls it.

    ``dimensions``: breakdowns that measures may name by code instead of repeating them.
    """

    code: str
    title: str
    short_title: str
    ils_key: str | None = None
    vision: str
    purpose: str | None = None
    from_: date = Field(alias="from")
    to: date
    adopted: Decision | None = None
    source: str | None = None
    note: str | None = None
    target_groups: tuple[Named, ...] = ()
    kinds_of_violence: tuple[Named, ...] = ()
    perspectives: tuple[Named, ...] = ()
    calendar: Calendar
    judgements: tuple[JudgementWord, ...]
    statuses: tuple[StatusWord, ...]
    disclosure: Disclosure = Disclosure()
    dimensions: tuple[Dimension, ...] = ()
    regional_goals: tuple[RegionalGoal, ...] = ()
    kf_goals: tuple[CouncilGoal, ...] = ()
    goals: tuple[Goal, ...]

    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    def activities(self) -> tuple[Activity, ...]:
        return tuple(activity for goal in self.goals for activity in goal.activities)
