"""What heads a page: that its figures are invented, and that they must not be spread. Decided here for every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request

from tracker.accounts.account import Account
from tracker.store.queries import holds_invented
from tracker.web.database import read_session
from tracker.web.reading_log import shows_internal_figures


@dataclass(frozen=True)
class Marks:
    """``audience``: ``internal``, ``preview``, or anything else for a page without a mark."""

    fictional: bool
    audience: str


def marks(fictional: bool | None, audience: str | None) -> Marks:
    """The marks of the page. What it shows, a report or a follow-up, says them; None where it says nothing.

    Then a page is marked as invented where anything in its program is, or in the whole database if it is of no
    program, and as internal exactly where its reading is logged as that of internal figures.
    """
    account: Account | None = g.get("account")
    if fictional is None:
        fictional = account is not None and _holds_invented()
    if audience is None:
        audience = "internal" if account is not None and shows_internal_figures(account) else ""
    return Marks(fictional, audience)


def _holds_invented() -> bool:
    with read_session() as session:
        return holds_invented(session, (request.view_args or {}).get("program"))


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(marks=marks, fictional=None, audience=None)
