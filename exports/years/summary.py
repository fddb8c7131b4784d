"""Sheet *Sammanfattning*: the last year in brief, the whole's figure of every indicator year by year, the editions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exports.book.book import Book
from exports.book.cells import Entry, amount, text, value, whole
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.paper import PRINTED_CM
from exports.explanations import explanations
from exports.years.side_by_side import Beside, Years, absent, indicators, newest, year_entry
from tracker.report import overview, questions
from tracker.report.brief import brief
from tracker.report.listing import capital
from tracker.report.model import Indicator, Report
from tracker.report.short_names import short_name
from tracker.words import gettext as _

NAME, UNIT, FIGURE = 6.0, 2.6, 2.1
EDITIONS = (1.2, 1.8, 2.2, 2.0, 2.0, 2.2, 2.2, 10.2)


def write(book: Book, years: Years, heading: Heading) -> None:
    widths = (1.4, NAME, UNIT, *(FIGURE,) * len(years.names), FIGURE)
    room = max(0.0, PRINTED_CM[0] - sum(widths))
    page = Page(book, _("Sammanfattning"), _("Sammanfattning"), (*widths[:-1], widths[-1] + room), heading)
    page.keep_heading()
    page.paragraph(years.last.about.title, "subsection")
    page.section(_("I korthet: {period}").format(period=years.names[-1]))
    for answer in brief(years.last):
        page.paragraph(f"{answer.question}: {answer.text}")
    _indicators(page, years)
    page.close()


def printed_text() -> str:
    """What the tables show."""
    return _("Tabellerna visar det som varje års utgåva visade. ”{empty}” betyder att årets utgåva inte har "
             "uppgiften.").format(empty=absent())  # fmt: skip


def _indicators(page: Page, years: Years) -> None:
    found = [each for goals in years.goals() for each in indicators(goals)]
    if not found:
        return
    first = page.row
    whole_city = years.last.about.city.whole
    page.section(_("{whole}: indikatorerna år för år").format(whole=whole_city))
    page.paragraph(printed_text(), "note")
    head = [_("Kod"), _("Indikator"), _("Enhet"), *years.names, _("Målvärde")]
    block = page.table("indicators", head, [_row(each) for each in found])
    for row, each in enumerate(found, start=block.first + 1):
        note_totals(page, years, row, block.column(years.names[0]), each)
    page.keep_together(first)


def _row(found: Beside[Indicator]) -> list[Entry]:
    last = newest(found)
    figures = (value(each.city.total, each) if each else Entry(absent(), "muted") for each in found)
    measure = text(questions.unit_of_measure(last))
    return [text(last.code), text(short_name(last)), measure, *figures, amount(last.target, last)]


def note_totals(page: Page, years: Years, row: int, first: int, found: Beside[Indicator]) -> None:
    """How the whole's total of each year came about, at its cell. ``first``: the column of the first year."""
    for place, (report, indicator) in enumerate(zip(years.reports, found, strict=True)):
        if indicator is not None:
            page.note(row, first + place, explanations(report, indicator)[0])


def write_editions(book: Book, years: Years, heading: Heading) -> None:
    """Sheet *Utgåvor*: which edition each year's figures are taken from."""
    page = Page(book, _("Utgåvor"), _("Utgåvorna som talen är hämtade ur"), EDITIONS, heading)
    page.paragraph(printed_text())
    head = [
        _("År"), _("Period"), _("Utgåva"), _("Första dag"), _("Sista dag"), _("Har rapporterat allt"),
        capital(years.last.about.city.bodies.many), _("Underlagets kontrollsumma (SHA-256)"),
    ]  # fmt: skip
    rows = zip(years.names, years.reports, strict=True)
    page.table("editions", head, [list(_edition(name, report)) for name, report in rows], keep_empty=True)
    page.close()


def _edition(name: str, report: Report) -> Iterator[Entry]:
    groups = overview.bodies(report)
    yield year_entry(name)
    yield text(report.period)
    yield text(report.edition)
    yield Entry(date.fromisoformat(report.calendar.first_day), "date")
    yield Entry(date.fromisoformat(report.calendar.last_day), "date")
    yield whole(len(groups.complete))
    yield whole(sum(len(group) for group in groups))
    yield text(report.generated_from)
