"""Sheets *Aktiviteter* (one row per activity and body) and *Aktiviteter × nämnder* (a matrix of statuses)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exports.book.book import Book
from exports.book.cells import Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from tracker.report import wording
from tracker.report.model import Activity, ActivityUnit, Goal, Report
from tracker.report.short_names import short_name
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _

LIST_WIDTHS = (1.3, 1.5, 9.0, 4.5, 2.6, 2.4, 2.4, 2.0, 9.0, 9.0)
HEADING_WIDTHS = (1.3, 1.5, 6.0)
BODY_WIDTH = 2.6


def write_list(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Aktiviteter"), _("Aktiviteter per ansvarig"), LIST_WIDTHS, heading, printed=False)
    page.long_table("activities", head(report), answers(report), frozen=2)
    page.close()


def head(report: Report) -> list[str]:
    return [
        _("Mål"), _("Kod"), _("Aktivitet"), wording.body_head(report), _("Status"), _("Startdatum"),
        _("Slutdatum"), _("Försenad"), _("Plan"), _("Kommentar"),
    ]  # fmt: skip


def answers(report: Report) -> Iterator[list[Entry]]:
    """One for each activity and who answers for it."""
    for goal in report.goals:
        for activity in goal.activities:
            for place, unit in enumerate(activity.units):
                title = text(activity.title) if place == 0 else Entry(activity.title, "quiet")
                yield [text(goal.code), text(activity.code), title, *_answer(report, unit)]


def _answer(report: Report, unit: ActivityUnit) -> list[Entry]:
    delayed = Entry(wording.delayed_word(), "delayed") if unit.delayed else text(None)
    return [
        text(unit.name),
        _status(report, unit),
        day(report, unit, unit.start),
        day(report, unit, unit.end),
        delayed,
        text(unit.plan),
        text(unit.comment),
    ]


def day(report: Report, unit: ActivityUnit, given: str | None) -> Entry:
    """A start or an end as a date; one that only the plan gives is said to be the plan's, in words."""
    words = wording.activity_day(report, unit, given)
    if given and words == given:
        return Entry(date.fromisoformat(given), "date")
    return Entry(words or None, "sign")


def _status(report: Report, unit: ActivityUnit) -> Entry:
    if "statuses" not in report.calendar.asks and unit.status == "not_reported":
        return text(None)
    return Entry(wording.status_word(report, unit.status), status_looks(report)[unit.status])


def write_matrix(book: Book, report: Report, heading: Heading) -> None:
    answering = {unit.code for goal in report.goals for a in goal.activities for unit in a.units}
    bodies = [body for body in report.bodies if body.code in answering]
    widths = (*HEADING_WIDTHS, *(BODY_WIDTH,) * len(bodies))
    name = _("Aktiviteter × nämnder")
    page = Page(book, name, _("Status per aktivitet och ansvarig"), widths, heading, printed=False)
    page.paragraph(_matrix_note(), "note")
    titles = [_("Mål"), _("Kod"), _("Aktivitet"), *(body.name for body in bodies)]
    codes = [body.code for body in bodies]
    rows = [_matrix_row(report, goal, activity, codes) for goal in report.goals for activity in goal.activities]
    page.long_table("matrix", titles, rows, frozen=len(HEADING_WIDTHS))
    page.close()


def _matrix_note() -> str:
    return _("Grå ruta utan text: nämnden svarar inte för aktiviteten. ”{delayed}” efter en status betyder att "
             "start- eller slutdatum har passerats.").format(delayed=wording.delayed_word())  # fmt: skip


def _matrix_row(report: Report, goal: Goal, activity: Activity, bodies: list[str]) -> list[Entry]:
    units = {unit.code: unit for unit in activity.units}
    cells = [_matrix_cell(report, units.get(code)) for code in bodies]
    return [text(goal.code), text(activity.code), text(short_name(activity)), *cells]


def _matrix_cell(report: Report, unit: ActivityUnit | None) -> Entry:
    if unit is None:
        return Entry(None, "not_asked")
    word = wording.status_word(report, unit.status)
    if unit.delayed:
        return Entry(f"{word}, {wording.delayed_word()}", "delayed")
    return Entry(word, status_looks(report)[unit.status])
