"""Intervals, tests and funnels against figures that others have printed, and against the definitions themselves."""

from __future__ import annotations

from math import comb, exp, factorial

import pytest

from tracker.chance import change, funnel
from tracker.chance.funnel import Body
from tracker.chance.intervals import Interval, binomial, poisson, rate_difference, share_difference

NEWCOMBE = [  # Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]


def binomial_tail(n: int, d: int, p: float) -> float:
    """P(X ≥ n), summed."""
    return sum(comb(d, k) * p**k * (1 - p) ** (d - k) for k in range(n, d + 1))


def poisson_below(n: int, mean: float) -> float:
    """P(X ≤ n), summed."""
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(n + 1))


@pytest.mark.parametrize(
    ("n", "d", "low", "high"),
    [(5, 10, 0.187086, 0.812914), (8, 10, 0.443905, 0.974789), (0, 10, 0.0, 0.308497), (1, 10, 0.002529, 0.445016)],
)  # R 4, binom.test
def test_the_interval_of_a_share_is_the_printed_one(n: int, d: int, low: float, high: float) -> None:
    assert binomial(n, d) == pytest.approx((low, high), abs=6e-7)


@pytest.mark.parametrize(("n", "d"), [(1, 7), (6, 7), (130, 181), (23, 46)])
def test_at_the_limits_of_a_share_each_tail_is_one_in_forty(n: int, d: int) -> None:
    low, high = binomial(n, d)
    assert binomial_tail(n, d, low) == pytest.approx(0.025, abs=1e-6)
    assert 1 - binomial_tail(n + 1, d, high) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(
    ("n", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904)]
)  # Garwood, Biometrika 28 (1936) 437–442
def test_the_interval_of_a_count_is_the_printed_one(n: int, low: float, high: float) -> None:
    assert poisson(n) == pytest.approx((low, high), abs=6e-5)


def test_at_the_limits_of_a_count_each_tail_is_one_in_forty() -> None:
    low, high = poisson(23)
    assert poisson_below(23, high) == pytest.approx(0.025, abs=1e-6)
    assert 1 - poisson_below(22, low) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(("now", "then", "printed"), NEWCOMBE)
def test_the_interval_of_a_difference_is_the_printed_one(
    now: tuple[int, int], then: tuple[int, int], printed: tuple[float, float]
) -> None:
    assert share_difference(now, then) == pytest.approx(printed, abs=6e-5)


def test_the_interval_of_a_difference_of_counts_is_made_of_the_two_exact_ones() -> None:
    # 10 (4,7954–18,3904) less 5 (1,6235–11,6683): down √(5,2046² + 6,6683²), up √(8,3904² + 3,3765²)
    assert rate_difference((10, 1), (5, 1)) == pytest.approx((-3.4590, 14.0443), abs=1e-3)


@pytest.mark.parametrize(
    ("now", "then", "p"),
    [((3, 4), (1, 4), 0.4857143), ((2, 17), (10, 13), 0.0005367241), ((7, 7), (6, 7), 1.0)],
)  # the lady who tasted tea (34/70), Fisher's twins (R 4, fisher.test), the bodies of a goal
def test_fishers_test_is_the_printed_one(now: tuple[int, int], then: tuple[int, int], p: float) -> None:
    assert change.fisher(now, then) == pytest.approx(p, abs=6e-8)


@pytest.mark.parametrize(
    ("now", "then", "margin", "verdict"),
    [
        ((130, 181), (98, 220), None, "changed"),
        ((25, 30), (24, 30), 0.02, "unclear"),
        ((7, 7), (6, 7), 0.02, "few"),  # at most one in fourteen said no: nothing could have been seen
        ((8002, 10000), (8000, 10000), 0.02, "equal"),
        ((8002, 10000), (8000, 10000), None, "unclear"),  # no margin is stated, so it is not called the same
        ((0, 0), (3, 9), None, "few"),
    ],
)
def test_words_on_shares_need_evidence(
    now: tuple[int, int], then: tuple[int, int], margin: float | None, verdict: str
) -> None:
    assert change.shares(now, then, margin) == verdict


@pytest.mark.parametrize(
    ("now", "then", "margin", "verdict"),
    [
        ((60, 1), (30, 1), None, "changed"),  # 30 of 90 at a half: p = 0,002
        ((34, 1), (30, 1), 5, "unclear"),
        ((3, 1), (2, 1), 5, "few"),  # 2 · (1/2)⁵ = 0,0625
        ((0, 1), (6, 1), None, "changed"),  # 2 · (1/2)⁶ = 0,031
        ((90000, 1), (90000, 1), 1000, "equal"),
        ((60, 2000.0), (30, 1000.0), None, "unclear"),  # twice as many among twice as many
        ((0, 1), (0, 1), 5, "few"),
    ],
)
def test_words_on_counts_and_rates_need_evidence(
    now: tuple[int, float], then: tuple[int, float], margin: float | None, verdict: str
) -> None:
    assert change.rates(now, then, margin) == verdict


def test_margins_hold_the_whole_interval() -> None:
    assert Interval(-0.02, 0.01).within(0.02)
    assert not Interval(-0.021, 0.01).within(0.02)


def test_bodies_like_the_whole_are_inside_and_the_odd_one_is_marked() -> None:
    alike = [Body(50, 100), Body(46, 100), Body(57, 100), Body(49, 100), Body(48, 100), Body(53, 100)]
    assert funnel.shares(alike).spread == "inside"
    odd = funnel.shares([*alike, Body(64, 100)])
    # 367 of 700. Σ (n − 52,43)² / (100 · 0,5243 · 0,4757) = 233,71 / 24,94 = 9,37 on 6 degrees of freedom, below 12,59
    assert odd.dispersion == pytest.approx(9.37 / 6, abs=0.001)
    assert (odd.spread, odd.outside) == ("outside", (6,))
    assert odd.limits[6].warning == (0.43, 0.62)
    assert odd.limits[6].alarm == (0.37, 0.68)


def test_where_bodies_differ_as_a_whole_none_is_marked() -> None:
    """Placements of districts: 7 to 83 of 37 000 to 154 000 inhabitants cannot be chance."""
    districts = [Body(7, 75000), Body(83, 92000), Body(70, 60000), Body(12, 100000), Body(30, 50000), Body(20, 154000)]
    found = funnel.rates(districts)
    assert found.spread == "overdispersed"
    assert (found.limits, found.outside) == ((), ())
    # 222 in 531 000: 31,36 38,46 25,08 41,81 20,90 64,38 expected; Σ (n − e)²/e = 206,7 on 5 degrees of freedom
    assert found.dispersion == pytest.approx(206.7 / 5, abs=0.01)


@pytest.mark.parametrize("bodies", [[], [Body(5, 9)], [Body(1, 9), Body(8, 9)], [Body(0, 0), Body(0, 0)]])
def test_too_few_cases_are_not_tested(bodies: list[Body]) -> None:
    """Nine cases, half of them expected: 4,5 is below five."""
    assert funnel.shares(bodies) == funnel.Funnel("few", None)
    assert funnel.rates(bodies[:1]) == funnel.Funnel("few", None)
