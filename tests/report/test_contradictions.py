"""What the sources of the shipped statistics print against themselves, worked out from the sources by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.programs import EQUAL, shipped
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View, view
from tracker.definitions.viewed import IndicatorView
from tracker.report.contradictions import Contradiction, contradictions
from tracker.report.references import comparison, references


def definitions() -> Definitions:
    return shipped()


def seen(period: str) -> View:
    program = definitions().program(EQUAL)
    return view(definitions().organisation, program, program.calendar.parse(period))


def indicator(now: View, code: str) -> IndicatorView:
    return next(one for one in now.indicators() if one.code == code)


def found(period: str, code: str) -> tuple[Contradiction, ...]:
    now = seen(period)
    return contradictions(definitions().organisation, now, indicator(now, code))


def test_persons_by_housing_are_four_more_than_the_total() -> None:
    """471 + 60 + 6 + 33 + 46 + 31 = 647, printed 643."""
    assert found("2022-HELAR", "S5.1") == (Contradiction("sum", 2022, Decimal(643), Decimal(647)),)


def test_five_suppressed_codes_share_nine_children_or_more() -> None:
    """22 printed codes add up to 1 680 of 1 689."""
    assert found("2022-HELAR", "S6.1") == (Contradiction("rest", 2022, Decimal(1689), Decimal(1680), 5, True),)


@pytest.mark.parametrize("code", ["S1.1", "S2.1", "S3.1", "S4.1", "S6.2"])
def test_nothing_is_said_where_nothing_disagrees(code: str) -> None:
    assert found("2022-HELAR", code) == ()


def test_percent_of_the_population_can_only_have_been_per_mille() -> None:
    """At most 83 placements in one of the smallest districts is 2.2 per 1 000; 0.9 percent would be 9."""
    assert found("2021-HELAR", "S2.3") == ()
    now = seen("2021-HELAR")
    rate = indicator(now, "S2.3")
    tenfold = [
        (series, tuple(r.model_copy(update={"highest": 10 * r.highest}) for r in series.ranges))
        for series in rate.comparison
    ]
    printed = tuple(series.model_copy(update={"ranges": ranges}) for series, ranges in tenfold)
    told = contradictions(definitions().organisation, now, replace(rate, comparison=printed))
    smallest = min(p.value for p in definitions().organisation.population if p.date.year == 2020)
    most = (Decimal(83_000) / smallest).quantize(Decimal("0.1"))
    # 10 × 0.2 = 2.0 could be; 10 × 0.9 = 9.0 could not.
    assert told == (Contradiction("range", 2021, Decimal("9.0"), most),)


def test_printed_figures_of_the_indicator_itself_are_no_series_to_compare_with() -> None:
    now = seen("2022-HELAR")
    mellanbo = indicator(now, "S3.1")
    assert comparison(mellanbo) == ()
    shown = references(mellanbo)
    assert [(p.year, p.value) for p in shown[0].points] == [(2020, "14"), (2021, "26"), (2022, "24")]
    assert [text.year for text in shown[1].texts] == [2021, 2022]
    assert references(indicator(now, "S5.1"))[1].category == "housing/none"
