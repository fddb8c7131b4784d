"""Reports of the invented city, built from rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.rollup import invented
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.observations import Observation
from tracker.report.build import build_report
from tracker.report.model import Area, Cell, Indicator, Report, SeriesArea, SeriesPoint


def built(program: Program, period: str, rows: Iterable[Observation], **more: Any) -> Report:
    """The report of the invented organisation; ``organisation`` replaces it."""
    organisation = more.pop("organisation", None) or invented.organisation()
    definitions = Definitions(organisation=organisation, programs=(program,))
    return build_report(definitions, program, invented.parse(period), rows, **more)


def indicator(report: Report, code: str = "I1.1") -> Indicator:
    return next(i for goal in report.goals for i in goal.indicators if i.code == code)


def area(report: Report, code: str, item: str = "I1.1") -> Area:
    found = indicator(report, item)
    return next(a for a in (found.city, *found.regions, *found.units) if a.code == code)


def point(report: Report, which: str, period: str, item: str = "I1.1") -> SeriesPoint:
    points = getattr(indicator(report, item).series, which)
    return next(p for p in points if p.period == period)


def figures(areas: Iterable[SeriesArea]) -> dict[str, str]:
    """Area code → ``state n d value``, - for null."""
    return {each.code: text(each.total) for each in areas}


def text(cell: Cell) -> str:
    return " ".join("-" if part is None else str(part) for part in (cell.state, cell.n, cell.d, cell.value))
