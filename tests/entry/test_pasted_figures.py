"""Figures that are likely to be others than they look: a total on a category's row, a share that is a fraction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.entry import sample
from tests.entry.sample import MEN, UNKNOWN, WOMEN, checked
from tests.entry_sheets import filled_form
from tracker.entry.findings import FRACTION, PASTED_TOTAL
from tracker.entry.sheet_reading import read_sheet
from tracker.entry.typed_values import read
from tracker.rows import RowKey, Value

TARGET = RowKey("I1.2")


def asked(values: dict[RowKey, Value], rule: object) -> list[str]:
    return [finding.field for finding in checked(values).findings if finding.rule is rule]


@pytest.mark.parametrize(("women", "men", "unknown", "fires"), [
    (9, 31, 40, True), (0, 7, 7, True), (1, 1, 2, True), (1200, 34, 1234, True), (5, 0, 5, True), (12, 12, 24, True),
    (9, 31, 39, False), (9, 31, 0, False), (0, 0, 0, False), (9, None, 9, False), (None, None, 4, False),
    (9, 31, None, False),
])  # fmt: skip
def test_the_sum_of_the_others_on_the_last_category_is_asked_about(
    women: int | None, men: int | None, unknown: int | None, fires: bool
) -> None:
    numbers = {WOMEN: women, MEN: men, UNKNOWN: unknown}
    assert asked({key: Value(n=n, d=5000) for key, n in numbers.items()}, PASTED_TOTAL) == (
        ["I1.1/sex/unknown/n"] if fires else []
    )


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
