"""Every figure in the charts of the city's invented follow-ups is the report's own cell, counted."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from tests.programs import VALD, vald
from tracker.charts.over_time import over_time
from tracker.charts.side_by_side import side_by_side
from tracker.charts.small_multiples import FULL, small_multiples
from tracker.demo.followups import invent_followups
from tracker.report import wording
from tracker.report.build import build_report
from tracker.report.model import Cell, Indicator, Report
from tracker.report.over_time import yearly


@pytest.fixture(scope="module", params=["2023-T2", "2024-T2", "2024-VB"])
def report(request: pytest.FixtureRequest) -> Report:
    definitions = vald()
    program = definitions.program(VALD)
    invented = invent_followups(definitions, program)
    rows = [row for followup in invented if followup.state == "approved" for row in followup.rows]
    return build_report(definitions, program, program.calendar.parse(request.param), rows)


def number(cell: Cell) -> str | None:
    return None if cell.value is None else json.dumps(json.loads(cell.value))


def indicators(report: Report) -> list[Indicator]:
    return [indicator for goal in report.goals for indicator in goal.indicators]


def test_side_by_side_shows_the_cells_of_the_bodies(report: Report) -> None:
    compared = 0
    for indicator in indicators(report):
        chart = side_by_side(report, indicator)
        if chart is None:
            assert len(indicator.units) < 2 or not any(area.total.state == "value" for area in indicator.units)
            continue
        go.Figure(chart.figure())
        if indicator.kind == "yes_no":
            now = [(name, at) for name, at in zip(chart.traces[0]["y"], chart.traces[0]["x"], strict=True)]
            year = int(report.period[:4])
            for area in indicator.units:
                assert ((area.name, year) in now) == (area.total.value is not None)
                compared += 1
            continue
        bars = dict(zip(chart.traces[0]["y"], map(json.dumps, chart.traces[0]["x"]), strict=True))
        told = {note["y"]: note["text"] for note in chart.layout["annotations"]}
        for area in indicator.units:
            assert bars.get(area.name) == number(area.total)
            assert told[area.name] == wording.value_text(area.total, indicator.kind)
            compared += 1
    assert compared > 100


def test_small_multiples_stand_in_the_citys_order_on_one_scale(report: Report) -> None:
    """Each point's height above its row's foot, worked back to the figure: that of the body's cell in that year."""
    compared = 0
    for indicator in indicators(report):
        chart = small_multiples(report, indicator)
        if chart is None:
            continue
        go.Figure(chart.figure())
        names = [name.replace("<br>", " ") for name in chart.layout["yaxis"]["ticktext"]]
        assert names == [area.name for area in indicator.units if area.name in names]
        points = {int(point.period[:4]): point for point in yearly(report, indicator.series.recast)}
        cells = {(area.name, at): area.total for at, point in points.items() for area in point.units}
        values = [float(cell.value) for cell in cells.values() if cell.value is not None]
        largest = 100 if indicator.kind in ("share", "yes_no") else max(values)
        lines, place, told = chart.traces[1], 0, {}
        for x, y in zip(lines["x"], lines["y"], strict=True):
            place += x is None
            if y is not None:
                told[names[place], x] = (y + place) / FULL * largest
        printed = {key: float(cell.value) for key, cell in cells.items() if cell.value is not None and key[0] in names}
        assert told.keys() == printed.keys() and all(abs(told[key] - printed[key]) < largest / 1e5 for key in told)
        notes = (note for note in chart.layout["annotations"] if note["font"]["size"] == 12)
        signs = [note["text"].replace("<br>", " ") for note in notes]
        empties = [cell for (name, at), cell in cells.items() if name in names and at != max(points) and not cell.value]
        assert sorted(signs) == sorted(wording.empty_sign(cell) or "" for cell in empties if wording.empty_sign(cell))
        compared += len(told)
    assert compared > 150


def test_over_time_shows_the_citys_cells_of_the_same_part_of_each_year(report: Report) -> None:
    compared = 0
    for indicator in indicators(report):
        chart = over_time(report, indicator)
        assert chart is not None
        go.Figure(chart.figure())
        part = report.period[4:]
        cells = {int(p.period[:4]): p.city.total for p in indicator.series.as_reported if p.period[4:] == part}
        line = chart.traces[0]
        drawn = [(at, value) for at, value in zip(line["x"], line["y"], strict=True) if at == int(at)]
        assert [at for at, _value in drawn] == sorted(cells)
        assert all(value is None for at, value in zip(line["x"], line["y"], strict=True) if at != int(at))
        for year, value in drawn:
            assert (None if value is None else json.dumps(value)) == number(cells[year])
            compared += 1
    assert compared >= 13 * 3


def test_the_last_years_words_stand_on_nobody_elses(report: Report) -> None:
    """Two words that face each other share the room of one year, on a phone less than both are wide."""
    facing, aside = 0, 0
    for indicator in indicators(report):
        chart = over_time(report, indicator)
        assert chart is not None
        line = chart.traces[0]
        (before, last), where = line["y"][-2:], line["textposition"][-1]
        aside += where == "bottom left"
        if where == "top left" and before is not None and last is not None:
            facing += 1
            assert last - before > 0.12 * max(value for value in line["y"] if value is not None)
    assert aside and facing, (aside, facing)
