"""The sheets to search in: the rows of every year's own workbook under each other, with the year and the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from exports.book.book import Book
from exports.book.cells import Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from exports.sheets import activities, indicators, judgements, reporting
from exports.years.side_by_side import Years, year_entry
from tracker.report.model import Report
from tracker.words import gettext as _

BEFORE = (1.2, 2.2)
"""Centimetres of the year and the edition."""

BODIES = (4.5, 3.6, 4.5, 2.6, 2.6, 3.6)
Rows = Callable[[Report], Iterable[Sequence[Entry]]]


def write_judgements(book: Book, years: Years, heading: Heading) -> None:
    last = years.last
    names = _("Bedömningar"), judgements.title(last), "judgements"
    _write(book, years, heading, names, judgements.WIDTHS, judgements.head(last), judgements.rows)


def write_figures(book: Book, years: Years, heading: Heading) -> None:
    names = _("Indikatorer"), _("Indikatorer år för år"), "figures"
    _write(book, years, heading, names, indicators.WIDTHS, indicators.head(), indicators.rows)


def write_activities(book: Book, years: Years, heading: Heading) -> None:
    names = _("Aktiviteter"), _("Aktiviteter per ansvarig"), "activities"
    _write(book, years, heading, names, activities.LIST_WIDTHS, activities.head(years.last), activities.answers)


def write_bodies(book: Book, years: Years, heading: Heading) -> None:
    names = _("Rapportering"), reporting.title(), "reporting"
    _write(book, years, heading, names, BODIES, reporting.head(years.last), reporting.rows)


def _write(
    book: Book, years: Years, heading: Heading, names: tuple[str, str, str], widths: Sequence[float],
    head: Sequence[str], rows: Rows,
) -> None:  # fmt: skip
    """``names``: of the sheet, of what it shows, and of its table. Nothing of any year: no sheet."""
    given = list(_rows(years, rows))
    if not given:
        return
    name, title, table = names
    page = Page(book, name, title, (*BEFORE, *widths), heading, printed=False)
    page.long_table(table, [_("År"), _("Utgåva"), *head], given, frozen=2)
    page.close()


def _rows(years: Years, rows: Rows) -> Iterator[list[Entry]]:
    for name, report in zip(years.names, years.reports, strict=True):
        edition = text(report.edition or report.period)
        for row in rows(report):
            yield [year_entry(name), edition, *row]
