"""Native charts read visible cells that say what the report says, and an empty is a gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import LineChart
from openpyxl.utils import range_boundaries

from exports.workbook import write_workbook
from tests.exports import sample
from tracker.report.explained import explained
from tracker.report.model import Cell, Report

TODAY = date(2024, 10, 1)


def written(report: Report) -> BytesIO:
    stream = BytesIO()
    write_workbook(report, stream, TODAY)
    return stream


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(written(sample.report()))


def title(chart: Any) -> str:
    return "".join(run.t for run in chart.title.tx.rich.p[0].r)


def charts(book: Workbook) -> Iterator[tuple[Any, Any]]:
    return ((sheet, chart) for sheet in book for chart in sheet._charts)


def read(book: Workbook, reference: str) -> list[Any]:
    """The values of the cells that a chart names, e.g. ``'M1'!$C$5:$C$8``."""
    name, cells = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(cells)
    sheet = book[name.strip("'")]
    return [
        sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1)
    ]


def number(cell: Cell, kind: str) -> float | None:
    """As a chart has it: percent as the share of one that it is."""
    if cell.state != "value" or not cell.value:
        return None
    return float(Decimal(cell.value) / (100 if kind in ("share", "yes_no") else 1))


def test_every_chart_asks_a_question(book: Workbook) -> None:
    titles = [title(chart) for _sheet, chart in charts(book)]
    assert len(titles) == len(set(titles)) >= 10
    assert all(text.endswith("?") for text in titles)


def test_figures_that_somebody_is_not_in_have_open_marks(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the page. In the sample three of four have reported throughout; then all four."""
    full = sample.Coverage(reported=4, expected=4)
    monkeypatch.setattr(sample, "Coverage", lambda **_: full)
    everybody = load_workbook(written(sample.report()))
    for made, lacking in ((book, True), (everybody, False)):
        lines = [(sheet, chart.series[0]) for sheet, chart in charts(made) if isinstance(chart, LineChart)]
        assert len(lines) >= 3
        for _sheet, series in lines:
            figures = read(made, series.val.numRef.f)
            shown = [place for place, figure in enumerate(figures) if figure is not None]
            assert [point.idx for point in series.dPt] == (shown if lacking else [])
            assert all(point.marker.spPr.solidFill.srgbClr == "FFFFFF" for point in series.dPt)
        noted = {str(cell.value) for sheet, _s in lines for row in sheet.iter_rows() for cell in row if cell.value}
        assert any("Öppen ring" in text for text in noted) == lacking


def test_charts_read_numbers_or_nothing(book: Workbook) -> None:
    """A sign in a chart's cells would be drawn as zero by Excel; a cell without a number is left empty."""
    gaps = 0
    for _sheet, chart in charts(book):
        assert chart.display_blanks == "gap"
        for series in chart.series:
            values = read(book, series.val.numRef.f)
            assert all(value is None or isinstance(value, int | float) for value in values)
            gaps += values.count(None)
    assert gaps > 0


def test_the_chart_over_the_years_shows_the_city_of_the_same_tertial(book: Workbook) -> None:
    report = sample.report()
    indicator = report.goals[0].indicators[1]
    chart = next(c for _s, c in charts(book) if title(c) == "I1.2: hur har det gått över åren?")
    points = [p for p in indicator.series.recast if p.period.endswith("-T2")]
    assert (
        read(book, chart.series[0].cat.numRef.f) == [int(point.period[:4]) for point in points] == [2022, 2023]
    )
    assert read(book, chart.series[0].val.numRef.f) == [number(point.city.total, indicator.kind) for point in points]


def test_the_chart_of_bodies_keeps_their_order_and_says_why_a_bar_is_missing(book: Workbook) -> None:
    indicator = sample.report().goals[0].indicators[0]
    chart = next(c for _s, c in charts(book) if title(c).startswith("I1.1: hur ser det ut"))
    assert read(book, chart.series[0].val.numRef.f) == [number(area.total, indicator.kind) for area in indicator.units]
    names = read(book, chart.series[0].cat.strRef.f)
    assert [name.split(" (")[0] for name in names] == ["Farsta", "Järva", "Bromma", "Skarpnäck"]
    signs = {"suppressed": "(..)", "missing": "(saknas)", "not_applicable": "(.)"}
    for area, name in zip(indicator.units, names, strict=True):
        assert signs.get(area.total.state, "") in name


def test_every_series_of_the_city_is_in_its_chart(
    city: Callable[[str], Report], city_read: Callable[[str], Workbook]
) -> None:
    report, book = city("2024-T2"), city_read("2024-T2")
    drawn = {title(chart): chart for _sheet, chart in charts(book)}
    compared = 0
    for goal in report.goals:
        for indicator in goal.indicators:
            chart = drawn[f"{indicator.code}: hur har det gått över åren?"]
            points = [p for p in indicator.series.recast if p.period.endswith("-T2")]
            years = dict(
                zip(
                    read(book, chart.series[0].cat.numRef.f),
                    read(book, chart.series[0].val.numRef.f),
                    strict=True,
                )
            )
            for point in points:
                assert years[int(point.period[:4])] == number(point.city.total, indicator.kind)
                compared += 1
    assert compared >= 13 * 3


def test_stacked_statuses_are_the_report_s_counts(book: Workbook) -> None:
    chart = next(c for _s, c in charts(book) if title(c) == "M1: hur långt har aktiviteterna kommit?")
    stacks = [read(book, series.val.numRef.f) for series in chart.series]
    assert list(zip(*stacks, strict=True)) == [(1, 1, 0, 1, 1), (1, 1, 0, 1, 1)]


def test_charts_are_described_in_words_and_hold_no_figure_of_their_own() -> None:
    """What a chart remembers of its cells is what the cells say; there are no macros, no links, and nothing hidden."""
    stream = written(sample.report())
    book = load_workbook(stream)
    with ZipFile(stream) as file:
        names = file.namelist()
        drawn = [file.read(name).decode() for name in names if name.startswith("xl/charts/")]
        drawings = [file.read(name).decode() for name in names if name.startswith("xl/drawings/drawing")]
    assert not [name for name in names if "vba" in name or "external" in name.lower()]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    told = [words for drawing in drawings for words in re.findall(r'descr="([^"]+)"', drawing)]
    assert len(told) == len(drawn) == len(set(told)) and all("?" in words for words in told)
    remembered = 0
    for reference, cache in re.findall(r"<c:f>([^<]+)</c:f><c:numCache>(.*?)</c:numCache>", "".join(drawn)):
        values = read(book, unescape(reference))
        for place, value in re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]+)</c:v>', cache):
            assert float(value) == values[int(place)]
            remembered += 1
    assert remembered > 20


def test_charts_read_cells_that_stand_out_of_sight(book: Workbook) -> None:
    read_by = ((sheet, series.val.numRef.f) for sheet, chart in charts(book) for series in chart.series)
    own = [sheet.title for sheet, cells in read_by if "Diagramdata" in cells]
    assert {"M1", "M2"} <= set(own)
    assert book.sheetnames[-1] == "Diagramdata"
    assert not [cell for sheet in book if sheet.title != "Diagramdata" for row in sheet.iter_rows() for cell in row
                if "diagram" in str(cell.value).lower()]  # fmt: skip


def test_every_total_has_a_note_that_says_how_it_came_about(book: Workbook) -> None:
    notes = {cell.row: cell.comment.text for row in book["M1"].iter_rows() for cell in row if cell.comment}
    report = sample.report()
    asked = [indicator for indicator in report.goals[0].indicators if indicator.asked]
    expected = [step for indicator in asked for each in explained(report, indicator) for step in each.steps]
    assert expected and all(any(step in note for note in notes.values()) for step in expected)
