"""A program as written: goals, conditions, indicators and activities, each with dated versions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tracker.definitions.dated import Dated, Decision, Model, added
from tracker.definitions.ils import Ils
from tracker.definitions.measure import Dimension, Measure
from tracker.definitions.references import Break, Comparison, Target
from tracker.definitions.settings import (
    Contact,
    Disclosure,
    Evidence,
    JudgementWord,
    Named,
    Section,
    StatusWord,
    TargetGroup,
)
from tracker.periods import Calendar

Origin = Literal["program", "own", "city"]


class Text(Dated):
    """One wording of a title or text."""

    text: str
    """The text, word for word."""
    short_title: str | None = added(None)
    """A short name of ours, for lists and charts."""


class Responsibility(Dated):
    """The bodies or groups that answer for an item."""

    bodies: tuple[str, ...]
    """Their codes, in the order in which the program writes them."""


class Item(Model):
    """What indicators and activities share."""

    code: str
    """What files and the report call it: letters, digits, ``.`` and ``-``."""
    wording: tuple[Text, ...]
    """The program's own words."""
    responsible: tuple[Responsibility, ...]
    """Who reports it."""
    note: str | None = None
    """A remark of ours, shown with the item."""
    origin: Origin = "program"
    """Whose item it is: the program's, a body's own, or kept for others to report."""
    about: tuple[str, ...] = added(())
    """Codes of the target groups that it is about."""


class Indicator(Item):
    """What is measured."""

    measure: tuple[Measure, ...]
    """How it is measured."""
    targets: tuple[Target, ...] = ()
    """Targets, one per year."""
    comparison: tuple[Comparison, ...] = ()
    """Figures from outside to compare with."""
    breaks: tuple[Break, ...] = ()
    """Days from which the series is another."""
    continues: str | None = added(None)
    """The indicator of an earlier program whose series this one continues, as ``PROGRAM:CODE``."""
    matrix: str | None = added(None)
    """The matrix of the program in which its answers stand, by body; for yes or no only."""
    decided_by: str | None = added(None)
    """Who decides on what is asked for, shown in the matrix."""


class Activity(Item):
    """What is to be done."""

    same_as: str | None = None
    """The activity under another goal that this one is: they have one status."""


class Condition(Model):
    """What must be in place for the goal (förutsättning)."""

    code: str
    """What the report calls it."""
    wording: tuple[Text, ...]
    """The program's own words."""


class Goal(Model):
    """A goal and all that stands under it."""

    code: str
    """What files and the report call it."""
    wording: tuple[Text, ...]
    """The program's own words."""
    regional_goal: str | None = None
    """The goal of a regional strategy that it corresponds to."""
    note: str | None = None
    """A remark of ours, shown with the goal."""
    conditions: tuple[Condition, ...] = ()
    """What must be in place."""
    indicators: tuple[Indicator, ...] = ()
    """What is measured."""
    activities: tuple[Activity, ...] = ()
    """What is to be done; may be empty."""


class RegionalGoal(Model):
    """A goal of the regional strategy that the program's goals correspond to."""

    code: str
    """What goals name as their ``regional_goal``."""
    title: str | None = None
    """Its words, where they are known."""
    source: str | None = None
    """Where the correspondence is known from."""


class CouncilGoal(Dated):
    """A goal of the city council that some of the program's goals serve, in some years."""

    code: str
    """What the report calls it."""
    title: str
    """Its words."""
    goals: tuple[str, ...]
    """Codes of the program's goals that serve it."""
    source: str
    """Where that is known from."""
    confirmed: bool = True
    """Whether it is confirmed, or our reading."""


class Program(Model):
    """One program."""

    code: str
    """The folder's name, and the program's name in addresses and files: a–z, digits and ``-``."""
    title: str
    """Its full name."""
    short_title: str
    """Its name in headings and lists."""
    ils_key: str | None = None
    """What the drop-down list of programs in the city's planning system calls it."""
    vision: str
    """What it strives for, in its own words."""
    caution: str | None = added(None)
    """What its figures together cannot tell, in a sentence of ours for its first page."""
    purpose: str | None = None
    """Why it exists, in its own words."""
    from_: date = Field(alias="from")
    """Its first day."""
    to: date
    """Its last day."""
    adopted: Decision | None = None
    """Who decided it. What it says without dates applies by this decision."""
    source: str | None = None
    """Where its text comes from."""
    note: str | None = None
    """A remark of ours."""
    target_groups: tuple[TargetGroup, ...] = ()
    """Whom it is for."""
    kinds_of_violence: tuple[Named, ...] = ()
    """What it is against."""
    perspectives: tuple[Named, ...] = ()
    """What it looks at throughout."""
    calendar: Calendar
    """The parts of its year."""
    judgements: tuple[JudgementWord, ...] = ()
    """How bodies judge a goal, best first; empty: they do not."""
    statuses: tuple[StatusWord, ...] = ()
    """How far an activity has come; empty: that is not asked."""
    disclosure: Disclosure = Disclosure()
    """Rules for publishing small counts."""
    dimensions: tuple[Dimension, ...] = ()
    """Breakdowns that measures name by code, also those of bodies' own indicators."""
    regional_goals: tuple[RegionalGoal, ...] = ()
    """Goals of a regional strategy."""
    kf_goals: tuple[CouncilGoal, ...] = ()
    """Goals of the city council."""
    matrices: tuple[Named, ...] = added(())
    """Tables of bodies by questions, e.g. of what each body offers; indicators say that they belong to one."""
    document: tuple[Section, ...] = added(())
    """The sections of the document that the follow-up is handed over in, in order; empty: the goals alone."""
    contacts: tuple[Contact, ...] = added(())
    """Where readers can ask."""
    evidence: Evidence = added(Evidence())
    """Whether bodies may add files to what they report; links they always may."""
    public: bool = added(False)
    """Whether published editions are shown to readers without an account."""
    ils: Ils | None = added(None)
    """What the city's planning system calls its bodies and indicators; a file of its own."""
    goals: tuple[Goal, ...]
    """Its goals, in order."""

    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    def activities(self) -> tuple[Activity, ...]:
        return tuple(activity for goal in self.goals for activity in goal.activities)
