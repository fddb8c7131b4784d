"""Sheet *Sammanfattning*: what is reported, how goals are judged, indicators against target and last year,
what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exports.book import charts
from exports.book.book import Book
from exports.book.cells import Entry, amount, compared, text, value, whole
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.tables import Block
from exports.colours import colours
from exports.explanations import explanations
from exports.sheets import columns
from tracker.report import overview, questions, wording
from tracker.report.brief import brief
from tracker.report.message import statements
from tracker.report.model import Indicator, Report
from tracker.report.short_names import short_name
from tracker.report.vocabulary import Look, judgement_looks, status_looks
from tracker.words import gettext as _

WIDTHS = (1.2, 4.3, 1.75, 1.75, 1.9, 2.3, 1.9, 1.85, 1.7, 1.7, 1.75, 1.7)
"""Centimetres; each holds the longest word that any of its tables has for a title there."""

CHART_CM = 5.6
GAP = 0.4


def write(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Sammanfattning"), _("Sammanfattning"), WIDTHS, heading)
    page.keep_heading()
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
    page.section(_("Mål: hur många {bodies} gör vilken bedömning?").format(bodies=report.about.city.bodies.many))
    looks = judgement_looks(report)
    rows = [
        [text(goal.code), text(short_name(goal)), *(whole(goal.judgements.of(code)) for code in looks)]
        for goal in report.goals
    ]
    head = [_("Mål"), _("Lydelse"), *columns.judgement_head(report)]
    block = page.table("goals", head, rows, keep_empty=True)
    told = (f"{goal.code} {wording.judgements_text(report, goal.judgements)}" for goal in report.goals)
    _chart(page, block, questions.judgements(report), tuple(looks.values()), "; ".join(told))


def _chart(page: Page, block: Block, title: str, looks: tuple[Look, ...], told: str) -> None:
    """Counts stacked, beside the table that they stand in."""
    first = block.left + 2
    left = page.right_of(block)
    size = (page.width - left - GAP, CHART_CM)
    chart = charts.stacked(page.book, block, (first, first + len(looks) - 1), title, colours(looks), size)
    page.place(chart, block.first, left, f"{title} {told}.")
    page.keep_clear(block.first, CHART_CM)


def _indicators(page: Page, report: Report) -> None:
    page.section(
        _("Indikatorer: hela stadens värde mot målvärde och föregående år (hos dem som rapporterade båda åren)")
    )
    result = _("Utfall")
    head = [
        _("Kod"), _("Indikator"), result, _("Enhet"), _("Målvärde"), _("Måluppfyllelse"),
        _("Föregående år"), _("Samma nämnder i år"), _("Prognos helår"), *columns.coverage_head(),
    ]  # fmt: skip
    asked = overview.asked_indicators(report)
    block = page.table("indicators", head, [_indicator(indicator) for indicator in asked])
    for row, indicator in enumerate(asked, start=block.first + 1):
        page.note(row, block.column(result), explanations(report, indicator)[0])


def _indicator(indicator: Indicator) -> list[Entry]:
    city = indicator.city
    return [
        text(indicator.code),
        text(short_name(indicator)),
        value(city.total, indicator, strong=True),
        text(questions.unit_of_measure(indicator)),
        amount(indicator.target, indicator),
        columns.attainment(indicator),
        compared(city.previous_year, indicator),
        compared(city.same_bodies, indicator),
        amount(city.forecast, indicator),
        *columns.coverage(city.coverage),
    ]


def _activities(page: Page, report: Report) -> None:
    page.section(_("Aktiviteter: hur långt har de kommit?"))
    note = _("Antal svar per status. Varje aktivitet räknas en gång för var och en som ansvarar för den.")
    page.paragraph(note, "note")
    head = [_("Mål"), _("Lydelse"), *columns.status_head(report)]
    block = page.table("activities_of_goals", head, list(_by_goal(report)), keep_empty=True)
    told = (f"{goal.code} {wording.statuses_text(report, overview.goal_statuses(goal))}" for goal in report.goals)
    _chart(page, block, questions.all_activities(), tuple(status_looks(report).values()), "; ".join(told))
    every = wording.statuses_text(report, overview.all_statuses(report))
    page.paragraph(_("Hela programmet (en aktivitet under två mål räknas en gång): {all}.").format(all=every))


def _by_goal(report: Report) -> Iterator[list[Entry]]:
    for goal in report.goals:
        yield [text(goal.code), text(short_name(goal)), *columns.statuses(report, overview.goal_statuses(goal))]


def _plans(page: Page, report: Report) -> None:
    page.section(_("Planer: för hur många aktiviteter är det sagt hur arbetet ska gå till?"))
    rows = [
        [text(goal.code), text(goal.title), *(whole(count) for count in overview.plans(goal))]
        for goal in report.goals
    ]
    page.table("plans", [_("Mål"), _("Lydelse"), _("Lämnade planer"), _("Väntade planer")], rows)


def _late(page: Page, report: Report) -> None:
    delays = overview.delays(report)
    page.section(_("Försenade aktiviteter"))
    if not delays:
        page.paragraph(_("Ingen aktivitet är försenad."))
    for delay in delays:
        page.paragraph(f"{delay.activity.code} {short_name(delay.activity)}: {', '.join(delay.bodies)}")
