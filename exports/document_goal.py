"""A goal in the document: the compilers' text, judgements, every indicator with its table, activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.document_charts import over_the_years
from exports.document_styles import Page
from exports.document_threads import write_threads
from tracker.measures.numbers import HARD_SPACE
from tracker.report import wording
from tracker.report.asked import about
from tracker.report.counts import JudgementUnit
from tracker.report.listing import capital
from tracker.report.model import ActivityUnit, Area, Goal, Indicator, Report
from tracker.report.over_time import break_text
from tracker.words import gettext as _

WIDTH, AREA = 17.0, 4.2
"""Centimetres of a table, and of its column of areas at least."""
SHORT = 14
"""Signs of counts that fit the narrowest column in one line: ``999 av 1 899)``."""


def write_goal(page: Page, report: Report, goal: Goal, level: int = 1) -> None:
    """``level``: of the goal's own heading."""
    page.heading(f"{goal.code} {goal.title}", level)
    page.rich(goal.text)
    if goal.conditions:
        page.heading(_("Förutsättningar"), level + 1)
        for condition in goal.conditions:
            page.paragraph(f"{condition.code} {condition.text}", "List Bullet")
    for kf_goal in goal.kf_goals:
        page.paragraph(_("Kommunfullmäktiges mål: {title}").format(title=kf_goal.title))
    if "judgements" in report.calendar.asks:
        page.heading(_("Bedömning av målet"), level + 1)
        page.paragraph(wording.judgements_text(report, goal.judgements))
        _overall(page, report, goal)
    _texts(page, report, goal.judgements.units)
    write_threads(page, about(report.threads, "goal", goal.code))
    if any(indicator.asked for indicator in goal.indicators):
        page.paragraph(wording.compared_whom())
    for indicator in goal.indicators:
        _indicator(page, report, indicator, level + 1)
    _activities(page, report, goal, level + 1)


def _texts(page: Page, report: Report, units: Sequence[JudgementUnit]) -> None:
    """What bodies wrote; a body that wrote nothing is counted in the sentence above."""
    written = [unit for unit in units if unit.text]
    if not written:
        return
    head = [wording.body_head(report), _("Bedömning"), _("Motivering")]
    rows = [[unit.name, wording.judgement_word(report, unit.status), unit.text or ""] for unit in written]
    page.table(head, rows, (4.0, 4.0, 9.0))


def _overall(page: Page, report: Report, goal: Goal) -> None:
    """What the compilers judge themselves, where they have."""
    if goal.overall:
        word = wording.judgement_word(report, goal.overall)
        page.paragraph(_("Sammanställarens samlade bedömning: {word}.").format(word=word))


def _indicator(page: Page, report: Report, indicator: Indicator, level: int) -> None:
    page.heading(f"{indicator.code} {indicator.title}", level)
    write_threads(page, about(report.threads, "indicator", indicator.code))
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
    head = [_("Område"), _("Utfall"), *categories, _("I fjol")]
    figures = len(head) - 1
    narrow = min(3.4, (WIDTH - AREA) / figures)
    widths = (WIDTH - narrow * figures, *(narrow,) * figures)
    page.table(head, list(_areas(report, indicator)), widths, numbers=range(1, 1 + figures), whole=(0,))
    if chart := over_the_years(report, indicator):
        page.chart(chart)
    if indicator.caution:
        page.paragraph(indicator.caution)
    for mark in indicator.breaks:
        page.paragraph(break_text(mark))


def _areas(report: Report, indicator: Indicator) -> Iterator[list[str]]:
    sums: tuple[Area, ...] = (indicator.city, *indicator.regions)
    for place, area in enumerate((*sums, *indicator.units)):
        cells = [cell for categories in area.breakdown.values() for cell in categories.values()]
        reason = f" {area.comment}" if area.comment and area.total.state == "missing" else ""
        name = wording.area_name(report, area)
        yield [
            # How many are in it, under the name: a column of its own would be empty for every body.
            f"{name}\n{wording.coverage_text(report, area.coverage)}" if place < len(sums) else name,
            breakable(wording.cell_text(area.total, indicator.kind)) + reason,
            *(breakable(wording.cell_text(cell, indicator.kind)) for cell in cells),
            breakable(wording.previous_text(area, indicator.kind)),
        ]


def breakable(figure: str, short: int = SHORT) -> str:
    """A narrow column breaks a figure before its counts, and only long counts before their denominator; otherwise it
    breaks wherever the line is full, in the middle of a number too. ``short``: signs of counts that are not long."""
    value, bracket, counts = figure.rpartition(" (")
    joined = _("{n} av {d}").format(n="", d="").replace(" ", HARD_SPACE)
    between = joined if bracket and len(counts) <= short else joined[:-1] + " "
    return value + bracket + counts.replace(joined, between)


def _activities(page: Page, report: Report, goal: Goal, level: int) -> None:
    if not goal.activities:
        return
    page.heading(_("Aktiviteter"), level)
    for activity in goal.activities:
        write_threads(page, about(report.threads, "activity", activity.code), named=True)
    if "statuses" not in report.calendar.asks:
        plans = [
            [activity.code, activity.title, f"{unit.name}: {unit.plan}"]
            for activity in goal.activities
            for unit in activity.units
            if unit.plan
        ]
        if plans:
            page.table([_("Kod"), _("Aktivitet"), _("Plan")], plans, (1.5, 7.0, 8.5))
        else:  # what bodies plan is in no edition
            titles = [[activity.code, activity.title] for activity in goal.activities]
            page.table([_("Kod"), _("Aktivitet")], titles, (1.5, WIDTH - 1.5))
        return
    rows = [
        [
            activity.code,
            activity.title,
            "\n".join(filter(None, (wording.statuses_text(report, activity.statuses), _late(activity.units)))),
        ]
        for activity in goal.activities
    ]
    page.table([_("Kod"), _("Aktivitet"), _("Status")], rows, (1.5, 9.0, 6.5))


def _late(units: Sequence[ActivityUnit]) -> str:
    names = ", ".join(unit.name for unit in units if unit.delayed)
    return _("Försenad hos: {names}").format(names=names) if names else ""
