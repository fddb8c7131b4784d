"""How much each body has reported of what was asked of it."""

from __future__ import annotations

from tracker.charts.chart import (
    BOTTOM,
    TOP,
    VALUE_COLUMN,
    Chart,
    Figures,
    Json,
    layout,
    number_axis,
    rows_axis,
    rows_height,
    words_beside,
)
from tracker.charts.colours import ACCENT, PAPER, SOFT
from tracker.charts.figures import reported_source
from tracker.measures.numbers import n_of_d
from tracker.report import overview, questions, wording
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
            rows_height(names),
            barmode="overlay",
            bargap=0.35,
            xaxis=number_axis(max(body.expected for body in asked), _("Antal uppgifter"), whole=True),
            yaxis=rows_axis(names),
            annotations=[words_beside(body.name, n_of_d(body.reported, body.expected)) for body in asked],
            margin={"l": 8, "r": VALUE_COLUMN, "t": TOP, "b": BOTTOM},
        ),
        figures=_figures(report, asked),
        source=reported_source(report),
        notes=(_("Fylld stapel: rapporterat. Ram: efterfrågat."),),
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


def _figures(report: Report, asked: list[Body]) -> Figures:
    head = (wording.body_head(report), _("Rapporterade uppgifter"), _("Efterfrågade uppgifter"))
    return Figures(head, tuple((body.name, body.reported, body.expected) for body in asked))
