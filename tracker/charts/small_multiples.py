"""Each body's years in a row of its own, all rows on one scale: how it has gone for each, without lines that cross.

In the organisation's order, re-cast to the bodies of today; only what is printed is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.charts import marks
from tracker.charts.chart import (
    BOTTOM,
    LONGEST_NAME,
    TOP,
    VALUE_COLUMN,
    Chart,
    Datum,
    Figures,
    Json,
    axis,
    layout,
    lines_of,
    plotted,
    sign_at,
)
from tracker.charts.colours import ACCENT, INK, LINE, SOFT
from tracker.charts.figures import figure_parts, indicator_source
from tracker.measures.table import kind_of
from tracker.report import questions, wording
from tracker.report.change_words import spread_text
from tracker.report.model import Indicator, Report, SeriesArea, SeriesPoint
from tracker.report.over_time import complete, year, yearly
from tracker.words import gettext as _

ROW = 44
"""Pixels of a row."""
FULL = 0.78
"""Of a row, the height of the largest figure: there is air above it."""


@dataclass(frozen=True)
class Body:
    """``cells``: its area by year, where the body stands in that year's series."""

    code: str
    name: str
    areas: dict[int, SeriesArea]


def small_multiples(report: Report, indicator: Indicator) -> Chart | None:
    """None where there are fewer than two bodies or two years with figures, and for yes and no, which are dots."""
    points = yearly(report, indicator.series.recast)
    bodies = _bodies(indicator, points)
    drawn = {at for body in bodies for at, area in body.areas.items() if area.total.value is not None}
    if kind_of(indicator.kind).is_answer or len(bodies) < 2 or len(drawn) < 2:
        return None
    stops = marks.marked(report, indicator, year(points[0]))
    years = [year(point) for point in points]
    return Chart(
        key=f"{indicator.code}-var-for-sig",
        question=questions.each_over_time(indicator),
        answer=_answer(report, indicator, years),
        traces=(_feet(bodies, years), _lines(report, indicator, bodies, years)),
        layout=layout(
            TOP + BOTTOM + ROW * len(bodies),
            xaxis=axis(tickvals=years, ticktext=[str(at) for at in years], range=[years[0] - 0.3, years[-1] + 0.3],
                       showgrid=False),
            yaxis=_rows(bodies),
            annotations=[*marks.lettered(stops), *_signs(bodies, years[:-1]), *_latest(indicator, bodies, years[-1])],
            shapes=marks.lines(stops),
            margin={"l": 8, "r": VALUE_COLUMN + 24, "t": TOP, "b": BOTTOM},  # a sign in words is wider than a figure
        ),
        figures=_figures(report, indicator, bodies, points),
        source=indicator_source(indicator),
        notes=(*marks.notes(stops), *_explained(bodies)),
        caution=indicator.caution,
    )  # fmt: skip


def _bodies(indicator: Indicator, points: tuple[SeriesPoint, ...]) -> list[Body]:
    """Those that answer for the indicator now, and have a figure in some year."""
    series = {year(point): {area.code: area for area in point.units} for point in points}
    found = [
        Body(area.code, area.name, {at: areas[area.code] for at, areas in series.items() if area.code in areas})
        for area in indicator.units
    ]
    return [body for body in found if any(area.total.value is not None for area in body.areas.values())]


def _rows(bodies: list[Body]) -> Json:
    """The first body at the top: its row stands on 0, the next on −1. A name stands at the middle of its row."""
    middles = [FULL / 2 - place for place in range(len(bodies))]
    names = [lines_of(body.name, LONGEST_NAME) for body in bodies]
    return axis(tickvals=middles, ticktext=names, range=[0.8 - len(bodies), 1], showgrid=False)


def _feet(bodies: list[Body], years: list[int]) -> Json:
    """A thin line at zero under each row."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place in range(len(bodies)):
        x += [years[0], years[-1], None]
        y += [-place, -place, None]
    return {"type": "scatter", "mode": "lines", "name": "0", "x": x, "y": y, "hoverinfo": "skip",
            "connectgaps": False, "line": {"color": LINE, "width": 1}}  # fmt: skip


def _lines(report: Report, indicator: Indicator, bodies: list[Body], years: list[int]) -> Json:
    """One trace with gaps: between the rows, over years without a figure, and where the series is broken."""
    broken = marks.broken_before(report, indicator, years[0])
    largest = _largest(indicator, bodies)
    x: list[float | None] = []
    y: list[float | None] = []
    told, symbols = list[str](), list[str]()
    for place, body in enumerate(bodies):
        for at in (*years, None):
            area = body.areas.get(at) if at is not None else None
            if at is None or at in broken:
                x, y, told, symbols = [*x, None], [*y, None], [*told, ""], [*symbols, "circle"]
            if at is None:
                continue
            value = area.total.value if area else None
            x.append(at)
            y.append(None if value is None else round(float(plotted(value)) / largest * FULL - place, 6))
            told.append(f"{body.name} {at}: {wording.cell_text(area.total, indicator.kind)}" if area else "")
            symbols.append("circle" if area is None or complete(area) else "circle-open")
    return {
        "type": "scatter", "mode": "lines+markers", "name": questions.unit_of_measure(indicator), "x": x, "y": y,
        "hovertext": told, "hoverinfo": "text", "connectgaps": False, "cliponaxis": False,
        "line": {"color": ACCENT, "width": 2},
        "marker": {"color": ACCENT, "size": 6, "symbol": symbols, "line": {"width": 2, "color": ACCENT}},
    }  # fmt: skip


def _largest(indicator: Indicator, bodies: list[Body]) -> float:
    if kind_of(indicator.kind).is_percentage:
        return 100.0
    return max(float(value) for body in bodies for area in body.areas.values() if (value := area.total.value)) or 1.0


def _signs(bodies: list[Body], years: list[int]) -> Iterator[Json]:
    """The sign of each earlier year that has no figure, where its point would have been."""
    for place, body in enumerate(bodies):
        for at in years:
            sign = wording.empty_sign(body.areas[at].total) if at in body.areas else None
            if sign:
                yield sign_at(at, FULL / 2 - place, sign.replace(" ", "<br>"), font={"color": SOFT, "size": 12})


def _latest(indicator: Indicator, bodies: list[Body], last: int) -> Iterator[Json]:
    """The last year's figure, or its sign, in a column to the right."""
    for place, body in enumerate(bodies):
        if last in body.areas:
            words = wording.value_text(body.areas[last].total, indicator.kind)
            yield sign_at(1, FULL / 2 - place, words.replace(" ", "<br>"), xref="paper", xanchor="left", xshift=6,
                          font={"color": INK, "size": 13})  # fmt: skip


def _explained(bodies: list[Body]) -> Iterator[str]:
    yield _("Alla rader har samma skala, från noll. Sista årets siffra står till höger.")
    if any(not complete(area) and area.total.value for body in bodies for area in body.areas.values()):
        yield _("Öppen ring: alla som slogs samman är inte med.")


def _answer(report: Report, indicator: Indicator, years: list[int]) -> str:
    """What may be said of the bodies beside each other, and that single lines say no more."""
    text = _("Var och en av de ansvariga {first}–{last}, på samma skala och i samma ordning som alltid.")
    told = (text.format(first=years[0], last=years[-1]), spread_text(report, indicator))
    return " ".join(part for part in told if part)


def _figures(report: Report, indicator: Indicator, bodies: list[Body], points: tuple[SeriesPoint, ...]) -> Figures:
    measured = questions.unit_of_measure(indicator)
    head = (wording.body_head(report), _("Period"), measured, _("Täljare"), _("Nämnare"), _("Täckning"))
    rows = list[tuple[Datum, ...]]()
    for body in bodies:
        for point in points:
            if area := body.areas.get(year(point)):
                covered = wording.coverage_text(report, area.coverage)
                rows.append((body.name, point.period, *figure_parts(area.total, indicator.kind), covered))
    return Figures(head, tuple(rows))
