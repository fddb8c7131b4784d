"""The lines and points of an indicator over the years: the city's, those it is compared with, its target."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.charts import marks
from tracker.charts.chart import Json, plotted
from tracker.charts.colours import ACCENT, REFERENCE, SOFT
from tracker.report import wording
from tracker.report.change import uncertainty
from tracker.report.change_words import figure_in_brief
from tracker.report.model import ComparisonSeries, Indicator, Report, SeriesPoint
from tracker.report.over_time import complete, year
from tracker.words import gettext as _

_DASHES = ("dot", "dash", "longdash")
_STEEP = 0.12
"""Of the largest value: a rise after which the words of two years stand at different heights."""
_SYMBOLS = ("square", "diamond", "triangle-up")


def traces(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> tuple[Json, ...]:
    traces = [_city(report, indicator, points)]
    traces += [_comparison(indicator, series, i) for i, series in enumerate(indicator.comparison) if series.points]
    if indicator.target is not None:
        traces.append(_target(report, indicator, indicator.target))
    between = intervals(indicator, points)
    return (*traces, *([between] if between["x"] else []))


def _city(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    """One point a year. A break in the series parts the line, with nothing between its two sides."""
    broken = marks.broken_before(report, indicator, year(points[0]))
    drawn: list[tuple[float, SeriesPoint | None]] = [(year(point), point) for point in points]
    drawn = sorted([*drawn, *((at - 0.5, None) for at in broken)], key=lambda pair: pair[0])
    cells = [None if point is None else point.city.total for _at, point in drawn]
    values = [None if cell is None or cell.value is None else plotted(cell.value) for cell in cells]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": wording.whole_name(report),
        "x": [at for at, _point in drawn],
        "y": values,
        "text": [figure_in_brief(cell, indicator.kind) if cell and cell.value is not None else "" for cell in cells],
        "hovertext": ["" if point is None else _told(report, indicator, point) for _at, point in drawn],
        "hoverinfo": "text",
        "textposition": _words_at(indicator, points, values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": ACCENT, "width": 3},
        "marker": {
            "color": ACCENT,
            "size": 9,
            "symbol": ["circle" if point and complete(point.city) else "circle-open" for _at, point in drawn],
            "line": {"width": 2, "color": ACCENT},
        },
    }


def _words_at(indicator: Indicator, points: tuple[SeriesPoint, ...], values: Sequence[float | None]) -> list[str]:
    """Beside the line of what chance may do, where there is one; the last on the side where there is room for it, and
    under the line where it would stand on the words before it."""
    if not intervals(indicator, points)["x"]:
        return ["top center"] * len(values)
    *before, last = (value or 0 for value in values)
    steep = not before or last - before[-1] > max(last, *before) * _STEEP
    return [*["top right"] * len(before), "top left" if steep else "bottom left"]


def _told(report: Report, indicator: Indicator, point: SeriesPoint) -> str:
    cell = wording.cell_text(point.city.total, indicator.kind)
    return f"{point.period}: {cell}<br>{wording.coverage_text(report, point.city.coverage)}"


def intervals(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    """A thin upright line through each figure in which chance has a part: how far the true one may be from it."""
    places: list[int | None] = []
    values: list[float | None] = []
    for point in points:
        found = uncertainty(indicator, point.city.total)
        if found is not None:
            places += [year(point), year(point), None]
            values += [round(found.low, 6), round(found.high, 6), None]
    return {
        "type": "scatter", "mode": "lines", "name": _("Osäkerhet"), "x": places, "y": values, "hoverinfo": "skip",
        "connectgaps": False, "cliponaxis": False, "line": {"color": ACCENT, "width": 1},
    }  # fmt: skip


def _comparison(indicator: Indicator, series: ComparisonSeries, order: int) -> Json:
    texts = [wording.amount(point.value, indicator.kind) for point in series.points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": series.name,
        "x": [point.year for point in series.points],
        "y": [plotted(point.value) for point in series.points],
        "hovertext": [f"{series.name} {p.year}: {t}" for p, t in zip(series.points, texts, strict=True)],
        "hoverinfo": "text",
        "line": {"color": SOFT, "width": 2, "dash": _DASHES[order % len(_DASHES)]},
        "marker": {"color": SOFT, "size": 8, "symbol": _SYMBOLS[order % len(_SYMBOLS)]},
    }


def _target(report: Report, indicator: Indicator, target: str) -> Json:
    text = target_words(report, indicator, target)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text,
        "x": [report.calendar.year],
        "y": [plotted(target)],
        "hovertext": [text],
        "hoverinfo": "text",
        "cliponaxis": False,
        # A short bar at the year it is set for: a line across all years would promise it for those as well.
        "marker": {"symbol": "line-ew-open", "size": 44, "color": REFERENCE, "line": {"width": 4, "color": REFERENCE}},
    }


def target_words(report: Report, indicator: Indicator, target: str) -> str:
    name = _("Målvärde {year}: {target}")
    return name.format(year=report.calendar.year, target=wording.amount(target, indicator.kind))
