"""A chart to take away: as a picture, as pixels, and as the figures in it, each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.charts.chart import Chart
from tracker.charts.still.picture import about, described, png, svg
from tracker.entry.csv_form import EXCEL
from tracker.report.model import Report

_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Taken:
    """``name``: as addresses say it, and the file's ending."""

    name: str
    media_type: str
    write: Callable[[Report, Chart], bytes]


def _csv(report: Report, chart: Chart) -> bytes:
    """The figures, and below them what they are. Opens in Excel with a click."""
    below = (chart.question, about(report), *described(report, chart))
    lines = [chart.figures.head, *chart.figures.rows, (), *((text,) for text in below)]
    return EXCEL.text([[_shown(cell) for cell in line] for line in lines]).encode("utf-8")


def _shown(cell: object) -> object:
    """A text that Excel would work out as a formula is shown as it stands."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


_ALL = (
    Taken("png", "image/png", lambda report, chart: png(svg(report, chart))),
    Taken("svg", "image/svg+xml", lambda report, chart: svg(report, chart).encode("utf-8")),
    Taken("csv", "text/csv", _csv),
)
TAKEN: Mapping[str, Taken] = {each.name: each for each in _ALL}
