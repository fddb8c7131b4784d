"""What happened at the door, for the administrator: on a page, and as a file."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, g, render_template, request

from tracker.accounts.account import Account, shown_name
from tracker.accounts.acts import act_words
from tracker.entry.csv_form import EXCEL
from tracker.entry.csv_marks import marked
from tracker.store.database import DatabaseFault
from tracker.store.security_events import (
    Kind,
    SecurityEvent,
    add_event,
    count_security_events,
    is_told_of_strangers,
    security_events,
)
from tracker.web.access import requires
from tracker.web.database import read_session, write_session
from tracker.words import gettext as _

blueprint = Blueprint("security_log", __name__)

_PER_PAGE = 200
_TOLD_APART = frozenset({"auth.sign_in_send", "second_factor.answer", "passkeys.answer", "outside.answer"})
"""Ways in: who is not let in has a line of its own already."""


@blueprint.get("/sakerhetslogg")
@requires("view_security_log")
def show() -> str:
    with read_session() as session:
        count = count_security_events(session)
        last = max(1, -(-count // _PER_PAGE))
        page = min(max(1, request.args.get("sida", 1, type=int)), last)
        rows = security_events(session, limit=_PER_PAGE, offset=(page - 1) * _PER_PAGE)
    shown = {"rows": rows, "page": page, "count": count, "last": last}
    return render_template("security_log/list.html", **shown, words_of=_words, what=_what)


@blueprint.get("/sakerhetslogg.csv")
@requires("view_security_log")
def export() -> Response:
    """All of it, with moments in UTC."""
    with read_session() as session:
        rows = security_events(session)
    heads = [_("När (UTC)"), _("Konto"), _("Vad som hände"), _("Vem ändrade"), _("Adress"), _("Sida eller ändring")]
    lines = [_line(row) for row in rows]
    headers = {"Content-Disposition": "attachment; filename=sakerhetslogg.csv"}
    return Response(EXCEL.text([heads, *lines]), mimetype="text/csv", headers=headers)


def _line(row: SecurityEvent) -> list[str]:
    texts = (row.login or "", _words(row), shown_name(row.by) if row.by else "", row.address, _what(row))
    return [f"{row.at:%Y-%m-%d %H:%M:%S}", *map(marked, texts)]


def init_app(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    """Write down what was refused; to who is not signed in, as much as tells that it is tried."""
    account: Account | None = g.get("account")
    kind: Kind | None = "form_refused" if g.get("form_refused") else None
    if response.status_code in (401, 403) and request.endpoint not in _TOLD_APART:
        kind = "forbidden"
    if kind is None:
        return response
    number = account.id if account is not None else None
    try:
        _write(kind, number, _page(number))
    except DatabaseFault as fault:
        current_app.logger.error("%s", fault)  # it is refused all the same
    return response


def note_refusal(account: int | None, what: str) -> None:
    """Write down that a sign-in was refused; of who proved to be nobody, as little as of any stranger."""
    _write("forbidden" if account is None else "refused", account, what)


def _write(kind: Kind, account: int | None, what: str) -> None:
    address = request.remote_addr or ""
    if account is None:
        with read_session() as session:
            if is_told_of_strangers(session, address):
                return
    with write_session() as session:
        add_event(session, kind, account, address, what)


def _page(account: int | None) -> str:
    """The page that was refused; of a stranger only which kind of page: the address is the stranger's own text.

    Only the kind also where the address lets in who has it: a one-time link that is sent without the form's token.
    """
    if account is not None and "token" not in (request.view_args or {}):
        return request.path.replace("\0", "\N{REPLACEMENT CHARACTER}")  # which PostgreSQL keeps in no text
    return request.url_rule.rule if request.url_rule is not None else ""


def _what(event: SecurityEvent) -> str:
    """How an account was changed; or which page it was."""
    return act_words(event.what, event.role) if event.by else event.what


def _words(event: SecurityEvent) -> str:
    return {
        "signed_in": _("Loggade in"),
        "refused": _("Inloggning nekades"),
        "signed_out": _("Loggade ut"),
        "forbidden": _("Sidan nekades"),
        "form_refused": _("Formulär utan giltig nyckel nekades"),
        "changed": _("Kontot ändrades"),
    }[event.kind]
