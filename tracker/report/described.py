"""What an indicator says of itself beside its figures: labels, dimensions, breaks in its series, comparisons."""

from __future__ import annotations

from typing import Literal

from tracker.report.frozen import Frozen


class Labels(Frozen):
    n: str
    d: str | None = None


class CategoryName(Frozen):
    code: str
    name: str


class DimensionName(Frozen):
    code: str
    name: str
    total: Literal["sum", "distinct"]
    categories: tuple[CategoryName, ...]


class BreakMark(Frozen):
    date: str
    text: str


class ComparisonPoint(Frozen):
    year: int
    value: str


class ComparisonSeries(Frozen):
    name: str
    source: str
    points: tuple[ComparisonPoint, ...]
