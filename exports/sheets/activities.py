"""Sheets *Aktiviteter* (one row per activity and body) and *Aktiviteter × nämnder* (a matrix of statuses)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openpyxl import Workbook

from exports.cells import Entry, text
from exports.page import Page
from tracker.report import wording
from tracker.report.model import Activity, ActivityUnit, Goal, Report
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _

LIST_WIDTHS = (6, 8, 46, 26, 14, 12, 12, 11, 46, 46)
HEADING_WIDTHS = (6, 8, 66)
BODY_WIDTH = 11.5
BODIES_PER_PAGE = 14


def write_list(book: Workbook, report: Report, today: date) -> None:
    page = Page(book, _("Aktiviteter"), _("Aktiviteter per ansvarig"), LIST_WIDTHS, report, today)
    head = [
        _("Mål"), _("Kod"), _("Aktivitet"), _("Nämnd eller bolag"), _("Status"), _("Startdatum"),
        _("Slutdatum"), _("Försenad"), _("Plan"), _("Kommentar"),
    ]  # fmt: skip
    page.screen_table(head, _answers(report), frozen_columns=2)
    page.close()


def _answers(report: Report) -> Iterator[list[Entry]]:
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
        Entry(_day(report, unit, unit.start), "sign"),
        Entry(_day(report, unit, unit.end), "sign"),
        delayed,
        text(unit.plan),
        text(unit.comment),
    ]


def _day(report: Report, unit: ActivityUnit, day: str | None) -> str | None:
    return wording.activity_day(report, unit, day) or None


def _status(report: Report, unit: ActivityUnit) -> Entry:
    if "statuses" not in report.calendar.asks and unit.status == "not_reported":
        return text(None)
    return Entry(wording.status_word(report, unit.status), status_looks(report)[unit.status])


def write_matrix(book: Workbook, report: Report, today: date) -> None:
    answering = {unit.code for goal in report.goals for a in goal.activities for unit in a.units}
    bodies = [body for body in report.bodies if body.code in answering]
    widths = (*HEADING_WIDTHS, *(_body_width(body.name) for body in bodies))
    name = _("Aktiviteter × nämnder")
    page = Page(book, name, _("Status per aktivitet och ansvarig"), widths, report, today)
    page.paragraph(_matrix_note(), "note", columns=min(len(widths), len(HEADING_WIDTHS) + 8))
    head = [_("Mål"), _("Kod"), _("Aktivitet"), *(body.name for body in bodies)]
    codes = [body.code for body in bodies]
    rows = (
        _matrix_row(report, goal, activity, codes) for goal in report.goals for activity in goal.activities
    )
    block = page.long_table(head, rows, frozen_columns=len(HEADING_WIDTHS))
    page.sheet.print_title_cols = "A:C"
    # A page holds only so many bodies at a size that can be read; the rest come on the next pages.
    page.sheet.page_setup.fitToWidth = -(-max(1, len(bodies)) // BODIES_PER_PAGE)
    page.sheet.row_dimensions[block.first].height = 44
    page.close()


def _body_width(name: str) -> float:
    """Wide enough for the longest word of a body's name, which cannot be broken."""
    return max(BODY_WIDTH, max(len(word) for word in name.replace("-", " ").split()) * 0.95 + 1)


def _matrix_note() -> str:
    return _("Grå ruta utan text: nämnden svarar inte för aktiviteten. ”{delayed}” under en status betyder att "
             "start- eller slutdatum har passerats.").format(delayed=wording.delayed_word())  # fmt: skip


def _matrix_row(report: Report, goal: Goal, activity: Activity, bodies: list[str]) -> list[Entry]:
    units = {unit.code: unit for unit in activity.units}
    cells = [_matrix_cell(report, units.get(code)) for code in bodies]
    return [text(goal.code), text(activity.code), text(activity.title), *cells]


def _matrix_cell(report: Report, unit: ActivityUnit | None) -> Entry:
    if unit is None:
        return Entry(None, "not_asked")
    word = wording.status_word(report, unit.status)
    if unit.delayed:
        return Entry(f"{word}\n{wording.delayed_word()}", "delayed")
    return Entry(word, status_looks(report)[unit.status])
