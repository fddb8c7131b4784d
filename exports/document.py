"""``docx``: the follow-up as a document to read, one chapter per goal, with headings, styles and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import BinaryIO

import docx

from exports.document_styles import Page
from exports.sheets.columns import capital
from tracker.entry.sheet_layout import CREATOR
from tracker.measures.numbers import HARD_SPACE
from tracker.report import overview, wording
from tracker.report.brief import brief
from tracker.report.counts import JudgementUnit
from tracker.report.message import statements
from tracker.report.method import method_texts
from tracker.report.model import ActivityUnit, Area, Goal, Indicator, Report
from tracker.words import gettext as _
from tracker.words import language_tag

WIDTH, AREA, COVERAGE = 17.0, 3.7, 3.0
"""Centimetres of a table, of its column of areas, and of that of their coverage at least."""


def write_document(report: Report, stream: BinaryIO, today: date) -> None:
    """Write the report as .docx. ``today``: the day that the document says it was drawn."""
    page = Page(docx.Document(), _header(report), _("Uttaget {today}").format(today=today.isoformat()))
    _describe(page, report, today)
    _front(page, report, today)
    for goal in report.goals:
        _goal(page, report, goal)
    _method(page, report)
    page.document.save(stream)


def _describe(page: Page, report: Report, today: date) -> None:
    properties = page.document.core_properties
    properties.author = properties.last_modified_by = CREATOR
    properties.title = f"{report.about.short_title} {report.period}"
    properties.language = language_tag()
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(today, time())


def _marks(report: Report) -> str:
    return " · ".join(m for m in (wording.audience_mark(report), wording.fictional_mark(report)) if m)


def _header(report: Report) -> str:
    named = f"{report.about.short_title} {report.edition or report.period}"
    return " · ".join(part for part in (named, _marks(report)) if part)


def _front(page: Page, report: Report, today: date) -> None:
    period = report.calendar
    bodies = [body.name for body in report.bodies if body.code == report.unit]
    page.title(report.about.title)
    edition = [_("Utgåva {edition}").format(edition=report.edition)] if report.edition else []
    page.paragraph(" · ".join([*bodies, f"{period.name} ({period.code})", *edition]), "Subtitle")
    covered = _("Avser {first}–{last}. Uttaget {today}.")
    page.paragraph(covered.format(first=period.first_day, last=period.last_day, today=today.isoformat()))
    if _marks(report):
        page.mark(_marks(report))
    page.heading(_("Sammanfattning"), 1)
    for answer in brief(report):
        page.paragraph(f"{answer.question}: {answer.text}")
    for statement in statements(report):
        page.paragraph(statement.text, "List Bullet")
        for point in statement.points:
            page.paragraph(f"{point.code} {point.text}", "List Bullet 2")
    if note := overview.counted_twice(report):
        page.paragraph(note)


def _goal(page: Page, report: Report, goal: Goal) -> None:
    page.heading(f"{goal.code} {goal.title}", 1)
    page.rich(goal.text)
    if goal.conditions:
        page.heading(_("Förutsättningar"), 2)
        for condition in goal.conditions:
            page.paragraph(f"{condition.code} {condition.text}", "List Bullet")
    for kf_goal in goal.kf_goals:
        page.paragraph(_("Kommunfullmäktiges mål: {title}").format(title=kf_goal.title))
    if "judgements" in report.calendar.asks:
        page.heading(_("Bedömning av målet"), 2)
        page.paragraph(wording.judgements_text(report, goal.judgements))
    _texts(page, report, goal.judgements.units)
    for indicator in goal.indicators:
        _indicator(page, report, indicator)
    _activities(page, report, goal)


def _texts(page: Page, report: Report, units: Sequence[JudgementUnit]) -> None:
    """What bodies wrote; a body that wrote nothing is counted in the sentence above."""
    written = [unit for unit in units if unit.text]
    if not written:
        return
    head = [_("Nämnd eller bolag"), _("Bedömning"), _("Motivering")]
    rows = [[unit.name, wording.judgement_word(report, unit.status), unit.text or ""] for unit in written]
    page.table(head, rows, (4.0, 4.0, 9.0))


def _indicator(page: Page, report: Report, indicator: Indicator) -> None:
    page.heading(f"{indicator.code} {indicator.title}", 2)
    if not indicator.asked:
        page.paragraph(_("Indikatorn följs inte upp i den här perioden."))
        return
    target = wording.amount(indicator.target, indicator.kind)
    if target:
        attained = wording.attainment_word(indicator)
        page.paragraph(
            _("Målvärde: {target}").format(target=f"{target} ({attained})" if attained else target)
        )
    categories = [capital(c.name) for d in indicator.dimensions for c in d.categories]
    head = [_("Område"), _("Utfall"), *categories, _("Föregående år"), _("Täckning")]
    figures = len(head) - 2
    narrow = min(3.4, (WIDTH - AREA - COVERAGE) / figures)
    page.table(head, list(_areas(report, indicator)), (AREA, *(narrow,) * figures, WIDTH - AREA - narrow * figures))
    if indicator.caution:
        page.paragraph(indicator.caution)
    for mark in indicator.breaks:
        page.paragraph(_("Brott i serien {date}: {text}").format(date=mark.date, text=mark.text))


def _areas(report: Report, indicator: Indicator) -> Iterator[list[str]]:
    sums: tuple[Area, ...] = (indicator.city, *indicator.regions)
    for place, area in enumerate((*sums, *indicator.units)):
        cells = [cell for categories in area.breakdown.values() for cell in categories.values()]
        reason = f" {area.comment}" if area.comment and area.total.state == "missing" else ""
        yield [
            wording.area_name(report, area),
            _breakable(wording.cell_text(area.total, indicator.kind)) + reason,
            *(_breakable(wording.cell_text(cell, indicator.kind)) for cell in cells),
            _breakable(wording.previous_text(area, indicator.kind)),
            wording.coverage_text(report, area.coverage) if place < len(sums) else "",
        ]


def _breakable(figure: str) -> str:
    """A narrow column may break a figure before its denominator; otherwise it breaks in the middle of a number."""
    joined = _("{n} av {d}").format(n="", d="").replace(" ", HARD_SPACE)
    return figure.replace(joined, joined[:-1] + " ")


def _activities(page: Page, report: Report, goal: Goal) -> None:
    if not goal.activities:
        return
    page.heading(_("Aktiviteter"), 2)
    if "statuses" not in report.calendar.asks:
        plans = [
            [activity.code, activity.title, f"{unit.name}: {unit.plan}"]
            for activity in goal.activities
            for unit in activity.units
            if unit.plan
        ]
        titles = [[activity.code, activity.title, ""] for activity in goal.activities]
        page.table([_("Kod"), _("Aktivitet"), _("Plan")], plans or titles, (1.5, 7.0, 8.5))
        return
    rows = [
        [
            activity.code,
            activity.title,
            wording.statuses_text(report, activity.statuses),
            _late(activity.units),
        ]
        for activity in goal.activities
    ]
    page.table([_("Kod"), _("Aktivitet"), _("Status"), _("Försenad hos")], rows, (1.5, 7.5, 4.5, 3.5))


def _late(units: Sequence[ActivityUnit]) -> str:
    return ", ".join(unit.name for unit in units if unit.delayed)


def _method(page: Page, report: Report) -> None:
    page.heading(_("Metod och tecken"), 1)
    page.table([_("Tecken"), _("Betydelse")], [list(sign) for sign in wording.signs()], (4.0, 13.0))
    for sentence in method_texts(report):
        page.paragraph(sentence, "List Bullet")
    page.paragraph(_("Underlagets kontrollsumma (SHA-256): {sum}").format(sum=report.generated_from))
