"""One sheet per goal: conditions, judgements, indicators with their charts, activities."""

from __future__ import annotations

from exports.book.book import Book
from exports.book.chart_cells import ChartCells
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.paper import PRINTED_CM
from exports.sheets import goal_activities, goal_indicator
from tracker.report import wording
from tracker.report.listing import capital
from tracker.report.model import Goal, Report
from tracker.report.rich_text import blocks
from tracker.report.vocabulary import judgement_looks
from tracker.words import gettext as _

WIDTHS = (1.4, 5.15, 1.75, 2.0, 1.65, 1.65, 1.85, 1.72, *(1.55,) * (goal_indicator.FIGURES - 6))
"""Centimetres of the level, the name, and the figures, with room for the words that head them; what is left of a page's
width is the last column."""


def write(book: Book, cells: ChartCells, report: Report, goal: Goal, heading: Heading) -> None:
    title = _("{code} {title}").format(code=goal.code, title=goal.title)
    page = Page(book, goal.code, title, (*WIDTHS, max(0.0, PRINTED_CM[0] - sum(WIDTHS))), heading)
    page.keep_heading()
    _about(page, goal)
    if "judgements" in report.calendar.asks:
        _judgements(page, report, goal)
    elif any(unit.text for unit in goal.judgements.units):
        page.section(_("Texter om målet från {bodies}").format(bodies=report.about.city.bodies.many))
        page.paragraph(_("Texterna står på bladet Bedömningar."))
    for indicator in goal.indicators:
        first = page.row
        after = goal_indicator.write(page, cells, report, indicator)
        page.keep_together(first, cut=after)
    if goal.activities:
        first = page.row
        goal_activities.write(page, report, goal)
        page.keep_together(first)
    page.close()


def _about(page: Page, goal: Goal) -> None:
    if goal.text:
        page.section(_("Sammanställarens text"))
        for block in blocks(goal.text):
            page.rich(block)
    if goal.conditions:
        page.section(_("Förutsättningar: för att nå dit behöver följande vara på plats"))
        for condition in goal.conditions:
            page.paragraph(f"{condition.code}  {condition.text}")
    for kf_goal in goal.kf_goals:
        page.paragraph(_("Kommunfullmäktiges mål: {title}").format(title=kf_goal.title))
    if goal.regional_goal:
        page.paragraph(_("Motsvarar mål {code} i den regionala strategin").format(code=goal.regional_goal))
    if goal.note:
        page.paragraph(goal.note, "note")


def _judgements(page: Page, report: Report, goal: Goal) -> None:
    """How many judge how, and who. What they write stands on a sheet of its own, where it can be searched."""
    page.section(_("Så bedömer {bodies} målet").format(bodies=report.about.city.bodies.many))
    page.paragraph(wording.judgements_text(report, goal.judgements))
    if goal.overall:
        word = wording.judgement_word(report, goal.overall)
        page.paragraph(_("Sammanställarens samlade bedömning: {word}.").format(word=word))
    for code in judgement_looks(report):
        if names := [unit.name for unit in goal.judgements.units if unit.status == code]:
            word = capital(wording.judgement_word(report, code))
            page.paragraph(f"{word} ({len(names)}): {', '.join(names)}")
