"""One body's own report, part by part: what page, document and workbook lay out, each in its own way.

Everything is the report's own cells and words; nothing is computed, and nothing is said of any other body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.report.model import (
    Activity,
    ActivityUnit,
    Area,
    Body,
    Cell,
    Evidenced,
    Goal,
    Indicator,
    Report,
    SeriesArea,
)
from tracker.rows import RowKey

NOTHING = Cell(state="not_reported")


@dataclass(frozen=True)
class FigureLine:
    """A figure of an indicator: the total, or one category's. ``name``: the category's, blank for the total.
    ``then``: those of the earlier periods shown, by their codes. ``secret``: the periods whose figure must not be
    spread."""

    name: str
    now: Cell
    then: Mapping[str, Cell]
    secret: frozenset[str]


@dataclass(frozen=True)
class FigurePart:
    """An indicator with its lines, the total first. ``earlier``: the codes of the period before and a year ago, of
    those that there are."""

    indicator: Indicator
    area: Area
    lines: tuple[FigureLine, ...]
    earlier: tuple[str, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The categories that lack a figure, where others have one: then none of them counts."""
        parts = [line for line in self.lines if line.name]
        lacking = tuple(line.name for line in parts if line.now.state == "not_reported")
        return lacking if len(lacking) < len(parts) else ()


@dataclass(frozen=True)
class ActivityPart:
    activity: Activity
    unit: ActivityUnit


@dataclass(frozen=True)
class AimPart:
    """An indicator with the target for the year that stands in the body's plan; of a plan alone."""

    indicator: Indicator
    area: Area


@dataclass(frozen=True)
class GoalPart:
    """``status``: the code of the body's judgement, None where it does not judge the goal. ``analysis``: its words."""

    goal: Goal
    status: str | None
    analysis: str
    figures: tuple[FigurePart, ...]
    activities: tuple[ActivityPart, ...]
    aims: tuple[AimPart, ...] = ()


@dataclass(frozen=True)
class BodyReport:
    """``report``: of one body (``report.unit``)."""

    report: Report

    @cached_property
    def body(self) -> Body:
        return next(body for body in self.report.bodies if body.code == self.report.unit)

    @cached_property
    def goals(self) -> tuple[GoalPart, ...]:
        return tuple(_goal(self.report, goal) for goal in self.report.goals)

    @cached_property
    def evidence(self) -> Mapping[str, Evidenced]:
        """What items rest on, by their codes."""
        return {each.item: each for each in self.report.evidence}

    @cached_property
    def figures(self) -> tuple[FigurePart, ...]:
        return tuple(part for goal in self.goals for part in goal.figures)

    @property
    def late(self) -> tuple[ActivityPart, ...]:
        """Its delayed activities, each once."""
        return tuple(part for part in self._once() if part.unit.delayed)

    @property
    def lacking(self) -> tuple[tuple[str, str], ...]:
        """Code and title of everything that the period asks for and that is not given."""
        return tuple(_lacking(self))

    @property
    def secret(self) -> tuple[tuple[FigurePart, FigureLine], ...]:
        """The period's own figures that must not be spread."""
        lines = ((part, line) for part in self.figures for line in part.lines)
        return tuple((part, line) for part, line in lines if self.report.period in line.secret)

    @property
    def secret_before(self) -> bool:
        """Whether a figure of an earlier period that is shown must not be spread."""
        return any(line.secret - {self.report.period} for part in self.figures for line in part.lines)

    def _once(self) -> Iterator[ActivityPart]:
        yield from (part for goal in self.goals for part in goal.activities if part.activity.same_as is None)

    def asks(self, what: str) -> bool:
        return what in self.report.calendar.asks


def _goal(report: Report, goal: Goal) -> GoalPart:
    judged = next((unit for unit in goal.judgements.units if unit.code == report.unit), None)
    areas = ((indicator, area) for indicator in goal.indicators if indicator.asked for area in indicator.units)
    activities = ((activity, unit) for activity in goal.activities for unit in activity.units)
    return GoalPart(
        goal=goal,
        status=judged.status if judged and "judgements" in report.calendar.asks else None,
        analysis=(judged.text if judged else None) or "",
        figures=tuple(_figures(report, indicator, area) for indicator, area in areas if area.code == report.unit),
        activities=tuple(ActivityPart(activity, unit) for activity, unit in activities if unit.code == report.unit),
        aims=tuple(_aims(report, goal)) if "plans" in report.calendar.asks else (),
    )


def _aims(report: Report, goal: Goal) -> Iterator[AimPart]:
    for indicator in goal.indicators:
        for area in indicator.units:
            if area.code == report.unit and (area.target is not None or area.comment):
                yield AimPart(indicator, area)


def _figures(report: Report, indicator: Indicator, area: Area) -> FigurePart:
    # Re-cast, so that a body that was formed by a merger has its predecessors' sums.
    points = {point.period: point for point in indicator.series.recast if point.period != report.period}
    ago = f"{report.calendar.year - 1}-{report.period.partition('-')[2]}"
    codes = tuple(code for code in dict.fromkeys((next(reversed(points), ""), ago)) if code in points)
    then = {code: _of(points[code].units, area.code) for code in codes}
    lines = [_line(report, RowKey(indicator.code), "", area, then)]
    for dimension in indicator.dimensions:
        rows = ((RowKey(indicator.code, dimension.code, each.code), each.name) for each in dimension.categories)
        lines += [_line(report, row, name, area, then) for row, name in rows]
    return FigurePart(indicator, area, tuple(lines), codes)


def _of(areas: tuple[SeriesArea, ...], code: str) -> SeriesArea | None:
    return next((area for area in areas if area.code == code), None)


def _line(
    report: Report, row: RowKey, name: str, area: SeriesArea, then: Mapping[str, SeriesArea | None]
) -> FigureLine:
    earlier = {code: _cell(found, row) for code, found in then.items()}
    periods = (report.period, *earlier)
    secret = frozenset(code for code in periods if f"{code}:{row.name}" in report.secret)
    return FigureLine(name, _cell(area, row), earlier, secret)


def _cell(area: SeriesArea | None, row: RowKey) -> Cell:
    if area is None:
        return NOTHING
    return area.breakdown.get(row.dimension, {}).get(row.category, NOTHING) if row.dimension else area.total


def _lacking(shown: BodyReport) -> Iterator[tuple[str, str]]:
    for goal in shown.goals:
        for part in goal.figures:
            if part.area.total.state == "not_reported":
                yield part.indicator.code, part.indicator.title
        for each in goal.activities:
            given = each.unit.status != "not_reported" if shown.asks("statuses") else bool(each.unit.plan)
            if not given and each.activity.same_as is None and (shown.asks("statuses") or shown.asks("plans")):
                yield each.activity.code, each.activity.title
        if goal.status == "not_reported":
            yield goal.goal.code, goal.goal.title
