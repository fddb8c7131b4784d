"""The plain form of one follow-up: what one body gives for one program in one period.

Page and entry sheet render it. Fields hold text as typed and shown; ``reading`` turns text into rows, ``rules`` judges
them. Nothing here knows of a database or a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tracker.definitions.measure import Measure
from tracker.definitions.program import Origin
from tracker.definitions.viewed import UnitView
from tracker.entry.asked import judgement_title
from tracker.entry.days import Days
from tracker.entry.earlier import PastFigure, PastText
from tracker.entry.field import Field
from tracker.entry.progress import Progress, progress_of
from tracker.measures.kind import MeasureKind
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.rows import RowKey


class FigureRow(NamedTuple):
    """One line of figures: the total, or one category. ``earlier``: one per column of the form, or None.

    ``n``/``d`` are None where they are not typed: d of a count, everything of a total that is summed.
    """

    key: RowKey
    label: str
    required: bool
    n: Field
    d: Field | None
    empty: Field
    reason: Field
    earlier: tuple[PastFigure | None, ...]
    filled: bool


@dataclass(frozen=True)
class IndicatorEntry:
    """One indicator. ``whole``: marks all categories as missing at once (None where there is one row).

    ``rows`` is empty in a period that does not ask for the figure; a plan then asks for ``target``. ``begins``: the
    field where work on it begins, the first row that lacks its figures.
    ``planned``: the body's own target for the year from its plan. ``city_target``: the program's. ``asked_then``: by
    column of the form, whether the body was asked for it in that period.
    """

    code: str
    title: str
    origin: Origin
    note: str | None
    measure: Measure
    rows: tuple[FigureRow, ...]
    whole: Field | None
    comment: Field
    forecast: Field | None
    target: Field | None
    planned: Decimal | None
    city_target: Decimal | None
    total_earlier: tuple[PastFigure | None, ...]
    population: int | None
    filled: bool
    begins: str
    asked_then: tuple[bool, ...] = ()

    @property
    def kind(self) -> MeasureKind:
        return kind_of(self.measure.kind)

    @property
    def shared_with(self) -> str | None:
        """The indicator at which d is entered, for both; None where d is entered here, or there is none."""
        same = self.measure.same_as
        return same.d.rpartition(".")[0] if same is not None and same.d is not None else None

    @property
    def owed(self) -> bool:
        return bool(self.rows)

    def row_of(self, field: str) -> str:
        """The row that a field stands in, by its label; nothing where there is one row only."""
        rows = self.rows if len(self.rows) > 1 else ()
        return next((row.label for row in rows if row.key.field(field.rpartition("/")[2]) == field), "")

    def fields(self) -> Iterator[Field]:
        for row in self.rows:
            yield row.n
            if row.d is not None:
                yield row.d
            yield row.empty
            yield row.reason
        if all(row.reason.name != self.comment.name for row in self.rows):
            yield self.comment
        yield from (field for field in (self.whole, self.forecast, self.target) if field is not None)


@dataclass(frozen=True)
class ActivityEntry:
    """One activity. ``same_as``: it is given at that activity instead and has no fields of its own.

    ``status`` is None in a plan; ``plan`` (a text to fill in) is None in every other period.
    ``planned``: what the year's plan says of it; in a plan, what last year's said, or those of the year that the
    bodies had made who merged into this one. ``year_begins``: whether what was
    said last is of an earlier year, so that the plan knows the days better. ``from_``: the period's first day.
    """

    code: str
    title: str
    origin: Origin
    note: str | None
    same_as: str | None
    status: Field | None
    plan: Field | None
    start: Field | None
    end: Field | None
    comment: Field | None
    planned: tuple[PastText, ...]
    earlier: tuple[tuple[PastText, ...], ...]
    filled: bool
    year_begins: bool = False
    from_: str = ""

    @property
    def owed(self) -> bool:
        return self.same_as is None

    @property
    def begins(self) -> str:
        return next(iter(self.fields())).name

    @property
    def latest(self) -> tuple[PastText, ...]:
        return self.earlier[0] if self.earlier else ()

    def same_again(self) -> dict[str, str]:
        """Field name → text that says what the body said last; nothing where that would change nothing, and no text or
        day in place of what is typed. In a plan: the plan before with its days, unless they have passed."""
        if self.plan is not None:
            return next(iter(self.plans_again()), ("", {}))[1]
        said = [text for text in self.latest if text.status and not text.body]
        if len(said) != 1 or self.status is None or self.start is None or self.end is None:
            return {}
        plans = [text for text in self.planned if not text.body and (text.start or text.end)]
        days = plans[0] if self.year_begins and len(plans) == 1 else said[0]
        again = ((self.status, said[0].status), (self.start, days.start), (self.end, days.end))
        blank = [pair for pair in again if pair[0] is self.status or not pair[0].value]
        return {field.name: text for field, text in blank if text and text != field.value}

    def plans_again(self) -> list[tuple[str, dict[str, str]]]:
        """In a plan: each plan that can be taken over, with whose it is, blank for the body's own of last year."""
        if self.plan is None or self.plan.value:
            return []
        return [(each.body, self._plan_again(each)) for each in self.planned if each.text]

    def _plan_again(self, plan: PastText) -> dict[str, str]:
        days = () if plan.end and plan.end < self.from_ else (plan.start, plan.end)
        again = zip((self.plan, self.start, self.end), (plan.text, *days), strict=False)
        return {field.name: text for field, text in again if field is not None and text and not field.value}

    def fields(self) -> Iterator[Field]:
        given = (self.status, self.plan, self.start, self.end, self.comment)
        yield from (field for field in given if field is not None)


@dataclass(frozen=True)
class Judgement:
    """The body's judgement of a goal, its analysis, and a text per perspective of the program. ``goal``: its title.
    ``analysis``: by judgement, whether it is ``required`` to say why, ``asked`` or ``optional``."""

    code: str
    goal: str
    status: Field
    text: Field
    perspectives: tuple[Field, ...]
    earlier: tuple[tuple[PastText, ...], ...]
    filled: bool
    analysis: Mapping[str, str]

    @property
    def title(self) -> str:
        return judgement_title(self.goal)

    @property
    def begins(self) -> str:
        return self.status.name

    @property
    def owed(self) -> bool:
        return True

    def fields(self) -> Iterator[Field]:
        yield self.status
        yield self.text
        yield from self.perspectives


Entry = IndicatorEntry | ActivityEntry | Judgement


@dataclass(frozen=True)
class GoalEntry:
    """A goal with the program's text and everything that the body gives under it."""

    code: str
    title: str
    note: str | None
    conditions: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorEntry, ...]
    activities: tuple[ActivityEntry, ...]
    judgement: Judgement | None

    def entries(self) -> Iterator[Entry]:
        yield from self.indicators
        yield from self.activities
        if self.judgement is not None:
            yield self.judgement

    @property
    def progress(self) -> Progress:
        return progress_of(self.entries())


@dataclass(frozen=True)
class Form:
    """One follow-up. ``days``: the program's first and last. ``columns``: the earlier periods whose values stand beside
    the fields. ``remarks``: by item, what has been remarked on it and answered, for the sheet."""

    program: str
    program_name: str
    unit: UnitView
    period: Period
    period_name: str
    is_plan: bool
    due: date
    days: Days
    columns: tuple[Period, ...]
    goals: tuple[GoalEntry, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        return (entry for goal in self.goals for entry in goal.entries())

    def entry(self, item: str) -> Entry | None:
        return next((entry for entry in self.entries() if entry.code == item), None)

    def name(self, item: str) -> str:
        """What an item is called among others: its title, and its code; the code alone where it is not asked for."""
        entry = self.entry(item)
        return item if entry is None else f"{entry.title.rstrip('.')} ({item})"

    def fields(self) -> Iterator[Field]:
        return (field for entry in self.entries() for field in entry.fields())

    @property
    def progress(self) -> Progress:
        return progress_of(self.entries())

    @property
    def begins(self) -> dict[str, str]:
        """Item → the field where work on it begins; blank of one that is filled in."""
        return {entry.code: "" if entry.filled else entry.begins for entry in self.entries() if entry.owed}

    @property
    def empty(self) -> list[str]:
        """The names of the fields with which each entry begins that is not filled in."""
        return [field for field in self.begins.values() if field]
