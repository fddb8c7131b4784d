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


class ReferenceRange(Frozen):
    """The spread over bodies that the source does not name; ``of``: which, where it does not mean all."""

    year: int
    lowest: str
    highest: str
    bodies: int | None
    of: str | None


class ReferenceText(Frozen):
    year: int
    text: str


class Reference(Frozen):
    """What a source printed: points, ranges or words. ``category``: a dimension and a category of it: ``age/0-17``."""

    name: str
    source: str
    page: str | None
    category: str | None
    points: tuple[ComparisonPoint, ...]
    ranges: tuple[ReferenceRange, ...]
    texts: tuple[ReferenceText, ...]


class SourceContradiction(Frozen):
    """Figures of the references that disagree, as ``report/contradictions.py`` finds them."""

    kind: Literal["sum", "rest", "range"]
    year: int
    printed: str
    other: str
    lacking: int
    distinct: bool
