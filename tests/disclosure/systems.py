"""Systems to try disclosure control on: small random ones, and cities of invented counts.

A city has districts in regions, two sexes and their total, and for each indicator n of d with the
hidden complement; over cumulative periods the hidden increments; several indicators may share d.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace

from tracker.disclosure.model.system import Constraint, Statistic, System

SEXES = ("women", "men")


@dataclass(frozen=True)
class Shape:
    """What a city looks like: ``regions`` are sizes in districts; ``mean`` is new persons per district,
    sex and period in d (a mean: districts differ); ``share`` is the share of d that falls in n."""

    regions: tuple[int, ...]
    periods: int = 3
    indicators: int = 1
    mean: float = 8.0
    share: float = 0.2
    threshold: int = 5
    increments: bool = True


ONE_PERIOD = Shape((4, 4, 3, 3), periods=1)
CITY = Shape((4, 4, 3, 3))
THREE_INDICATORS = Shape((4, 4, 3, 3), indicators=3, mean=10.0, share=0.15)
MUNICIPALITIES = Shape(tuple([14] * 17 + [13] * 4), mean=15.0)
LARGE = replace(MUNICIPALITIES, indicators=3)


def cost(value: int, level: int, total: bool, denominator: bool) -> int:
    """The price of a dot: city before region before district, total before sex, d before n, large before small."""
    weight = (1, 4, 25)[level] * (2 if total else 1) * (1.5 if denominator else 1)
    return round(100 * weight * (1 + math.log1p(value) / 10))


@dataclass
class _City:
    shape: Shape
    random: random.Random
    statistics: list[Statistic] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, value: int, cost: int | None) -> None:
        sensitive = 0 < value < self.shape.threshold
        self.values[key] = value
        self.statistics.append(Statistic(key, value, cost or 0, sensitive=sensitive, hidden=cost is None))

    def equal(self, total: str, parts: list[str]) -> None:
        self.constraints.append(Constraint((*((part, 1) for part in parts), (total, -1))))


def city(shape: Shape, seed: int) -> System:
    """An invented city of that shape; the same seed gives the same system."""
    made = _City(shape, random.Random(seed))
    places = _places(shape)
    leaves = _leaf_counts(made)
    for period in range(shape.periods):
        for name in _names(shape):
            _add_table(made, places, leaves, period, name)
            if period and shape.increments:
                _add_increments(made, places, period, name)
    return System(tuple(made.statistics), tuple(made.constraints))


def _names(shape: Shape) -> list[str]:
    return ["d", *(f"{part}{i}" for i in range(shape.indicators) for part in ("n", "c"))]


def _places(shape: Shape) -> dict[str, list[str]]:
    regions = {f"r{r}": [f"r{r}u{u}" for u in range(size)] for r, size in enumerate(shape.regions)}
    return {"city": list(regions), **regions}


def _leaf_counts(made: _City) -> dict[tuple[str, str, str, int], int]:
    """Cumulative counts of every district, sex and name, by period."""
    shape, draw = made.shape, made.random
    leaves: dict[tuple[str, str, str, int], int] = {}
    for region, size in enumerate(shape.regions):
        for unit in range(size):
            for sex in SEXES:
                running = dict.fromkeys(_names(shape), 0)
                mean = shape.mean * draw.uniform(0.4, 1.8)
                for period in range(shape.periods):
                    new = _poisson(draw, mean)
                    running["d"] += new
                    for i in range(shape.indicators):
                        hit = sum(draw.random() < shape.share for _ in range(new))
                        running[f"n{i}"] += hit
                        running[f"c{i}"] += new - hit
                    for name, value in running.items():
                        leaves[f"r{region}u{unit}", sex, name, period] = value
    return leaves


def _poisson(draw: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        count += 1
    return count


def _add_table(
    made: _City,
    places: dict[str, list[str]],
    leaves: dict[tuple[str, str, str, int], int],
    period: int,
    name: str,
) -> None:
    def value(place: str, sex: str) -> int:
        if sex == "total":
            return sum(value(place, one) for one in SEXES)
        if place in places:
            return sum(value(part, sex) for part in places[place])
        return leaves[place, sex, name, period]

    districts = [unit for region in places["city"] for unit in places[region]]
    for level, group in enumerate((districts, places["city"], ["city"])):
        for place in group:
            for sex in (*SEXES, "total"):
                number = value(place, sex)
                price = None if name[0] == "c" else cost(number, level, sex == "total", name == "d")
                made.add(f"{name}/{period}/{place}/{sex}", number, price)
            made.equal(f"{name}/{period}/{place}/total", [f"{name}/{period}/{place}/{sex}" for sex in SEXES])
    for place, parts in places.items():
        for sex in (*SEXES, "total"):
            made.equal(f"{name}/{period}/{place}/{sex}", [f"{name}/{period}/{part}/{sex}" for part in parts])
    if name[0] == "c":
        _add_complements(made, [*districts, *places], period, name)


def _add_complements(made: _City, places: list[str], period: int, name: str) -> None:
    for place in places:
        for sex in (*SEXES, "total"):
            parts = [f"{name}/{period}/{place}/{sex}", f"n{name[1:]}/{period}/{place}/{sex}"]
            made.equal(f"d/{period}/{place}/{sex}", parts)


def _add_increments(made: _City, places: dict[str, list[str]], period: int, name: str) -> None:
    if name[0] == "c":
        return
    districts = [unit for region in places["city"] for unit in places[region]]
    for place in (*districts, *places):
        for sex in (*SEXES, "total"):
            now, before = (f"{name}/{p}/{place}/{sex}" for p in (period, period - 1))
            key = f"+{name}/{period}/{place}/{sex}"
            made.add(key, made.values[now] - made.values[before], None)
            made.equal(now, [before, key])


def small(seed: int, threshold: int = 3) -> System:
    """A random little table with margins; inequalities, hidden differences and frozen cells thrown in.

    Readers know an upper limit of every inner cell, so that all tables they allow can be written down.
    """
    draw = random.Random(seed)
    rows, columns = 2, draw.choice((2, 3))
    inner = {(i, j): draw.randint(0, threshold + 2) for i in range(rows) for j in range(columns)}
    sums = {
        **inner,
        **{(i, -1): sum(inner[i, j] for j in range(columns)) for i in range(rows)},
        **{(-1, j): sum(inner[i, j] for i in range(rows)) for j in range(columns)},
        (-1, -1): sum(inner.values()),
    }
    statistics = [
        _small_statistic(draw, f"{i},{j}", value, threshold, (i, j) in inner) for (i, j), value in sums.items()
    ]
    constraints = [_sum([f"{i},{j}" for j in range(columns)], f"{i},-1") for i in (*range(rows), -1)]
    constraints += [_sum([f"{i},{j}" for i in range(rows)], f"-1,{j}") for j in (*range(columns), -1)]
    if columns == 2 and draw.random() < 0.5:
        persons = draw.randint(max(sums[i, -1] for i in range(rows)), sums[-1, -1])
        statistics.append(_small_statistic(draw, "distinct", persons, threshold, True))
        constraints += distinct([f"{i},-1" for i in range(rows)], "distinct")
    if draw.random() < 0.4:
        # Nights, say: two for some and three for others. Fractions of persons would hide what persons do not.
        nights = 2 * inner[0, 0] + 3 * inner[1, 1]
        statistics.append(_small_statistic(draw, "nights", nights, threshold, False))
        constraints.append(Constraint((("0,0", 2), ("1,1", 3), ("nights", -1))))
    implications = (("0,0", "0,1"),) if draw.random() < 0.3 else ()
    return System(tuple(statistics), tuple(constraints), implications)


def distinct(parts: list[str], total: str) -> list[Constraint]:
    """What a reader knows of a total that counts every person once: max(parts) <= total <= sum(parts)."""
    return [
        *(Constraint(((part, 1), (total, -1)), "<=") for part in parts),
        Constraint((*((part, 1) for part in parts), (total, -1)), ">="),
    ]


def _small_statistic(draw: random.Random, key: str, value: int, threshold: int, limited: bool) -> Statistic:
    hidden = draw.random() < 0.12
    frozen = draw.choice(("printed", "dotted")) if draw.random() < 0.08 and not hidden else None
    return Statistic(
        key,
        value,
        0 if hidden else draw.randint(1, 9),
        upper=max(value, threshold + 2) if limited else None,
        sensitive=0 < value < threshold,
        hidden=hidden,
        frozen="printed" if frozen == "printed" else "dotted" if frozen else None,
    )


def _sum(parts: list[str], total: str) -> Constraint:
    return Constraint((*((part, 1) for part in parts), (total, -1)))


def crossed(shape: Shape, seed: int) -> System:
    """One table district x sex with regions, as the classical engines take it: no hidden differences."""
    whole = city(shape, seed)
    statistics = tuple(statistic for statistic in whole.statistics if statistic.key.startswith("d/"))
    keys = {statistic.key for statistic in statistics}
    return System(statistics, tuple(c for c in whole.constraints if keys.issuperset(key for key, _ in c.terms)))
