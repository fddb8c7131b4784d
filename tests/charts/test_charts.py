"""Charts show what the report's cells print, in the words of the report, and nothing of what they do not."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tests.exports import sample
from tracker.charts.chart import VALUE_COLUMN, Chart, plotted
from tracker.charts.in_columns import activities, all_activities, judgements
from tracker.charts.over_time import over_time
from tracker.charts.reporting import reporting
from tracker.charts.side_by_side import side_by_side
from tracker.charts.small_multiples import small_multiples
from tracker.report import questions, wording
from tracker.report.model import Cell, ComparisonPoint, ComparisonSeries, Coverage, Indicator, Report

REPORT = sample.report()
INDICATORS = [indicator for goal in REPORT.goals for indicator in goal.indicators]


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def all_charts(report: Report) -> list[Chart]:
    found: list[Chart | None] = [judgements(report), all_activities(report), reporting(report)]
    for goal in report.goals:
        found.append(activities(report, goal))
        for indicator in goal.indicators:
            found += [over_time(report, indicator), side_by_side(report, indicator), small_multiples(report, indicator)]
    return [chart for chart in found if chart is not None]


def with_units(cells: list[Cell], kind: str = "share", target: str | None = None) -> Indicator:
    """The sample's first indicator with these totals for its four bodies."""
    indicator = INDICATORS[0]
    units = tuple(area.model_copy(update={"total": cell}) for area, cell in zip(indicator.units, cells, strict=True))
    return indicator.model_copy(update={"units": units, "kind": kind, "target": target})


def test_plotly_itself_accepts_every_figure() -> None:
    charts = all_charts(REPORT)
    assert len(charts) == 3 + 2 + 2 * len(INDICATORS) + 2
    for chart in charts:
        go.Figure(chart.figure())


def test_a_misspelt_property_would_be_found() -> None:
    with pytest.raises(ValueError, match="orientering"):
        go.Figure({"data": [{"type": "bar", "orientering": "h"}]})


def test_every_chart_has_its_own_key_a_question_and_an_answer() -> None:
    charts = all_charts(REPORT)
    assert len({chart.key for chart in charts}) == len(charts)
    assert all(chart.question.endswith("?") and chart.answer.endswith(".") for chart in charts)
    assert drawn(over_time(REPORT, INDICATORS[0])).question == questions.over_time(INDICATORS[0])


@pytest.mark.parametrize("text", ["0", "66.7", "0.26", "100.0", "1234567.125", "-3.1", "12"])
def test_a_plotted_number_is_exactly_the_printed_one(text: str) -> None:
    written = json.dumps(plotted(text))
    assert Decimal(written) == Decimal(text)


def test_bars_stand_in_the_organisations_order_whatever_their_values() -> None:
    values = ["10.0", "90.0", "40.0", "70.0"]
    cells = [Cell(state="value", n=1, d=2, value=value) for value in values]
    chart = drawn(side_by_side(REPORT, with_units(cells)))
    names = [sample.NAMES[code] for code in sample.BODIES]
    assert chart.traces[0]["y"] == names
    assert chart.traces[0]["x"] == [10.0, 90.0, 40.0, 70.0]
    assert chart.layout["yaxis"]["categoryarray"] == names
    assert chart.layout["yaxis"]["categoryorder"] == "array"


def test_an_empty_has_no_bar_but_its_sign() -> None:
    cells = [Cell(state="suppressed", d=40), Cell(state="missing"), Cell(state="not_reported"),
             Cell(state="value", n=0, d=7, value="0.0")]  # fmt: skip
    chart = drawn(side_by_side(REPORT, with_units(cells)))
    assert chart.traces[0]["y"] == ["Skarpnäck"]
    assert chart.traces[0]["x"] == [0.0]
    signs = {note["y"]: note["text"] for note in chart.layout["annotations"]}
    empty = {"Farsta": "..", "Järva": "saknas", "Bromma": "ej rapporterat", "Skarpnäck": "0,0\u00a0%"}
    assert {name: sign for name, sign in signs.items() if name in empty} == empty


def test_zero_of_zero_has_no_bar_and_says_so() -> None:
    cells = [Cell(state="value", n=0, d=0), Cell(state="not_applicable"), *[Cell(state="missing")] * 2]
    chart = drawn(side_by_side(REPORT, with_units(cells)))
    assert chart.traces[0]["x"] == []
    texts = [note["text"] for note in chart.layout["annotations"] if note["y"] in sample.NAMES.values()]
    assert texts == ["0\u00a0av\u00a00", ".", "saknas", "saknas"]


def test_nothing_of_a_dotted_cell_is_in_the_figure() -> None:
    cells = [Cell(state="suppressed", n=None, d=98765), *[Cell(state="value", n=1, d=2, value="50.0")] * 3]
    chart = drawn(side_by_side(REPORT, with_units(cells)))
    assert "98765" not in json.dumps(chart.figure())
    assert "98" not in chart.answer


def test_one_body_is_not_compared_with_itself() -> None:
    indicator = INDICATORS[0].model_copy(update={"units": INDICATORS[0].units[:1]})
    assert side_by_side(REPORT, indicator) is None


def test_an_indicator_that_is_not_asked_has_no_bars() -> None:
    assert side_by_side(REPORT, INDICATORS[0].model_copy(update={"asked": False})) is None


def test_the_series_takes_the_same_part_of_each_year() -> None:
    chart = drawn(over_time(REPORT, INDICATORS[1]))
    # Between them is the break of the sample's series.
    assert chart.traces[0]["x"] == [2022, 2022.5, 2023]
    assert [text.partition(":")[0] for text in chart.traces[0]["hovertext"]] == ["2022-T2", "", "2023-T2"]


def test_the_series_breaks_where_there_is_no_figure() -> None:
    indicator = INDICATORS[1]
    points = [point for point in indicator.series.as_reported if point.period.endswith("T2")]
    chart = drawn(over_time(REPORT, indicator))
    assert [point.city.total.value for point in points] == [None, None]
    assert chart.traces[0]["y"] == [None, None, None]
    assert chart.traces[0]["connectgaps"] is False
    signs = [note["text"] for note in chart.layout["annotations"] if note["y"] == 0]
    assert signs == [wording.empty_sign(point.city.total) for point in points]


def test_a_target_is_drawn_at_its_own_year_only() -> None:
    chart = drawn(over_time(REPORT, INDICATORS[0]))
    target = next(trace for trace in chart.traces if trace["name"].startswith("Målvärde"))
    assert (target["x"], target["y"], target["name"]) == ([2023], [60], "Målvärde 2023: 60\u00a0%")
    assert "Målvärdet för 2023 är 60\u00a0%." in chart.answer
    without = drawn(over_time(REPORT, INDICATORS[1]))
    assert not any(trace["name"].startswith("Målvärde") for trace in without.traces)


def test_attainment_is_told_only_where_the_report_says_it() -> None:
    assert "Målvärdet uppnås." in drawn(over_time(REPORT, INDICATORS[0])).answer
    silent = INDICATORS[0].model_copy(update={"attainment": None})
    assert "uppnås" not in drawn(over_time(REPORT, silent)).answer


def test_a_comparison_series_is_drawn_with_its_own_years() -> None:
    series = ComparisonSeries(name="Riket", source="x", points=(ComparisonPoint(year=2019, value="14.5"),))
    chart = drawn(over_time(REPORT, INDICATORS[0].model_copy(update={"comparison": (series,)})))
    assert (chart.traces[1]["x"], chart.traces[1]["y"]) == ([2019], [14.5])
    assert chart.layout["xaxis"]["range"] == [2018.5, 2023.5]


@pytest.mark.parametrize(("day", "place"), [("2023-01-01", 2022.5), ("2022-09-01", 2022.5), ("2022-08-31", None)])
def test_a_break_stands_before_the_first_figure_that_it_touches(day: str, place: float | None) -> None:
    mark = INDICATORS[0].breaks[0].model_copy(update={"date": day})
    chart = drawn(over_time(REPORT, INDICATORS[0].model_copy(update={"breaks": (mark,)})))
    assert [line["x0"] for line in chart.layout["shapes"]] == ([] if place is None else [place])
    letters = [note["text"] for note in chart.layout["annotations"] if note["x"] == place]
    assert letters == ([] if place is None else ["a"])
    assert [note for note in chart.notes if note.startswith("a")] == (
        [] if place is None else ["a: Brott i serien: Nytt register."]
    )


def test_statuses_are_counts_of_bodies() -> None:
    goal = REPORT.goals[0]
    chart = drawn(activities(REPORT, goal))
    counts = {trace["name"]: trace["x"] for trace in chart.traces}
    assert counts == {
        "genomförd": [1, 1], "pågår": [1, 1], "avförd": [1, 1], "ej rapporterat": [1, 1]
    }  # fmt: skip
    assert chart.traces[0]["y"] == ["A1.1", "A1.2"]
    assert "; 2 är försenade" in chart.answer


def test_judgements_are_counts_of_bodies() -> None:
    chart = drawn(judgements(REPORT))
    assert [trace["x"] for trace in chart.traces] == [[2, 0], [1, 0], [1, 4]]
    assert "M1 2\u00a0av\u00a03, M2 0\u00a0av\u00a00" in chart.answer


def test_reporting_shows_each_body_within_what_was_asked_of_it() -> None:
    chart = drawn(reporting(REPORT))
    assert chart.traces[0]["x"] == [15, 15, 15, 15]
    assert chart.traces[1]["x"] == [0, 5, 10, 15]
    beside = [(words["y"], words["text"]) for words in chart.layout["annotations"]]
    assert beside[1] == ("Järva", "5\u00a0av\u00a015")
    assert chart.layout["margin"]["r"] == VALUE_COLUMN


def test_a_plan_period_has_no_charts_of_statuses_or_judgements() -> None:
    plan = sample.report(asks=("plans",))
    assert judgements(plan) is None
    assert all_activities(plan) is None
    assert activities(plan, plan.goals[0]) is None


def test_every_column_begins_at_its_own_zero_under_its_word() -> None:
    """Judgements and statuses are told apart by where they stand; each also has a look of its own."""
    for chart in (drawn(judgements(REPORT)), drawn(all_activities(REPORT))):
        looks = [(t["marker"]["color"], t["marker"]["pattern"]["shape"]) for t in chart.traces]
        assert len(set(looks)) == len(looks)
        heads = [(note["x"], note["text"].replace("<br>", " ")) for note in chart.layout["annotations"]]
        assert heads == [(trace["base"][0], trace["name"]) for trace in chart.traces]
        assert [line["x0"] for line in chart.layout["shapes"]] == [trace["base"][0] for trace in chart.traces]
        for left, right in pairwise(chart.traces):
            assert left["base"][0] + max(left["x"]) < right["base"][0]


def test_no_chart_has_a_legend_to_look_up() -> None:
    for chart in all_charts(REPORT):
        assert chart.layout["showlegend"] is False


def test_lines_are_named_at_their_ends_and_no_name_covers_another() -> None:
    """The sample's city and the nation end close to each other, and the target too."""
    series = ComparisonSeries(name="Riket", source="x", points=(ComparisonPoint(year=2023, value="59"),))
    near = INDICATORS[0].model_copy(update={"comparison": (series,), "target": "60"})
    chart = drawn(over_time(REPORT, near))
    names = sorted((n for n in chart.layout["annotations"] if n.get("xref") == "paper"), key=lambda n: -n["y"])
    assert [note["text"] for note in names] == ["Målvärde<br>2023: 60\u00a0%", "Riket"]
    room = chart.layout["height"] - chart.layout["margin"]["t"] - chart.layout["margin"]["b"]
    apart = (names[0]["y"] - names[1]["y"]) / chart.layout["yaxis"]["range"][1] * room
    assert apart >= 15 * 1.5 - 0.01  # half of two lines and half of one


def test_a_body_with_a_target_of_its_own_has_it_drawn() -> None:
    indicator = with_units([Cell(state="value", n=1, d=2, value="50.0")] * 4)
    units = [area.model_copy(update={"target": "70" if area.code == "jarva" else None}) for area in indicator.units]
    chart = drawn(side_by_side(REPORT, indicator.model_copy(update={"units": tuple(units)})))
    marks = next(trace for trace in chart.traces if trace["name"] == "Eget målvärde")
    assert (marks["x"], marks["y"]) == ([70], ["Järva"])
    assert "Tjockt streck: eget målvärde." in chart.notes


def test_yes_and_no_are_dots_of_the_bodies_over_the_years() -> None:
    yes, no, gone = (Cell(state="value", n=n, d=1, value=v) for n, v in ((1, "100.0"), (0, "0.0"), (1, "100.0")))
    indicator = with_units([yes, no, Cell(state="missing"), gone], kind="yes_no")
    chart = drawn(side_by_side(REPORT, indicator))
    now = {name: symbol for name, at, symbol in zip(
        chart.traces[0]["y"], chart.traces[0]["x"], chart.traces[0]["marker"]["symbol"], strict=True) if at == 2023}
    assert now == {"Farsta": "circle", "Järva": "circle-open", "Skarpnäck": "circle"}
    assert [n["text"] for n in chart.layout["annotations"] if (n["x"], n["y"]) == (2023, "Bromma")] == ["saknas"]
    assert {n["y"] for n in chart.layout["annotations"] if n["x"] == 1} == {"Farsta", "Järva", "Skarpnäck"}
    assert "Fylld punkt: ja. Ring: nej." in chart.notes


def test_bodies_that_became_one_are_marked_where_they_did() -> None:
    """In the first year Järva's figure is expected of two bodies, in the second of one."""
    indicator = INDICATORS[0].model_copy(update={"breaks": ()})
    points = list(indicator.series.recast)
    for place, expected in ((1, 2), (0, 2)):
        units = tuple(
            area.model_copy(update={"coverage": area.coverage.model_copy(update={"expected": expected})})
            if area.code == "jarva" else area.model_copy(update={"coverage": Coverage(reported=1, expected=1)})
            for area in points[place].units
        )  # fmt: skip
        points[place] = points[place].model_copy(update={"units": units})
    for place in (2, 3):
        units = tuple(a.model_copy(update={"coverage": Coverage(reported=1, expected=1)}) for a in points[place].units)
        points[place] = points[place].model_copy(update={"units": units})
    series = indicator.series.model_copy(update={"recast": tuple(points)})
    chart = drawn(over_time(REPORT, indicator.model_copy(update={"series": series})))
    assert chart.notes[0] == "a: Sammanslagning till Järva."
    assert [line["x0"] for line in chart.layout["shapes"]] == [2022.5]
