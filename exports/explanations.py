"""How each total came about, as one text for a note or a row: the same words as on the indicator's page."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.report.explained import Explained, explained, merged
from tracker.report.model import Indicator, Report
from tracker.report.overview import asked_indicators


def explanations(report: Report, indicator: Indicator) -> tuple[str, ...]:
    """Of the whole city's total first, then of the regions'."""
    return tuple(_told(each) for each in explained(report, indicator))


def addends(report: Report, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The code of each body that took over from others, and what its figures of earlier years are the sum of."""
    yield from ((each.code, _told(each)) for each in merged(report, indicator))


def explained_rows(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Every total of the period: its indicator's code, its area, its value, and how it came about."""
    for indicator in asked_indicators(report):
        for each in (*explained(report, indicator), *merged(report, indicator)):
            yield indicator.code, each.area, each.value, _told(each)


def _told(each: Explained) -> str:
    return "\n".join([*each.steps, *(f"{why}: {', '.join(names)}." for why, names in each.left_out)])
