"""What must hold for any figures, in any order, through any chain of mergers."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.rollup.invented import SEX, indicator, organisation, parse, program, row
from tracker.definitions.view import view
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.rollup.figures import AreaFigures, Figure
from tracker.rollup.indicator import Reported, as_reported, comparable, compare, recast, reported

ORGANISATION = organisation()
BY_SEX = program(indicator(dimensions=(SEX,)))
PERIODS = ("2021-VB", "2022-T1", "2022-T2", "2022-VB", "2023-T1", "2023-T2", "2024-VB")


def roll(period: Period, rows: Iterable[Observation]) -> Reported:
    now = view(ORGANISATION, BY_SEX, period)
    return reported(now, now.indicators()[0], Observations(rows))


@st.composite
def reports(draw: st.DrawFn, period: Period) -> list[Observation]:
    """What the bodies of a period give: both sexes, one of them, half pairs, a missing, a not applicable, nothing."""
    rows: list[Observation] = []
    for unit in view(ORGANISATION, BY_SEX, period).units:
        form = draw(st.sampled_from(["both", "both", "women", "half", "-", ".", "nothing"]))
        if form in "-.":
            rows.append(row(unit.code, period.code, empty=form, comment="skäl"))
        for category in {"both": ("women", "men"), "women": ("women",), "half": ("women", "men")}.get(form, ()):
            d = draw(st.integers(0, 40))
            n = draw(st.integers(0, d))
            given_d = None if form == "half" and category == "men" else d
            rows.append(row(unit.code, period.code, dimension="sex", category=category, n=n, d=given_d))
    return draw(st.permutations(rows))


@st.composite
def anything(draw: st.DrawFn) -> tuple[Period, list[Observation]]:
    period = parse(draw(st.sampled_from(PERIODS)))
    return period, draw(reports(period))


def pairs(figure: Figure) -> tuple[str, int | None, int | None]:
    return figure.state, figure.n, figure.d


def assert_is_sum(area: AreaFigures, parts: list[AreaFigures]) -> None:
    counted = [part for part in parts if part.counted]
    assert sorted(area.counted) == sorted(code for part in counted for code in part.counted)
    if counted:
        assert area.total.n == sum(part.total.n or 0 for part in counted)
        assert area.total.d == sum(part.total.d or 0 for part in counted)
        for category, figure in area.parts.items():
            assert figure.n == sum(part.parts[category].n or 0 for part in counted)
            assert figure.d == sum(part.parts[category].d or 0 for part in counted)
    else:
        assert not area.total.is_value


@given(anything(), st.randoms(use_true_random=False))
def test_the_city_is_the_sum_of_its_bodies_in_any_order(
    case: tuple[Period, list[Observation]], shuffler: Random
) -> None:
    period, rows = case
    point = as_reported(roll(period, rows))
    assert_is_sum(point.city, list(point.units))
    assert_is_sum(point.city, list(point.regions))
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    assert as_reported(roll(period, shuffled)) == point


@given(anything())
def test_n_and_d_are_never_counted_unpaired(case: tuple[Period, list[Observation]]) -> None:
    period, rows = case
    complete = {
        unit.code
        for unit in view(ORGANISATION, BY_SEX, period).units
        if {"women", "men"}
        <= {r.category for r in rows if r.unit == unit.code and r.n is not None and r.d is not None}
    }
    point = as_reported(roll(period, rows))
    assert set(point.city.counted) == complete
    expected_n = sum(r.n or 0 for r in rows if r.unit in complete)
    expected_d = sum(r.d or 0 for r in rows if r.unit in complete)
    if complete:
        assert pairs(point.city.total) == ("value", expected_n, expected_d)


@given(anything())
def test_a_body_with_nothing_reported_changes_coverage_only(case: tuple[Period, list[Observation]]) -> None:
    period, rows = case
    full = as_reported(roll(period, rows))
    silent = full.units[0].code
    without = [r for r in rows if r.unit != silent]
    fewer = as_reported(roll(period, without))
    assert fewer.city.expected == full.city.expected
    only_others = [area for area in full.units if area.code != silent]
    assert_is_sum(fewer.city, only_others)


@given(anything(), st.sampled_from(PERIODS))
def test_recasting_preserves_the_city_through_chains_of_mergers(
    case: tuple[Period, list[Observation]], later: str
) -> None:
    period, rows = case
    now = view(ORGANISATION, BY_SEX, parse(later))
    source = roll(period, rows)
    if now.last_day < source.view.last_day:
        return
    point = recast(source, ORGANISATION, now)
    assert point.city == as_reported(source).city
    assert_is_sum(point.city, list(point.units))
    assert_is_sum(point.city, list(point.regions))
    for region in point.regions:
        assert_is_sum(region, [u for u in point.units if ORGANISATION.unit(u.code).region == region.code])
    expected = [body for unit in point.units for body in unit.expected]
    assert sorted(expected) == sorted(source.expected), "every body stands in exactly one re-cast body"


@given(reports(parse("2021-VB")), reports(parse("2024-VB")))
def test_last_year_uses_only_bodies_that_reported_both_times(then: list[Observation], now: list[Observation]) -> None:
    before, after = roll(parse("2021-VB"), then), roll(parse("2024-VB"), now)
    comparison = comparable(after, before, ORGANISATION)
    found = compare(as_reported(after).city, after, before, comparison)
    merged = {"abc": ("alfa", "beta", "gamma"), "delta": ("delta",), "epsilon": ("epsilon",)}
    both = [b for b, parts in merged.items() if after.counted(b) and all(before.counted(p) for p in parts)]
    if both:
        assert found.previous.n == sum(before.figures[p].total.n or 0 for b in both for p in merged[b])
        assert found.now.d == sum(after.figures[b].total.d or 0 for b in both)
    else:
        assert not found.previous.is_value
