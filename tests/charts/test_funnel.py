"""A funnel is drawn only where bodies may be marked, from printed figures; its limits are counted out here by hand."""

from __future__ import annotations

from math import comb

import pytest

from tests.charts.test_charts import INDICATORS, REPORT, drawn, with_units
from tracker.charts.funnel import body_funnel, region_funnel
from tracker.charts.still.picture import svg
from tracker.report.funnels import compared
from tracker.report.model import Cell, Coverage, Indicator, SeriesArea, SeriesPoint

DOTTED = Cell(state="suppressed", n=None, d=40)


def share(n: int, d: int) -> Cell:
    return Cell(state="value", n=n, d=d, value=f"{n / d * 100:.1f}")


def events(cells: list[Cell], **more: object) -> Indicator:
    return with_units(cells).model_copy(update={"variation": "events", "asked": True, **more})


def within(d: int, p: float, level: float) -> tuple[float, float]:
    """The whole numbers outside which chance leaves at most half of the rest on each side, in percent of d."""
    tail, sums, below = (1 - level) / 2, 0.0, []
    for n in range(d + 1):
        sums += comb(d, n) * p**n * (1 - p) ** (d - n)
        below.append(sums)
    low = next(n for n, sum_ in enumerate(below) if sum_ >= tail)
    high = next(n for n, sum_ in enumerate(below) if 1 - sum_ <= tail)
    return low / d * 100, high / d * 100


def test_the_bands_are_what_chance_gives_a_body_of_its_size() -> None:
    sizes, counts = (40, 60, 80, 120), (20, 28, 42, 60)
    chart = drawn(body_funnel(REPORT, events([share(n, d) for n, d in zip(counts, sizes, strict=True)])))
    alarm, warning, line, points = chart.traces
    for band, level in ((warning, 0.95), (alarm, 0.998)):
        for at, d in enumerate(sizes):
            low, high = within(d, 150 / 300, level)
            assert band["base"][at] == pytest.approx(low, abs=1e-3)
            assert band["base"][at] + band["x"][at] == pytest.approx(high, abs=1e-3)
    assert line["x"] == [50.0] * 4 and points["x"] == [50.0, pytest.approx(46.6667), 52.5, 50.0]
    assert points["y"] == ["Farsta", "Järva", "Bromma", "Skarpnäck"], "in the organisation's order"
    assert chart.answer.startswith("Skillnaderna mellan") and set(points["marker"]["symbol"]) == {"circle"}
    assert "Mörkare band" in svg(REPORT, chart)


def test_who_lies_outside_is_named_where_all_together_differ_no_more_than_chance() -> None:
    chart = drawn(body_funnel(REPORT, events([share(28, 40), share(50, 100), share(98, 200), share(100, 200)])))
    assert "Utanför det mörkare bandet: Farsta." in chart.answer
    assert chart.traces[3]["marker"]["symbol"] == ["diamond", "circle", "circle", "circle"]


@pytest.mark.parametrize(
    ("cells", "more"),
    [
        ([share(10, 100), share(90, 100), share(50, 100), share(50, 100)], {}),  # overdispersed
        ([share(1, 4), share(2, 4), share(1, 4), share(2, 4)], {}),  # few
        ([share(20, 40), share(30, 60), DOTTED, share(60, 120)], {}),  # somebody is dotted
        ([share(20, 40), share(30, 60), share(40, 80), share(60, 120)], {"variation": "none"}),  # all are counted
        ([share(20, 40), share(30, 60), share(40, 80), share(60, 120)], {"kind": "ratio"}),  # holds no spread
        ([share(20, 40), share(30, 60), share(40, 80), share(60, 120)], {"asked": False}),
    ],
)
def test_otherwise_nobody_is_marked_and_nothing_drawn(cells: list[Cell], more: dict[str, object]) -> None:
    assert body_funnel(REPORT, events(cells, **more)) is None


def point(year: int, cells: list[Cell], reported: int = 1) -> SeriesPoint:
    covered = Coverage(reported=reported, expected=1)
    last = INDICATORS[0].series.recast[-1]
    units = tuple(
        SeriesArea(code=area.code, name=area.name, total=cell, coverage=covered)
        for area, cell in zip(last.units, cells, strict=True)
    )
    return last.model_copy(update={"period": f"{year}-T2", "units": units, "regions": ()})


SMALL = [share(3, 6), share(4, 7), share(3, 7), share(4, 8)]


def three_years(accumulates: bool = True, reported: int = 1, first: list[Cell] | None = None) -> Indicator:
    points = (point(2021, first or SMALL, reported), point(2022, SMALL), point(2023, SMALL))
    series = INDICATORS[0].series.model_copy(update={"recast": points})
    return events(SMALL, series=series, accumulates=accumulates)


def test_small_counts_are_added_up_over_three_years() -> None:
    found = compared(REPORT, three_years(), "bodies")
    assert found is not None and found.years == (2021, 2023)
    assert [(body.n, body.d) for body in found.bodies] == [(9, 18), (12, 21), (9, 21), (12, 24)]
    assert found.funnel.spread == "inside"
    assert "2021–2023" in drawn(body_funnel(REPORT, three_years())).question


@pytest.mark.parametrize(
    "indicator",
    [
        three_years(accumulates=False),  # the same persons every year
        three_years(reported=0),  # a year that is not whole
        three_years(first=[share(3, 6), share(4, 7), DOTTED, share(4, 8)]),
    ],
)
def test_years_that_are_no_new_cases_or_not_all_printed_are_not_added_up(indicator: Indicator) -> None:
    found = compared(REPORT, indicator, "bodies")
    assert found is not None and found.years == (2023, 2023) and found.funnel.spread == "few"
    assert body_funnel(REPORT, indicator) is None


def test_regions_are_compared_as_bodies_are() -> None:
    regions = tuple(
        INDICATORS[0].regions[0].model_copy(update={"code": code, "name": code, "total": share(n, 100)})
        for code, n in (("vast", 48), ("ost", 53))
    )
    chart = drawn(region_funnel(REPORT, events(SMALL, regions=regions)))
    assert chart.traces[3]["y"] == ["vast", "ost"] and "områdena" in chart.question
