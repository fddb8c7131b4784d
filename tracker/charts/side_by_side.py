"""The bodies beside each other, in the organisation's order.

Never ordered by value: the place in such an order would tell a dotted figure.
"""

from __future__ import annotations

from tracker.charts.answers import answers
from tracker.charts.chart import (
    BOTTOM,
    TOP,
    VALUE_COLUMN,
    Chart,
    Figures,
    Json,
    layout,
    number_axis,
    percent_axis,
    plotted,
    rows_axis,
    rows_height,
    sign_at,
    words_beside,
)
from tracker.charts.colours import ACCENT, INK, REFERENCE
from tracker.charts.figures import amount_part, figure_parts, indicator_source
from tracker.charts.spoken import spoken
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.change import uncertainty
from tracker.report.change_words import spread_text, uncertainty_text
from tracker.report.model import Area, Indicator, Report
from tracker.words import gettext as _


def side_by_side(report: Report, indicator: Indicator) -> Chart | None:
    """One row per body that answers for the indicator; None where fewer than two do, it was not asked, or nothing
    would be drawn: the table beneath has the signs."""
    given = [area for area in indicator.units if area.total.state == "value"]
    if not indicator.asked or len(indicator.units) < 2 or not given:
        return None
    if kind_of(indicator.kind).is_answer:
        return answers(report, indicator)
    names = tuple(area.name for area in indicator.units)
    return Chart(
        key=f"{indicator.code}-sida-vid-sida",
        question=questions.side_by_side(report, indicator),
        answer=_answer(report, indicator),
        traces=_traces(report, indicator, names),
        layout=layout(
            rows_height(names),
            xaxis=_values(indicator),
            yaxis=rows_axis(names),
            annotations=[*(_words(indicator, area) for area in indicator.units), *_whole(report, indicator)],
            margin={"l": 8, "r": VALUE_COLUMN, "t": TOP, "b": BOTTOM},
            bargap=0.35,
        ),
        figures=_figures(report, indicator),
        source=indicator_source(indicator),
        notes=_notes(indicator),
        caution=indicator.caution,
    )


def _traces(report: Report, indicator: Indicator, names: tuple[str, ...]) -> tuple[Json, ...]:
    traces = [_bars(indicator)]
    if _whole_value(indicator) is not None:
        traces.append(_city(report, indicator, names))
    if (between := _intervals(indicator))["x"]:
        traces.append(between)
    if (targets := _targets(indicator))["x"]:
        traces.append(targets)
    return tuple(traces)


def _bars(indicator: Indicator) -> Json:
    shown = [area for area in indicator.units if area.total.value is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "name": questions.unit_of_measure(indicator),
        "y": [area.name for area in shown],
        "x": [plotted(area.total.value) for area in shown if area.total.value is not None],
        "hovertext": [f"{a.name}: {wording.cell_text(a.total, indicator.kind)}" for a in shown],
        "hoverinfo": "text",
        "textposition": "none",
        "marker": {"color": ACCENT},
    }


def _whole_value(indicator: Indicator) -> str | None:
    """The city's figure where it is on the bodies' scale: a quotient, not a sum."""
    return indicator.city.total.value if kind_of(indicator.kind).is_quotient else None


def _city(report: Report, indicator: Indicator, names: tuple[str, ...]) -> Json:
    text = _whole_words(report, indicator)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": text,
        "x": [plotted(_whole_value(indicator) or "0")] * len(names),
        "y": list(names),
        "hovertext": [text] * len(names),
        "hoverinfo": "text",
        "line": {"color": REFERENCE, "width": 3, "dash": "dash"},
    }


def _whole_words(report: Report, indicator: Indicator) -> str:
    figure = wording.value_text(indicator.city.total, indicator.kind)
    return _("{whole}: {value}").format(whole=report.about.city.whole, value=figure)


def _whole(report: Report, indicator: Indicator) -> list[Json]:
    """The name of the city's line over it, turned to the side where there is room."""
    value = _whole_value(indicator)
    if value is None:
        return []
    half = _values(indicator)["range"][1] / 2
    side = "right" if float(value) > half else "left"
    font = {"color": REFERENCE, "size": 13}
    words = _whole_words(report, indicator)
    return [sign_at(plotted(value), 1, words, yref="paper", xanchor=side, yanchor="bottom", font=font)]


def _intervals(indicator: Indicator) -> Json:
    """A thin line through each bar's end where chance has a part."""
    places: list[str | None] = []
    values: list[float | None] = []
    for area in indicator.units:
        found = uncertainty(indicator, area.total)
        if found is not None:
            places += [area.name, area.name, None]
            values += [round(found.low, 6), round(found.high, 6), None]
    return {
        "type": "scatter", "mode": "lines", "name": _("Osäkerhet"), "x": values, "y": places, "hoverinfo": "skip",
        "connectgaps": False, "line": {"color": INK, "width": 1.5},
    }  # fmt: skip


def _targets(indicator: Indicator) -> Json:
    """The bodies' own targets."""
    shown = [area for area in indicator.units if area.target is not None]
    return {
        "type": "scatter", "mode": "markers", "name": _("Eget målvärde"),
        "x": [plotted(area.target) for area in shown if area.target is not None],
        "y": [area.name for area in shown],
        "hovertext": [f"{area.name}: {wording.amount(area.target, indicator.kind)}" for area in shown],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": "line-ns-open", "size": 22, "color": REFERENCE, "line": {"width": 4, "color": REFERENCE}},
    }  # fmt: skip


def _values(indicator: Indicator) -> Json:
    title = questions.unit_of_measure(indicator)
    if kind_of(indicator.kind).is_percentage:
        return percent_axis(title)
    drawn = [float(value) for area in indicator.units for value in (area.total.value, area.target) if value is not None]
    drawn += [found.high for area in indicator.units if (found := uncertainty(indicator, area.total))]
    return number_axis(max(drawn, default=0), title, whole=kind_of(indicator.kind).adds_up)


def _words(indicator: Indicator, area: Area) -> Json:
    """The figure in a column to the right; where there is none, its sign at the place where the bar would begin."""
    text = wording.value_text(area.total, indicator.kind)
    if area.total.value is None:
        return sign_at(0, area.name, text, xanchor="left", xshift=4)
    return words_beside(area.name, text)


def _notes(indicator: Indicator) -> tuple[str, ...]:
    found = []
    if _targets(indicator)["x"]:
        found.append(_("Tjockt streck: eget målvärde."))
    if _intervals(indicator)["x"]:
        found.append(_("Tunt streck: så mycket kan slump göra med siffran."))
    return tuple(found)


def _figures(report: Report, indicator: Indicator) -> Figures:
    measured = questions.unit_of_measure(indicator)
    head = (wording.body_head(report), measured, _("Täljare"), _("Nämnare"), _("Osäkerhet"), _("Målvärde"))
    rows = tuple(
        (
            area.name, *figure_parts(area.total, indicator.kind), uncertainty_text(indicator, area.total),
            amount_part(area.target),
        )
        for area in indicator.units
    )  # fmt: skip
    return Figures(head, rows)


def _answer(report: Report, indicator: Indicator) -> str:
    """What may be said of the bodies beside each other, and the city's figure."""
    text = _("{whole}: {value}, {coverage}.").format(
        whole=report.about.city.whole,
        value=spoken(indicator.city.total, indicator.kind),
        coverage=wording.coverage_text(report, indicator.city.coverage),
    )
    return f"{spread_text(report, indicator)} {text}".lstrip()
