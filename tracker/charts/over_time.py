"""How an indicator has developed: the same part of each year, with the year's target and comparison series."""

from __future__ import annotations

from tracker.charts.chart import ACCENT, REFERENCE, SOFT, Chart, Json, axis, layout, plotted, sign_at
from tracker.charts.spoken import spoken
from tracker.measures.numbers import HARD_SPACE, n_of_d
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.model import ComparisonSeries, Indicator, Report, SeriesPoint
from tracker.report.over_time import year, yearly
from tracker.words import gettext as _

HEIGHT = 320
_DASHES = ("dot", "dash", "longdash")
_SYMBOLS = ("square", "diamond", "triangle-up")


def over_time(report: Report, indicator: Indicator) -> Chart | None:
    """The city's figure year by year; None where there is no figure or sign to show."""
    points = yearly(report, indicator.series.as_reported)
    if not points:
        return None
    traces = [_city(report, indicator, points)]
    traces += [_comparison(indicator, series, i) for i, series in enumerate(indicator.comparison) if series.points]
    if indicator.target is not None:
        traces.append(_target(report, indicator, indicator.target))
    return Chart(
        key=f"{indicator.code}-over-tid",
        question=questions.over_time(indicator),
        answer=_answer(report, indicator, points),
        traces=tuple(traces),
        layout=layout(
            HEIGHT,
            xaxis=_years(indicator, points),
            yaxis=_values(indicator),
            annotations=[*_signs(points), *_break_words(report, indicator, points)],
            shapes=_break_lines(report, indicator, points),
        ),
        caution=indicator.caution,
    )


def _city(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    cells = [point.city.total for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": wording.whole_name(report),
        "x": [year(point) for point in points],
        "y": [None if cell.value is None else plotted(cell.value) for cell in cells],
        "text": [wording.value_text(cell, indicator.kind) if cell.value is not None else "" for cell in cells],
        "hovertext": [_told(report, indicator, point) for point in points],
        "hoverinfo": "text",
        "textposition": "top center",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": ACCENT, "width": 3},
        "marker": {
            "color": ACCENT,
            "size": 9,
            "symbol": ["circle" if _complete(point) else "circle-open" for point in points],
            "line": {"width": 2},
        },
    }


def _complete(point: SeriesPoint) -> bool:
    return point.city.coverage.reported == point.city.coverage.expected


def _told(report: Report, indicator: Indicator, point: SeriesPoint) -> str:
    cell = wording.cell_text(point.city.total, indicator.kind)
    return f"{point.period}: {cell}<br>{wording.coverage_text(report, point.city.coverage)}"


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
    name = _("Målvärde {year}: {target}")
    text = name.format(year=report.calendar.year, target=wording.amount(target, indicator.kind))
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


def _years(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    shown = {year(point) for point in points} | {p.year for s in indicator.comparison for p in s.points}
    first, last = min(shown), max(shown)
    return axis(
        tickmode="array", tickvals=list(range(first, last + 1)), range=[first - 0.5, last + 0.5], showgrid=False
    )


def _values(indicator: Indicator) -> Json:
    title = {"text": questions.unit_of_measure(indicator), "font": {"size": 13, "color": SOFT}}
    if kind_of(indicator.kind).is_percentage:
        return axis(range=[0, 108], tickvals=[0, 25, 50, 75, 100], title=title)
    return axis(rangemode="tozero", title=title)


def _signs(points: tuple[SeriesPoint, ...]) -> list[Json]:
    """The sign of each year without a figure, at the foot of the chart."""
    found = []
    for point in points:
        cell = point.city.total
        if cell.value is None:
            sign = wording.empty_sign(cell) or n_of_d(cell.n or 0, cell.d or 0)
            # Word below word, for a phone has little room between the years.
            found.append(sign_at(year(point), 0, sign.replace(" ", "<br>"), yref="paper", yanchor="bottom"))
    return found


def _breaks(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> list[tuple[float, str]]:
    """Where the series is broken: before the first point whose period ends on the day or later."""
    return [(broken - 0.5, text) for broken, text in broken_before(report, indicator, year(points[0])).items()]


def broken_before(report: Report, indicator: Indicator, first: int) -> dict[int, str]:
    """The years, after the first shown, before which the series is broken; each with the definitions' words for it."""
    found = {}
    for mark in indicator.breaks:
        broken = int(mark.date[:4]) + (mark.date[5:] > report.calendar.last_day[5:])
        if first < broken <= report.calendar.year:
            found[broken] = mark.text
    return found


def _break_lines(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> list[Json]:
    line = {"color": SOFT, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}
        for x, _text in _breaks(report, indicator, points)
    ]


def _break_words(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> list[Json]:
    return [
        sign_at(x, 1, _("brott i serien"), yref="paper", yanchor="top", xanchor="left", xshift=3, hovertext=text)
        for x, text in _breaks(report, indicator, points)
    ]


def _answer(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> str:
    """The city's figures in words. A year in which somebody is lacking says so: it is no fall that others are fewer."""
    values = [_spoken(indicator, point) for point in points]
    text = _("{whole} – {values}.").format(whole=wording.whole_name(report), values="; ".join(values))
    if not all(_complete(point) for point in points):
        text += " " + _("Öppen ring: alla ansvariga är inte med.")
    city = indicator.city
    if city.same_bodies.value is not None and city.previous_year.value is not None:
        compared = _("Hos dem som rapporterade båda åren: {now} mot {then} föregående år.")
        now, then = (wording.value_text(cell, indicator.kind) for cell in (city.same_bodies, city.previous_year))
        text += " " + compared.format(now=now, then=then)
    if indicator.target is not None:
        target = wording.amount(indicator.target, indicator.kind)
        text += " " + _("Målvärdet för {year} är {target}.").format(year=report.calendar.year, target=target)
    if indicator.attainment is not None:
        text += " " + wording.attainment_word(indicator).capitalize() + "."
    return text


def _spoken(indicator: Indicator, point: SeriesPoint) -> str:
    text = f"{point.period}:{HARD_SPACE}{spoken(point.city.total, indicator.kind)}"
    coverage = point.city.coverage
    if _complete(point) or not coverage.reported:
        return text
    return _("{text}, från {counted} ansvariga").format(
        text=text, counted=n_of_d(coverage.reported, coverage.expected)
    )
