"""How much of an area a total covers: bodies, and the share of the population they serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tracker.definitions.viewed import UnitView
from tracker.measures.numbers import quotient


@dataclass(frozen=True)
class Covered:
    """``population_share``: percent of the expected bodies' inhabitants, or None where it has no meaning."""

    reported: int
    expected: int
    population_share: Decimal | None


def covered(counted: Sequence[str], expected: Sequence[str], units: Mapping[str, UnitView]) -> Covered:
    """Coverage of a total. The share is None if any expected body has no population."""
    return Covered(len(counted), len(expected), _share(counted, expected, units))


def _share(counted: Sequence[str], expected: Sequence[str], units: Mapping[str, UnitView]) -> Decimal | None:
    inhabitants: dict[str, int] = {}
    for code in expected:
        unit = units[code]
        if unit.population is None:
            return None
        inhabitants[code] = unit.population
    everyone = sum(inhabitants.values())
    if not everyone:
        return None
    return _percent(sum([inhabitants[code] for code in counted]), everyone)


@lru_cache(maxsize=1024)
def _percent(counted: int, everyone: int) -> Decimal | None:
    """Population changes once a year, so the same areas are asked about in period after period."""
    return quotient(counted, everyone, 100, 1)
