"""Where printed figures that a program quotes disagree with each other: shown beside them, never corrected.

Sources print totals that are not the sum of their parts, and shares in the wrong unit. We quote them as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tracker.definitions.measure import Dimension
from tracker.definitions.organisation import Organisation
from tracker.definitions.references import Comparison
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView
from tracker.measures.numbers import quotient
from tracker.measures.table import kind_of


@dataclass(frozen=True)
class Contradiction:
    """``sum``: the parts add up to ``other``, the total printed is ``printed``. ``rest``: ``lacking`` parts are not
    printed, and together are what the total leaves (at least that, where persons may stand in several). ``range``: the
    highest value printed is ``printed``; the figures behind it allow ``other`` at most."""

    kind: Literal["sum", "rest", "range"]
    year: int
    printed: Decimal
    other: Decimal
    lacking: int = 0
    distinct: bool = False


def contradictions(
    organisation: Organisation, now: View, indicator: IndicatorView
) -> tuple[Contradiction, ...]:
    """What the indicator's references say against each other, in the order of its dimensions and years."""
    found = [c for dimension in indicator.measure.dimensions for c in _parts(indicator, dimension)]
    return (*found, *_ranges(organisation, now, indicator))


def _parts(indicator: IndicatorView, dimension: Dimension) -> Iterator[Contradiction]:
    totals = _printed(indicator.comparison, {})
    parts = {c.code: _printed(indicator.comparison, {dimension.code: c.code}) for c in dimension.categories}
    distinct = dimension.total == "distinct"
    for year, total in totals.items():
        known = [of_year[year] for of_year in parts.values() if year in of_year]
        lacking = len(parts) - len(known)
        if not known:
            continue
        too_small = sum(known) < total and not lacking
        too_large = sum(known) > total and not distinct
        if too_small or too_large:
            yield Contradiction("sum", year, total, sum(known, Decimal(0)))
        elif lacking and sum(known) < total:
            yield Contradiction("rest", year, total, sum(known, Decimal(0)), lacking, distinct)


def _printed(comparison: tuple[Comparison, ...], category: Mapping[str, str]) -> dict[int, Decimal]:
    """The printed n of the whole city and one category (none: the total), by year."""
    return {
        point.year: point.value
        for series in comparison
        if series.reported is not None
        and (series.reported.unit, series.reported.measured, series.reported.category) == (None, "n", category)
        for point in series.points
    }


def _ranges(organisation: Organisation, now: View, indicator: IndicatorView) -> Iterator[Contradiction]:
    """A rate cannot be higher than the largest printed count over the smallest population."""
    kind = kind_of(indicator.measure.kind)
    owner = (indicator.measure.shared.n or "").rpartition(".")[0]
    counted = next((other for other in now.indicators() if other.code == owner), None)
    if not kind.d_is_population or counted is None:
        return
    most = {r.year: r.highest for series in counted.comparison for r in series.ranges}
    for printed in (r for series in indicator.comparison for r in series.ranges):
        people = [p.value for p in organisation.population if p.date.year == printed.year - 1]
        if printed.year in most and people:
            highest = quotient(int(most[printed.year]), min(people), kind.scale, indicator.measure.decimals)
            if printed.highest > highest:
                yield Contradiction("range", printed.year, printed.highest, highest)
