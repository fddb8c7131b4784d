"""Tables of judgements, statuses and plans: who says what, and how many say so."""

from __future__ import annotations

from tracker.report import overview, wording
from tracker.report.model import Activity, ActivityUnit, Goal, Report
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _

_JUDGEMENTS = ("met", "partly", "not_met", "not_reported")


def goal_table(report: Report) -> Table:
    """One row per goal: the judgements and the statuses under it, as counts of bodies."""
    columns = [Column(_("Mål"))]
    if "judgements" in report.calendar.asks:
        columns += [Column(wording.judgement_word(report, code).capitalize(), number=True) for code in _JUDGEMENTS]
    if "statuses" in report.calendar.asks:
        columns.append(Column(_("Aktiviteter, räknade per ansvarig")))
    rows = tuple(_goal_row(report, goal) for goal in report.goals)
    return Table(_("Målen, {period}").format(period=report.period), tuple(columns), rows)


def judgement_table(report: Report, goal: Goal) -> Table:
    """What each body says of the goal."""
    columns = (Column(_("Nämnd eller bolag")), Column(_("Bedömning")), Column(_("Analys")))
    rows = tuple(
        Row(unit.name, (Text(wording.judgement_word(report, unit.status)), Text(unit.text or "")))
        for unit in goal.judgements.units
    )
    caption = _("Bedömningar av {goal}, {period}").format(goal=goal.code, period=report.period)
    return Table(caption, columns, rows)


def activity_table(report: Report, activity: Activity) -> Table:
    """What each body says of the activity: in a plan period how it will work, else how far it has come."""
    plans = "plans" in report.calendar.asks
    columns = [Column(_("Nämnd eller bolag"))]
    if "statuses" in report.calendar.asks:
        columns.append(Column(_("Status")))
    columns += [Column(_("Start")), Column(_("Slut")), Column(_("Så ska nämnden arbeta") if plans else _("Kommentar"))]
    rows = tuple(_activity_row(report, unit, plans) for unit in activity.units)
    caption = _("{code} per nämnd och bolag, {period}").format(code=activity.code, period=report.period)
    return Table(caption, tuple(columns), rows)


def _goal_row(report: Report, goal: Goal) -> Row:
    places: list[Text] = []
    if "judgements" in report.calendar.asks:
        counts = (getattr(goal.judgements, code) for code in _JUDGEMENTS)
        places += [Text(wording.number(count), number=True) for count in counts]
    if "statuses" in report.calendar.asks:
        places.append(Text(wording.statuses_text(report, overview.goal_statuses(goal))))
    return Row(f"{goal.code} {goal.title}", tuple(places), key=goal.code)


def _activity_row(report: Report, unit: ActivityUnit, plans: bool) -> Row:
    places = []
    if "statuses" in report.calendar.asks:
        status = wording.status_word(report, unit.status)
        late = f", {wording.delayed_word()}" if unit.delayed else ""
        places.append(Text(status + late))
    places += [Text(unit.start or ""), Text(unit.end or ""), Text((unit.plan if plans else unit.comment) or "")]
    return Row(unit.name, tuple(places))
