"""A goal's activities on its sheet: how many bodies gave each status, and the chart of it."""

from __future__ import annotations

from exports import excel_charts
from exports.cells import Entry, text
from exports.page import Page
from exports.sheets import columns
from tracker.report import questions, wording
from tracker.report.model import Activity, Goal, Report
from tracker.report.overview import goal_statuses
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _

CHART_COLUMN = 10


def write(page: Page, report: Report, goal: Goal) -> None:
    page.section(_("Aktiviteter"))
    if "statuses" not in report.calendar.asks:
        page.paragraph(_("Planerna för varje aktivitet står på bladet Aktiviteter."))
        rows = [[text(activity.code), text(activity.title)] for activity in goal.activities]
        page.table([_("Kod"), _("Aktivitet")], rows, spans=(1, 15))
        return
    page.paragraph(
        _("Antal ansvariga per status. Vem som svarat vad står på bladen Aktiviteter och Aktiviteter × nämnder. {all}.")
        .format(all=columns.capital(wording.statuses_text(report, goal_statuses(goal)))),
    )  # fmt: skip
    page.row += 1
    head = [_("Kod"), _("Aktivitet"), *columns.status_head(report)]
    first = page.row
    block = page.table(head, [_row(report, activity) for activity in goal.activities])
    page.sheet.auto_filter.ref = block.reference
    looks = tuple(status_looks(report).values())
    height = max(6.0, 2.6 + 0.9 * len(goal.activities))
    chart = excel_charts.stacked(
        page.sheet, block, (3, 2 + len(looks)), questions.activities(goal), excel_charts.colours(looks), (13.0, height)
    )
    page.place(chart, first, CHART_COLUMN)
    page.keep_clear(first, height)


def _row(report: Report, activity: Activity) -> list[Entry]:
    title = activity.title
    if activity.same_as:
        title += " " + _("(samma aktivitet som {code})").format(code=activity.same_as)
    return [text(activity.code), text(title), *columns.statuses(report, activity.statuses)]
