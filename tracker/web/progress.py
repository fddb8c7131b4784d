"""The progress of a program: for ten minutes before a meeting, per goal, per indicator, and to take away."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from exports.formats import makeable
from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.editions.reading import NotPublished
from tracker.editions.recent import RecentReports, latest_period, periods_of, read_report
from tracker.followups.work import NoSuchFollowup, view_of
from tracker.report import matrix as matrix_words
from tracker.report.build import UnknownUnit
from tracker.report.like_conditions import Grouping, groupings
from tracker.report.model import Goal, Indicator, Report
from tracker.report.scope import of_all
from tracker.store.catalogue import read_program
from tracker.store.editions import latest_code, published_periods
from tracker.web import progress_pages as pages
from tracker.web import progress_parts as parts
from tracker.web.access import OPEN, current_account, requires, requires_somewhere, same_for_all
from tracker.web.across import council_goals, groups_with_items
from tracker.web.database import read_session
from tracker.web.editions.preparing import preparations
from tracker.web.errors import error_page
from tracker.web.explaining import explanation
from tracker.web.like_conditions import grouped
from tracker.web.programs import PROGRESS, lead_on
from tracker.web.progress_links import links_in
from tracker.web.status_tables import activity_table
from tracker.web.threads.since import all_printed, notes_for, printed_notes, since_for
from tracker.words import gettext as _

blueprint = Blueprint("progress", __name__)

_RECENT = "tracker-recent-reports"


@blueprint.record_once
def _keep_recent(state: BlueprintSetupState) -> None:
    state.app.extensions[_RECENT] = RecentReports()


def recent_reports() -> RecentReports:
    found: RecentReports = current_app.extensions[_RECENT]
    return found


@blueprint.get("/program")
@requires_somewhere("view_published")
def latest() -> ResponseReturnValue:
    return lead_on(PROGRESS, choose)


@blueprint.get("/program/<program>")
@requires("view_published")
def choose(program: str) -> ResponseReturnValue:
    """Where the choosers of program and period lead: the period chosen, or the latest with figures."""
    chosen = request.args.get("period")
    if chosen is None:
        with read_session() as session:
            found = read_program(session, program).program(program)
            chosen = latest_period(session, current_account(), found, today()).code
    return redirect(url_for("progress.program", program=program, period=chosen))


@blueprint.get("/program/<program>/<period>")
@requires("view_published")
def program(program: str, period: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    account = current_account()
    with read_session() as session:
        followed = read_program(session, program).program(program)
        periods = periods_of(followed)
        if same_for_all():  # any other is no page
            published = {each.code for each in published_periods(session, program)}
            periods = tuple(each for each in periods if each[0] in published)
        asked = since_for(session, account, program, report.calendar.first_day)
    return _page(
        "progress/program.html",
        report,
        since=asked,
        told=all_printed(report) if same_for_all() else (),
        asks=may(account, "ask", program=program),
        page=pages.program_page(report),
        periods=periods,
        formats=makeable(),
        own=_own_bodies(program, period),
        groups=groups_with_items(followed),
        councils=council_goals(report.goals),
        **links_in(report),
    )


@blueprint.get("/program/<program>/<period>/mal/<goal>")
@requires("view_published")
def goal(program: str, period: str, goal: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    return _part("progress/goal.html", report, page=pages.goal_page(report, _goal(report, goal)))


@blueprint.get("/program/<program>/<period>/indikator/<indicator>")
@requires("view_published")
def indicator(program: str, period: str, indicator: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    goal, found = _indicator(report, indicator)
    with read_session() as session:
        told = explanation(session, recent_reports(), report, found)
    page, alike = pages.indicator_page(report, found), grouped(report, groups_in(report), (found,))
    return _part("progress/indicator.html", report, page=page, goal=goal, told=told, alike=alike)


@blueprint.get("/program/<program>/<period>/namnd/<body>")
@requires("view_published")
def body(program: str, period: str, body: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    found = parts.find_body(report, body)
    if found is None:
        abort(404, description=_("{code} har inget i programmet i perioden.").format(code=body))
    return _part("progress/body.html", report, page=parts.body_page(report, found, groups_in(report)))


@blueprint.get("/program/<program>/<period>/aktivitet/<activity>")
@requires("view_published")
def activity(program: str, period: str, activity: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    found = parts.find_activity(report, activity)
    if found is None:
        abort(404, description=_("Aktiviteten {code} finns inte i programmet.").format(code=activity))
    page, table = parts.activity_page(report, *found), activity_table(report, found[1])
    return _part("progress/activity.html", report, page=page, table=table, done=pages.done(report, (found[1],)))


@blueprint.get("/program/<program>/<period>/matris/<code>")
@requires("view_published")
def matrix(program: str, period: str, code: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    found = next((each for each in matrix_words.matrices(report) if each.code == code), None)
    if found is None:
        abort(404, description=_("Matrisen {code} finns inte i programmet.").format(code=code))
    return _page("progress/matrix.html", report, matrix=found, words=matrix_words)


@blueprint.errorhandler(NotPublished)
def not_published(error: NotPublished) -> ResponseReturnValue:
    """For who reads published figures only, an unpublished period is no failure; a file of it does not exist, and
    without an account the page does not either."""
    status = 404 if same_for_all() or (request.endpoint or "").endswith((".download", ".chart")) else 200
    place = request.view_args or {}
    own = _own_bodies(place["program"], place["period"])
    return render_template("progress/none.html", message=str(error), own=own, **place), status


@blueprint.errorhandler(UnknownUnit)
def nothing_to_answer_for(error: UnknownUnit) -> ResponseReturnValue:
    return error_page(404, str(error))


@blueprint.app_url_defaults
def keep_choice(endpoint: str, values: dict[str, object]) -> None:
    """Who has chosen which report to read keeps to it from page to page of that period."""
    journey, _dot, view = endpoint.partition(".")
    if journey not in (blueprint.name, OPEN[blueprint.name]) or request.blueprint != journey:
        return
    if "visa" in request.args and view not in ("latest", "choose"):
        values.setdefault("visa", request.args["visa"])


def report_asked(program: str, period: str) -> Report:
    """The report that the person may read.

    ``visa`` in the address: the preview, for who may see it, or an edition by its code.
    """
    chosen = request.args.get("visa")
    recent = recent_reports()
    with read_session() as session:
        if chosen == "forhandsvisning" and may(current_account(), "preview", program=program):
            return of_all(preparations().get(session, program, period).report)
        if chosen is not None:
            g.reads_published = True
            return recent.edition(session, program, period, chosen)
        return read_report(session, recent, current_account(), program, period)


def groups_in(report: Report) -> tuple[Grouping, ...]:
    """Groups of like conditions: by the definitions of today, so that editions from before a group was named can be
    read by it too."""
    with read_session() as session:
        return groupings(report, read_program(session, report.program).organisation)


def _page(template: str, report: Report, **more: object) -> str:
    marks = {"audience": report.audience, "fictional": report.fictional, "replaced_by": _replaced_by(report)}
    return render_template(template, report=report, **marks, **more)


def _replaced_by(report: Report) -> str | None:
    """The edition to read instead, where one was chosen that has been corrected since."""
    if report.audience != "published" or "visa" not in request.args:
        return None
    with read_session() as session:
        period = read_program(session, report.program).program(report.program).calendar.parse(report.period)
        latest = latest_code(session, report.program, period)
    return latest if latest != report.edition else None


def _part(template: str, report: Report, **more: object) -> str:
    """A page of one part of the report, with what is asked about it."""
    account = current_account()
    with read_session() as session:
        asked = printed_notes(report) if same_for_all() else notes_for(session, account, report.program)
    asks = may(account, "ask", program=report.program)
    return _page(template, report, asked=asked, asks=asks, **links_in(report), **more)


def _own_bodies(program: str, period: str) -> list[tuple[str, str]]:
    """Code and name of the bodies that the person coordinates and that answer for something in the period: none in
    one that the program does not have."""
    units = current_account().units_in(program)
    if not units:
        return []
    with read_session() as session:
        try:
            seen = view_of(read_program(session, program), program, period)
        except NoSuchFollowup:
            return []
    return [(unit.code, unit.name) for unit in seen.units if unit.code in units]


def _goal(report: Report, code: str) -> Goal:
    for found in report.goals:
        if found.code == code:
            return found
    abort(404, description=_("Målet {code} finns inte i programmet.").format(code=code))


def _indicator(report: Report, code: str) -> tuple[Goal, Indicator]:
    for found in report.goals:
        for each in found.indicators:
            if each.code == code:
                return found, each
    abort(404, description=_("Indikatorn {code} finns inte i programmet.").format(code=code))
