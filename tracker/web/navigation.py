"""The main menu: what each role finds there. A journey adds its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for

from tracker.accounts.account import Account
from tracker.accounts.permissions import Action, may_somewhere
from tracker.web.open_reading import reached
from tracker.words import gettext as _


@dataclass(frozen=True)
class MenuLine:
    """One entry: the endpoint it opens, its words, and who sees it: who may do any of the actions."""

    endpoint: str
    label: Callable[[], str]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class MenuLink:
    address: str
    label: str
    current: bool


WORK: tuple[Action, ...] = ("edit", "receive", "manage_accounts")
"""What the start page has something to say about; who may do none of it reads figures only."""

LINES: tuple[MenuLine, ...] = (
    MenuLine("start.show", lambda: _("Start"), WORK),
    MenuLine("receipt.latest", lambda: _("Mottagning"), ("view_internal",)),
    MenuLine("progress.latest", lambda: _("Läget"), ("view_published",)),
    MenuLine("editions.latest", lambda: _("Publicerat"), ("view_published",)),
    MenuLine("accounts.index", lambda: _("Konton"), ("manage_accounts",)),
    MenuLine("reading_log.show", lambda: _("Läslogg"), ("view_reading_log",)),
    MenuLine("security_log.show", lambda: _("Säkerhetslogg"), ("view_security_log",)),
)


def items() -> list[MenuLink]:
    """The lines that the account may see; none for who is not signed in."""
    account = g.get("account")
    if account is None:
        return []
    seen = [line for line in LINES if may_any(account, line.actions)]
    return [_item(line) for line in seen if line.endpoint in current_app.view_functions]


def may_any(account: Account, actions: tuple[Action, ...]) -> bool:
    return any(may_somewhere(account, action) for action in actions)


def _item(line: MenuLine) -> MenuLink:
    journey = reached(line.endpoint).partition(".")[0]
    return MenuLink(url_for(line.endpoint), line.label(), current=journey == request.blueprint)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["navigation"] = items
