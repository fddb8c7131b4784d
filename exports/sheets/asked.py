"""Sheet *Frågor*: the reviewers' priorities and questions, and what they were answered; one row for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exports.book.book import Book
from exports.book.cells import Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.tables import Row
from tracker.report import asked_words
from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.report.listing import capital
from tracker.report.model import Report
from tracker.words import gettext as _


def write(book: Book, report: Report, heading: Heading) -> None:
    """The sheet, where anything is asked."""
    if not report.threads:
        return
    rows = [list(_row(thread, answer)) for thread in report.threads for answer in thread.answers or (None,)]
    # A column that nothing stands in is left out with its width.
    kept = [place for place in range(len(_columns())) if any(row[place].content is not None for row in rows)]
    head, widths = zip(*(_columns()[place] for place in kept), strict=True)
    page = Page(book, _("Frågor"), asked_words.heading(), widths, heading)
    page.keep_heading()
    page.table("questions", head, _of(kept, rows))
    page.close()


def _columns() -> tuple[tuple[str, float], ...]:
    """Titles and widths in centimetres."""
    return (
        (_("Slag"), 1.9),
        (_("Gäller"), 2.3),
        (_("Ursprung"), 2.7),
        (_("Datum"), 1.7),
        (_("Diarienummer"), 2.2),
        (_("Fråga eller prioritering"), 3.2),
        (_("Svar senast"), 1.7),
        (_("Status"), 1.5),
        (_("Svar"), 2.8),
        (_("Vem svarade"), 2.2),
        (_("Svarat"), 1.6),
    )


def _of(kept: list[int], rows: Iterable[Row]) -> Iterator[Row]:
    return ([row[place] for place in kept] for row in rows)


def _row(thread: PrintedThread, answer: PrintedAnswer | None) -> Iterator[Entry]:
    yield text(asked_words.kind_word(thread.kind))
    yield text(thread.name)
    yield text(thread.origin or thread.body or capital(thread.asked_by))
    yield _day(thread.decided_on or thread.asked_on)
    yield text(thread.case_number)
    yield text(thread.text)
    yield _day(thread.answer_by)
    yield text(asked_words.state_word(thread.state))
    yield text(answer.text if answer else None)
    yield text(answer.name if answer else None)
    yield _day(answer.day if answer else None)


def _day(day: str | None) -> Entry:
    return Entry(date.fromisoformat(day) if day else None, "date")
