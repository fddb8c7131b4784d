"""Every reading of other bodies' internal figures leaves a row in the log; and the page that shows the log.

A page that shows internal figures names a period in its address, or says itself of which periods it shows any. So
whoever may see internal figures is logged on every such page, except the few listed here that show none: a new page is
logged until somebody decides otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, Response, abort, g, render_template, request

from tracker.accounts.account import Account
from tracker.accounts.permissions import may, reach
from tracker.store.base import utc_now
from tracker.store.catalogue import read_heads, read_organisation
from tracker.store.readings import Reading, add_readings, count_readings, readings
from tracker.web.access import current_account, requires_somewhere
from tracker.web.database import read_session, write_session
from tracker.words import gettext as _

blueprint = Blueprint("reading_log", __name__)

WITHOUT_FIGURES = frozenset(
    {
        "receipt.show",
        "locks.show",
        "observations.show",
        "city_items.show",
        "city_items.one",
        "editions.show",
        "editions.download",
        "editions.final",
        "editions.difference",
    }
)
"""Pages that name a period or an edition and show nothing but what is published, or no figures at all."""

SHOWN = frozenset({200, 409, 422})
"""Answers that show the page itself."""

_PER_PAGE = 200

_PAGES: Mapping[str, Callable[[], str]] = {
    "program": lambda: _("Läget"),
    "uppfoljning": lambda: _("En nämnds uppföljning"),
    "mottagning": lambda: _("Mottagning"),
    "publicera": lambda: _("Nästa utgåva"),
    "utgavor": lambda: _("Utgåvor"),
    "underlag": lambda: _("Ett underlag"),
    "filer": lambda: _("En fil"),
    "definitioner": lambda: _("Vad en ändring av definitionerna gör"),
}
"""What the first part of a page's address stands for."""


@blueprint.get("/laslogg")
@requires_somewhere("view_reading_log")
def show() -> str:
    """What was read in the programs whose log is the person's to see: all of them together, or the one asked for."""
    account, chosen = current_account(), request.args.get("program")
    if chosen is not None and not may(account, "view_reading_log", program=chosen):
        abort(403)
    seen = reach(account, "view_reading_log")
    wanted = seen if chosen is None else frozenset({chosen})
    with read_session() as session:
        count = count_readings(session, wanted)
        last = max(1, -(-count // _PER_PAGE))
        page = min(max(1, request.args.get("sida", 1, type=int)), last)
        rows = readings(session, wanted, limit=_PER_PAGE, offset=(page - 1) * _PER_PAGE)
        names = {unit.code: unit.name for unit in read_organisation(session).units}
        programs = {head.code: head.short_title for head in read_heads(session, seen)}
    return render_template(
        "reading_log/list.html",
        rows=rows,
        programs=programs,
        chosen=chosen,
        page=page,
        count=count,
        last=last,
        unit_name=lambda code: names.get(code, code or ""),
        words_of=_words,
    )


def _words(reading: Reading) -> str:
    """Which page was read, in words; the command line's readings say what command."""
    if reading.channel == "cli":
        return _("Kommando")
    known = _PAGES.get(reading.what.lstrip("/").partition("/")[0])
    return known() if known else ""


def init_app(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    account: Account | None = g.get("account")
    # To ask which methods there are (OPTIONS) shows nothing, also of a body or a program that there is not.
    shown = response.status_code in SHOWN and request.method != "OPTIONS"
    if account is not None and shown and shows_internal_figures(account):
        given = request.view_args or {}
        read = [
            Reading(
                at=utc_now(),
                account=account.id,
                by=account.name,
                channel="web",
                what=request.path,
                program=given.get("program"),
                period=period,
                unit=given.get("unit"),
            )
            for period in g.get("internal_periods") or (given.get("period"),)
        ]
        # If the rows cannot be written, nothing is shown: the failure becomes an error page.
        with write_session() as session:
            add_readings(session, read)
    return response


def shows_internal_figures(account: Account) -> bool:
    """Whether the page that is asked for shows the account other bodies' internal figures."""
    if g.get("internal_periods"):  # a page of several periods says so itself
        return True
    given = request.view_args or {}
    program = given.get("program", "")
    own = given.get("unit") in account.units_in(program)
    return (
        "period" in given
        and not own
        and request.endpoint not in WITHOUT_FIGURES
        and not g.get("reads_published", False)
        and (may(account, "view_internal", program=program) or may(account, "preview", program=program))
    )
