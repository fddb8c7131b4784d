"""How each total came about, as one text for a note or a row: the same words as on the indicator's page."""

from __future__ import annotations

from tracker.report.explained import explained
from tracker.report.model import Indicator, Report


def explanations(report: Report, indicator: Indicator) -> tuple[str, ...]:
    """Of the whole city's total first, then of the regions'."""
    return tuple(
        "\n".join([*each.steps, *(f"{why}: {', '.join(names)}." for why, names in each.left_out)])
        for each in explained(report, indicator)
    )
