"""How an indicator has developed: the same part of each year, with the year's target and comparison series."""

from __future__ import annotations

from tracker.charts import marks
from tracker.charts.chart import (
    BOTTOM,
    TOP,
    Chart,
    Datum,
    Figures,
    Json,
    axis,
    layout,
    number_axis,
    percent_axis,
    sign_at,
)
from tracker.charts.colours import ACCENT, REFERENCE, SOFT
from tracker.charts.figures import amount_part, figure_parts, indicator_source
from tracker.charts.labels import COLUMN, Named, names_beside
from tracker.charts.over_time_lines import intervals, target_words, traces
from tracker.charts.spoken import spoken
from tracker.measures.numbers import HARD_SPACE, n_of_d
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.change import uncertainty
from tracker.report.change_words import change_of_whom, uncertainty_text
from tracker.report.model import Indicator, Report, SeriesPoint
from tracker.report.over_time import complete, year, yearly
from tracker.words import gettext as _

HEIGHT = 320
PERCENT_TOP = 108
"""Above 100 there is room for the words of a point at 100."""


def over_time(report: Report, indicator: Indicator) -> Chart | None:
    """The city's figure year by year; None where there is no figure or sign to show."""
    points = yearly(report, indicator.series.as_reported)
    if not points:
        return None
    stops = marks.marked(report, indicator, year(points[0]))
    values = _values(indicator, points)
    named = _named(report, indicator, points)
    labels = names_beside(named, values["range"][1], HEIGHT) if len(named) > 1 else []
    return Chart(
        key=f"{indicator.code}-over-tid",
        question=questions.over_time(indicator),
        answer=_answer(report, indicator, points),
        traces=traces(report, indicator, points),
        layout=layout(
            HEIGHT,
            xaxis=_years(indicator, points),
            yaxis=values,
            annotations=[*_signs(points), *marks.lettered(stops), *labels],
            shapes=marks.lines(stops),
            margin={"l": 8, "r": COLUMN if labels else 16, "t": TOP, "b": BOTTOM},
        ),
        figures=_figures(report, indicator, points),
        source=indicator_source(indicator),
        notes=(*marks.notes(stops), *_explained(indicator, points)),
        caution=indicator.caution,
    )


def _named(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> list[Named]:
    """What is drawn, with the height of its last point."""
    given = [point.city.total.value for point in points if point.city.total.value is not None]
    found = [Named(wording.whole_name(report), float(given[-1]), ACCENT)] if given else []
    ends = ((series.name, max(series.points, key=lambda p: p.year)) for series in indicator.comparison if series.points)
    found += [Named(name, float(end.value), SOFT) for name, end in ends]
    if indicator.target is not None:
        words = target_words(report, indicator, indicator.target)
        found.append(Named(words, float(indicator.target), REFERENCE))
    return found


def _years(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    shown = {year(point) for point in points} | {p.year for s in indicator.comparison for p in s.points}
    first, last = min(shown), max(shown)
    every = list(range(first, last + 1))
    # The middle of many years is left out of the words, not of the drawing.
    step = -(-len(every) // 8)
    words = [str(at) if (last - at) % step == 0 else "" for at in every]
    return axis(tickvals=every, ticktext=words, range=[first - 0.5, last + 0.5], showgrid=False)


def _values(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Json:
    title = questions.unit_of_measure(indicator)
    if kind_of(indicator.kind).is_percentage:
        return percent_axis(title, top=PERCENT_TOP)
    drawn = [float(point.city.total.value) for point in points if point.city.total.value is not None]
    drawn += [float(point.value) for series in indicator.comparison for point in series.points]
    drawn += [] if indicator.target is None else [float(indicator.target)]
    drawn += [found.high for point in points if (found := uncertainty(indicator, point.city.total))]
    return number_axis(max(drawn, default=0), title, whole=kind_of(indicator.kind).adds_up)


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


def _explained(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> tuple[str, ...]:
    """The marks in the drawing in words, those that are in it."""
    found = []
    if any(not complete(point.city) and point.city.total.value is not None for point in points):
        found.append(_("Öppen ring: alla ansvariga är inte med."))
    if intervals(indicator, points)["x"]:
        found.append(_("Lodrätt streck: så mycket kan slump göra med siffran."))
    return tuple(found)


def _figures(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> Figures:
    measured = questions.unit_of_measure(indicator)
    head = (_("Serie"), _("Period"), measured, _("Täljare"), _("Nämnare"), _("Osäkerhet"), _("Täckning eller källa"))
    whole, rows = wording.whole_name(report), list[tuple[Datum, ...]]()
    for point in points:
        cell, covered = point.city.total, wording.coverage_text(report, point.city.coverage)
        between = uncertainty_text(indicator, cell)
        rows.append((whole, point.period, *figure_parts(cell, indicator.kind), between, covered))
    for series in indicator.comparison:
        rows += [(series.name, p.year, amount_part(p.value), "", "", "", series.source) for p in series.points]
    if indicator.target is not None:
        rows.append((_("Målvärde"), report.calendar.year, amount_part(indicator.target), "", "", "", ""))
    return Figures(head, tuple(rows))


def _answer(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...]) -> str:
    """What may be said of the change, then the city's figures. A year in which somebody is lacking says so: it is no
    fall that others are fewer."""
    values = [_spoken(indicator, point) for point in points]
    told = [change_of_whom(indicator)] if len(points) > 1 and indicator.asked else []
    told.append(_("{whole} – {values}.").format(whole=wording.whole_name(report), values="; ".join(values)))
    if indicator.target is not None:
        target = wording.amount(indicator.target, indicator.kind)
        told.append(_("Målvärdet för {year} är {target}.").format(year=report.calendar.year, target=target))
    if indicator.attainment is not None:
        told.append(wording.attainment_word(indicator).capitalize() + ".")
    return " ".join(told)


def _spoken(indicator: Indicator, point: SeriesPoint) -> str:
    text = f"{point.period}:{HARD_SPACE}{spoken(point.city.total, indicator.kind)}"
    coverage = point.city.coverage
    if complete(point.city) or not coverage.reported:
        return text
    return _("{text}, från {counted} ansvariga").format(
        text=text, counted=n_of_d(coverage.reported, coverage.expected)
    )
