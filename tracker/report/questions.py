"""The questions that charts answer, so that a chart has the same title on the page and in the workbook."""

from __future__ import annotations

from tracker.measures.table import kind_of
from tracker.report.funnels import Compared
from tracker.report.model import Goal, Indicator, Report
from tracker.report.short_names import drawn_name
from tracker.words import gettext as _


def over_time(indicator: Indicator) -> str:
    return _("{name}: hur har det gått över åren?").format(name=drawn_name(indicator))


def each_over_time(indicator: Indicator) -> str:
    return _("{name}: hur har det gått för var och en?").format(name=drawn_name(indicator))


def side_by_side(report: Report, indicator: Indicator) -> str:
    text = _("{name}: hur ser det ut hos var och en av de ansvariga, {period}?")
    return text.format(name=drawn_name(indicator), period=report.period)


def answers(report: Report, indicator: Indicator) -> str:
    text = _("{name}: vilka svarar ja, år för år till {period}?")
    return text.format(name=drawn_name(indicator), period=report.period)


def funnel(report: Report, indicator: Indicator, found: Compared) -> str:
    """``found``: who is compared, over which years."""
    first, last = found.years
    when = str(last) if first == last else f"{first}–{last}"
    if found.level == "regions":
        text = _("{name}: skiljer sig områdena mer än vad slump ger, {when}?")
    else:
        text = _("{name}: skiljer sig nämnderna mer än vad slump ger, {when}?")
    return text.format(name=drawn_name(indicator), when=when)


def activities(goal: Goal) -> str:
    return _("{goal}: hur långt har aktiviteterna kommit?").format(goal=drawn_name(goal))


def all_activities() -> str:
    return _("Hur långt har aktiviteterna under varje mål kommit?")


def judgements(report: Report) -> str:
    return _("Hur bedömer {bodies} att målen uppfylls?").format(bodies=report.about.city.bodies.many)


def reporting() -> str:
    return _("Hur mycket av det som efterfrågas har var och en rapporterat?")


def unit_of_measure(indicator: Indicator) -> str:
    """What the values on an axis or in a column are: percent, a number of n, n per d."""
    return kind_of(indicator.kind).axis_title(indicator.labels.n, indicator.labels.d)
