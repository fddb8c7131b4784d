"""What must hold in the JSON of any report: sums, coverage, order, and what a dot takes with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.built import built
from tests.rollup import invented
from tests.rollup.invented import SEX, row
from tracker.definitions.measure import Kind
from tracker.definitions.view import view
from tracker.observations import Observation
from tracker.report.serialise import to_json
from tracker.rows import Key

PROGRAM = invented.program(
    invented.indicator(dimensions=(SEX,)),
    invented.indicator("I1.2", ("distrikten", "namnden"), kind="count", labels={"n": "personer"}, decimals=0),
    invented.indicator("I1.3", kind="ratio"),
    invented.indicator("I1.4", kind="rate", labels={"n": "ärenden"}),
    invented.indicator("I1.5", kind="yes_no", accumulates=False),
)
ORGANISATION = invented.organisation()
SHOWN = ("2021-T2", "2022-T1", "2022-T2", "2023-T1", "2023-T2")


def _row(draw: st.DrawFn, place: dict[str, Any], kind: Kind) -> Observation:
    empty = draw(st.sampled_from([None, None, None, None, "-", "."]))
    if empty:
        return row(**place, empty=empty, comment="skäl")
    if kind == "yes_no":
        return row(**place, n=draw(st.integers(0, 1)), d=1)
    d = draw(st.integers(0, 30))
    n = draw(st.integers(0, d if kind == "share" else 60))
    return row(**place, n=n, d=d if kind in ("share", "ratio") else None)


@st.composite
def cities(draw: st.DrawFn) -> tuple[str, list[Observation]]:
    """A period, and what bodies gave in it and before."""
    period = draw(st.sampled_from(SHOWN))
    rows = []
    for code in SHOWN[: SHOWN.index(period) + 1]:
        now = view(ORGANISATION, PROGRAM, invented.parse(code))
        for indicator in now.indicators():
            for body in indicator.responsible:
                if draw(st.integers(0, 3)) == 0:
                    continue
                place = {"unit": body, "period": code, "item": indicator.code}
                if not indicator.measure.dimensions:
                    rows.append(_row(draw, place, indicator.measure.kind))
                    continue
                for category in draw(st.sampled_from([("women", "men"), ("women", "men", "unknown"), ("men",)])):
                    rows.append(_row(draw, {**place, "dimension": "sex", "category": category}, "share"))
    return period, rows


def loaded(period: str, rows: Iterable[Observation], **more: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_json(built(PROGRAM, period, rows, **more)))
    return document


def indicators(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [indicator for goal in report["goals"] for indicator in goal["indicators"]]


def assert_sum(whole: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    """n, d and coverage of an area are the sums over its parts; every category's as well."""
    counted = [part for part in parts if part["coverage"]["reported"]]
    for name in ("reported", "expected"):
        assert whole["coverage"][name] == sum(part["coverage"][name] for part in parts)
    if not counted:
        assert whole["total"]["state"] != "value"
        return
    pairs = [(whole["total"], [part["total"] for part in counted])]
    pairs += [
        (cell, [part["breakdown"][dimension][category] for part in counted])
        for dimension, cells in whole["breakdown"].items()
        for category, cell in cells.items()
    ]
    for cell, cells in pairs:
        assert cell["state"] == "value"
        assert cell["n"] == sum(each["n"] for each in cells)
        assert cell["d"] == (None if cells[0]["d"] is None else sum(each["d"] for each in cells))


@settings(max_examples=25)
@given(cities())
def test_the_city_is_the_sum_of_its_bodies_and_regions_of_theirs(case: tuple[str, list[Observation]]) -> None:
    period, rows = case
    districts = {unit.code: unit.region for unit in ORGANISATION.units if unit.region}
    for indicator in indicators(loaded(period, rows)):
        points = [indicator, *indicator["series"]["as_reported"], *indicator["series"]["recast"]]
        for point in points:
            assert_sum(point["city"], point["units"])
            for region in point["regions"]:
                assert_sum(region, [u for u in point["units"] if districts.get(u["code"]) == region["code"]])
        now = indicator["series"]["as_reported"][-1]
        assert now["city"]["total"] == indicator["city"]["total"]
        for reported, recast in zip(indicator["series"]["as_reported"], indicator["series"]["recast"], strict=True):
            assert recast["city"] == reported["city"]


@settings(max_examples=25)
@given(cities(), st.randoms(use_true_random=False))
def test_the_report_does_not_depend_on_the_order_of_its_rows(
    case: tuple[str, list[Observation]], shuffler: Random
) -> None:
    period, rows = case
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    assert to_json(built(PROGRAM, period, shuffled)) == to_json(built(PROGRAM, period, rows))


@settings(max_examples=25)
@given(cities())
def test_last_year_and_this_are_over_the_same_bodies(case: tuple[str, list[Observation]]) -> None:
    """Where every body is compared, this year's comparable figure is the whole total."""
    period, rows = case
    for indicator in indicators(loaded(period, rows)):
        compared = [unit for unit in indicator["units"] if unit["previous_year"]["state"] == "value"]
        for unit in compared:
            assert unit["same_bodies"] == unit["total"]
        city = indicator["city"]
        assert (city["previous_year"]["state"] == "value") == bool(compared)
        if compared:
            assert city["previous_year"]["n"] == sum(unit["previous_year"]["n"] for unit in compared)
            assert city["same_bodies"]["n"] == sum(unit["total"]["n"] for unit in compared)


@settings(max_examples=25)
@given(cities(), st.integers(0, 2**16))
def test_a_dot_takes_with_it_whatever_is_made_of_it(case: tuple[str, list[Observation]], seed: int) -> None:
    """Any mask at all: what is printed is the truth, and nothing derived stands without its parts."""
    period, rows = case

    def mask(key: Key) -> bool:
        return bool(Random(f"{seed}{sorted(key.bodies)}{key.category}{key.measured}{key.indicator}").randrange(2))

    true, masked = loaded(period, rows), loaded(period, rows, audience="published", mask=mask)
    for real, shown in zip(_cells(true), _cells(masked), strict=True):
        if shown["state"] == "suppressed":
            assert real["state"] == "value"
            assert shown["value"] is None
            assert shown["n"] is None or (shown["d"] is None and real["d"] is not None)
            assert shown["n"] in (None, real["n"])
            assert shown["d"] in (None, real["d"])
        else:
            assert shown == real
    for indicator in indicators(masked):
        assert indicator["attainment"] is None or indicator["city"]["total"]["value"] is not None


def _cells(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict) and "state" in value:
        return [value]
    if isinstance(value, dict):
        return [cell for each in value.values() for cell in _cells(each)]
    return [cell for each in value for cell in _cells(each)] if isinstance(value, list) else []


@settings(max_examples=25)
@given(cities())
def test_a_bodys_own_report_says_the_same_of_it_as_the_citys(case: tuple[str, list[Observation]]) -> None:
    period, rows = case
    body = "delta"
    own = {indicator["code"]: indicator for indicator in indicators(loaded(period, rows, unit=body))}
    for indicator in indicators(loaded(period, rows)):
        (unit,) = [unit for unit in indicator["units"] if unit["code"] == body]
        assert own[indicator["code"]]["units"] == [unit]
        assert own[indicator["code"]]["city"]["total"] == unit["total"]
