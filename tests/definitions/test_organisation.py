"""Bodies, mergers, groups and population of the real organisation."""

from __future__ import annotations

from datetime import date

import pytest

from tests.invented_city import CITY
from tracker.definitions.catalogue import Definitions
from tracker.definitions.organisation import Organisation

NAMED_BY_PROGRAM = (
    "arbetsmarknadsnamnden socialnamnden utbildningsnamnden aldrenamnden kulturnamnden idrottsnamnden "
    "kommunstyrelsen svenska-bostader familjebostader stockholmshem"
)


@pytest.fixture(scope="module")
def organisation(definitions: Definitions) -> Organisation:
    return definitions.organisation


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2020, 6, 30), 14),
        (date(2020, 7, 1), 13),
        (date(2023, 6, 30), 13),
        (date(2023, 7, 1), 11),
        (date(2025, 12, 31), 11),
    ],
)
def test_districts_through_both_mergers(organisation: Organisation, day: date, count: int) -> None:
    districts = tuple(u.code for u in organisation.units if u.kind == "stadsdelsnamnd" and u.exists(day))
    assert len(districts) == count
    assert organisation.expand("stadsdelsnamnderna", day) == districts


def test_bodies_that_the_program_names_exist(organisation: Organisation) -> None:
    assert all(organisation.find(code) for code in NAMED_BY_PROGRAM.split())


def test_the_preschool_committee_begins_in_march_2023(organisation: Organisation) -> None:
    committee = organisation.unit("forskolenamnden")
    assert [committee.exists(day) for day in (date(2023, 2, 28), date(2023, 3, 1))] == [False, True]


def test_codes_are_the_names_without_diacritics(organisation: Organisation) -> None:
    for unit in organisation.units:
        if unit.kind != "bolag":
            plain = unit.name.lower().translate(str.maketrans("åäö", "aao")).replace("- ", "-").replace(" ", "-")
            assert unit.code == plain


@pytest.mark.parametrize(
    ("region", "before", "after"),
    [
        ("rvc-vast", {"rinkeby-kista", "spanga-tensta", "hasselby-vallingby", "bromma"}, None),
        ("rvc-vast", None, {"jarva", "hasselby-vallingby", "bromma"}),
        ("rvc-sydvast", {"hagersten-alvsjo", "skarholmen"}, {"hagersten-alvsjo", "skarholmen"}),
        ("rvc-innerstaden", None, {"kungsholmen", "norra-innerstaden", "sodermalm"}),
        ("rvc-sydost", None, {"enskede-arsta-vantor", "farsta", "skarpnack"}),
    ],
)
def test_regions(organisation: Organisation, region: str, before: set[str] | None, after: set[str] | None) -> None:
    for day, expected in ((date(2023, 6, 30), before), (date(2023, 7, 1), after)):
        if expected is not None:
            assert {u.code for u in organisation.units if u.region == region and u.exists(day)} == expected


@pytest.mark.parametrize("year", range(2019, 2025))
def test_every_district_has_a_population_every_year(organisation: Organisation, year: int) -> None:
    day = date(year, 12, 31)
    for unit in organisation.units:
        if unit.kind == "stadsdelsnamnd" and unit.exists(day):
            row = organisation.inhabitants(unit.code, day, day)
            assert row is not None, unit.code
            assert 25_000 < row.value < 160_000


def test_population_is_official_only_where_a_source_has_it(organisation: Organisation) -> None:
    official = [(row.unit, row.date.year) for row in organisation.population if row.quality == "official"]
    assert sorted(official)[:2] == [("bromma", 2024), ("enskede-arsta-vantor", 2024)]
    assert [unit for unit, year in official if year < 2024] == ["kungsholmen", "skarholmen"]
    assert sum(row.value for row in organisation.population if row.date.year == 2024) == 991_937


def test_a_merged_district_had_the_population_of_its_predecessors(organisation: Organisation) -> None:
    day = date(2022, 12, 31)
    merged = organisation.inhabitants("jarva", day, day)
    parts = [organisation.inhabitants(code, day, day) for code in ("rinkeby-kista", "spanga-tensta")]
    assert merged is not None
    assert merged.value == sum(part.value for part in parts if part) == 92_000
    assert merged.quality == "estimate"


def test_a_population_that_was_replaced_is_used_as_long_as_it_was_known() -> None:
    day, common = date(2023, 12, 31), {"unit": "farsta", "date": "2023-12-31", "source": "prov"}
    rows = [
        {**common, "value": 61_900, "quality": "estimate", "to": "2024-05-31"},
        {**common, "value": 62_100, "quality": "official", "from": "2024-06-01"},
    ]
    organisation = Organisation.model_validate({"city": CITY, "units": [], "population": rows})
    used = [organisation.inhabitants("farsta", day, on) for on in (date(2024, 5, 31), date(2024, 6, 1))]
    assert [row.value for row in used if row is not None] == [61_900, 62_100]
    assert [row.key for row in organisation.population] == ["farsta/2023-12-31", "farsta/2023-12-31/2024-06-01"]
