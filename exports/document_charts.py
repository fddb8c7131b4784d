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

from exports.colours import colours
from exports.document_chart_parts import lying_bars
from tracker.report import overview, questions, wording
from tracker.report.counts import Counts
from tracker.report.model import Goal, Report
from tracker.report.short_names import drawn_name
from tracker.report.vocabulary import Look, judgement_looks, status_looks
from tracker.words import gettext as _

WIDTH, ROW, FRAME = 17.0, 0.75, 3.2
"""Centimetres of a chart, of each of its rows, and of what stands around them."""


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
        yield _stacked(rows, judgement_looks(report), words, questions.judgements())
    if "statuses" in report.calendar.asks and overview.has_activities(report):
        words = {code: wording.status_word(report, code) for code in status_looks(report)}
        rows = [(goal, overview.goal_statuses(goal)) for goal in report.goals]
        yield _stacked(rows, status_looks(report), words, questions.all_activities())


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


def _series(title: str, names: Sequence[str], numbers: Sequence[int]) -> Series:
    """One colour of the bars, its numbers and names written out in the chart."""
    text = StrData(pt=[StrVal(idx=at, v=name) for at, name in enumerate(names)], ptCount=len(names))
    data = NumData(pt=[NumVal(idx=at, v=str(number)) for at, number in enumerate(numbers)], ptCount=len(numbers))
    return Series(
        tx=SeriesLabel(v=title), cat=AxDataSource(strLit=text), val=NumDataSource(numLit=data), invertIfNegative=False
    )
