"""Sheet *Serier*: every figure over the years, as it was reported and re-cast to today's bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.book.book import Book
from exports.book.cells import NOTHING, Entry, figure, text
from exports.book.heading import Heading
from exports.book.page import Page
from exports.sheets import columns
from exports.sheets.indicators import category_names, leveled, split
from tracker.report import wording
from tracker.report.model import Indicator, Report, SeriesPoint
from tracker.report.questions import unit_of_measure
from tracker.words import gettext as _

WIDTHS = (1.3, 1.5, 3.2, 2, 1.8, 4.5, 3.2, 2, 2, 2, 3, 2, 2, 2.4)


def write(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Serier"), _("Serier över åren"), WIDTHS, heading, printed=False)
    page.paragraph(
        _("Varje serie finns dels som den rapporterades, med dåtidens nämnder, dels omräknad till de nämnder som "
          "finns vid periodens slut. Indikatorernas namn står på bladet Indikatorer."),
        "note",
    )  # fmt: skip
    page.long_table("series", _head(), _rows(report), frozen=2)
    page.close()


def _head() -> list[str]:
    figures = [_("Täljare"), _("Nämnare"), _("Värde"), _("Enhet")]
    places = [_("Mål"), _("Kod"), _("Serie"), _("Period"), _("Nivå"), _("Område"), _("Uppdelning")]
    return [*places, *figures, *columns.coverage_head()]


@dataclass(frozen=True)
class _Serie:
    """One series of an indicator, with the words that all its rows share."""

    report: Report
    goal: str
    indicator: Indicator
    name: str
    unit: str
    categories: dict[tuple[str, str], str]

    def rows(self, point: SeriesPoint) -> Iterator[list[Entry]]:
        for place, (level, area) in enumerate(leveled(point.city, point.regions, point.units)):
            for category, (name, cell) in enumerate(split(area, self.categories)):
                strong = place == 0 and category == 0
                words = (self.goal, self.indicator.code, self.name, point.period, level)
                covered = columns.coverage(area.coverage, strong) if category == 0 else [NOTHING] * 3
                yield [
                    *(text(word, strong) for word in words),
                    text(wording.area_name(self.report, area), strong),
                    text(name, strong),
                    *figure(cell, self.indicator, strong),
                    Entry(self.unit, "quiet"),
                    *covered,
                ]


def _rows(report: Report) -> Iterator[list[Entry]]:
    for goal in report.goals:
        for indicator in goal.indicators:
            unit, categories = unit_of_measure(indicator), category_names(indicator)
            both = (
                (_("Som rapporterat"), indicator.series.as_reported),
                (_("Omräknad"), indicator.series.recast),
            )
            for name, points in both:
                serie = _Serie(report, goal.code, indicator, name, unit, categories)
                for point in points:
                    yield from serie.rows(point)
