"""The demonstration's figures against statsmodels 0.15: each expected value was printed by it, not by this program.

I5.1 and I2.1 of 2024-VB, and the placements of 2024-HELAR. Limits of the funnel were summed by hand from the binomial
distribution; Fisher's small tables by counting.
"""

from __future__ import annotations

from math import comb

import pytest

from tests.programs import EQUAL, VALD, shipped
from tests.report.test_message import compared, part
from tracker.chance import change, funnel
from tracker.chance.funnel import Body
from tracker.chance.intervals import binomial, share_difference
from tracker.report.change import change_of, spread_of, uncertainty
from tracker.report.change_words import uncertainty_text
from tracker.report.model import Cell

TRIALS = [(72, 104), (63, 83), (63, 84), (35, 45), (121, 172), (117, 155), (79, 107), (49, 69), (32, 49), (65, 95),
          (18, 32)]  # fmt: skip
FAMILIES = [(9, 12), (5, 8), (10, 11), (1, 2), (13, 15), (17, 20), (6, 10), (5, 6), (4, 5), (6, 10), (2, 3)]
PLACEMENTS = [(64, 93600), (44, 76700), (58, 82200), (23, 70900), (67, 154000), (84, 130000), (68, 104700),
              (23, 46500), (18, 62000), (34, 127300)]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "d", "printed"),
    [
        (714, 995, (0.6884982082479517, 0.7453838166034494)),
        (72, 104, (0.5942159847050734, 0.7791128107798506)),
        (78, 102, (0.6704262624280813, 0.8430538703962429)),
    ],
)  # proportion_confint(n, d, method="beta")
def test_intervals_of_shares_are_those_of_statsmodels_to_six_digits(
    n: int, d: int, printed: tuple[float, float]
) -> None:
    assert binomial(n, d) == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize(
    ("now", "then", "interval", "p"),
    [
        ((679, 950), (614, 965), (0.036542727522838735, 0.11998832353696007), 0.0002525022958526031),
        ((77, 100), (55, 90), (0.027542112758087628, 0.28454711602894966), 0.01890618958220444),
    ],
)  # confint_proportions_2indep(…, method="newcomb"), scipy.stats.fisher_exact
def test_the_changes_of_both_indicators_are_more_than_chance(
    now: tuple[int, int], then: tuple[int, int], interval: tuple[float, float], p: float
) -> None:
    assert share_difference(now, then) == pytest.approx(interval, abs=1e-6)
    assert change.fisher(now, then) == pytest.approx(p, abs=1e-9)
    assert change.shares(now, then, None) == "changed"


def test_the_districts_of_i51_are_inside_the_funnel_and_those_of_i21_too_few() -> None:
    """proportions_chisquare: 9.074187669157588 on 10 degrees of freedom, p = 0.525."""
    found = funnel.shares([Body(*each) for each in TRIALS])
    assert found.dispersion == pytest.approx(9.074187669157588 / 10, abs=1e-6)
    assert (found.spread, found.outside) == ("inside", ())
    assert found.limits[-1].warning == pytest.approx((18 / 32, 28 / 32))
    assert found.limits[-1].alarm == pytest.approx((15 / 32, 30 / 32))
    assert found.limits[4].warning == pytest.approx((112 / 172, 135 / 172))
    assert found.limits[4].alarm == pytest.approx((105 / 172, 141 / 172))
    assert funnel.shares([Body(*each) for each in FAMILIES]).spread == "few"


def test_the_placements_are_overdispersed_so_no_district_is_marked() -> None:
    """GLM(n, 1, family=Poisson, offset=log(inhabitants)).pearson_chi2 on 9 degrees of freedom; p = 2.4e-7."""
    found = funnel.rates([Body(*each) for each in PLACEMENTS])
    assert found.dispersion == pytest.approx(PEARSON / 9, abs=1e-6)
    assert (found.spread, found.limits, found.outside) == ("overdispersed", (), ())


PEARSON = 48.17977613875857


@pytest.mark.parametrize(
    ("now", "then"), [((3, 4), (1, 4)), ((5, 5), (1, 5)), ((8, 10), (1, 6)), ((9, 10), (4, 10)), ((2, 9), (7, 9))]
)
def test_fishers_test_of_small_tables_is_the_tables_counted(now: tuple[int, int], then: tuple[int, int]) -> None:
    """Of all tables with these margins, the share that is no likelier than the one seen."""
    total = now[0] + then[0]
    ways = {n: comb(now[1], n) * comb(then[1], total - n) for n in range(total + 1)}
    seen = ways[now[0]]
    p = sum(count for count in ways.values() if count <= seen) / sum(ways.values())
    assert change.fisher(now, then) == pytest.approx(p, abs=1e-12)


def test_where_all_are_counted_nothing_is_tested_and_no_interval_is_said() -> None:
    definitions = shipped()
    variations = {
        indicator.code: indicator.measure[-1].variation
        for code in (VALD, EQUAL)
        for goal in definitions.program(code).goals
        for indicator in goal.indicators
    }
    assert {code: variations[code] for code in ("I3.1", "I4.1", "I2.1", "I5.1", "S2.1")} == {
        "I3.1": "none", "I4.1": "none", "I2.1": "events", "I5.1": "events", "S2.1": "events",
    }  # fmt: skip
    silent = compared("I3.1", part(230, 282), part(188, 258), chance="none")
    assert (change_of(silent).verdict, spread_of(silent)) == ("counted", "untold")
    assert uncertainty(silent, silent.city.total) is None and uncertainty_text(silent, silent.city.total) == ""


def test_an_interval_is_said_outwards_and_only_of_what_is_printed() -> None:
    known = compared("I5.1", part(714, 995), part(614, 965))
    assert uncertainty_text(known, known.city.total) == "mellan 68 och 75 procent"
    for dotted in (Cell(state="suppressed", d=995), Cell(state="suppressed"), Cell(state="not_reported")):
        assert uncertainty_text(known, dotted) == ""
    nights = known.model_copy(update={"kind": "ratio"})
    assert uncertainty_text(nights, Cell(state="value", n=455, d=7, value="65.0")) == ""
    count = known.model_copy(update={"kind": "count", "decimals": 0})
    assert uncertainty_text(count, Cell(state="value", n=10, value="10")) == "mellan 4 och 19"
    per_thousand = known.model_copy(update={"kind": "rate", "decimals": 1})
    assert uncertainty_text(per_thousand, Cell(state="value", n=83, d=92000, value="0.9")) == "mellan 0,7 och 1,2"
