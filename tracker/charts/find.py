"""A chart by its key, as addresses name it: only that one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tracker.charts.chart import Chart
from tracker.charts.funnel import body_funnel, region_funnel
from tracker.charts.in_columns import activities, all_activities, judgements
from tracker.charts.over_time import over_time
from tracker.charts.reporting import reporting
from tracker.charts.side_by_side import side_by_side
from tracker.charts.small_multiples import small_multiples
from tracker.report.model import Goal, Indicator, Report

OF_ALL: Mapping[str, Callable[[Report], Chart | None]] = {
    "bedomningar": judgements,
    "aktiviteter": all_activities,
    "rapportering": reporting,
}
OF_GOAL: Mapping[str, Callable[[Report, Goal], Chart | None]] = {"aktiviteter": activities}
OF_INDICATOR: Mapping[str, Callable[[Report, Indicator], Chart | None]] = {
    "over-tid": over_time,
    "sida-vid-sida": side_by_side,
    "var-for-sig": small_multiples,
    "tratt": body_funnel,
    "tratt-regioner": region_funnel,
}
"""By what follows the code and a hyphen in the key."""


def find_chart(report: Report, key: str) -> Chart | None:
    """None for a key that the report has no chart of."""
    if key in OF_ALL:
        return OF_ALL[key](report)
    for goal in report.goals:
        for ending, draw in OF_GOAL.items():
            if key == f"{goal.code}-{ending}":
                return draw(report, goal)
        for indicator in goal.indicators:
            for ending, of_indicator in OF_INDICATOR.items():
                if key == f"{indicator.code}-{ending}":
                    return of_indicator(report, indicator)
    return None
