"""Invented figures of indicators: drawn for the smallest bodies there were, then summed to the bodies of the day.

So a merged body's figures are its predecessors' sum, and cumulative figures grow within the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.definitions.measure import Dimension, Measure
from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView
from tracker.demo.chance import binomial, draw, poisson
from tracker.measures.table import kind_of
from tracker.periods import Period, population_day

PER_100_000 = {
    "I2.1": 9.0,
    "I2.2": 52.0,
    "I5.1": 96.0,
    "I3.1": 26.0,
    "I3.2": 58.0,
    "I4.2": 30.0,
    "I6.1": 34.0,
    "I6.2": 34.0,
    "S1.1": 284.0,
    "S2.1": 45.0,
    "S3.1": 2.6,
    "S5.1": 66.0,
    "S6.2": 1.5,
    "S7.1": 420.0,
}
"""Invented size of n (counts) or d (shares) a year per 100 000 inhabitants of an area."""
CITY_WIDE = {"S6.1": 1700.0, "I1.1": 1700.0, "I1.2": 150.0, "I5.2": 240.0, "I6.1": 24.0, "I6.2": 24.0}
"""The same for a body that serves the whole city."""
SHARES = {
    "I2.2": (0.13, 0.85, 0.02),
    "I5.1": (0.88, 0.11, 0.01),
    "I5.2": (0.66, 0.31, 0.03),
    "I1.1": (0.52, 0.48, 0.0),
    "S1.1": (0.9, 0.1, 0.0),
    "S2.1": (0.95, 0.05, 0.0),
    "S3.1": (0.95, 0.05, 0.0),
    "S5.1": (0.73, 0.09, 0.01, 0.05, 0.07, 0.05),
    "S7.1": (0.83, 0.17, 0.0),
}
"""How the persons of some indicators divide over the categories of their first breakdown; others divide evenly."""
EACH = 24.0
"""Nights of one placement, and what else is counted for each of something."""
YEAR_PART = {"T1": 0.31, "T2": 0.64, "VB": 1.0}
"""How much of a year's figures has come by the end of a part; of other parts as much as their days are of a year."""
PAIR = tuple[int, int | None]
Place = tuple[str, str]
"""A dimension and a category; both blank for the total."""


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
    if measure.same_as is not None and not measure.gives_d and measure.same_as.d is not None:
        return Invented(_of_another(organisation, view, indicator, unit, measure.same_as.d))
    pairs: dict[Place, PAIR] = {}
    for key, share in _categories(indicator.code, measure):
        drawn = [_pair(organisation, view, indicator, atom, key, share) for atom in atoms]
        d = None if not measure.gives_d else sum(pair[1] or 0 for pair in drawn)
        pairs[key] = (sum(pair[0] for pair in drawn), d)
    return Invented({**pairs, **_further(measure, pairs)}, _forecast(view, measure, pairs))


def _of_another(
    organisation: Organisation, view: View, indicator: IndicatorView, unit: str, same: str
) -> dict[Place, PAIR]:
    """n where d is another indicator's figure: a part of it, or so many for each of it."""
    measure = indicator.measure
    code, _dot, theirs = same.rpartition(".")
    owner = next(other for other in view.indicators() if other.code == code)
    given = invent(organisation, view, owner, unit).pairs
    whole = {key: (n if theirs == "n" else d or 0) for key, (n, d) in given.items() if key[0] or len(given) == 1}
    if not measure.dimensions:
        whole = {("", ""): sum(whole.values())}
    random = draw(indicator.code, unit, view.period)
    if kind_of(measure.kind).n_within_d:
        return {key: (binomial(random, d, 0.7), None) for key, d in whole.items()}
    return {key: (sum(poisson(random, EACH) for _each in range(d)), None) for key, d in whole.items()}


def _atoms(organisation: Organisation, view: View, unit: str) -> tuple[str, ...]:
    """The bodies of the program's first day that the body stands for."""
    first = view.program.from_
    found = organisation.sources(unit, first, view.last_day)
    return found or (unit,)


def _categories(code: str, measure: Measure) -> Iterator[tuple[tuple[str, str], float]]:
    if not measure.dimensions:
        yield ("", ""), 1.0
        return
    dimension: Dimension = measure.dimensions[0]
    even = (1 / len(dimension.categories),) * len(dimension.categories)
    shares = SHARES.get(code, even)
    for category, share in zip(dimension.categories, shares if len(shares) == len(even) else even, strict=True):
        yield (dimension.code, category.code), share


def _further(measure: Measure, pairs: dict[Place, PAIR]) -> dict[Place, PAIR]:
    """The same persons by the other breakdowns, and their number where it is not a sum."""
    n, d = sum(pair[0] for pair in pairs.values()), sum(pair[1] or 0 for pair in pairs.values())
    found: dict[Place, PAIR] = {}
    for dimension in measure.dimensions[1:]:
        left, size = n, d
        for number, category in enumerate(dimension.categories, 1):
            last = number == len(dimension.categories)
            part = (left, size) if last else (left // 2, size // 2)
            found[dimension.code, category.code] = (part[0], part[1] if measure.gives_d else None)
            left, size = left - part[0], size - part[1]
    if measure.dimensions and measure.total_is_given:
        found["", ""] = (n, d if measure.gives_d else None)
    return found


def _pair(
    organisation: Organisation, view: View, indicator: IndicatorView, atom: str, key: tuple[str, str], share: float
) -> PAIR:
    measure = indicator.measure
    yearly = _yearly(organisation, view, indicator.code, atom) * share * (1 + 0.03 * _years(view))
    if measure.accumulates:
        return _accumulated(view, indicator, atom, key, yearly)
    random = draw(indicator.code, atom, key)
    size = max(1, round(yearly * (0.9 + 0.2 * random.random()))) if yearly else 0
    reached = 0.38 + 0.25 * random.random() + 0.09 * _years(view) + 0.03 * YEAR_PART.get(view.period.part, 0)
    if not kind_of(measure.kind).takes_d:
        return poisson(random, yearly), None
    return min(size, round(size * min(reached, 1.0))), size


def _accumulated(view: View, indicator: IndicatorView, atom: str, key: Place, yearly: float) -> PAIR:
    """Figures that grow from the part's first day; what other parts tile is their sum."""
    calendar, period = view.program.calendar, view.period
    tilings = calendar.tilings(period.year, indicator.measure.asked)
    parts = next((tiling.parts for tiling in tilings if tiling.whole == period), ())
    if parts:
        added = [_accumulated(replace(view, period=part), indicator, atom, key, yearly) for part in parts]
        return sum(n for n, _d in added), None if added[0][1] is None else sum(d or 0 for _n, d in added)
    n = d = 0
    done = 0.0
    for part in (*calendar.earlier_in_year(period), period):
        random = draw(indicator.code, atom, key, part.year, part.part)
        until = YEAR_PART.get(part.part) or _share_of_year(view, part)
        new = poisson(random, yearly * (until - done))
        d += new
        n += binomial(random, new, min(1.0, 0.55 + 0.05 * _years(view)))
        done = until
    return (n, d) if indicator.measure.gives_d else (d, None)


def _share_of_year(view: View, part: Period) -> float:
    first, last = view.program.calendar.span(part)
    return ((last - first).days + 1) / 366


def _years(view: View) -> int:
    """How many years of the program have gone."""
    return view.period.year - view.program.from_.year


def _yearly(organisation: Organisation, view: View, code: str, atom: str) -> float:
    unit = organisation.unit(atom)
    if not organisation.city.is_area(unit.kind):
        return CITY_WIDE.get(code, 40.0) * (0.5 + draw(code, atom).random() if code.startswith("I6") else 1.0)
    last = view.last_day if unit.exists(view.last_day) else unit.to or view.last_day
    known = organisation.inhabitants(atom, population_day(last), last)
    inhabitants = known.value if known else 60_000
    vulnerable = 0.6 + 0.8 * draw("vulnerable", atom).random()
    return PER_100_000.get(code, 40.0) * inhabitants / 100_000 * vulnerable


def _yes_no(code: str, atoms: tuple[str, ...], view: View) -> PAIR:
    """A yes once decided stays; a merged body has it when all its predecessors had."""
    decided = [draw(code, atom).triangular(-0.5, 6.5, 1.5) for atom in atoms]
    now = _years(view) + YEAR_PART.get(view.period.part, 1.0)
    return (1 if all(day <= now for day in decided) else 0), 1


def _forecast(view: View, measure: Measure, pairs: dict[tuple[str, str], PAIR]) -> Decimal | None:
    """What the body expects of the whole year: a count grown to the year's end, or a percentage a little higher."""
    if "forecasts" not in view.program.calendar.part(view.period).asks:
        return None
    n, d = sum(n for n, _ in pairs.values()), sum(d or 0 for _, d in pairs.values())
    if kind_of(measure.kind).adds_up:
        return Decimal(round(n / YEAR_PART.get(view.period.part, 1.0) if measure.accumulates else n))
    return Decimal(round(min(100.0, 100 * n / d + 2))) if d else None
