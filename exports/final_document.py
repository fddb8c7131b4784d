"""``docx`` of a whole program: what every year's edition printed, side by side, goal by goal.

Each figure is the one that its own year printed, so nothing stands here that was not published then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from exports.document_categories import NAME, WIDTH
from exports.document_charts import years_chart
from exports.document_goal import breakable
from exports.document_styles import Page
from exports.document_threads import write_threads
from exports.steps import Tell, one_by_one, tell_nobody
from tracker.letterhead.about import About, drawn
from tracker.measures.numbers import n_of_d
from tracker.report import overview, wording
from tracker.report.asked import PrintedThread
from tracker.report.asked_under import of_goal, of_no_goal
from tracker.report.brief import brief
from tracker.report.listing import capital
from tracker.report.method import method_texts
from tracker.report.model import Activity, Area, Cell, Goal, Indicator, Report
from tracker.report.over_time import break_text
from tracker.report.short_names import short_name
from tracker.report.vocabulary import judgement_looks, met, status_looks
from tracker.words import gettext as _

NARROW = 10
"""Signs of counts, with their bracket, that a column of one of five years has room for on one line."""


def write_final(
    reports: Sequence[Report], stream: BinaryIO, today: date, letterhead: bytes | None = None, tell: Tell = tell_nobody
) -> None:
    """Write the final report. ``reports``: one of each year, first year first; the last says what is true now.
    ``letterhead``: the city's own Word file."""
    last = reports[-1]
    page = Page(_about(reports, today), letterhead)
    page.describe(_("Slutrapport: {program}").format(program=last.about.short_title), today)
    _front(page, reports, today)
    for number, goal in enumerate(one_by_one(last.goals, tell)):
        _goal(page, reports, goal, f"goal_{number}")
    _method(page, reports)
    page.save(stream)


def _about(reports: Sequence[Report], today: date) -> About:
    last, mark = reports[-1], wording.fictional_mark(reports[-1]) or ""
    return About(
        title=_("Slutrapport: {program}").format(program=last.about.title), program=last.about.short_title,
        header=" · ".join(filter(None, (last.about.short_title, mark))), source=drawn(today), today=today, marks=mark,
        period=f"{reports[0].calendar.year}–{last.calendar.year}",
    )  # fmt: skip


def _front(page: Page, reports: Sequence[Report], today: date) -> None:
    first, last = reports[0], reports[-1]
    page.title(_("Slutrapport: {program}").format(program=last.about.title))
    covered = _("Avser {first}–{last}. Uttaget {today}.")
    page.paragraph(
        covered.format(first=first.calendar.first_day, last=last.calendar.last_day, today=today.isoformat())
    )
    if mark := wording.fictional_mark(last):
        page.mark(mark)
    page.heading(_("Innehåll"), 1)
    goals = [(f"{goal.code} {goal.title}", f"goal_{number}") for number, goal in enumerate(last.goals)]
    page.contents([(_("Sammanfattning"), "summary"), *goals, (_("Metod och tecken"), "method")])
    page.heading(_("Sammanfattning"), 1, "summary")
    page.paragraph(_("Tabellerna visar det som varje års utgåva visade. ”{empty}” betyder att årets utgåva inte har "
                     "uppgiften.").format(empty=_absent()))  # fmt: skip
    _goals_over_time(page, reports)
    _indicators_over_time(page, reports)
    page.heading(_("I korthet: {period}").format(period=last.calendar.year), 2)
    for answer in brief(last):
        page.answer(answer.question, answer.text)
    write_threads(page, of_no_goal(_asked(reports), last.goals), named=True)


def _goals_over_time(page: Page, reports: Sequence[Report]) -> None:
    """Of those that judged each goal, how many said that it is met."""
    rows = []
    for goal in reports[-1].goals:
        then = [_same(report.goals, goal.code) for report in reports]
        told = [_judged(report, each) if each else _absent() for report, each in zip(reports, then, strict=True)]
        rows.append([f"{goal.code} {short_name(goal)}", *told])
    if reports[-1].about.judgements and rows:
        caption = _("Målen år för år: hur många som räknar målet som uppfyllt, av dem som har bedömt det")
        _table(page, reports, _("Mål"), rows, caption)


def _judged(report: Report, goal: Goal) -> str:
    return n_of_d(met(report, goal.judgements), goal.judgements.given)


def _indicators_over_time(page: Page, reports: Sequence[Report]) -> None:
    rows = []
    for indicator in (each for goal in reports[-1].goals for each in goal.indicators):
        then = [_found(report, indicator.code) for report in reports]
        told = [wording.value_text(each.city.total, each.kind) if each else _absent() for each in then]
        rows.append([f"{indicator.code} {short_name(indicator)}", *told])
    if rows:
        caption = _("{whole}: indikatorerna år för år").format(whole=reports[-1].about.city.whole)
        _table(page, reports, _("Indikator"), rows, caption)


def _same(goals: Sequence[Goal], code: str) -> Goal | None:
    return next((each for each in goals if each.code == code), None)


def _asked(reports: Sequence[Report]) -> tuple[PrintedThread, ...]:
    """Every priority and question that an edition has printed, each as the last one has it."""
    return tuple({thread.code: thread for report in reports for thread in report.threads}.values())


def _absent() -> str:
    return _("ingår inte")


def _years(reports: Sequence[Report]) -> list[str]:
    return [str(report.calendar.year) for report in reports]


def _widths(reports: Sequence[Report]) -> tuple[float, ...]:
    return (NAME, *((WIDTH - NAME) / len(reports),) * len(reports))


def _goal(page: Page, reports: Sequence[Report], goal: Goal, place: str) -> None:
    page.heading(f"{goal.code} {goal.title}", 1, place)
    page.rich(goal.text)
    write_threads(page, of_goal(_asked(reports), goal), named=True)
    then = [_same(report.goals, goal.code) for report in reports]
    if reports[-1].about.judgements:
        _judgements(page, reports, then)
    for indicator in goal.indicators:
        _indicator(page, reports, indicator)
    if goal.activities and reports[-1].about.statuses:
        _activities(page, reports, then)


def _judgements(page: Page, reports: Sequence[Report], then: Sequence[Goal | None]) -> None:
    """How many judged how, year by year."""
    last = reports[-1]
    counts = [goal.judgements if goal else None for goal in then]
    rows = [
        [capital(wording.judgement_word(last, code)), *(str(each.of(code)) if each else _absent() for each in counts)]
        for code in judgement_looks(last)
    ]
    caption = _("Så bedömer {bodies} målet, antal").format(bodies=last.about.city.bodies.many)
    _table(page, reports, _("Bedömning"), rows, caption)


def _indicator(page: Page, reports: Sequence[Report], indicator: Indicator) -> None:
    page.heading(f"{indicator.code} {indicator.title}", 2)
    then = [_found(report, indicator.code) for report in reports]
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    rows = [[reports[-1].about.city.whole, *(_text(each.city.total if each else None, indicator) for each in then)]]
    for (dimension, category), name in names.items():
        cells = [each.city.breakdown.get(dimension, {}).get(category) if each else None for each in then]
        rows.append([f"– {name}", *(_text(cell, indicator) for cell in cells)])
    for area in _areas(then):
        areas = [_area(each, area.code) for each in then]
        rows.append([area.name, *(_text(each.total if each else None, indicator) for each in areas)])
    _table(page, reports, _("Område"), rows, short_name(indicator), whole=(0,))
    whole = [each.city if each else None for each in then]
    if chart := years_chart(indicator, list(zip(_years(reports), whole, strict=True))):
        page.chart(chart)
    for mark in indicator.breaks:
        page.small(break_text(mark))
    if indicator.caution:
        page.small(indicator.caution)


def _found(report: Report, code: str) -> Indicator | None:
    return next((each for goal in report.goals for each in goal.indicators if each.code == code and each.asked), None)


def _area(indicator: Indicator | None, code: str) -> Area | None:
    areas = (*indicator.regions, *indicator.units) if indicator else ()
    return next((area for area in areas if area.code == code), None)


def _areas(then: Sequence[Indicator | None]) -> list[Area]:
    """Those of the last year, and then those that there were before it, each as its own last year calls it."""
    found: dict[str, Area] = {}
    for indicator in reversed(then):
        for area in (*indicator.regions, *indicator.units) if indicator else ():
            found.setdefault(area.code, area)
    return list(found.values())


def _text(cell: Cell | None, indicator: Indicator) -> str:
    return breakable(wording.cell_text(cell, indicator.kind), NARROW) if cell else _absent()


def _activities(page: Page, reports: Sequence[Report], then: Sequence[Goal | None]) -> None:
    """How many bodies gave each status, year by year, and how far each activity came in the last one."""
    last = reports[-1]
    page.heading(_("Aktiviteter"), 2)
    counts = [overview.goal_statuses(goal) if goal else None for goal in then]
    rows = [
        [capital(wording.status_word(last, code)), *(str(each.of(code)) if each else _absent() for each in counts)]
        for code in status_looks(last)
    ]
    _table(page, reports, _("Status"), rows, _("Aktiviteternas status, antal svar"))
    goal = then[-1]
    if goal and goal.activities:
        page.paragraph(_("Så långt kom varje aktivitet {period}:").format(period=last.calendar.year))
    for activity in goal.activities if goal else ():
        page.paragraph(_came(last, activity), "List Bullet")


def _came(report: Report, activity: Activity) -> str:
    told = wording.statuses_text(report, activity.statuses)
    return f"{activity.code} {short_name(activity)}: {told}"


def _table(
    page: Page, reports: Sequence[Report], first: str, rows: list[list[str]], caption: str, whole: Sequence[int] = ()
) -> None:
    numbers = range(1, len(reports) + 1)
    page.table([first, *_years(reports)], rows, _widths(reports), numbers=numbers, caption=caption, whole=whole)


def _method(page: Page, reports: Sequence[Report]) -> None:
    page.heading(_("Metod och tecken"), 1, "method")
    page.table([_("Tecken"), _("Betydelse")], [list(sign) for sign in wording.signs()], (4.0, 13.0))
    for sentence in method_texts(reports[-1]):
        page.paragraph(sentence, "List Bullet")
    page.heading(_("Utgåvorna"), 2)
    rows = [[report.edition or "", report.generated_from] for report in reports]
    page.table([_("Utgåva"), _("Underlagets kontrollsumma (SHA-256)")], rows, (4.0, 13.0))
