"""How much each body has reported of what was asked of it."""

from __future__ import annotations

from tracker.charts.chart import (
    ACCENT,
    PAPER,
    SOFT,
    VALUE_COLUMN,
    Chart,
    Json,
    counts_axis,
    layout,
    rows_axis,
    rows_height,
    words_beside,
)
from tracker.measures.numbers import n_of_d
from tracker.report import overview, questions
from tracker.report.model import Body, Report
from tracker.words import gettext as _


def reporting(report: Report) -> Chart | None:
    """One row per body: what it has reported, within the frame of what was asked; None where nothing was."""
    asked = [body for body in report.bodies if body.expected]
    if not asked:
        return None
    names = tuple(body.name for body in asked)
    return Chart(
        key="rapportering",
        question=questions.reporting(),
        answer=overview.reported_text(report) + ".",
        traces=(_expected(asked), _reported(asked)),
        layout=layout(
            rows_height(len(names)),
            barmode="overlay",
            bargap=0.35,
            xaxis=counts_axis(max(body.expected for body in asked)),
            yaxis=rows_axis(names),
            annotations=[words_beside(body.name, n_of_d(body.reported, body.expected)) for body in asked],
            margin={"l": 8, "r": VALUE_COLUMN, "t": 40, "b": 36},
        ),
    )


def _expected(asked: list[Body]) -> Json:
    """The frame that the reported part fills."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": _("Efterfrågade uppgifter"),
        "y": [body.name for body in asked],
        "x": [body.expected for body in asked],
        "hoverinfo": "skip",
        "marker": {"color": PAPER, "line": {"color": SOFT, "width": 1}},
    }


def _reported(asked: list[Body]) -> Json:
    return {
        "type": "bar",
        "orientation": "h",
        "name": _("Rapporterade uppgifter"),
        "y": [body.name for body in asked],
        "x": [body.reported for body in asked],
        "hovertext": [f"{body.name}: {n_of_d(body.reported, body.expected)}" for body in asked],
        "hoverinfo": "text",
        "marker": {"color": ACCENT},
    }
