"""One sheet per goal: conditions, judgements, indicators with their charts, activities."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook

from exports.cells import Entry, text
from exports.page import Page
from exports.sheets import goal_activities, goal_indicator
from tracker.report import wording
from tracker.report.model import Goal, Report
from tracker.report.rich_text import blocks
from tracker.report.vocabulary import judgement_looks
from tracker.words import gettext as _

WIDTHS = (7, 44) + (11.0,) * 14


def write(book: Workbook, report: Report, goal: Goal, today: date) -> None:
    title = _("{code} {title}").format(code=goal.code, title=goal.title)
    page = Page(book, goal.code, title, WIDTHS, report, today)
    page.repeat_title()
    _about(page, goal)
    if "judgements" in report.calendar.asks:
        _judgements(page, report, goal)
    elif any(unit.text for unit in goal.judgements.units):
        _texts(page, goal)
    for indicator in goal.indicators:
        first = page.row
        charts = goal_indicator.write(page, report, indicator)
        page.keep_together(first, cut=charts)
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
    if goal.kf_goals or goal.regional_goal or goal.note:
        page.section(_("Hör samman med"))
        for kf_goal in goal.kf_goals:
            page.paragraph(_("Kommunfullmäktiges mål: {title}").format(title=kf_goal.title))
        if goal.regional_goal:
            page.paragraph(_("Motsvarar mål {code} i den regionala strategin").format(code=goal.regional_goal))
        if goal.note:
            page.paragraph(goal.note, "note")


def _judgements(page: Page, report: Report, goal: Goal) -> None:
    page.section(_("Nämndernas och bolagens bedömning av målet"))
    page.paragraph(wording.judgements_text(report, goal.judgements))
    if goal.overall:
        word = wording.judgement_word(report, goal.overall)
        page.paragraph(_("Sammanställarens samlade bedömning: {word}.").format(word=word))
    page.row += 1
    if not goal.judgements.units:
        return
    looks = judgement_looks(report)
    # What leaves the compilers' hands holds no texts of bodies.
    columns = 3 if report.audience == "internal" else 2
    rows = (
        [
            text(unit.name),
            Entry(wording.judgement_word(report, unit.status), looks[unit.status]),
            text(unit.text),
        ][:columns]
        for unit in goal.judgements.units
    )
    head = [_("Nämnd eller bolag"), _("Bedömning"), _("Motivering")]
    page.table(head[:columns], rows, spans=(2, 3, 11)[:columns])


def _texts(page: Page, goal: Goal) -> None:
    """In a plan nothing is judged, but the bodies may write how they will work for the goal."""
    page.section(_("Nämndernas och bolagens texter om målet"))
    rows = ([text(unit.name), text(unit.text)] for unit in goal.judgements.units if unit.text)
    page.table([_("Nämnd eller bolag"), _("Text")], rows, spans=(2, 14))
