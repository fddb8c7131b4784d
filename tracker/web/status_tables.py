"""Tables of judgements, statuses and plans: who says what, and how many say so."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.report import wording
from tracker.report.model import Activity, ActivityUnit, Goal, Report
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _


def judgement_table(report: Report, goal: Goal) -> Table:
    """What each body says of the goal; its analysis where the reader may see any."""
    units = goal.judgements.units
    columns = [
        (Column(wording.body_head(report)), [Text(unit.name) for unit in units]),
        (Column(_("Bedömning")), [Text(wording.judgement_word(report, unit.status)) for unit in units]),
        (Column(_("Analys")), [Text(unit.text or "", own=True) for unit in units]),
    ]
    caption = _("Bedömningar av {goal}, {period}").format(goal=goal.code, period=report.period)
    return _filled(caption, [unit.code for unit in units], columns)


def activity_table(report: Report, activity: Activity) -> Table:
    """What each body says of the activity: in a plan period how it will work, else how far it has come."""
    plans, units = "plans" in report.calendar.asks, activity.units
    columns = [(Column(wording.body_head(report)), [Text(unit.name) for unit in units])]
    if "statuses" in report.calendar.asks:
        columns.append((Column(_("Status")), [Text(_status(report, unit)) for unit in units]))
    columns += [
        (Column(_("Start")), [Text(wording.activity_day(report, unit, unit.start), whole=True) for unit in units]),
        (Column(_("Slut")), [Text(wording.activity_day(report, unit, unit.end), whole=True) for unit in units]),
        (Column(_("Så ska nämnden arbeta")), [Text((unit.plan if plans else None) or "", own=True) for unit in units]),
        (Column(_("Kommentar")), [Text((None if plans else unit.comment) or "", own=True) for unit in units]),
    ]
    caption = _("{code} per {body}, {period}").format(
        code=activity.code, body=report.about.city.bodies.one, period=report.period
    )
    return _filled(caption, [unit.code for unit in units], columns)


def _filled(caption: str, bodies: Sequence[str], columns: Sequence[tuple[Column, Sequence[Text]]]) -> Table:
    """The columns as a table, a row for each body, without the columns that say nothing: what is published holds no
    texts of bodies."""
    (heading, names), *rest = columns
    kept = [(column, places) for column, places in rest if any(place.text for place in places)]
    rows = (
        Row(name.text, tuple(places[line] for _column, places in kept), key=body)
        for line, (body, name) in enumerate(zip(bodies, names, strict=True))
    )
    return Table(caption, (heading, *(column for column, _places in kept)), tuple(rows))


def _status(report: Report, unit: ActivityUnit) -> str:
    late = f", {wording.delayed_word()}" if unit.delayed else ""
    return wording.status_word(report, unit.status) + late
