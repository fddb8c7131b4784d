"""Sheet *Bedömningar*: how each body judges each goal, and why where the reader may see it; one row each."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book.book import Book
from exports.book.cells import NOTHING, Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from tracker.report import wording
from tracker.report.model import Report
from tracker.report.short_names import short_name
from tracker.report.vocabulary import judgement_looks
from tracker.words import gettext as _

WIDTHS = (1.3, 7.0, 4.5, 4.0, 18.0)


def write(book: Book, report: Report, heading: Heading) -> None:
    """The sheet, where anybody has judged or written anything."""
    given = list(rows(report))
    if not given:
        return
    page = Page(book, _("Bedömningar"), title(report), WIDTHS, heading, printed=False)
    page.long_table("judgements", head(report), given, frozen=1)
    page.close()


def title(report: Report) -> str:
    return _("Bedömningar från {bodies}").format(bodies=report.about.city.bodies.many)


def head(report: Report) -> list[str]:
    return [_("Mål"), _("Lydelse"), wording.body_head(report), _("Bedömning"), _("Motivering")]


def rows(report: Report) -> Iterator[list[Entry]]:
    """One for each goal and who answers for anything under it."""
    judged = "judgements" in report.calendar.asks
    looks = judgement_looks(report)
    for goal in report.goals:
        for unit in goal.judgements.units:
            if judged or unit.text:
                word = Entry(wording.judgement_word(report, unit.status), looks[unit.status]) if judged else NOTHING
                # What leaves the compilers' hands holds no texts of bodies.
                said = unit.text if report.audience == "internal" else None
                yield [text(goal.code), text(short_name(goal)), text(unit.name), word, text(said)]
