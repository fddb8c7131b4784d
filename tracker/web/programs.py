"""Which program a page is of, and the way to the same page of another: one chooser, the same on every page.

The program is always in the address, so a link shows everybody the same. What a person looked at last is kept with the
account and decides only where an address without a program leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import Account
from tracker.accounts.kept import remember_program
from tracker.accounts.permissions import Action, may, reach
from tracker.definitions.program import Program
from tracker.definitions.settings import Contact
from tracker.store.catalogue import read_heads
from tracker.store.database import DatabaseFault
from tracker.web.access import OPEN, current_account, login_required, same_for_all
from tracker.web.database import read_session, write_session

blueprint = Blueprint("choosing", __name__)

MOST_LISTED = 30
"""Programs that the chooser lists on the page itself; where there are more, it leads to a page that lists them."""


@dataclass(frozen=True)
class Way:
    """Where a journey begins in a program, and what one must be allowed there to walk it."""

    endpoint: str
    action: Action


PROGRESS = Way("progress.choose", "view_published")
EDITIONS = Way("editions.index", "view_published")
RECEIPT = Way("receipt.choose", "view_internal")

WAYS: Mapping[str, tuple[Way, ...]] = {
    "progress": (PROGRESS,),
    "editions": (EDITIONS,),
    OPEN["editions"]: (EDITIONS,),
    "publishing": (Way("editions.index", "preview"), EDITIONS),
    **dict.fromkeys(
        ("receipt", "locks", "city_items", "entry", "submission", "history", "upload", "own_items", "delegating",
         "evidence", "evidence_files"),
        (RECEIPT, PROGRESS),
    ),
}
"""By journey, where its chooser leads in another program: the first way that is open to the person there."""


@dataclass(frozen=True)
class Choice:
    name: str
    address: str
    current: bool


@dataclass(frozen=True)
class ProgramChooser:
    """The program of the page, and those that can be chosen instead, itself among them; empty where there is no other.

    ``elsewhere``: the address of the page that lists them where they are too many for this one, else blank.
    ``contacts``: whom to ask about the program.
    """

    name: str
    choices: tuple[Choice, ...]
    elsewhere: str = ""
    contacts: tuple[Contact, ...] = ()


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(program_here=program_here, names_program=True)
    app.after_request(_remember)


def program_here() -> ProgramChooser | None:
    """The place of the page that is being answered; None where its address names no program that exists."""
    code, account = (request.view_args or {}).get("program"), g.get("account")
    if code is None or account is None:
        return None
    journey = request.blueprint or ""
    heads = offered(account, *_ways(journey), most=MOST_LISTED + 1)
    here = next((head for head in heads if head.code == code), None) or _head(code)
    if here is None:
        return None
    if len(heads) > MOST_LISTED:
        everything = url_for("editions.latest") if same_for_all() else url_for("choosing.show", journey=journey)
        return ProgramChooser(here.short_title, (), everything, here.contacts)
    choices = _choices(account, journey, heads, here.code)
    return ProgramChooser(here.short_title, choices if len(choices) > 1 else (), contacts=here.contacts)


def offered(account: Account, *ways: Way, most: int | None = None) -> tuple[Program, ...]:
    """The programs in which one of the ways is open to the person, without their goals."""
    with read_session() as session:
        return read_heads(session, reach(account, *(way.action for way in ways)), most=most)


def lead_on(way: Way, follow: Callable[[str], ResponseReturnValue]) -> ResponseReturnValue:
    """To where the journey begins: in the program looked at last, in the only one there is, or a choice between them.

    ``follow`` answers for a program by its code.
    """
    account = current_account()
    if account.program is not None and may(account, way.action, program=account.program):
        return follow(account.program)
    heads = offered(account, way)
    if len(heads) == 1:
        return follow(heads[0].code)
    return _choice_page(_choices(account, way.endpoint.partition(".")[0], heads, None))


@blueprint.get("/byt-program/<journey>")
@login_required
def show(journey: str) -> ResponseReturnValue:
    """Every program in which the person may walk the journey."""
    account = current_account()
    return _choice_page(_choices(account, journey, offered(account, *_ways(journey)), account.program))


def _choice_page(choices: tuple[Choice, ...]) -> str:
    return render_template("choose/program.html", choices=choices)


def _choices(account: Account, journey: str, heads: Iterable[Program], here: str | None) -> tuple[Choice, ...]:
    """By the first way of the journey that is open to the person in each program."""
    found = []
    for head in heads:
        way = next((way for way in _ways(journey) if may(account, way.action, program=head.code)), None)
        if way is not None:
            address = url_for(way.endpoint, program=head.code)
            found.append(Choice(head.short_title, address, current=head.code == here))
    return tuple(found)


def _ways(journey: str) -> tuple[Way, ...]:
    return WAYS.get(journey, (PROGRESS,))


def _head(code: str) -> Program | None:
    with read_session() as session:
        return next(iter(read_heads(session, (code,))), None)


def _remember(response: Response) -> Response:
    """Keep which program the person looked at last; asking for what does not exist is no look."""
    account: Account | None = g.get("account")
    code = (request.view_args or {}).get("program")
    looked = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"
    # Who reads without an account has nothing to remember it with.
    if account is None or account.id is None:
        return response
    if code is not None and looked and account.program != code:
        # No page that can be shown is withheld for it: it may come from a standby, while nothing can be written.
        with suppress(DatabaseFault), write_session() as session:
            remember_program(session, account, code)
    return response
