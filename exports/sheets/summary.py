"""Sheet *Sammanfattning*: what is reported, how goals are judged, indicators against target and last year,
what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from openpyxl import Workbook

from exports import excel_charts
from exports.cells import Entry, decimals, exact, text, value, whole
from exports.page import Page
from exports.sheets import columns
from tracker.report import overview, questions, wording
from tracker.report.brief import brief
from tracker.report.message import statements
from tracker.report.model import Cell, Indicator, Report
from tracker.report.vocabulary import judgement_looks, status_looks
from tracker.words import gettext as _

WIDTHS = (7, 74, 13, 14, 13, 16, 12, 12, 12, 11, 11, 11)
JUDGEMENT_CHART, STATUS_CHART = 7, 9


def write(book: Workbook, report: Report, today: date) -> None:
    page = Page(book, _("Sammanfattning"), _("Sammanfattning"), WIDTHS, report, today)
    page.repeat_title()
    page.paragraph(report.about.title, "subsection")
    page.section(_("I korthet"))
    for answer in brief(report):
        page.paragraph(f"{answer.question}: {answer.text}")
    for statement in statements(report):
        page.paragraph(f"•  {statement.text}")
        for point in statement.points:
            page.paragraph(f"     –  {point.code} {point.text}")
    for write_part in _parts(report):
        first = page.row
        write_part(page, report)
        page.keep_together(first)
    page.close()


def _parts(report: Report) -> Iterator[Callable[[Page, Report], None]]:
    """What the period has asked for, and no empty tables."""
    if "judgements" in report.calendar.asks:
        yield _goals
    if overview.asked_indicators(report):
        yield _indicators
    if "statuses" in report.calendar.asks:
        yield _activities
        yield _late
    elif "plans" in report.calendar.asks and report.audience == "internal":
        yield _plans


def _goals(page: Page, report: Report) -> None:
    page.section(_("Mål: hur många nämnder och bolag gör vilken bedömning?"))
    first = page.row
    rows = [
        [
            text(goal.code),
            text(goal.title),
            *(whole(goal.judgements.of(code)) for code in judgement_looks(report)),
        ]
        for goal in report.goals
    ]
    block = page.table([_("Mål"), _("Lydelse"), *columns.judgement_head(report)], rows)
    looks = tuple(judgement_looks(report).values())
    chart = excel_charts.stacked(
        page.sheet, block, (3, 2 + len(looks)), questions.judgements(), excel_charts.colours(looks), (12.5, 8.0)
    )
    page.place(chart, first, JUDGEMENT_CHART)
    page.keep_clear(first, 8.0)


def _indicators(page: Page, report: Report) -> None:
    page.section(_("Indikatorer: hela stadens värde mot målvärde och föregående år"))
    head = [
        _("Kod"), _("Indikator"), _("Utfall"), _("Enhet"), _("Målvärde"), _("Måluppfyllelse"),
        _("Föregående år"), _("Samma nämnder i år"), _("Prognos helår"), *columns.coverage_head(),
    ]  # fmt: skip
    block = page.table(head, (_indicator(indicator) for indicator in overview.asked_indicators(report)))
    page.sheet.auto_filter.ref = block.reference


def _indicator(indicator: Indicator) -> list[Entry]:
    city, places = indicator.city, decimals(indicator)
    return [
        text(indicator.code),
        text(indicator.title),
        value(city.total, indicator, strong=True),
        text(questions.unit_of_measure(indicator)),
        exact(indicator.target, places),
        columns.attainment(indicator),
        _comparable(city.previous_year, indicator),
        _comparable(city.same_bodies, indicator),
        exact(city.forecast, places),
        *columns.coverage(city.coverage),
    ]


def _comparable(cell: Cell, indicator: Indicator) -> Entry:
    if cell.state in ("value", "suppressed"):
        return value(cell, indicator)
    return Entry(wording.not_comparable(), "muted")


def _activities(page: Page, report: Report) -> None:
    page.section(_("Aktiviteter: hur långt har de kommit?"))
    page.paragraph(
        _("Antal svar per status. Varje aktivitet räknas en gång per ansvarig nämnd eller bolag."), "note"
    )
    first = page.row
    block = page.table([_("Mål"), _("Lydelse"), *columns.status_head(report)], _by_goal(report))
    page.row -= 1
    total = [
        text(_("Alla"), strong=True),
        text(_("Hela programmet (en aktivitet under två mål räknas en gång)"), strong=True),
        *columns.statuses(report, overview.all_statuses(report), strong=True),
    ]
    page.table_row(total, (1,) * len(total))
    looks = tuple(status_looks(report).values())
    chart = excel_charts.stacked(
        page.sheet, block, (3, 2 + len(looks)), questions.all_activities(), excel_charts.colours(looks), (8.2, 8.0)
    )
    page.place(chart, first, STATUS_CHART)
    page.keep_clear(first, 8.0)


def _by_goal(report: Report) -> Iterator[list[Entry]]:
    for goal in report.goals:
        yield [text(goal.code), text(goal.title), *columns.statuses(report, overview.goal_statuses(goal))]


def _plans(page: Page, report: Report) -> None:
    page.section(_("Planer: för hur många aktiviteter är det sagt hur arbetet ska gå till?"))
    rows = [
        [text(goal.code), text(goal.title), *(whole(count) for count in overview.plans(goal))]
        for goal in report.goals
    ]
    page.table([_("Mål"), _("Lydelse"), _("Lämnade planer"), _("Väntade planer")], rows)


def _late(page: Page, report: Report) -> None:
    delays = overview.delays(report)
    page.section(_("Försenade aktiviteter"))
    if not delays:
        page.paragraph(_("Ingen aktivitet är försenad."))
        return
    rows = (
        [text(delay.activity.code), text(delay.activity.title), text(", ".join(delay.bodies))]
        for delay in delays
    )
    page.table([_("Kod"), _("Aktivitet"), _("Försenad hos")], rows, spans=(1, 1, 10))
