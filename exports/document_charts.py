"""The charts of the document: Word's own, drawn from numbers that stand in the file, sharp at any size.

There is no sheet behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties

from exports.book.cells import decimals, is_percentage
from exports.colours import MAIN, colours
from exports.document_chart_parts import hollow, lying_bars, standing_bars
from tracker.measures.table import kind_of
from tracker.report import overview, questions, wording
from tracker.report.counts import Counts
from tracker.report.model import Goal, Indicator, Report, SeriesArea
from tracker.report.over_time import complete, year, yearly
from tracker.report.short_names import drawn_name, short_name
from tracker.report.vocabulary import Look, judgement_looks, status_looks
from tracker.words import gettext as _

WIDTH, ROW, FRAME = 17.0, 0.6, 2.4
"""Centimetres of a chart, of each of its rows, and of what stands around them."""


YEARS = (11.0, 4.2)
"""Width and height, in centimetres, of a chart over the years."""


@dataclass(frozen=True)
class DocumentChart:
    """``description``: everything that the chart shows, for who cannot see it. Sizes in centimetres."""

    chart: Any
    caption: str
    description: str
    width: float
    height: float


def summary_charts(report: Report) -> Iterator[DocumentChart]:
    """How the goals are judged, and how far their activities have come, where the period asks for it."""
    if "judgements" in report.calendar.asks and report.about.judgements:
        words = {code: wording.judgement_word(report, code) for code in judgement_looks(report)}
        rows: list[tuple[Goal, Counts]] = [(goal, goal.judgements) for goal in report.goals]
        yield _stacked(rows, judgement_looks(report), words, questions.judgements(report))
    if "statuses" in report.calendar.asks and overview.has_activities(report):
        words = {code: wording.status_word(report, code) for code in status_looks(report)}
        rows = [(goal, overview.goal_statuses(goal)) for goal in report.goals]
        yield _stacked(rows, status_looks(report), words, questions.all_activities())


def over_the_years(report: Report, indicator: Indicator) -> DocumentChart | None:
    """The whole, year by year, as the report itself reckons its series; None where fewer than two have a figure."""
    points = yearly(report, indicator.series.recast)
    return years_chart(indicator, [(str(year(point)), point.city) for point in points])


def years_chart(indicator: Indicator, years: Sequence[tuple[str, SeriesArea | None]]) -> DocumentChart | None:
    """A bar for each year and its figure; one that somebody is not in is an outline. ``years``: None for a year that
    has no such indicator."""
    values = [area.total.value if area else None for _name, area in years]
    if kind_of(indicator.kind).is_answer or sum(value is not None for value in values) < 2:
        return None
    places = "." + "0" * decimals(indicator) if decimals(indicator) else ""
    chart = standing_bars(*YEARS, f"0{places}", is_percentage(indicator))
    series = _series(short_name(indicator), [name for name, _area in years], values)
    series.graphicalProperties = GraphicalProperties(solidFill=MAIN)
    series.dPt = [
        hollow(at, MAIN) for at, (_name, area) in enumerate(years)
        if area and area.total.value is not None and not complete(area)
    ]
    chart.series.append(series)
    said = [f"{name} {wording.cell_text(area.total, indicator.kind)}" for name, area in years if area]
    caption = questions.over_time(indicator)
    if series.dPt:
        caption += " " + _("Streckade staplar: alla som svarar för uppgiften är inte med.")
    return DocumentChart(chart, caption, "; ".join(said) + ".", *YEARS)


def _stacked(
    rows: Sequence[tuple[Goal, Counts]], looks: Mapping[str, Look], words: Mapping[str, str], title: str
) -> DocumentChart:
    height = FRAME + ROW * len(rows)
    chart = lying_bars(WIDTH, height)
    chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 40
    names = [drawn_name(goal) for goal, _counts in rows]
    for code, colour in zip(looks, colours(tuple(looks.values())), strict=True):
        series = _series(words[code], names, [counts.of(code) for _goal, counts in rows])
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line.solidFill = "FFFFFF"
        chart.series.append(series)
    told = (_row(goal, counts, words) for goal, counts in rows)
    return DocumentChart(chart, title, " ".join(told), WIDTH, height)


def _row(goal: Goal, counts: Counts, words: Mapping[str, str]) -> str:
    """``Förebyggande arbete: uppfylls helt 5, uppfylls delvis 7.``"""
    told = ", ".join(f"{word} {counts.of(code)}" for code, word in words.items() if counts.of(code))
    return _("{name}: {told}.").format(name=drawn_name(goal), told=told or "0")


def _series(title: str, names: Sequence[str], numbers: Sequence[int | str | None]) -> Series:
    """One colour of the bars, its numbers and names written out in the chart. None is a gap."""
    text = StrData(pt=[StrVal(idx=at, v=name) for at, name in enumerate(names)], ptCount=len(names))
    there = [NumVal(idx=at, v=str(number)) for at, number in enumerate(numbers) if number is not None]
    data = NumData(pt=there, ptCount=len(numbers))
    return Series(
        tx=SeriesLabel(v=title), cat=AxDataSource(strLit=text), val=NumDataSource(numLit=data), invertIfNegative=False
    )
