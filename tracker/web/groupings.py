"""Pages across the goals: of one target group, and of one goal of the city council in one year."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.web.access import requires
from tracker.web.across import CouncilPage, GroupPage, council_page, group_page
from tracker.web.comparing import blueprint
from tracker.web.database import read_session
from tracker.web.progress import report_asked
from tracker.web.progress_links import links_in
from tracker.words import gettext as _

__all__ = ("blueprint",)


@blueprint.get("/program/<program>/<period>/malgrupp/<group>")
@requires("view_published")
def target_group(program: str, period: str, group: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    with read_session() as session:
        followed = read_program(session, program).program(program)
    page = group_page(report, followed, group)
    if page is None:
        abort(404, description=_("Målgruppen {code} finns inte i programmet.").format(code=group))
    return _render("progress/group.html", report, page)


@blueprint.get("/program/<program>/<period>/kf/<council>")
@requires("view_published")
def council_goal(program: str, period: str, council: str) -> ResponseReturnValue:
    report = report_asked(program, period)
    page = council_page(report, council)
    if page is None:
        text = _("Inget av programmets mål tjänar kommunfullmäktiges mål {code} i perioden.")
        abort(404, description=text.format(code=council))
    return _render("progress/council.html", report, page)


def _render(template: str, report: Report, page: GroupPage | CouncilPage) -> str:
    return render_template(
        template, report=report, audience=report.audience, fictional=report.fictional, page=page, **links_in(report)
    )
