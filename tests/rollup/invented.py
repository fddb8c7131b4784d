"""A small invented city: five districts that merge in a chain to two, in two regions, and one expert board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.invented_city import CITY
from tracker.definitions.city import City
from tracker.definitions.measure import Category, Dimension, Labels, Measure
from tracker.definitions.organisation import Group, Members, Organisation, Population, Region, Unit
from tracker.definitions.program import Goal, Indicator, Program, Responsibility, Text
from tracker.definitions.settings import Disclosure, JudgementWord, StatusWord
from tracker.observations import Observation
from tracker.periods import Calendar, Part, Period

ASKS = ("figures", "statuses", "judgements", "forecasts")
CALENDAR = Calendar(
    parts=(
        Part(code="VP", name="Verksamhetsplan", starts="01-01", ends="12-31", due="01-31", asks=("plans",),
             existing="any_day"),
        Part(code="T1", name="Tertialrapport 1", starts="01-01", ends="04-30", due="05-15", asks=ASKS),
        Part(code="T2", name="Tertialrapport 2", starts="01-01", ends="08-31", due="09-15", asks=ASKS),
        Part(code="VB", name="Verksamhetsberättelse", starts="01-01", ends="12-31", due="01-31", due_year=1,
             asks=ASKS[:3]),
    )
)  # fmt: skip

DISTRICTS = ("alfa", "beta", "gamma", "delta", "epsilon")
INHABITANTS = {"alfa": 10_000, "beta": 20_000, "gamma": 30_000, "delta": 15_000, "epsilon": 25_000}


def district(code: str, region: str, **dates: Any) -> Unit:
    return Unit(code=code, name=code.title(), kind="stadsdelsnamnd", region=region, **dates)


def organisation() -> Organisation:
    """alfa + beta → ab on 2022-07-01; ab + gamma → abc on 2023-07-01: a chain of mergers. delta, epsilon stay."""
    early, late = date(2022, 6, 30), date(2023, 6, 30)
    units = (
        district("alfa", "r-vast", to=early, merged_into="ab"),
        district("beta", "r-vast", to=early, merged_into="ab"),
        district("ab", "r-vast", from_=date(2022, 7, 1), to=late, merged_into="abc"),
        district("gamma", "r-vast", to=late, merged_into="abc"),
        district("abc", "r-vast", from_=date(2023, 7, 1)),
        district("delta", "r-ost"),
        district("epsilon", "r-ost"),
        Unit(code="namnden", name="Nämnden", kind="facknamnd"),
    )
    population = tuple(
        Population(unit=code, date=date(year, 12, 31), value=value, quality="official", source="invented")
        for year in (2020, 2021, 2022, 2023)
        for code, value in INHABITANTS.items()
    )
    districts = tuple(unit.code for unit in units if unit.region)
    return Organisation(
        city=City.model_validate(CITY),
        units=units,
        groups=(Group(code="distrikten", name="Distrikten", members=(Members(units=districts),)),),
        regions=(Region(code="r-vast", name="Väst"), Region(code="r-ost", name="Öst")),
        population=population,
    )


SEX = Dimension(
    code="sex",
    name="kön",
    categories=(
        Category(code="women", name="kvinnor/flickor"),
        Category(code="men", name="män/pojkar"),
        Category(code="unknown", name="okänt", required=False),
    ),
)


def measure(**changes: Any) -> Measure:
    plain: dict[str, Any] = {
        "kind": "share",
        "labels": Labels(n="hjälpta", d="alla"),
        "accumulates": True,
        "asked": ("T1", "T2", "VB"),
        "decimals": 1,
        "source": "count",
    }
    return Measure(**{**plain, **changes})


def indicator(code: str = "I1.1", bodies: tuple[str, ...] = ("distrikten",), **changes: Any) -> Indicator:
    return Indicator(
        code=code,
        wording=(Text(text=f"Indikator {code}"),),
        responsible=(Responsibility(bodies=bodies),),
        measure=(measure(**changes),),
    )


def program(*indicators: Indicator, **changes: Any) -> Program:
    goal = Goal(code="M1", wording=(Text(text="Mål ett"),), indicators=indicators or (indicator(),))
    plain: dict[str, Any] = {
        "code": "prov",
        "title": "Prov",
        "short_title": "Prov",
        "vision": "Prov",
        "from": date(2021, 1, 1),
        "to": date(2024, 12, 31),
        "calendar": CALENDAR,
        # Tests of what bodies know beforehand say so themselves.
        "disclosure": Disclosure(insiders="none"),
        "judgements": tuple(
            JudgementWord(code=code, word=code, forecast=code, counts_as=code) for code in ("met", "partly", "not_met")
        ),
        "statuses": (
            StatusWord(code="not_started", word="ej påbörjad", begun=False, closed=False),
            StatusWord(code="ongoing", word="pågår", begun=True, closed=False),
            StatusWord(code="done", word="genomförd", begun=True, closed=True),
            StatusWord(code="cancelled", word="avförd", begun=True, closed=True),
        ),
        "goals": (goal,),
    }
    return Program(**{**plain, **changes})


def row(unit: str, period: str, item: str = "I1.1", **given: Any) -> Observation:
    return Observation("prov", unit, CALENDAR.parse(period), item, **given)


def by_sex(
    unit: str, period: str, women: tuple[int, int | None], men: tuple[int, int | None], item: str = "I1.1"
) -> Iterable[Observation]:
    for category, (n, d) in (("women", women), ("men", men)):
        yield row(unit, period, item, dimension="sex", category=category, n=n, d=d)


def parse(code: str) -> Period:
    return CALENDAR.parse(code)
