"""What a collected address says: the report's own words, or one of its charts; and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.charts.chart import Chart
from tracker.charts.find import find_chart
from tracker.editions.collecting import Opened
from tracker.report.addressed import Addressed, find, parse
from tracker.report.model import Indicator, Report
from tracker.store.collected import Reference
from tracker.words import gettext as _

CHART = "chart"


@dataclass(frozen=True)
class Shown:
    """One thing of the collection as it is read now. ``part``: None for own words, and where nothing may or can be
    shown: ``lacking`` says why. ``source``: the edition or the report. ``changed``: sentences."""

    opened: Opened
    part: Addressed | None = None
    chart: Chart | None = None
    source: str = ""
    lacking: str = ""
    changed: tuple[str, ...] = ()


def part_at(report: Report, what: str) -> tuple[Addressed | None, Chart | None]:
    """What stands at the address, with the chart where it is one; neither where there is nothing."""
    address = parse(what)
    if address.kind != CHART:
        return find(report, address), None
    chart = None if address.area else find_chart(report, address.code)
    if chart is None:
        return None, None
    # What its marks mean and what it cannot tell stands in its picture.
    return Addressed(chart.question, chart.question, (chart.answer,), indicator=_indicator(report, chart)), chart


def shown(opened: Opened) -> Shown:
    held, report = opened.item.held, opened.report
    if not isinstance(held, Reference):
        return Shown(opened)
    if report is None:
        return Shown(opened, lacking=_lacking(opened))
    part, chart = part_at(report, held.what)
    if part is None:
        return Shown(opened, source=source_of(report), lacking=_("Finns inte längre i det som uppgiften hämtas ur."))
    return Shown(opened, part, chart, source_of(report), changed=tuple(_changed(opened, held, part, chart)))


def source_of(report: Report) -> str:
    """``Verksamhetsberättelse 2024 (2024-VB), utgåva 2024-VB-2``, or that it is not published."""
    period = f"{report.calendar.name} {report.calendar.year} ({report.period})"
    if report.edition:
        return _("{period}, utgåva {edition}").format(period=period, edition=report.edition)
    return _("{period}, sammanställarnas egna uppgifter, inte publicerade").format(period=period)


def _lacking(opened: Opened) -> str:
    if opened.lacking == "role":
        return _("Visas inte: du får inte längre läsa det som uppgiften hämtades ur.")
    return _("Perioden är inte publicerad.")


def _changed(opened: Opened, held: Reference, part: Addressed, chart: Chart | None) -> Iterator[str]:
    if opened.then is not None:
        since = opened.then.edition or opened.item.at.date().isoformat()
        before, chart_before = part_at(opened.then, held.what)
        yield _difference(since, (before, chart_before), (part, chart))
    for code in opened.later:
        yield _("Utgåva {code} är publicerad sedan dess.").format(code=code)


def _difference(since: str, before: tuple[Addressed | None, Chart | None], now: tuple[Addressed, Chart | None]) -> str:
    """``since``: the edition that it was collected in, or the day."""
    (part_before, chart_before), (part, chart) = before, now
    if part_before is None:
        return _("Fanns inte när det lades in ({since}).").format(since=since)
    if chart is not None and chart_before is not None:
        if chart.figures != chart_before.figures:
            return _("Diagrammets siffror har ändrats sedan {since}.").format(since=since)
    elif (before_words := _words(part_before)) != (words := _words(part)):
        if gone := [line for line in before_words if line not in words]:
            return _("Ändrat sedan {since}. Där stod: {lines}").format(since=since, lines=" ".join(gone))
        new = [line for line in words if line not in before_words]
        return _("Nytt sedan {since}: {lines}").format(since=since, lines=" ".join(new))
    return _("Något har rapporterats eller rättats sedan {since}; här är inget ändrat.").format(since=since)


def _words(part: Addressed) -> tuple[str, ...]:
    """All that it says; of a question its title too, where it says how far it has come."""
    return (part.title, *part.lines) if part.quoted else part.lines


def _indicator(report: Report, chart: Chart) -> Indicator | None:
    """The indicator whose chart it is, by the code that its key begins with."""
    for goal in report.goals:
        for indicator in goal.indicators:
            if chart.key.startswith(f"{indicator.code}-"):
                return indicator
    return None
