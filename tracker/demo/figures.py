"""Invented figures of indicators: drawn for the smallest districts there were, then summed to the bodies of the day.

So a merged body's figures are its predecessors' sum, and cumulative figures grow within the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.definitions.measure import Dimension, Measure
from tracker.definitions.organisation import Organisation
from tracker.definitions.view import IndicatorView, View
from tracker.demo.chance import binomial, draw, poisson
from tracker.measures.table import kind_of
from tracker.periods import population_day

PER_100_000 = {
    "I2.1": 9.0,
    "I2.2": 52.0,
    "I5.1": 96.0,
    "I3.1": 26.0,
    "I3.2": 58.0,
    "I4.2": 30.0,
    "I6.1": 34.0,
    "I6.2": 34.0,
}
"""Invented size of n (counts) or d (shares) a year per 100 000 inhabitants of a district."""
CITY_WIDE = {"I1.1": 1700.0, "I1.2": 150.0, "I5.2": 240.0, "I6.1": 24.0, "I6.2": 24.0}
"""The same for a body that serves the whole city."""
SHARE_OF_CATEGORY = {
    "I2.2": {"women": 0.13, "men": 0.85, "unknown": 0.02},
    "I5.1": {"women": 0.88, "men": 0.11, "unknown": 0.01},
    "I5.2": {"women": 0.66, "men": 0.31, "unknown": 0.03},
    "I1.1": {"women": 0.52, "men": 0.48, "unknown": 0.0},
}
YEAR_PART = {"T1": 0.31, "T2": 0.64, "VB": 1.0}
PAIR = tuple[int, int | None]


@dataclass(frozen=True)
class Invented:
    """n and d per category; the key ("", "") is the total of an indicator without categories."""

    pairs: dict[tuple[str, str], PAIR]
    forecast: Decimal | None = None


def invent(organisation: Organisation, view: View, indicator: IndicatorView, unit: str) -> Invented:
    """What one body reports of one indicator in one period."""
    measure = indicator.measure
    atoms = _atoms(organisation, view, unit)
    if kind_of(measure.kind).is_answer:
        return Invented({("", ""): _yes_no(indicator.code, atoms, view)})
    pairs: dict[tuple[str, str], PAIR] = {}
    for key, share in _categories(indicator.code, measure):
        drawn = [_pair(organisation, view, indicator, atom, key, share) for atom in atoms]
        d = None if not measure.gives_d else sum(pair[1] or 0 for pair in drawn)
        pairs[key] = (sum(pair[0] for pair in drawn), d)
    return Invented(pairs, _forecast(view, measure, pairs))


def _atoms(organisation: Organisation, view: View, unit: str) -> tuple[str, ...]:
    """The districts of the program's first day that the body stands for."""
    first = view.program.from_
    found = organisation.sources(unit, first, view.last_day)
    return found or (unit,)


def _categories(code: str, measure: Measure) -> Iterator[tuple[tuple[str, str], float]]:
    if not measure.dimensions:
        yield ("", ""), 1.0
        return
    dimension: Dimension = measure.dimensions[0]
    shares = SHARE_OF_CATEGORY.get(code, {})
    for category in dimension.categories:
        yield (dimension.code, category.code), shares.get(category.code, 1 / len(dimension.categories))


def _pair(
    organisation: Organisation, view: View, indicator: IndicatorView, atom: str, key: tuple[str, str], share: float
) -> PAIR:
    measure, year = indicator.measure, view.period.year
    yearly = _yearly(organisation, view, indicator.code, atom) * share * (1 + 0.03 * (year - 2021))
    if measure.accumulates:
        return _accumulated(view, indicator, atom, key, yearly)
    random = draw(indicator.code, atom, key)
    size = max(1, round(yearly * (0.9 + 0.2 * random.random()))) if yearly else 0
    reached = 0.38 + 0.25 * random.random() + 0.09 * (year - 2021) + 0.03 * YEAR_PART.get(view.period.part, 0)
    if not kind_of(measure.kind).takes_d:
        return poisson(random, yearly), None
    return min(size, round(size * min(reached, 1.0))), size


def _accumulated(view: View, indicator: IndicatorView, atom: str, key: tuple[str, str], yearly: float) -> PAIR:
    """Figures that grow through the year, tertial by tertial; the share helped rises over the years."""
    n = d = 0
    done = 0.0
    for part, until in YEAR_PART.items():
        random = draw(indicator.code, atom, key, view.period.year, part)
        new = poisson(random, yearly * (until - done))
        d += new
        n += binomial(random, new, 0.55 + 0.05 * (view.period.year - 2021))
        done = until
        if part == view.period.part:
            break
    return (n, d) if indicator.measure.gives_d else (d, None)


def _yearly(organisation: Organisation, view: View, code: str, atom: str) -> float:
    unit = organisation.unit(atom)
    if unit.kind != "stadsdelsnamnd":
        return CITY_WIDE.get(code, 40.0) * (0.5 + draw(code, atom).random() if code.startswith("I6") else 1.0)
    last = view.last_day if unit.exists(view.last_day) else unit.to or view.last_day
    known = organisation.inhabitants(atom, population_day(last), last)
    inhabitants = known.value if known else 60_000
    vulnerable = 0.6 + 0.8 * draw("vulnerable", atom).random()
    return PER_100_000.get(code, 40.0) * inhabitants / 100_000 * vulnerable


def _yes_no(code: str, atoms: tuple[str, ...], view: View) -> PAIR:
    """A yes once decided stays; a merged body has it when all its predecessors had."""
    decided = [draw(code, atom).triangular(2020.5, 2027.5, 2022.5) for atom in atoms]
    now = view.period.year + YEAR_PART.get(view.period.part, 1.0)
    return (1 if all(day <= now for day in decided) else 0), 1


def _forecast(view: View, measure: Measure, pairs: dict[tuple[str, str], PAIR]) -> Decimal | None:
    """What the body expects of the whole year: a count grown to the year's end, or a percentage a little higher."""
    if "forecasts" not in view.program.calendar.part(view.period).asks:
        return None
    n, d = sum(n for n, _ in pairs.values()), sum(d or 0 for _, d in pairs.values())
    if kind_of(measure.kind).adds_up:
        return Decimal(round(n / YEAR_PART.get(view.period.part, 1.0) if measure.accumulates else n))
    return Decimal(round(min(100.0, 100 * n / d + 2))) if d else None
