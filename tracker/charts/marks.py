"""What stops a series: breaks in it, and bodies that became one. Letters in the drawing, words in the notes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from string import ascii_lowercase

from tracker.charts.chart import Json, sign_at, upright
from tracker.report.model import Indicator, Report
from tracker.report.over_time import year, yearly
from tracker.words import gettext as _


def broken_before(report: Report, indicator: Indicator, first: int) -> dict[int, str]:
    """The years, after the first shown, before which the series is broken; each with the definitions' words for it."""
    found = {}
    for mark in indicator.breaks:
        broken = int(mark.date[:4]) + (mark.date[5:] > report.calendar.last_day[5:])
        if first < broken <= report.calendar.year:
            found[broken] = mark.text
    return found


def merged_before(report: Report, indicator: Indicator) -> dict[int, tuple[str, ...]]:
    """The years before which bodies became one, each with what they became.

    Re-cast, a body is the sum of those before it for as long as it has several to expect figures from.
    """
    points = yearly(report, indicator.series.recast)
    found: dict[int, tuple[str, ...]] = {}
    for earlier, later in pairwise(points):
        now = {area.code for area in later.units if area.coverage.expected == 1}
        merged = tuple(area.name for area in earlier.units if area.coverage.expected > 1 and area.code in now)
        if merged:
            found[year(later)] = merged
    return found


def marked(report: Report, indicator: Indicator, first: int) -> dict[int, tuple[str, ...]]:
    """The years before which something stops the comparison, in order, each with what."""
    found: dict[int, tuple[str, ...]] = {}
    for at, text in broken_before(report, indicator, first).items():
        found[at] = (_("Brott i serien: {text}").format(text=text),)
    for at, names in merged_before(report, indicator).items():
        if at > first:
            text = _("Sammanslagning till {names}").format(names=", ".join(names))
            found[at] = (*found.get(at, ()), text)
    return dict(sorted(found.items()))


def lettered(marks: Mapping[int, tuple[str, ...]]) -> list[Json]:
    """A letter over each line; what it means stands in the notes, where there is room for it."""
    letters = zip(ascii_lowercase, marks, strict=False)
    return [sign_at(at - 0.5, 1, letter, yref="paper", yanchor="bottom") for letter, at in letters]


def lines(marks: Mapping[int, tuple[str, ...]]) -> list[Json]:
    return [upright(at - 0.5) for at in marks]


def notes(marks: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """``a: Brott i serien: nytt register. Sammanslagning till Järva.``"""
    letters = zip(ascii_lowercase, marks.values(), strict=False)
    return tuple(f"{letter}: " + " ".join(f"{text.rstrip('.')}." for text in texts) for letter, texts in letters)
