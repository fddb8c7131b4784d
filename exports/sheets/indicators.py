"""Sheet *Indikatorer*: every figure of the period, one row per area and category, to be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from exports.book.book import Book
from exports.book.cells import NOTHING, Entry, amount, figure, has_d, text
from exports.book.heading import Heading
from exports.book.page import Page
from exports.sheets import columns
from tracker.report import wording
from tracker.report.model import Area, Cell, Goal, Indicator, Report, SeriesArea
from tracker.report.questions import unit_of_measure
from tracker.words import gettext as _

AnyArea = TypeVar("AnyArea", bound=SeriesArea)

WIDTHS = (1.3, 1.5, 7.5, 1.8, 4.5, 3.2, 2, 2, 2, 2.8, 2, 2, 2, *(2.4,) * 6, 2, 2, 3.2, 8)


def write(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Indikatorer"), _("Indikatorer i perioden"), WIDTHS, heading, printed=False)
    page.long_table("figures", head(), rows(report), frozen=2)
    page.close()


def rows(report: Report) -> Iterator[list[Entry]]:
    """One for each area and category of each indicator."""
    return (row for goal in report.goals for each in goal.indicators for row in _rows(report, goal, each))


def head() -> list[str]:
    compared = [_("Täljare"), _("Nämnare"), _("Värde")]
    return [
        _("Mål"), _("Kod"), _("Indikator"), _("Nivå"), _("Område"), _("Uppdelning"), *compared, _("Enhet"),
        *columns.coverage_head(),
        *(_("Föregående år: {what}").format(what=what.lower()) for what in compared),
        *(_("Samma nämnder i år: {what}").format(what=what.lower()) for what in compared),
        _("Prognos helår"), _("Målvärde"), _("Måluppfyllelse"), _("Kommentar"),
    ]  # fmt: skip


def levels(indicator: Indicator) -> list[tuple[str, Area]]:
    """Every area of an indicator, with its level in words: the city, then regions, then bodies."""
    return leveled(indicator.city, indicator.regions, indicator.units)


def leveled(
    city: AnyArea, regions: Iterable[AnyArea], bodies: Iterable[AnyArea]
) -> list[tuple[str, AnyArea]]:
    """Areas with their level in words."""
    region, body = _("Region"), _("Ansvarig")
    return [(_("Staden"), city), *((region, area) for area in regions), *((body, area) for area in bodies)]


def category_names(indicator: Indicator) -> dict[tuple[str, str], str]:
    """The names of an indicator's categories by dimension and category; the total's has neither."""
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    return {("", ""): _("Totalt"), **names}


def split(area: SeriesArea, names: dict[tuple[str, str], str]) -> Iterator[tuple[str, Cell]]:
    """The area's total and its categories, each with its name; the order is the definition's."""
    yield names["", ""], area.total
    for dimension, categories in area.breakdown.items():
        for category, cell in categories.items():
            yield names.get((dimension, category), category), cell


def _rows(report: Report, goal: Goal, indicator: Indicator) -> Iterator[list[Entry]]:
    if not indicator.asked:
        return
    names, unit = category_names(indicator), unit_of_measure(indicator)
    for place, (level, area) in enumerate(levels(indicator)):
        for category, (name, cell) in enumerate(split(area, names)):
            strong = place == 0 and category == 0
            yield [
                text(goal.code, strong),
                text(indicator.code, strong),
                text(indicator.title, strong) if strong else Entry(indicator.title, "quiet"),
                text(level, strong),
                text(wording.area_name(report, area), strong),
                text(name, strong),
                *figure(cell, indicator, strong),
                Entry(unit, "text" if strong else "quiet"),
                *(_beside_total(area, indicator, strong) if category == 0 else _nothing()),
            ]


def _beside_total(area: Area, indicator: Indicator, strong: bool) -> list[Entry]:
    """What is said of an area as a whole: coverage, last year, forecast, target, comment."""
    attained = columns.attainment(indicator) if strong else text(None)
    return [
        *columns.coverage(area.coverage, strong),
        *_previous(area.previous_year, indicator, strong),
        *_previous(area.same_bodies, indicator, strong),
        amount(area.forecast, indicator, strong),
        amount(area.target, indicator, strong),
        attained,
        text(area.comment),
    ]


def _previous(cell: Cell, indicator: Indicator, strong: bool) -> tuple[Entry, Entry, Entry]:
    """A figure of a comparison; without bodies that reported both years it says that it cannot be made."""
    if cell.state in ("value", "suppressed"):
        return figure(cell, indicator, strong)
    word = Entry(wording.not_comparable(), "muted")
    return word, word if has_d(indicator) else text(None), word


def _nothing() -> list[Entry]:
    return [NOTHING] * 13
