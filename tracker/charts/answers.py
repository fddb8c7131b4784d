"""Yes or no: a dot per body and year, filled for yes. A bar of 100 percent would say as little with more ink."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts import marks
from tracker.charts.chart import (
    BOTTOM,
    TOP,
    VALUE_COLUMN,
    Chart,
    Figures,
    Json,
    axis,
    layout,
    rows_axis,
    rows_height,
    sign_at,
    words_beside,
)
from tracker.charts.colours import ACCENT
from tracker.charts.figures import indicator_source
from tracker.charts.spoken import spoken
from tracker.measures.numbers import n_of_d
from tracker.report import questions, wording
from tracker.report.model import Cell, Indicator, Report
from tracker.report.over_time import year, yearly
from tracker.words import gettext as _

DOT = 13


def answers(report: Report, indicator: Indicator) -> Chart:
    """Rows are the bodies of today; before a merger their answers are those of several, and say so."""
    names = tuple(area.name for area in indicator.units)
    given = list(_given(report, indicator))
    years = sorted({at for _name, at, _cell in given})
    stops = {at: texts for at, texts in marks.marked(report, indicator, years[0]).items() if at in years}
    return Chart(
        key=f"{indicator.code}-sida-vid-sida",
        question=questions.answers(report, indicator),
        answer=_answer(report, indicator),
        traces=(_dots(indicator, given),),
        layout=layout(
            rows_height(names),
            xaxis=axis(
                tickvals=years, ticktext=[str(at) for at in years], range=[years[0] - 0.5, years[-1] + 0.5],
                showgrid=False,
            ),
            yaxis=rows_axis(names),
            annotations=[*_signs(given), *_now(indicator), *marks.lettered(stops)],
            shapes=marks.lines(stops),
            margin={"l": 8, "r": VALUE_COLUMN, "t": TOP, "b": BOTTOM},
        ),
        figures=_figures(report, indicator, given),
        source=indicator_source(indicator),
        notes=(_("Fylld punkt: ja. Ring: nej."), *marks.notes(stops)),
        caution=indicator.caution,
    )  # fmt: skip


def _given(report: Report, indicator: Indicator) -> Iterator[tuple[str, int, Cell]]:
    """Each body's answer in the same part of each year, the report's own last."""
    for area in indicator.units:
        for point in yearly(report, indicator.series.recast):
            found = next((each for each in point.units if each.code == area.code), None)
            if found is not None and year(point) < report.calendar.year:
                yield area.name, year(point), found.total
        yield area.name, report.calendar.year, area.total


def _dots(indicator: Indicator, given: list[tuple[str, int, Cell]]) -> Json:
    shown = [(name, at, cell) for name, at, cell in given if cell.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _("Svar"),
        "x": [at for _name, at, _cell in shown],
        "y": [name for name, _at, _cell in shown],
        "hovertext": [f"{name} {at}: {wording.value_text(cell, indicator.kind)}" for name, at, cell in shown],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "color": ACCENT,
            "size": DOT,
            "symbol": ["circle" if cell.n == cell.d else "circle-open" for _name, _at, cell in shown],
            "line": {"width": 2, "color": ACCENT},
        },
    }


def _signs(given: list[tuple[str, int, Cell]]) -> list[Json]:
    """What stands where there is no dot, and beside a dot that is of several bodies."""
    small = {"size": 11}
    found = []
    for name, at, cell in given:
        sign = wording.empty_sign(cell)
        if sign is not None:
            found.append(sign_at(at, name, sign.replace(" ", "<br>"), font=small))
        elif cell.value is None or (cell.d or 0) > 1:
            words = n_of_d(cell.n or 0, cell.d or 0)
            found.append(sign_at(at, name, words, xanchor="left", xshift=DOT - 3, font=small))
    return found


def _now(indicator: Indicator) -> list[Json]:
    """The answer in words, at the end of its row; what stands for no answer stands at its year already."""
    given = (area for area in indicator.units if area.total.value is not None)
    return [words_beside(area.name, wording.value_text(area.total, indicator.kind)) for area in given]


def _figures(report: Report, indicator: Indicator, given: list[tuple[str, int, Cell]]) -> Figures:
    rows = tuple((name, at, wording.cell_text(cell, indicator.kind)) for name, at, cell in given)
    return Figures((wording.body_head(report), _("År"), _("Svar")), rows)


def _answer(report: Report, indicator: Indicator) -> str:
    city = indicator.city
    counted = spoken(city.total, indicator.kind)
    if city.total.n is not None and city.total.d:
        counted = n_of_d(city.total.n, city.total.d)
    text = _("{counted} svarar ja. {coverage}.")
    return text.format(counted=counted, coverage=wording.coverage_text(report, city.coverage))
