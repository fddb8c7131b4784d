"""The printed value: exact, half up, by kind."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.measures.numbers import quotient
from tracker.rollup.values import value


@pytest.mark.parametrize(
    ("kind", "n", "d", "decimals", "printed"),
    [
        ("share", 1, 8, 1, "12.5"),
        ("share", 1, 16, 1, "6.3"),  # 6.25 goes up; a float's half-even would give 6.2
        ("share", 2, 3, 1, "66.7"),
        ("share", 201, 200, 0, "101"),  # 100.5
        ("share", 0, 7, 1, "0.0"),
        ("yes_no", 9, 11, 1, "81.8"),
        ("ratio", 1005, 100, 1, "10.1"),  # 10.05
        ("rate", 3, 75_000, 2, "0.04"),
        ("count", 12, None, 0, "12"),
    ],
)
def test_values_worked_out_by_hand(kind: str, n: int, d: int | None, decimals: int, printed: str) -> None:
    assert format(value(kind, n, d, decimals), "f") == printed


@pytest.mark.parametrize("kind", ["share", "ratio", "rate", "yes_no"])
def test_no_value_without_a_denominator(kind: str) -> None:
    assert value(kind, 0, 0, 1) is None
    assert value(kind, 1, None, 1) is None


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from([1, 100, 1000]), st.integers(0, 3))
def test_the_quotient_is_the_nearest_decimal_and_half_goes_up(n: int, d: int, scale: int, decimals: int) -> None:
    printed = quotient(n, d, scale, decimals)
    exact = Fraction(n * scale, d)
    step = Fraction(1, 10**decimals)
    assert Fraction(printed) - step / 2 <= exact < Fraction(printed) + step / 2
    assert -printed.as_tuple().exponent == decimals
    assert isinstance(printed, Decimal)
