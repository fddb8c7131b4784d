"""Which points of a series may stand beside each other in a chart."""

from __future__ import annotations

from tracker.report.model import BreakMark, Report, SeriesArea, SeriesPoint
from tracker.words import gettext as _


def yearly(report: Report, points: tuple[SeriesPoint, ...]) -> tuple[SeriesPoint, ...]:
    """The same part of each year: the report's own, or the series' last where the report asks no figures.

    Parts of one year are never mixed: an accumulating indicator would rise and fall like a saw.
    """
    parts = {_part_of(point) for point in points}
    wanted = _part(report.period)
    if points and wanted not in parts:
        wanted = _part(points[-1].period)
    return tuple(point for point in points if _part_of(point) == wanted)


def year(point: SeriesPoint) -> int:
    return int(point.period.partition("-")[0])


def complete(area: SeriesArea) -> bool:
    """Whether everybody who answers for the figure is in it."""
    return area.coverage.reported == area.coverage.expected


def break_text(mark: BreakMark) -> str:
    return _("Brott i serien {date}: {text}").format(date=mark.date, text=mark.text)


def _part_of(point: SeriesPoint) -> str | None:
    """An earlier program's point counts as the part that covers the same days, whatever its own calendar calls it."""
    return _part(point.period) if point.program is None else point.part


def _part(period: str) -> str:
    return period.partition("-")[2]
