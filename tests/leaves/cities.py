"""Small invented cities for the oracle: what every body truly counted, what it reported when, and who merged.

The figures of a body (its *leaves*) are the only truth; every area's figures are sums of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from tests.invented_city import CITY
from tests.rollup import invented
from tracker.definitions.catalogue import Definitions
from tracker.definitions.city import City
from tracker.definitions.measure import Category, Dimension
from tracker.definitions.organisation import Group, Members, Organisation, Region, Unit
from tracker.definitions.program import Indicator, Program
from tracker.definitions.references import Comparison, Point, Reported
from tracker.definitions.settings import Disclosure
from tracker.observations import Observation
from tracker.periods import Period
from tracker.rows import TOTAL
from tracker.rows import Category as CategoryKey

SEX = invented.SEX.model_copy(update={"categories": invented.SEX.categories[:2]})
FORM = Dimension(
    code="form",
    name="form",
    total="distinct",
    categories=(Category(code="talk", name="samtal"), Category(code="home", name="boende")),
)
LAST_DAYS = {"T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}
SMALL = (0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 7, 9, 12, 20)

Figures = dict[CategoryKey, tuple[int, int | None]]
"""A body's n and d by category; TOTAL is there if the body counts in sums."""


@dataclass(frozen=True)
class Body:
    """``until``: its last day, after which it is part of ``into``; None: it stays."""

    code: str
    region: str
    since: date = date(2020, 1, 1)
    until: date | None = None
    into: str | None = None

    def exists(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Published:
    """One edition to publish: its period and definitions, and what the bodies had given by then."""

    period: Period
    definitions: Definitions
    given: Mapping[tuple[str, str], Figures]

    @property
    def program(self) -> Program:
        return self.definitions.programs[0]

    def rows(self) -> Iterator[Observation]:
        for (indicator, body), figures in self.given.items():
            divided = len(figures) > 1 or TOTAL not in figures
            given_total = self.measures[indicator].measure[0].total_is_given
            for category, (n, d) in figures.items():
                if category != TOTAL or given_total or not divided:
                    dimension, code = category
                    yield Observation("prov", body, self.period, indicator, dimension, code, n=n, d=d)

    @property
    def measures(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for indicator in self.program.indicators()}


@dataclass(frozen=True)
class CityOfLeaves:
    seed: int
    bodies: Mapping[str, Body]
    editions: tuple[Published, ...]

    def existing(self, period: Period) -> list[str]:
        return [body.code for body in self.bodies.values() if body.exists(last_day(period))]

    def sources(self, body: str, now: Period, then: Period) -> frozenset[str]:
        """The bodies of an earlier period whose figures a body now stands for."""
        return frozenset(code for code in self.existing(then) if self._stands(code, last_day(now)) == body)

    def _stands(self, code: str, day: date) -> str:
        body = self.bodies[code]
        while not body.exists(day) and body.into:
            body = self.bodies[body.into]
        return body.code


def last_day(period: Period) -> date:
    return date(period.year, *LAST_DAYS[period.part])


@dataclass
class _Draw:
    seed: int
    random: Random = field(init=False)

    @property
    def size(self) -> tuple[int, int]:
        """Fewest and most bodies. The first cities are those that every build asks about."""
        return (2, 4) if self.seed < 20 else (3, 5)

    def __post_init__(self) -> None:
        self.random = Random(f"leaves/{self.seed}")

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def city(self) -> CityOfLeaves:
        bodies = self.bodies()
        indicators = self.indicators()
        blank = CityOfLeaves(self.seed, bodies, ())
        disclosure = Disclosure(insiders="bodies" if self.chance(0.25) else "none")
        definitions = self.definitions(bodies, indicators, disclosure)
        periods = [invented.parse(f"2022-{part}") for part in LAST_DAYS]
        truth = self.truth(blank, definitions, periods)
        reported = {period: self.reported(truth[period]) for period in periods}
        definitions = self.with_reference(definitions, reported[periods[-1]])
        if self.chance(0.2):
            self.random.shuffle(periods)
        editions = [Published(period, definitions, reported[period]) for period in periods]
        again = self.random.choice(editions)
        corrected = replace(again, given=self.corrected(again.given, truth[again.period]))
        editions.insert(self.random.randint(editions.index(again) + 1, len(editions)), corrected)
        if self.chance(0.3):
            changed = self.stricter(definitions)
            since = self.random.randint(1, len(editions) - 1)
            editions[since:] = [replace(each, definitions=changed) for each in editions[since:]]
        if self.chance(0.2):
            year_on = invented.parse("2023-T1")
            next_year = self.truth(blank, editions[-1].definitions, [year_on])[year_on]
            editions.append(Published(year_on, editions[-1].definitions, self.reported(next_year)))
        return replace(blank, editions=tuple(editions))

    def bodies(self) -> Mapping[str, Body]:
        found = {
            code: Body(code, self.random.choice(("r1", "r2"))) for code in "abcde"[: self.random.randint(*self.size)]
        }
        for new in ("m", "mm")[: self.random.choice((0, 1, 1, 1, 2))]:
            living = [body for body in found.values() if body.until is None]
            if len(living) > 1:
                first, other = self.random.sample(living, 2)
                earliest = max(2, first.since.month + 1, other.since.month + 1) if new == "mm" else 2
                day = date(2022, self.random.randint(min(earliest, 12), 12), 1)
                day = max(day, first.since, other.since)
                for gone in (first, other):
                    found[gone.code] = replace(gone, until=date.fromordinal(day.toordinal() - 1), into=new)
                found[new] = Body(new, first.region, since=day)
        return found

    def indicators(self) -> tuple[Indicator, ...]:
        accumulates = self.chance(0.85)
        protects = self.random.choice((("n",), ("n", "d"), ("n", "d")))
        dimensions = self.random.choice(((), (), (SEX,), (FORM,), (SEX, FORM)))
        if self.chance(0.5):
            counted = invented.indicator(
                kind="count", labels={"n": "n"}, protects=("n",), accumulates=accumulates, dimensions=dimensions
            )
            return (counted, *self.kept())
        shared = invented.indicator(protects=protects, accumulates=accumulates, dimensions=dimensions)
        second = invented.indicator(
            "I1.2", protects=("n",), accumulates=accumulates, dimensions=dimensions, d_same_as="I1.1.d"
        )
        return (shared, second) if self.chance(0.3) else (shared,)

    def kept(self) -> Iterator[Indicator]:
        """A body's own item, and one that the city keeps."""
        plain = {"kind": "count", "labels": {"n": "n"}, "protects": ("n",)}
        if self.chance(0.2):
            yield invented.indicator("E-a-1", bodies=("a",), **plain).model_copy(update={"origin": "own"})
        if self.chance(0.2):
            yield invented.indicator("S-1", **plain).model_copy(update={"origin": "city"})

    def definitions(
        self, bodies: Mapping[str, Body], indicators: tuple[Indicator, ...], disclosure: Disclosure
    ) -> Definitions:
        units = tuple(
            Unit(
                code=body.code,
                name=body.code,
                kind="stadsdelsnamnd",
                region=body.region,
                to=body.until,
                merged_into=body.into,
                **({} if body.since.year < 2022 else {"from_": body.since}),
            )
            for body in bodies.values()
        )
        organisation = Organisation(
            city=City.model_validate(CITY),
            units=units,
            groups=(Group(code="distrikten", name="D", members=(Members(units=tuple(bodies)),)),),
            regions=(Region(code="r1", name="r1"), Region(code="r2", name="r2")),
        )
        return Definitions(organisation=organisation, programs=(invented.program(*indicators, disclosure=disclosure),))

    def stricter(self, definitions: Definitions) -> Definitions:
        """Rules that reach back: another threshold, or d protected too, from the beginning."""
        program = definitions.programs[0]
        if self.chance(0.5):
            disclosure = program.disclosure.model_copy(update={"threshold": self.random.choice((4, 6))})
            changed = program.model_copy(update={"disclosure": disclosure})
        else:
            goal = program.goals[0]
            first = goal.indicators[0]
            measure = first.measure[0]
            protects = ("n", "d") if measure.kind == "share" else ("n",)
            measures = (measure.model_copy(update={"protects": protects}),)
            indicators = (first.model_copy(update={"measure": measures}), *goal.indicators[1:])
            changed = program.model_copy(update={"goals": (goal.model_copy(update={"indicators": indicators}),)})
        return definitions.model_copy(update={"programs": (changed,)})

    def with_reference(self, definitions: Definitions, given: Mapping[tuple[str, str], Figures]) -> Definitions:
        """Some cities have had one body's figure of the year printed elsewhere. Drawn apart from all else."""
        draw = Random(f"references/{self.seed}")
        first, *others = definitions.programs[0].indicators()
        counted = (place for place, figures in given.items() if TOTAL in figures)
        places = sorted(body for indicator, body in counted if indicator == first.code)
        if not places or draw.random() > 0.2:
            return definitions
        unit = draw.choice(places)
        point = Point(year=2022, value=Decimal(given[first.code, unit][TOTAL][0]))
        series = Comparison(name="B", source="B", points=(point,), reported=Reported(part="VB", unit=unit))
        program = definitions.programs[0]
        known = (first.model_copy(update={"comparison": (series,)}), *others)
        goals = (program.goals[0].model_copy(update={"indicators": known}),)
        return definitions.model_copy(update={"programs": (program.model_copy(update={"goals": goals}),)})

    def truth(
        self, city: CityOfLeaves, definitions: Definitions, periods: list[Period]
    ) -> Mapping[Period, dict[tuple[str, str], Figures]]:
        """What each body had counted by the end of each period; a merged body goes on from what was merged into it."""
        found: dict[Period, dict[tuple[str, str], Figures]] = {}
        for number, period in enumerate(periods):
            now = found[period] = {}
            for indicator in definitions.programs[0].indicators():
                for body in city.existing(period) if indicator.origin != "own" else ("a",):
                    before: list[Figures] = []
                    if indicator.measure[0].accumulates and number:
                        then = periods[number - 1]
                        places = ((indicator.code, source) for source in sorted(city.sources(body, period, then)))
                        before = [found[then][place] for place in places if place in found[then]]
                    same = (indicator.measure[0].d_same_as or "").removesuffix(".d")
                    now[indicator.code, body] = self.grown(indicator, before, now.get((same, body)))
        return found

    def grown(self, indicator: Indicator, before: list[Figures], owner: Figures | None) -> Figures:
        """A body's figures, given those before and those of the indicator that owns its d."""
        measure = indicator.measure[0]
        ns: dict[CategoryKey, int] = {}
        ds: dict[CategoryKey, int] = {}
        for category in [(d.code, c.code) for d in measure.dimensions for c in d.categories] or [TOTAL]:
            n = sum(each[category][0] for each in before) + self.random.choice(SMALL)
            d = max(n, sum(each[category][1] or 0 for each in before) + self.random.choice(SMALL))
            ds[category] = d if owner is None else owner[category][1] or 0
            # Some who were counted in d before come to be counted in n, too.
            ns[category] = min(n if self.chance(0.8) else n + self.random.choice(SMALL), ds[category])
        if measure.kind == "count":
            ns = {category: n + self.random.choice(SMALL) for category, n in ns.items()}
            ds = dict.fromkeys(ds, 10**6)
        if measure.dimensions:
            if measure.kind == "share" and owner is None:
                self.total(ds, {})
            elif owner is not None:
                ds[TOTAL] = owner[TOTAL][1] or 0
            self.total(ns, ds)
        return {category: (n, None if measure.kind == "count" else ds[category]) for category, n in ns.items()}

    def total(self, numbers: dict[CategoryKey, int], limits: Mapping[CategoryKey, int]) -> None:
        """Add the total: the sum of sexes, or of persons who may stand in several forms. Where a body is divided both
        ways the forms are drawn anew, to agree with it. No number is above its limit."""
        talk, home, sexes = ("form", "talk"), ("form", "home"), [("sex", "women"), ("sex", "men")]
        highest = limits.get(TOTAL, 10**6)
        if sexes[0] not in numbers:
            most = min(numbers[talk] + numbers[home], highest)
            numbers[TOTAL] = self.random.randint(max(numbers[talk], numbers[home]), most)
            return
        numbers[TOTAL] = whole = sum(numbers[sex] for sex in sexes)
        if talk in numbers:
            top = {form: min(whole, limits.get(form, whole)) for form in (talk, home)}
            numbers[home] = self.random.randint(max(0, whole - top[talk]), top[home])
            numbers[talk] = self.random.randint(whole - numbers[home], top[talk])

    def reported(self, truth: dict[tuple[str, str], Figures]) -> dict[tuple[str, str], Figures]:
        """Some bodies are late, some lack a category and count nowhere."""
        found: dict[tuple[str, str], Figures] = {}
        for place, figures in truth.items():
            if self.chance(0.82):
                partly = len(figures) > 1 and self.chance(0.06)
                kept = list(figures)[1:] if partly else list(figures)
                found[place] = {c: figures[c] for c in kept if not (partly and c == TOTAL)}
        return found

    def corrected(
        self, given: Mapping[tuple[str, str], Figures], truth: dict[tuple[str, str], Figures]
    ) -> dict[tuple[str, str], Figures]:
        """A late body comes, or a count was one or two too high or too low."""
        found = {place: dict(figures) for place, figures in given.items()}
        lacking = [place for place in truth if place not in found]
        if lacking and self.chance(0.5):
            place = self.random.choice(lacking)
            found[place] = dict(truth[place])
        elif found:
            place = self.random.choice(sorted(found))
            figures = found[place]
            if list(figures) == [TOTAL]:
                n, d = figures[TOTAL]
                n = max(0, n + self.random.choice((-2, -1, 1, 2)))
                figures[TOTAL] = (n if d is None else min(n, d), d)
            elif {dimension for dimension, _code in figures} == {"sex", ""}:
                n, d = figures["sex", "women"]
                n = max(0, n + self.random.choice((-2, -1, 1, 2)))
                n = n if d is None else min(n, d)
                whole, of = figures[TOTAL]
                figures[TOTAL] = (whole + n - figures["sex", "women"][0], of)
                figures["sex", "women"] = (n, d)
            else:
                del found[place]
        return found


CASE_A = -1
"""The seed of the one city that is not drawn: a merger of which one part had reported nothing."""


def city(seed: int) -> CityOfLeaves:
    """The same city for the same seed, on any machine."""
    return _case_a() if seed == CASE_A else _Draw(seed).city()


def _case_a() -> CityOfLeaves:
    """a and b become m on 1 July, and b gave nothing before. m is 5, so a was at most 5, and c at least 29 - 20 - 5."""
    draw, last = _Draw(CASE_A), date(2022, 6, 30)
    bodies = {
        "a": Body("a", "r1", until=last, into="m"),
        "b": Body("b", "r1", until=last, into="m"),
        "c": Body("c", "r1"),
        "d": Body("d", "r1"),
        "m": Body("m", "r1", since=date(2022, 7, 1)),
    }
    counted = invented.indicator(kind="count", labels={"n": "n"}, protects=("n",))
    definitions = draw.definitions(bodies, (counted,), Disclosure(insiders="none"))
    given = {"T1": {"a": 5, "c": 4, "d": 20}, "T2": {"m": 5, "c": 9, "d": 30}}
    editions = tuple(
        Published(
            invented.parse(f"2022-{part}"),
            definitions,
            {("I1.1", body): {TOTAL: (n, None)} for body, n in of_part.items()},
        )
        for part, of_part in given.items()
    )
    return CityOfLeaves(CASE_A, bodies, editions)
