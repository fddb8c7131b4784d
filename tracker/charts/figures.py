"""The cells of a chart in words, for its table to take away, and where they come from."""

from __future__ import annotations

from decimal import Decimal

from tracker.charts.chart import Datum
from tracker.measures.table import kind_of
from tracker.report import measure_words, wording
from tracker.report.model import Cell, Indicator, Report
from tracker.words import gettext as _


def figure_parts(cell: Cell, kind: str) -> tuple[Datum, Datum, Datum]:
    """The value, n and d as printed: numbers, or signs. ``..`` where a part is dotted, blank where there is none."""
    value: Datum = Decimal(cell.value) if cell.value is not None else wording.value_text(cell, kind)
    if cell.state not in ("value", "suppressed"):
        return value, "", ""
    dotted = wording.SUPPRESSED if cell.state == "suppressed" else ""
    n: Datum = dotted if cell.n is None else cell.n
    d: Datum = dotted if cell.d is None else cell.d
    return value, n, d if kind_of(kind).has_d else ""


def amount_part(value: str | None) -> Datum:
    """A target or a point of another series; blank where there is none."""
    return "" if value is None else Decimal(value)


def indicator_source(indicator: Indicator) -> str:
    """What is counted, and where it is read."""
    counted = indicator.labels.n
    if indicator.labels.d:
        counted = _("{n} av {d}").format(n=counted, d=indicator.labels.d)
    return _("{source}; {counted}").format(source=measure_words.source_word(indicator.source), counted=counted)


def reported_source(report: Report) -> str:
    return _("uppföljningen från {bodies}").format(bodies=report.about.city.bodies.many)
