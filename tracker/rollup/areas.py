"""Bodies → areas: a region, the city, or a body that stands for its predecessors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.rollup.body import BodyFigures
from tracker.rollup.figures import AreaFigures, Figure, add, empty_of


def body_area(code: str, name: str, figures: BodyFigures) -> AreaFigures:
    """A body as an area of its own, with the categories it gave even where its total is lacking."""
    counted = (code,) if figures.counted else ()
    return AreaFigures(code, name, figures.total, figures.parts, counted, (code,))


def sum_area(
    code: str, name: str, expected: Sequence[str], figures: Mapping[str, BodyFigures]
) -> AreaFigures:
    """The sum over the expected bodies that count; the others are in its coverage, never in it as zero."""
    counted = tuple(body for body in expected if figures[body].counted)
    total, parts = _sum([figures[body] for body in counted])
    if not counted:
        state = empty_of(figures[body].total.state for body in expected)
        total = Figure(state)
        categories = {category for body in expected for category in figures[body].parts}
        parts = {category: Figure(state) for category in sorted(categories)}
    return AreaFigures(code, name, total, parts, counted, tuple(expected))


def sum_over(bodies: Sequence[str], figures: Mapping[str, BodyFigures]) -> Figure:
    """The total over exactly these bodies, each of which must count."""
    return add(figures[body].total for body in bodies)


def _sum(counted: Sequence[BodyFigures]) -> tuple[Figure, dict[tuple[str, str], Figure]]:
    if not counted:
        return Figure("not_reported"), {}
    categories = counted[0].parts
    parts = {category: add(body.parts[category] for body in counted) for category in categories}
    return add(body.total for body in counted), parts
