"""Figures that are likely to be others than they look: a total on a category's row, a share that is a fraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.entry import sample
from tests.entry.sample import MEN, UNKNOWN, WOMEN, checked
from tests.entry_sheets import filled_form
from tracker.definitions.measure import Category, Dimension
from tracker.entry.findings import FAR_DAY, FRACTION, PASTED_TOTAL
from tracker.entry.other_meant import other_meant
from tracker.entry.sheet_reading import read_sheet
from tracker.entry.typed_values import read
from tracker.rows import RowKey, Value

TARGET = RowKey("I1.2")


def asked(values: dict[RowKey, Value], rule: object) -> list[str]:
    return [finding.field for finding in checked(values).findings if finding.rule is rule]


@pytest.mark.parametrize(("women", "men", "unknown", "fires"), [
    (9, 31, 40, True), (0, 7, 7, True), (1, 1, 2, True), (1200, 34, 1234, True), (5, 0, 5, True), (12, 12, 24, True),
    (9, None, 9, True), (None, 7, 7, True),
    (9, 31, 39, False), (9, 31, 0, False), (0, 0, 0, False), (7, 7, None, False), (None, None, 4, False),
    (9, 31, None, False),
])  # fmt: skip
def test_the_sum_of_the_others_on_the_last_category_is_asked_about(
    women: int | None, men: int | None, unknown: int | None, fires: bool
) -> None:
    numbers = {WOMEN: women, MEN: men, UNKNOWN: unknown}
    assert asked({key: Value(n=n, d=5000) for key, n in numbers.items()}, PASTED_TOTAL) == (
        ["I1.1/sex/unknown/n"] if fires else []
    )


@pytest.mark.parametrize(("women", "men", "unknown", "fires"), [
    (40, 9, 31, True), (2, 1, 1, True), (1234, 1200, 34, True), (24, 12, 12, True), (7, 3, 4, True),
    # As many women as men, and no or no known others, is common.
    (40, 40, None, False), (40, 40, 0, False), (7, 0, 7, True), (1, 1, 0, False), (41, 9, 31, False),
    (40, None, None, False), (0, 0, 0, False),
])  # fmt: skip
def test_the_sum_of_the_others_on_the_first_category_is_asked_about(
    women: int, men: int | None, unknown: int | None, fires: bool
) -> None:
    numbers = {WOMEN: women, MEN: men, UNKNOWN: unknown}
    # In the denominators, too.
    found = asked({key: Value(n=0, d=d) for key, d in numbers.items()}, PASTED_TOTAL)
    assert found == ([f"I1.1/sex/{'unknown' if unknown == 7 else 'women'}/d"] if fires else [])


def fields_asked(typed: dict[str, str]) -> list[str]:
    values = dict(read(sample.form(), {}, typed).values)
    return [finding.field for finding in checked(values).findings if finding.rule is PASTED_TOTAL]


@pytest.mark.parametrize("column", [
    ("9,0", "31,0", "40,0"), ("9", "31", "40\u200b"), ("1\u00a0009", "31", "1\u00a0040"), ("9.00", "31.00", "40.00"),
    ("9E+00", "31", "4E+01"), ("", "40", "40,00"), ("0", "40,0", "40"),
])  # fmt: skip
def test_a_total_in_any_way_of_writing_is_asked_about(column: tuple[str, str, str]) -> None:
    typed = dict(zip((f"I1.1/sex/{each}/n" for each in ("women", "men", "unknown")), column, strict=True))
    assert fields_asked(typed) == ["I1.1/sex/unknown/n"]


@pytest.mark.parametrize("column", [("23 %", "77 %", "100 %"), ("0,225", "0,775", "1,0"), ("22.5", "77.5", "100")])
def test_percentages_with_their_sum_are_no_counts_at_all(column: tuple[str, str, str]) -> None:
    typed = dict(zip((f"I1.1/sex/{each}/n" for each in ("women", "men", "unknown")), column, strict=True))
    unread = read(sample.form(), {}, typed).unread
    assert {finding.rule.code for finding in unread} == {"K01"} and fields_asked(typed) == []


def test_each_of_two_dimensions_is_asked_about_for_itself() -> None:
    age = Dimension(code="age", name="ålder", total="sum", categories=tuple(
        Category(code=code, name=code) for code in ("young", "middle", "old")))  # fmt: skip
    entry = sample.form().goals[0].indicators[0]
    measure = entry.measure.model_copy(update={"dimensions": (*entry.measure.dimensions, age)})
    numbers = {("sex", "women"): 9, ("sex", "men"): 31, ("sex", "unknown"): 40, ("age", "young"): 80,
               ("age", "middle"): 50, ("age", "old"): 30}  # fmt: skip
    values = {RowKey("I1.1", *place): Value(n=n) for place, n in numbers.items()}
    found = other_meant(sample.form(), replace(entry, measure=measure), values)
    assert [finding.field for finding in found] == ["I1.1/sex/unknown/n", "I1.1/age/young/n"]


@pytest.mark.parametrize(("typed", "one", "other"), [
    ("150325", "2015-03-25", "2025-03-15"), ("200322", "2020-03-22", "2022-03-20"),
    ("310524", "2031-05-24", "2024-05-31"), ("011223", "2001-12-23", "2023-12-01"),
    ("050621", "2005-06-21", "2021-06-05"), ("290224", "2029-02-24", "2024-02-29"),
])  # fmt: skip
def test_six_digits_outside_the_program_that_lie_in_it_read_backwards_are_asked_about(
    typed: str, one: str, other: str
) -> None:
    (finding,) = read(sample.form(), {}, {"A1.1/start": typed}).unread
    assert finding.message == f"”{typed}” kan läsas på två sätt; menar du {one} eller {other}?"


@pytest.mark.parametrize(("typed", "day"), [
    ("250301", date(2025, 3, 1)), ("210325", date(2021, 3, 25)), ("240229", date(2024, 2, 29)),
    ("2015-03-25", date(2015, 3, 25)), ("20150325", date(2015, 3, 25)), ("151325", None), ("190813", date(2019, 8, 13)),
])  # fmt: skip
def test_six_digits_are_read_with_the_year_first_where_that_can_be(typed: str, day: date | None) -> None:
    reading = read(sample.form(), {}, {"A1.1/start": typed})
    assert reading.values.get(RowKey("A1.1"), Value()).start == day and bool(reading.unread) == (day is None)


@pytest.mark.parametrize(("start", "end", "fields"), [
    (date(2015, 3, 25), None, ["start"]), (None, date(2052, 1, 1), ["end"]), (date(2012, 1, 1), date(2099, 1, 1), None),
    (date(2016, 1, 1), date(2030, 12, 31), []), (date(2015, 12, 31), date(2031, 1, 1), None), (None, None, []),
])  # fmt: skip
def test_a_day_years_from_the_program_is_asked_about(
    start: date | None, end: date | None, fields: list[str] | None
) -> None:
    found = asked({RowKey("A1.1"): Value(status="ongoing", start=start, end=end)}, FAR_DAY)
    assert found == [f"A1.1/{field}" for field in (["start", "end"] if fields is None else fields)]


@pytest.mark.parametrize(("share", "fires"), [
    ("0.9", True), ("0.453", True), ("0.001", True), ("0.84", True), ("0.999", True), ("0.5", True),
    ("0", False), ("1", False), ("84", False), ("1.5", False), ("100", False),
])  # fmt: skip
def test_a_forecast_below_one_percent_is_asked_about(share: str, fires: bool) -> None:
    values = {TARGET: Value(n=8, d=10, forecast=Decimal(share))}
    assert asked(values, FRACTION) == (["I1.2/forecast"] if fires else [])
    assert all("menar du" in found.message for found in checked(values).findings if found.rule is FRACTION)


def test_a_sheet_and_a_page_ask_the_same() -> None:
    typed = {"I1.1/sex/women/n": "9", "I1.1/sex/men/n": "31", "I1.1/sex/unknown/n": "40", "I1.2/forecast": "0,9"}
    sheet = {name: cell.text for name, cell in read_sheet(filled_form(typed)).typed.items()}
    for texts in (typed, sheet):
        found = checked(dict(read(sample.form(), {}, texts).values)).findings
        told = [(each.field, each.rule.code) for each in found if each.rule in (PASTED_TOTAL, FRACTION)]
        assert told == [("I1.1/sex/unknown/n", "K33"), ("I1.2/forecast", "K30")]
