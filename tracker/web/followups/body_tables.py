"""The tables of one body's own report, as rows of text, and the way to what its items rest on: on its page and where it
is reviewed before it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.editions.own_texts import Telling
from tracker.measures.numbers import n_of_d
from tracker.report import body_words, wording
from tracker.report.body_parts import BodyReport, FigureLine, FigurePart, GoalPart
from tracker.report.model import Report
from tracker.report.short_names import short_name
from tracker.web.followups.places import Places
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _


@dataclass(frozen=True)
class ShownFigures:
    """``texts``: what stands under the figures."""

    part: FigurePart
    table: Table
    texts: tuple[str, ...]


@dataclass(frozen=True)
class ShownGoal:
    """``judged``: the body's judgement as a sentence, empty where none is asked for. ``aims``: targets, in a plan."""

    part: GoalPart
    judged: str
    figures: tuple[ShownFigures, ...]
    activities: Table | None
    aims: tuple[str, ...]


def evidence_links(shown: BodyReport, places: Places) -> Mapping[str, tuple[str, str]]:
    """Item → how much it rests on, in words, and where that is opened."""
    found = shown.evidence.items()
    return {code: (body_words.evidence_text(each.links, each.files), places.at(f"item:{code}")) for code, each in found}


def telling_text(told: Telling) -> str:
    """What a number in the body's words tells of a figure that must not be spread, or what the figure is instead."""
    figure = f"{told.figure} {told.category}".strip()
    if told.given is not None:
        given = n_of_d(*told.given)
        return _("{item}: ”{words}”. Siffran är {given} ({figure}).").format(
            item=told.item, words=told.around, given=given, figure=figure
        )
    return _("{item}: ”{words}”. Det kan röja {figure}.").format(item=told.item, words=told.around, figure=figure)


def shown_goals(shown: BodyReport) -> tuple[ShownGoal, ...]:
    return tuple(
        ShownGoal(
            part=part,
            judged=body_words.judged_text(shown, part),
            figures=tuple(_figures(shown.report, each) for each in part.figures),
            activities=_activities(shown, part) if part.activities else None,
            aims=tuple(map(body_words.aim_text, part.aims)),
        )
        for part in shown.goals
    )


def _figures(report: Report, part: FigurePart) -> ShownFigures:
    periods = (report.period, *part.earlier)
    columns = (Column(_("Uppdelning")), *(Column(code, number=True) for code in periods))
    rows = tuple(
        Row(body_words.line_name(line), tuple(_figure(part, line, code) for code in periods), look=_look(place))
        for place, line in enumerate(part.lines)
    )
    return ShownFigures(part, Table(part.indicator.code, columns, rows), tuple(body_words.beside_texts(part)))


def _look(place: int) -> str:
    return "" if place else "total"


def _figure(part: FigurePart, line: FigureLine, period: str) -> Text:
    cell = line.then.get(period, line.now)
    return Text(body_words.figure_text(part, line, period), wording.empty_meaning(cell), number=True)


def _activities(shown: BodyReport, part: GoalPart) -> Table:
    report, follows = shown.report, shown.asks("statuses")
    columns = [Column(_("Aktivitet")), Column(_("Plan")), Column(_("Tid"))]
    commented = follows or any(each.unit.comment for each in part.activities)
    if follows:
        columns[1:1] = [Column(_("Status"))]
    if commented:
        columns.append(Column(_("Kommentar")))
    rows = []
    for each in part.activities:
        places = [Text(each.unit.plan or "", own=True), Text(body_words.days_text(report, each), whole=True)]
        if follows:
            places = [Text(body_words.status_text(report, each)), *places]
        if commented:
            places.append(Text(each.unit.comment or "", own=True))
        rows.append(Row(f"{each.activity.code} {short_name(each.activity)}", tuple(places), key=each.activity.code))
    period = f"{report.calendar.name} {report.calendar.year}"
    caption = _("Aktiviteterna under {goal}, {period}").format(goal=part.goal.code, period=period)
    return Table(caption, tuple(columns), tuple(rows))
