"""Sheet *Rapportering*: who has reported how much of what was asked."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book import charts
from exports.book.book import Book
from exports.book.cells import Entry, text, whole
from exports.book.heading import Heading
from exports.book.page import Page
from tracker.report import overview, questions, wording
from tracker.report.listing import capital
from tracker.report.model import Body, Report
from tracker.words import gettext as _

WIDTHS = (3.7, 2.6, 2.6, 2.2, 2.2, 2.3, 7.8)
CHART_WIDTH = 7.2


def write(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Rapportering"), title(), WIDTHS, heading)
    due = _("Sista dag att lämna in: {due}. Räknat i uppgifter som efterfrågas av var och en.")
    page.paragraph(due.format(due=report.calendar.due), "note")
    block = page.long_table("reporting", head(report), rows(report), frozen=1)
    if report.bodies:
        size = (CHART_WIDTH, max(6.0, 2.2 + 0.5 * len(report.bodies)))
        drawn = block.column(_reported()), block.column(_expected())
        chart = charts.paired(book, block, drawn, questions.reporting(), size)
        page.place(chart, block.first, page.right_of(block), _described(report))
        page.keep_clear(block.first, size[1])
    page.close()


def title() -> str:
    return _("Vilka har rapporterat?")


def head(report: Report) -> list[str]:
    return [wording.body_head(report), _("Slag"), _("Region"), _reported(), _expected(), _("Har rapporterat")]


def _reported() -> str:
    return _("Rapporterade uppgifter")


def _expected() -> str:
    return _("Efterfrågade uppgifter")


def rows(report: Report) -> Iterator[list[Entry]]:
    """One for each body."""
    groups = overview.bodies(report)
    progress = {
        **dict.fromkeys((body.code for body in groups.complete), Entry(_("allt"), "best")),
        **dict.fromkeys((body.code for body in groups.handed_in), Entry(_("inlämnat, inte mottaget"), "waiting")),
        **dict.fromkeys((body.code for body in groups.partly), Entry(_("en del"), "waiting")),
        **dict.fromkeys((body.code for body in groups.nothing), Entry(_("inget"), "delayed")),
    }
    regions = _region_names(report)
    nothing = text(_("inget efterfrågas"))
    return (_row(report, body, regions, progress.get(body.code, nothing)) for body in report.bodies)


def _described(report: Report) -> str:
    told = (f"{body.name} {body.reported}/{body.expected}" for body in report.bodies)
    return f"{questions.reporting()} {'; '.join(told)}."


def _row(report: Report, body: Body, regions: dict[str, str], progress: Entry) -> list[Entry]:
    return [
        text(body.name),
        text(capital(wording.body_kind_word(report, body.kind))),
        text(regions.get(body.region or "", body.region)),
        whole(body.reported),
        whole(body.expected),
        progress,
    ]


def _region_names(report: Report) -> dict[str, str]:
    areas = (area for goal in report.goals for i in goal.indicators for area in i.regions)
    return {area.code: area.name for area in areas}
