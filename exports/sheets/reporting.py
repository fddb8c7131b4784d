"""Sheet *Rapportering*: who has reported how much of what was asked."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook

from exports import excel_charts
from exports.cells import Entry, text, whole
from exports.page import Page
from exports.sheets import columns
from tracker.report import overview, questions, wording
from tracker.report.model import Body, Report
from tracker.words import gettext as _

WIDTHS = (30, 20, 16, 12, 12, 16) + (10.5,) * 9
CHART_COLUMN = 8


def write(book: Workbook, report: Report, today: date) -> None:
    page = Page(book, _("Rapportering"), _("Vilka har rapporterat?"), WIDTHS, report, today)
    due = _("Sista dag att lämna in: {due}. Räknat i uppgifter som efterfrågas av var och en.")
    page.paragraph(due.format(due=report.calendar.due), "note")
    groups = overview.bodies(report)
    progress = {
        **dict.fromkeys((body.code for body in groups.complete), Entry(_("allt"), "best")),
        **dict.fromkeys((body.code for body in groups.handed_in), Entry(_("inlämnat, inte mottaget"), "waiting")),
        **dict.fromkeys((body.code for body in groups.partly), Entry(_("en del"), "waiting")),
        **dict.fromkeys((body.code for body in groups.nothing), Entry(_("inget"), "delayed")),
    }
    head = [
        _("Nämnd eller bolag"), _("Slag"), _("Region"), _("Rapporterade uppgifter"), _("Efterfrågade uppgifter"),
        _("Har rapporterat"),
    ]  # fmt: skip
    first = page.row
    regions = _region_names(report)
    rows = [
        _row(report, body, regions, progress.get(body.code, text(_("inget efterfrågas")))) for body in report.bodies
    ]
    block = page.long_table(head, rows, frozen_columns=1)
    if report.bodies:
        height = max(8.0, 3 + 0.75 * len(report.bodies))
        size = (14.0, height)
        page.place(
            excel_charts.paired(page.sheet, block, (4, 5), questions.reporting(), size), first, CHART_COLUMN
        )
        page.keep_clear(first, height)
    page.close()


def _row(report: Report, body: Body, regions: dict[str, str], progress: Entry) -> list[Entry]:
    return [
        text(body.name),
        text(columns.capital(wording.body_kind_word(report, body.kind))),
        text(regions.get(body.region or "", body.region)),
        whole(body.reported),
        whole(body.expected),
        progress,
    ]


def _region_names(report: Report) -> dict[str, str]:
    areas = (area for goal in report.goals for i in goal.indicators for area in i.regions)
    return {area.code: area.name for area in areas}
