"""A value that rests on fewer than the definition's smallest base is not formed; its counts are printed all the same.

The base is 10. Delta's 4 of 9 and Epsilon's 3 of 6 are too few; together they are 7 of 15; Abc's 4 of 10 are enough.
"""

from __future__ import annotations

import pytest

from tests.report.built import area, built, figures, indicator, point
from tests.rollup import invented
from tests.rollup.invented import SEX, by_sex, row
from tracker.report import wording
from tracker.report.explained import explained
from tracker.report.funnels import compared
from tracker.report.like_conditions import LikeGroup, group_figure
from tracker.report.method import method_texts
from tracker.report.model import Cell, Schema
from tracker.report.serialise import to_json

H = "\u00a0"
PROGRAM = invented.program(invented.indicator(smallest_base=10))
ROWS = [row("delta", "2023-VB", n=4, d=9), row("epsilon", "2023-VB", n=3, d=6), row("abc", "2023-VB", n=4, d=10),
        row("delta", "2022-VB", n=4, d=8)]  # fmt: skip
EARLIER: tuple[Schema, ...] = ("tracker-report-1", "tracker-report-2", "tracker-report-3", "tracker-report-4")


def test_a_share_of_too_few_has_no_value_and_sums_are_judged_by_themselves() -> None:
    found = indicator(built(PROGRAM, "2023-VB", ROWS))
    assert figures((found.city, *found.regions, *found.units)) == {
        "city": "value 11 25 44.0", "r-vast": "value 4 10 40.0", "r-ost": "value 7 15 46.7",
        "abc": "value 4 10 40.0", "delta": "value 4 9 -", "epsilon": "value 3 6 -",
    }  # fmt: skip
    assert wording.cell_text(found.units[1].total, "share") == f"4{H}av{H}9"


def test_last_year_the_series_and_each_category_are_judged_too() -> None:
    program = invented.program(invented.indicator(smallest_base=10, dimensions=(SEX,)))
    rows = [*by_sex("delta", "2023-VB", (4, 9), (6, 12)), *by_sex("delta", "2022-VB", (2, 4), (1, 5))]
    report = built(program, "2023-VB", rows)
    delta = area(report, "delta")
    assert (delta.breakdown["sex"]["women"].value, delta.breakdown["sex"]["men"].value) == (None, "50.0")
    assert delta.total.value == "47.6" and delta.previous_year == Cell(state="value", n=3, d=9)
    assert point(report, "recast", "2022-VB").city.total.value is None


def test_it_is_said_why_there_is_no_value() -> None:
    rows = [each for each in ROWS if each.unit != "delta"]
    report = built(PROGRAM, "2023-VB", rows)
    (_whole, west, east) = explained(report, indicator(report))
    why = "Nämnaren är mindre än 10: för liten för att räkna ut ett värde, så bara antalen visas."
    assert (east.value, east.steps[2]) == (f"3{H}av{H}6", why) and why not in west.steps
    told = "I1.1 Indikator I1.1: där nämnaren är mindre än 10 visas antalen, men inget värde räknas ut av dem."
    assert told in method_texts(report) and told not in method_texts(built(invented.program(), "2023-VB", rows))


def test_bodies_beside_each_other_are_those_with_a_value() -> None:
    asked = invented.indicator(bodies=("distrikten", "namnden"), smallest_base=10, variation="sample")
    report = built(invented.program(asked), "2023-VB", [*ROWS, row("namnden", "2023-VB", n=9, d=20)])
    found = indicator(report)
    beside = compared(report, found, "bodies")
    assert beside is not None and beside.names == ("Abc", "Nämnden")
    cell, _covered = group_figure(found, LikeGroup("få", ("epsilon",), "")) or (None, None)
    assert cell == Cell(state="value", n=3, d=6)


@pytest.mark.parametrize("schema", EARLIER)
def test_an_edition_in_an_earlier_form_is_made_as_it_was(schema: Schema) -> None:
    """They printed the value, and knew nothing of a base."""
    then = built(PROGRAM, "2023-VB", ROWS, audience="published", schema=schema)
    assert [each.total.value for each in indicator(then).units] == ["40.0", "44.4", "50.0"]
    assert "smallest_base" not in to_json(then, schema)
    now = built(PROGRAM, "2023-VB", ROWS, audience="published")
    assert '"smallest_base": 10' in to_json(now) and "smallest_base" not in to_json(now, schema)
