"""The bodies beside each other, in the organisation's order.

Never ordered by value: the place in such an order would tell a dotted figure.
"""

from __future__ import annotations

from tracker.charts.chart import (
    ACCENT,
    REFERENCE,
    VALUE_COLUMN,
    Chart,
    Json,
    axis,
    layout,
    plotted,
    rows_axis,
    rows_height,
    sign_at,
    words_beside,
)
from tracker.charts.spoken import spoken
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.change_words import spread_text
from tracker.report.model import Area, Indicator, Report
from tracker.words import gettext as _


def side_by_side(report: Report, indicator: Indicator) -> Chart | None:
    """One bar per body that answers for the indicator; None where fewer than two do, it was not asked, or no bar
    would be drawn: the table beneath has the signs."""
    given = [area for area in indicator.units if area.total.state == "value"]
    if not indicator.asked or len(indicator.units) < 2 or not given:
        return None
    names = tuple(area.name for area in indicator.units)
    traces = [_bars(indicator)]
    if indicator.city.total.value is not None and kind_of(indicator.kind).is_quotient:
        traces.append(_city(report, indicator, names, indicator.city.total.value))
    return Chart(
        key=f"{indicator.code}-sida-vid-sida",
        question=questions.side_by_side(report, indicator),
        answer=_answer(report, indicator),
        traces=tuple(traces),
        layout=layout(
            rows_height(len(names)),
            xaxis=_values(indicator),
            yaxis=rows_axis(names),
            annotations=[_words(indicator, area) for area in indicator.units],
            margin={"l": 8, "r": VALUE_COLUMN, "t": 40, "b": 36},
            bargap=0.35,
        ),
        caution=indicator.caution,
    )


def _bars(indicator: Indicator) -> Json:
    shown = [area for area in indicator.units if area.total.value is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "name": questions.unit_of_measure(indicator),
        "y": [area.name for area in shown],
        "x": [plotted(area.total.value) for area in shown if area.total.value is not None],
        "text": [wording.value_text(area.total, indicator.kind) for area in shown],
        "hovertext": [f"{a.name}: {wording.cell_text(a.total, indicator.kind)}" for a in shown],
        "hoverinfo": "text",
        "textposition": "none",
        "marker": {"color": ACCENT},
    }


def _city(report: Report, indicator: Indicator, names: tuple[str, ...], value: str) -> Json:
    figure = wording.value_text(indicator.city.total, indicator.kind)
    text = _("{whole}: {value}").format(whole=report.about.city.whole, value=figure)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": text,
        "x": [plotted(value)] * len(names),
        "y": list(names),
        "hovertext": [text] * len(names),
        "hoverinfo": "text",
        "line": {"color": REFERENCE, "width": 3, "dash": "dash"},
    }


def _values(indicator: Indicator) -> Json:
    kind = kind_of(indicator.kind)
    if kind.is_answer:
        return axis(range=[0, 100], showticklabels=False, ticks="", showgrid=False)
    if kind.is_percentage:
        return axis(range=[0, 100], tickvals=[0, 25, 50, 75, 100])
    return axis(rangemode="tozero")


def _words(indicator: Indicator, area: Area) -> Json:
    """The figure in a column to the right; where there is none, its sign at the place where the bar would begin."""
    text = wording.value_text(area.total, indicator.kind)
    if area.total.value is None:
        return sign_at(0, area.name, text, xanchor="left", xshift=4)
    return words_beside(area.name, text)


def _answer(report: Report, indicator: Indicator) -> str:
    """The city's figure, and what may be said of the bodies beside each other."""
    text = _("{whole}: {value}, {coverage}.").format(
        whole=report.about.city.whole,
        value=spoken(indicator.city.total, indicator.kind),
        coverage=wording.coverage_text(report, indicator.city.coverage),
    )
    return f"{text} {spread_text(report, indicator)}".rstrip()
