"""Chosen bodies beside each other, in the organisation's order, with the whole city's figure and what chance allows.

Every figure is a cell of the report, so the page says of a body what its own page says; nothing is ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.measures.numbers import whole_text
from tracker.report import wording
from tracker.report.change_words import spread_text
from tracker.report.like_conditions import Grouping
from tracker.report.model import Body, Indicator, Report
from tracker.report.short_names import listed_name
from tracker.report.vocabulary import status_looks
from tracker.web.access import reads, requires
from tracker.web.like_conditions import Grouped, Members, all_members, grouped
from tracker.web.progress import groups_in, report_asked
from tracker.web.progress_links import links_in
from tracker.web.tables import Column, Row, Table, Text, figure
from tracker.web.taking import blueprint
from tracker.words import gettext as _

__all__ = ("blueprint",)

CHOSEN = "namnd"
"""In the address: the code of a body that is compared, once for each."""
MOST = 8
"""Bodies that a page compares: more columns than that are not read."""


@dataclass(frozen=True)
class Comparison:
    """``listed``: all that can be chosen. ``groups``: those of like conditions, to be chosen at once. ``alike``: the
    groups' own figures. A table is None where nobody chosen has any of it."""

    listed: tuple[Body, ...]
    groups: tuple[Members, ...]
    alike: tuple[Grouped, ...]
    chosen: tuple[Body, ...]
    too_many: bool
    indicators: Table | None
    goals: Table | None
    activities: Table | None


@blueprint.get("/program/<program>/<period>/jamfor")
@requires("view_published")
@reads(CHOSEN)
def compare(program: str, period: str) -> ResponseReturnValue:
    """The bodies that the address names; none chosen: only the form."""
    report = report_asked(program, period)
    asked = set(request.args.getlist(CHOSEN))
    page = comparison(report, asked, groups_in(report))
    return render_template(
        "progress/compare.html", report=report, audience=report.audience, fictional=report.fictional, page=page,
        visa=request.args.get("visa"), most=MOST, **links_in(report),
    )  # fmt: skip


def comparison(report: Report, asked: set[str], found_groups: Sequence[Grouping] = ()) -> Comparison:
    """A code that is no body's is left out: an old address may name one that is gone."""
    indicators = [each for goal in report.goals for each in goal.indicators if each.asked]
    found = tuple(body for body in report.bodies if body.code in asked)
    chosen = found[:MOST]
    enough = len(chosen) > 1
    return Comparison(
        listed=report.bodies,
        groups=tuple(each for way in found_groups if way.question is None for each in all_members(report, way)),
        alike=grouped(report, found_groups, indicators),
        chosen=chosen,
        too_many=len(found) > MOST,
        indicators=_indicators(report, chosen) if enough else None,
        goals=_goals(report, chosen) if enough else None,
        activities=_activities(report, chosen) if enough else None,
    )


def _indicators(report: Report, chosen: tuple[Body, ...]) -> Table | None:
    """Those that at least one of the bodies answers for; a body that does not has a blank."""
    rows = [
        _indicator(report, indicator, chosen)
        for goal in report.goals
        for indicator in goal.indicators
        if indicator.asked and {body.code for body in chosen} & {area.code for area in indicator.units}
    ]
    columns = (
        Column(_("Indikator")), *(Column(body.name, number=True) for body in chosen),
        Column(wording.whole_name(report), number=True), Column(_("Alla ansvariga bredvid varandra")),
    )  # fmt: skip
    caption = _("Indikatorerna, {period}").format(period=report.period)
    return Table(caption, columns, tuple(rows)) if rows else None


def _indicator(report: Report, indicator: Indicator, chosen: tuple[Body, ...]) -> Row:
    cells = {area.code: area.total for area in indicator.units}
    given = (figure(cells[body.code], indicator.kind) if body.code in cells else Text("") for body in chosen)
    whole = figure(indicator.city.total, indicator.kind)
    places = (*given, whole, Text(spread_text(report, indicator)))
    return Row(listed_name(indicator), places, key=indicator.code)


def _goals(report: Report, chosen: tuple[Body, ...]) -> Table | None:
    if "judgements" not in report.calendar.asks or not report.about.judgements:
        return None
    rows = []
    for goal in report.goals:
        given = {unit.code: wording.judgement_word(report, unit.status) for unit in goal.judgements.units}
        if any(body.code in given for body in chosen):
            rows.append(Row(listed_name(goal), tuple(Text(given.get(b.code, "")) for b in chosen), key=goal.code))
    columns = (Column(_("Mål")), *(Column(body.name) for body in chosen))
    return Table(_("Bedömningar, {period}").format(period=report.period), columns, tuple(rows)) if rows else None


def _activities(report: Report, chosen: tuple[Body, ...]) -> Table | None:
    """How many activities of each body have each status, and how many of them are late."""
    if "statuses" not in report.calendar.asks:
        return None
    counts: dict[str, Counter[str]] = {body.code: Counter() for body in chosen}
    for activity in (each for goal in report.goals for each in goal.activities if each.same_as is None):
        for unit in activity.units:
            if unit.code in counts:
                counts[unit.code][unit.status] += 1
                counts[unit.code]["delayed"] += unit.delayed
    if not any(counts.values()):
        return None
    words = {code: wording.status_word(report, code) for code in status_looks(report)}
    words["delayed"] = _("varav {late}").format(late=wording.delayed_word())
    rows = tuple(
        Row(word, tuple(Text(whole_text(counts[body.code][code]), number=True) for body in chosen))
        for code, word in words.items()
    )
    columns = (Column(_("Status")), *(Column(body.name, number=True) for body in chosen))
    return Table(_("Antal aktiviteter, {period}").format(period=report.period), columns, rows)
