"""One sheet per matrix: bodies by questions, with who decides and since when; one printed page."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book.book import Book
from exports.book.cells import Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from tracker.report.listing import capital
from tracker.report.matrix import (
    Answer,
    Matrix,
    answer_text,
    decider_text,
    is_yes,
    matrices,
    since_text,
    yes_text,
)
from tracker.report.model import Report
from tracker.words import gettext as _

WIDTHS = (1.3, 4.4, 1.3, 1.9)
FROZEN = 2
BODY = 1.35


def write(book: Book, report: Report, heading: Heading) -> None:
    for matrix in matrices(report):
        _write(book, report, matrix, heading)


def _write(book: Book, report: Report, matrix: Matrix, heading: Heading) -> None:
    widths = (*WIDTHS, *(BODY for _body in matrix.bodies))
    page = Page(book, capital(matrix.code), matrix.title, widths, heading)
    for sentence in (matrix.text, _("”Minst sedan” betyder att svaret tidigare inte är känt.")):
        if sentence:
            page.paragraph(sentence, "note")
    head = [_("Kod"), _("Fråga"), _("Svarar ja"), _("Beslutar"), *(name for _code, name in matrix.bodies)]
    page.long_table(f"matrix_{matrix.code}", head, _rows(matrix), frozen=FROZEN)
    page.close()


def _rows(matrix: Matrix) -> Iterator[list[Entry]]:
    for question in matrix.questions:
        indicator = question.indicator
        answers = [_answer(matrix, answer, indicator.kind) for answer in question.answers]
        yes, decider = Entry(yes_text(question), "sign"), text(decider_text(question))
        yield [text(indicator.code), text(indicator.title), yes, decider, *answers]


def _answer(matrix: Matrix, answer: Answer, kind: str) -> Entry:
    if answer.cell is None:
        return Entry(None, "not_asked")
    parts = [answer_text(answer, kind), since_text(matrix, answer.since) if answer.since else "", answer.comment or ""]
    said = "\n".join(part for part in parts if part)
    return Entry(said, "best" if is_yes(answer.cell) else "not_reported")
