"""Tables of judgements, statuses and plans: who says what, and how many say so."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.measures.numbers import whole_text
from tracker.report import overview, wording
from tracker.report.model import Activity, ActivityUnit, Goal, Report
from tracker.report.vocabulary import judgement_looks
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _


def goal_table(report: Report) -> Table:
    """One row per goal: the judgements and the statuses under it, as counts of bodies."""
    columns = [Column(_("Mål"))]
    if "judgements" in report.calendar.asks:
        words = [wording.judgement_word(report, code) for code in judgement_looks(report)]
        columns += [Column(word.capitalize(), number=True) for word in words]
    asked = report.calendar.asks if overview.has_activities(report) else ()
    if "statuses" in asked:
        columns.append(Column(_("Aktiviteter, räknade per ansvarig")))
    if "plans" in asked:
        columns.append(Column(_("Aktiviteter, räknade per ansvarig"), number=True))
        columns.append(
            Column(_("Ska vara klara vid utgången av {year}").format(year=report.calendar.year), number=True)
        )
    rows = tuple(_goal_row(report, goal) for goal in report.goals)
    return Table(_("Målen, {period}").format(period=report.period), tuple(columns), rows)


def judgement_table(report: Report, goal: Goal) -> Table:
    """What each body says of the goal; its analysis where the reader may see any."""
    units = goal.judgements.units
    columns = [
        (Column(_("Nämnd eller bolag")), [Text(unit.name) for unit in units]),
        (Column(_("Bedömning")), [Text(wording.judgement_word(report, unit.status)) for unit in units]),
        (Column(_("Analys")), [Text(unit.text or "") for unit in units]),
    ]
    caption = _("Bedömningar av {goal}, {period}").format(goal=goal.code, period=report.period)
    return _filled(caption, columns)


def activity_table(report: Report, activity: Activity) -> Table:
    """What each body says of the activity: in a plan period how it will work, else how far it has come."""
    plans, units = "plans" in report.calendar.asks, activity.units
    columns = [(Column(_("Nämnd eller bolag")), [Text(unit.name) for unit in units])]
    if "statuses" in report.calendar.asks:
        columns.append((Column(_("Status")), [Text(_status(report, unit)) for unit in units]))
    columns += [
        (Column(_("Start")), [Text(wording.activity_day(report, unit, unit.start), whole=True) for unit in units]),
        (Column(_("Slut")), [Text(wording.activity_day(report, unit, unit.end), whole=True) for unit in units]),
        (Column(_("Så ska nämnden arbeta")), [Text((unit.plan if plans else None) or "") for unit in units]),
        (Column(_("Kommentar")), [Text((None if plans else unit.comment) or "") for unit in units]),
    ]
    caption = _("{code} per nämnd och bolag, {period}").format(code=activity.code, period=report.period)
    return _filled(caption, columns)


def _filled(caption: str, columns: Sequence[tuple[Column, Sequence[Text]]]) -> Table:
    """The columns as a table, without those that say nothing: what is published holds no texts of bodies."""
    (heading, names), *rest = columns
    kept = [(column, places) for column, places in rest if any(place.text for place in places)]
    rows = (Row(name.text, tuple(places[line] for _column, places in kept)) for line, name in enumerate(names))
    return Table(caption, (heading, *(column for column, _places in kept)), tuple(rows))


def _goal_row(report: Report, goal: Goal) -> Row:
    places: list[Text] = []
    if "judgements" in report.calendar.asks:
        counts = (goal.judgements.of(code) for code in judgement_looks(report))
        places += [Text(whole_text(count), number=True) for count in counts]
    asked = report.calendar.asks if overview.has_activities(report) else ()
    if "statuses" in asked:
        places.append(Text(wording.statuses_text(report, overview.goal_statuses(goal))))
    if "plans" in asked:
        planned = overview.planned(report, goal.activities)
        places += [Text(whole_text(count), number=True) for count in planned]
    return Row(f"{goal.code} {goal.title}", tuple(places), key=goal.code)


def _status(report: Report, unit: ActivityUnit) -> str:
    late = f", {wording.delayed_word()}" if unit.delayed else ""
    return wording.status_word(report, unit.status) + late
