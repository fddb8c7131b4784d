"""A line no larger than a word: how an indicator has developed, for the row of its goal. Printed figures only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from tracker.charts.marks import broken_before
from tracker.report.change import change_of
from tracker.report.model import Indicator, Report
from tracker.report.over_time import year, yearly

WIDTH, HEIGHT = 56.0, 18.0
EDGE = 3.0
"""Room for the dot at the end of the line."""


@dataclass(frozen=True)
class Spark:
    """``lines``: each a list of points as SVG writes them; a year without a figure or a break in the series parts two.
    ``last``: where the latest figure is, if the report's own period has one. ``years``: the first and the last."""

    lines: tuple[str, ...]
    last: tuple[float, float] | None
    years: tuple[int, int]


def spark(report: Report, indicator: Indicator) -> Spark | None:
    """From zero up to the largest figure; None with fewer than two figures."""
    points = yearly(report, indicator.series.as_reported)
    values = {year(point): point.city.total.value for point in points}
    known = {at: float(value) for at, value in values.items() if value is not None}
    if len(known) < 2:
        return None
    first, last = min(values), max(values)
    top = max(known.values()) or 1.0
    places = {
        at: (
            round(EDGE + (WIDTH - 2 * EDGE) * (at - first) / (last - first), 1),
            round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top, 1),
        )
        for at, value in known.items()
    }
    breaks = set(broken_before(report, indicator, first))
    if change_of(indicator).verdict == "untold":  # no line to a figure that cannot be compared with the one before
        breaks.add(report.calendar.year)
    runs = groupby(known, key=lambda at: (at - list(known).index(at), sum(at >= broken for broken in breaks)))
    lines = (" ".join(f"{x},{y}" for x, y in (places[at] for at in run)) for _key, run in runs)
    return Spark(tuple(line for line in lines if " " in line), places.get(report.calendar.year), (first, last))
