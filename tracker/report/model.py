"""The report model. Field names and order are the promised report JSON; ``docs/report.schema.json`` is
generated from it. Numbers are whole numbers or exact decimal strings; statuses are codes, never words.

A *cell* says in which of five states a figure is, so that the five empties are never confused:
``value``, ``not_reported``, ``missing`` (a reason was given), ``not_applicable``, ``suppressed``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tracker.definitions.measure import Kind
from tracker.report.activity import Activity as Activity
from tracker.report.activity import ActivityUnit as ActivityUnit
from tracker.report.asked import PrintedThread as PrintedThread
from tracker.report.city_words import BodyKind as BodyKind
from tracker.report.city_words import Called as Called
from tracker.report.city_words import CityInfo as CityInfo
from tracker.report.counts import Judgements
from tracker.report.described import BreakMark as BreakMark
from tracker.report.described import CategoryName as CategoryName
from tracker.report.described import ComparisonPoint as ComparisonPoint
from tracker.report.described import ComparisonSeries as ComparisonSeries
from tracker.report.described import DimensionName as DimensionName
from tracker.report.described import Labels as Labels
from tracker.report.described import Reference as Reference
from tracker.report.described import ReferenceRange as ReferenceRange
from tracker.report.described import ReferenceText as ReferenceText
from tracker.report.described import SourceContradiction as SourceContradiction
from tracker.report.frozen import Frozen
from tracker.report.heading import MatrixName as MatrixName
from tracker.report.heading import PeriodInfo as PeriodInfo
from tracker.report.heading import ProgramInfo as ProgramInfo
from tracker.report.heading import Section as Section
from tracker.report.heading import Word as Word
from tracker.report.withheld import Withheld as Withheld

Schema = Literal["tracker-report-1", "tracker-report-2", "tracker-report-3", "tracker-report-4", "tracker-report-5"]
FIRST: Schema = "tracker-report-1"
SCHEMA: Schema = "tracker-report-5"
"""What is written now; ``serialise`` reads and writes the earlier ones too."""

State = Literal["value", "not_reported", "missing", "not_applicable", "suppressed"]
Variation = Literal["none", "events", "sample"]
Audience = Literal["internal", "preview", "published"]
FollowupState = Literal["not_opened", "draft", "submitted", "approved", "returned"]


class Cell(Frozen):
    """One figure. ``value``: n as such, or a percentage or quotient of n and d, rounded half up to the
    indicator's decimals; null unless both are there (d = 0 has no value, nor has d below the indicator's
    ``smallest_base``). ``suppressed``: n or d is dotted."""

    state: State
    n: int | None = None
    d: int | None = None
    value: str | None = None


class Coverage(Frozen):
    """Bodies counted in the total, of those expected. ``population_share``: percent of the inhabitants of
    the expected bodies, one decimal; null if any of them is not a district or lacks a population figure."""

    reported: int
    expected: int
    population_share: str | None = None


class SeriesArea(Frozen):
    """An area (the city, a region, a body) in one period of a series. ``breakdown``: dimension → category."""

    code: str
    name: str
    total: Cell
    breakdown: dict[str, dict[str, Cell]] = Field(default_factory=dict)
    coverage: Coverage


class Area(SeriesArea):
    """An area in the report's own period.

    ``previous_year``: last year's total over the bodies that reported both years (a merged body against its
    predecessors' sum); ``not_reported`` if there are none. ``same_bodies``: this year's total over exactly those
    bodies, which is what ``previous_year`` may be compared with. ``forecast`` for the year and ``target``: decimals.
    """

    previous_year: Cell
    same_bodies: Cell
    forecast: str | None = None
    target: str | None = None
    comment: str | None = None


class SeriesPoint(Frozen):
    """``program``: the earlier program whose point it is, where the series continues one. ``part``: the part of the
    report's calendar that covers the same days of the year as such a point. Neither is written where it says nothing.
    """

    period: str
    program: str | None = Field(default=None, exclude_if=lambda program: program is None)
    part: str | None = Field(default=None, exclude_if=lambda part: part is None)
    city: SeriesArea
    regions: tuple[SeriesArea, ...]
    units: tuple[SeriesArea, ...]


class Series(Frozen):
    """Every period up to the report's in which the indicator was asked. ``recast``: to the bodies that exist
    at the end of the report's period."""

    as_reported: tuple[SeriesPoint, ...]
    recast: tuple[SeriesPoint, ...]


class Indicator(Frozen):
    """``variation``: whether chance has a part in the figures. ``margin``: the largest difference that counts as none,
    in the value's unit. ``caution``: what the figure cannot tell. ``smallest_base``: the smallest d that has a value.
    None of them is written where it says nothing."""

    code: str
    title: str
    origin: Literal["program", "own", "city"]
    kind: Kind
    labels: Labels
    decimals: int
    direction: Literal["up", "down"] | None
    protects: tuple[Literal["n", "d"], ...]
    accumulates: bool
    confirmed: bool
    breaks: tuple[BreakMark, ...]
    dimensions: tuple[DimensionName, ...]
    source: str
    method: str | None
    note: str | None
    asked: bool
    city: Area
    regions: tuple[Area, ...]
    units: tuple[Area, ...]
    target: str | None
    attainment: Literal["reached", "not_reached"] | None
    comparison: tuple[ComparisonSeries, ...]
    series: Series
    references: tuple[Reference, ...] = Field(default=(), exclude_if=lambda given: not given)
    contradictions: tuple[SourceContradiction, ...] = Field(default=(), exclude_if=lambda found: not found)
    matrix: str | None = Field(default=None, exclude_if=lambda code: code is None)
    decided_by: str | None = Field(default=None, exclude_if=lambda text: text is None)
    short_title: str | None = Field(default=None, exclude_if=lambda title: title is None)
    variation: Variation = Field(default="none", exclude_if=lambda variation: variation == "none")
    margin: str | None = Field(default=None, exclude_if=lambda margin: margin is None)
    caution: str | None = Field(default=None, exclude_if=lambda caution: caution is None)
    smallest_base: int | None = Field(default=None, exclude_if=lambda base: base is None)


class Condition(Frozen):
    code: str
    text: str


class CouncilGoal(Frozen):
    code: str
    title: str


class Goal(Frozen):
    """``judgements_before``: the counts a year ago, without who said what; where that period may be shown.

    ``text``: the compilers' words. ``overall``: the code of their own judgement of the goal, which they have written
    and nobody has computed."""

    code: str
    title: str
    note: str | None
    regional_goal: str | None
    conditions: tuple[Condition, ...]
    kf_goals: tuple[CouncilGoal, ...]
    text: str | None
    judgements: Judgements
    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]
    short_title: str | None = Field(default=None, exclude_if=lambda title: title is None)
    judgements_before: Judgements | None = Field(default=None, exclude_if=lambda before: before is None)
    overall: str | None = Field(default=None, exclude_if=lambda code: code is None)


class Body(Frozen):
    """Who has reported: items with an approved observation, of the items asked of the body. ``handed_in``: its
    follow-up waits to be received, so nothing of it is in the report; left out where it does not."""

    code: str
    name: str
    kind: str
    region: str | None
    reported: int
    expected: int
    handed_in: bool = Field(default=False, exclude_if=lambda waits: not waits)


class Existed(Frozen):
    """A body that did not exist all the time that the report tells of. ``since``: its first day, ``until``: its last,
    where they lie within that time. ``merged_into``: the body that took over from it."""

    code: str
    name: str
    since: str | None
    until: str | None
    merged_into: str | None


class OwnPart(Frozen):
    """A body's own items, in no figure of the city's. ``body``: what of them it has reported. ``goals``: those that
    any of them stand under, with nothing else in them."""

    code: str
    body: Body
    goals: tuple[Goal, ...]


class Evidenced(Frozen):
    """How many links and files a body has added to an item of its follow-up. Where they lead is in no report."""

    item: str
    links: int
    files: int


class Report(Frozen):
    """A program's follow-up in one period, for one audience. ``generated_from``: SHA-256 of the inputs.

    ``unit``: the body whose part this is, or null for the whole city. ``fictional``: invented figures. ``own``: in an
    edition alone, and left out where there are none; each stands with its body's part of the report. ``sections``: of
    the document that it is handed over in, where the program's definitions have any. ``withheld``: what of the period
    is dotted by choice, besides what the rules dot. ``threads``: the reviewers' priorities and questions, in the order
    in which they were asked; in what leaves the compilers' hands, those that they let everybody read. ``existed``: the
    bodies, of all its periods, that were formed or ended meanwhile.

    Of a body's own report: ``state`` of its follow-up; ``secret``, what must not be spread (``2024-T2:I5.1``);
    ``evidence``, the items that have any.
    """

    # ``schema`` is the promised key, but also the name of a method of pydantic's models.
    schema_: Schema = Field(default=SCHEMA, alias="schema")
    program: str
    period: str
    audience: Audience
    edition: str | None
    generated_from: str
    goals: tuple[Goal, ...]
    unit: str | None
    fictional: bool
    about: ProgramInfo
    calendar: PeriodInfo
    bodies: tuple[Body, ...]
    own: tuple[OwnPart, ...] = Field(default=(), exclude_if=lambda own: not own)
    sections: tuple[Section, ...] = Field(default=(), exclude_if=lambda sections: not sections)
    withheld: tuple[Withheld, ...] = Field(default=(), exclude_if=lambda withheld: not withheld)
    threads: tuple[PrintedThread, ...] = Field(default=(), exclude_if=lambda threads: not threads)
    existed: tuple[Existed, ...] = Field(default=(), exclude_if=lambda existed: not existed)
    state: FollowupState | None = Field(default=None, exclude_if=lambda state: state is None)
    secret: tuple[str, ...] = Field(default=(), exclude_if=lambda secret: not secret)
    evidence: tuple[Evidenced, ...] = Field(default=(), exclude_if=lambda evidence: not evidence)
