"""A goal's activities on its sheet: how many bodies gave each status, and the chart of it beside."""

from __future__ import annotations

from exports.book import charts
from exports.book.cells import Entry, text
from exports.book.page import Page
from exports.book.paper import POINTS_PER_CM
from exports.colours import colours
from exports.sheets import columns
from tracker.report import questions, wording
from tracker.report.listing import capital
from tracker.report.model import Activity, Goal, Report
from tracker.report.overview import goal_statuses
from tracker.report.short_names import short_name
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _

FRAME_CM, BAR_CM, MOST_CM = 1.9, 0.32, 9.0
"""Heights: of what stands around the bars, of each of them at least, and of a chart that is as high as its table."""


def write(page: Page, report: Report, goal: Goal) -> None:
    page.section(_("Aktiviteter"))
    name = f"activities_{goal.code}"
    if "statuses" not in report.calendar.asks:
        page.paragraph(_("Planerna för varje aktivitet står på bladet Aktiviteter."))
        rows = [[text(activity.code), text(_named(activity))] for activity in goal.activities]
        page.table(name, [_("Kod"), _("Aktivitet")], rows)
        return
    page.paragraph(
        _("Lydelserna och vem som svarat vad står på bladet Aktiviteter. {all}.")
        .format(all=capital(wording.statuses_text(report, goal_statuses(goal)))),
    )  # fmt: skip
    head = [_("Kod"), _("Aktivitet"), *columns.status_head(report)]
    block = page.table(name, head, [_row(report, activity) for activity in goal.activities], keep_empty=True)
    looks = tuple(status_looks(report).values())
    left = page.right_of(block)
    title = _("{code}: hur långt har aktiviteterna kommit?").format(code=goal.code)
    table = page.height(block.first, page.row) / POINTS_PER_CM
    size = (page.width - left, max(3.9, FRAME_CM + BAR_CM * len(goal.activities), min(table, MOST_CM)))
    first = block.column(head[2])
    chart = charts.stacked(
        page.book, block, (first, first + len(looks) - 1), title, colours(looks), size
    )
    page.place(chart, block.first, left, _described(report, goal))
    page.keep_clear(block.first, size[1])


def _named(activity: Activity) -> str:
    again = " " + _("(samma aktivitet som {code})").format(code=activity.same_as) if activity.same_as else ""
    return short_name(activity) + again


def _row(report: Report, activity: Activity) -> list[Entry]:
    return [text(activity.code), text(_named(activity)), *columns.statuses(report, activity.statuses)]


def _described(report: Report, goal: Goal) -> str:
    told = (f"{activity.code} {wording.statuses_text(report, activity.statuses)}" for activity in goal.activities)
    return f"{goal.code} {questions.activities(goal)} {'; '.join(told)}."
