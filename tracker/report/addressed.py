"""Single statements of a report by their address: a figure, a count of judgements, a quotation.

An address names a place, not what stands there, so that it can be kept and read again in another edition: the same
words come out of the same cells everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tracker.report import asked_words, overview, wording
from tracker.report.brief import brief
from tracker.report.change_words import change_text
from tracker.report.model import Activity, Area, Goal, Indicator, Report
from tracker.report.over_time import break_text
from tracker.report.rich_text import plain
from tracker.report.said import said_under
from tracker.report.short_names import short_name
from tracker.words import gettext as _

WHOLE = "city"
"""The area of all bodies."""
_ASKED = "thread"


@dataclass(frozen=True)
class Address:
    """``figure:I5.1:city``, ``judgement:M1:``, ``quote:M1:bromma``, ``thread:12:``: what it is, of which item, and of
    whom; blank: of all."""

    kind: str
    code: str
    area: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}:{self.area}"


@dataclass(frozen=True)
class Addressed:
    """``title``: what it is; ``listed``: the same in short, for a list. ``lines``: what the report says there.
    ``notes``: what belongs to it wherever it is shown, such as what the figure cannot tell. ``quoted``: somebody's own
    words. ``indicator``: the one that it is a figure of."""

    title: str
    listed: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    quoted: bool = False
    indicator: Indicator | None = None


def parse(text: str) -> Address:
    """The address as it is written; one with parts that are too few names nothing."""
    kind, _colon, rest = text.partition(":")
    code, _colon, area = rest.partition(":")
    return Address(kind, code, area)


def is_asked(text: str) -> bool:
    """Whether the address, as it is written, is of a priority or a question."""
    return parse(text).kind == _ASKED


def find(report: Report, address: Address) -> Addressed | None:
    """What stands there; None where the report has no such place, or nothing there."""
    reader = _READERS.get(address.kind)
    return reader(report, address) if reader else None


def _figure(report: Report, address: Address) -> Addressed | None:
    found = next((each for goal in report.goals for each in goal.indicators if each.code == address.code), None)
    if found is None or not found.asked:
        return None
    areas = (found.city, *found.regions, *found.units)
    area = next((each for each in areas if each.code == address.area), None)
    if area is None:
        return None
    whose = wording.area_name(report, area)
    title = _("{name}, {area}").format(name=f"{found.code} {found.title.rstrip('.')}", area=whose)
    listed = _("{area}: {name}").format(name=f"{found.code} {short_name(found)}", area=whose)
    return Addressed(title, listed, tuple(_told(report, found, area)), tuple(_notes(found)), indicator=found)


def _told(report: Report, indicator: Indicator, area: Area) -> Iterator[str]:
    kind = indicator.kind
    yield _("Utfall: {figure}").format(figure=wording.cell_text(area.total, kind))
    for dimension in indicator.dimensions:
        cells = area.breakdown.get(dimension.code, {})
        named = ((c.name, cells[c.code]) for c in dimension.categories if c.code in cells)
        yield "; ".join(f"{name}: {wording.cell_text(cell, kind)}" for name, cell in named)
    yield _("Föregående år: {figure}").format(figure=wording.previous_text(area, kind))
    if area.same_bodies != area.total and area.same_bodies.value is not None:
        yield _("Samma nämnder i år: {figure}").format(figure=wording.cell_text(area.same_bodies, kind))
    if area.code == WHOLE and (change := change_text(indicator)):
        yield change
    if area.code not in {unit.code for unit in indicator.units}:
        yield _("Svar: {coverage}").format(coverage=wording.coverage_text(report, area.coverage))


def _notes(indicator: Indicator) -> Iterator[str]:
    if indicator.caution:
        yield indicator.caution
    for mark in indicator.breaks:
        yield break_text(mark)


def _judgement(report: Report, address: Address) -> Addressed | None:
    goal = _goal(report, address.code)
    if goal is None or "judgements" not in report.calendar.asks:
        return None
    title = _("Bedömning av mål {name}").format(name=f"{goal.code} {short_name(goal)}")
    if not address.area:
        before = goal.judgements_before
        lines = [wording.judgements_text(report, goal.judgements)]
        if before is not None:
            lines.append(_("Ett år tidigare: {counts}").format(counts=wording.judgements_text(report, before)))
        return Addressed(title, title, tuple(lines))
    unit = next((each for each in goal.judgements.units if each.code == address.area), None)
    if unit is None:
        return None
    title = f"{title}, {unit.name}"
    return Addressed(title, title, (wording.judgement_word(report, unit.status),))


def _status(report: Report, address: Address) -> Addressed | None:
    found = next((each for goal in report.goals for each in goal.activities if each.code == address.code), None)
    if found is None:
        return None
    title = _("Aktivitet {name}").format(name=f"{found.code} {short_name(found)}")
    if not address.area:
        return Addressed(title, title, (_statuses(report, found),))
    unit = next((each for each in found.units if each.code == address.area), None)
    if unit is None or "statuses" not in report.calendar.asks:
        return None
    late = f", {wording.delayed_word()}" if unit.delayed else ""
    title = f"{title}, {unit.name}"
    return Addressed(title, title, (f"{wording.status_word(report, unit.status)}{late}",))


def _statuses(report: Report, activity: Activity) -> str:
    if "statuses" in report.calendar.asks:
        return wording.statuses_text(report, activity.statuses)
    return wording.planned_text(report, *overview.planned(report, (activity,)))


def _quote(report: Report, address: Address) -> Addressed | None:
    """What the compilers wrote of a goal, or what a body wrote: internal reports alone hold any of that."""
    if not address.area:
        goal = _goal(report, address.code)
        if goal is None or not goal.text:
            return None
        title = _("Sammanställarens text om mål {code}").format(code=goal.code)
        return Addressed(title, title, (plain(goal.text),), quoted=True)
    for goal in report.goals:
        for said in said_under(report, goal):
            if (said.item, said.body) == (address.code, address.area):
                title = _("{name} om {item}").format(name=said.name, item=f"{said.item} {said.title}")
                return Addressed(title, title, (said.text,), quoted=True)
    return None


def _asked(report: Report, address: Address) -> Addressed | None:
    """A priority or a question with its answers."""
    found = next((each for each in report.threads if each.code == address.code), None)
    if found is None or address.area:
        return None
    title = _("{name}. {what}").format(name=found.name, what=asked_words.asked_line(found))
    listed = _("{kind}: {name}").format(kind=asked_words.kind_word(found.kind), name=found.name)
    answers = (f"{asked_words.answer_line(each)}: {each.text}" for each in found.answers)
    return Addressed(title, listed, (found.text, *answers), quoted=True)


def _answer(report: Report, address: Address) -> Addressed | None:
    if address.area:
        return None
    found = next((each for place, each in enumerate(brief(report)) if str(place) == address.code), None)
    return Addressed(found.question, found.question, (found.text,)) if found else None


def _goal(report: Report, code: str) -> Goal | None:
    return next((goal for goal in report.goals if goal.code == code), None)


_READERS: Mapping[str, Callable[[Report, Address], Addressed | None]] = {
    "figure": _figure,
    "judgement": _judgement,
    "status": _status,
    "quote": _quote,
    "answer": _answer,
    _ASKED: _asked,
}
