"""Sheet *Serier*: every figure over the years, as it was reported and re-cast to today's bodies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from openpyxl import Workbook

from exports.cells import Entry, figure, text
from exports.page import Page
from exports.sheets import columns
from exports.sheets.figures import split
from tracker.report import wording
from tracker.report.model import Indicator, Report, SeriesArea, SeriesPoint
from tracker.report.questions import unit_of_measure

WIDTHS = (6, 7, 18, 11, 9, 26, 18, 12, 12, 12, 18, 10, 10, 14)


def write(book: Workbook, report: Report, today: date) -> None:
    page = Page(book, _("Serier"), _("Serier över åren"), WIDTHS, report, today)
    page.paragraph(
        _("Varje serie finns dels som den rapporterades, med dåtidens nämnder, dels omräknad till de nämnder som "
          "finns vid periodens slut. Indikatorernas namn står på bladet Indikatorer."),
        "note",
    )  # fmt: skip
    page.long_table(_head(), _rows(report), frozen_columns=2)
    page.close()


def _head() -> list[str]:
    figures = [_("Täljare"), _("Nämnare"), _("Värde"), _("Enhet")]
    places = [_("Mål"), _("Kod"), _("Serie"), _("Period"), _("Nivå"), _("Område"), _("Uppdelning")]
    return [*places, *figures, *columns.coverage_head()]


def _rows(report: Report) -> Iterator[list[Entry]]:
    for goal in report.goals:
        for indicator in goal.indicators:
            kinds = (
                (_("Som rapporterat"), indicator.series.as_reported),
                (_("Omräknad"), indicator.series.recast),
            )
            for name, points in kinds:
                for point in points:
                    yield from _point(goal.code, indicator, name, point)


def _point(goal: str, indicator: Indicator, series: str, point: SeriesPoint) -> Iterator[list[Entry]]:
    for place, (level, area) in enumerate(_levels(point)):
        for category, (name, cell) in enumerate(split(area, indicator)):
            strong = place == 0 and category == 0
            covered = columns.coverage(area.coverage, strong) if category == 0 else [Entry(None)] * 3
            yield [
                *(text(word, strong) for word in (goal, indicator.code, series, point.period, level)),
                text(wording.area_name(area), strong),
                text(name, strong),
                *figure(cell, indicator, strong),
                Entry(unit_of_measure(indicator), "quiet"),
                *covered,
            ]


def _levels(point: SeriesPoint) -> Iterator[tuple[str, SeriesArea]]:
    yield _("Staden"), point.city
    yield from ((_("Region"), area) for area in point.regions)
    yield from ((_("Nämnd"), area) for area in point.units)
