"""What is published of public programs, without an account: the readers' own pages, the same for everybody.

The pages stand under ``/oppet`` as they do for who has signed in, read by somebody who may read what is published of
public programs and nothing else. They carry no cookie and ask for none, so they may be kept by browsers and by whatever
stands in between. A program that is not public, and a period that is not published, does not exist there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from tracker.accounts.account import Account
from tracker.accounts.permissions import public_reader
from tracker.clock import today
from tracker.editions.reading import NotPublished
from tracker.editions.recent import RecentReports, latest_period
from tracker.report.brief import Answer, brief
from tracker.store.catalogue import read_heads
from tracker.store.editions import latest_editions
from tracker.store.freshness import open_stamp
from tracker.web import progress
from tracker.web.access import OPEN, OPEN_PREFIX, public, read_by, same_for_all
from tracker.web.assets import Assets
from tracker.web.database import read_session
from tracker.web.editions import published
from tracker.web.errors import RETRY_SECONDS
from tracker.web.i18n import IN_ADDRESS
from tracker.web.kept_answers import KeptAnswers
from tracker.words import LANGUAGES, language

blueprint = Blueprint("front", __name__)

_ANSWERS = "tracker-open-answers"
_AT_ONCE = 1
"""Readers without an account for whom an answer is made at once in each process; as many more may wait. However many
come, who works has the other threads, and half of the processor at least."""
_PATIENCE_SECONDS = 5
_KEPT_SECONDS = 300
_READING = ("GET", "HEAD")
_OPEN_JOURNEYS = frozenset({*OPEN.values(), blueprint.name})


@dataclass(frozen=True)
class Front:
    """A public program on the front page: its latest edition in three answers."""

    code: str
    name: str
    title: str
    period: str
    address: str
    editions: str
    answers: tuple[Answer, ...]


class Turns:
    """Who is answered, and who waits for a turn. Whoever waits holds a thread too, so only a few may."""

    def __init__(self) -> None:
        self._places, self._turns = BoundedSemaphore(2 * _AT_ONCE), BoundedSemaphore(_AT_ONCE)

    def take(self) -> bool:
        if not self._places.acquire(blocking=False):
            return False
        if self._turns.acquire(timeout=_PATIENCE_SECONDS):
            return True
        self._places.release()
        return False

    def give_back(self) -> None:
        self._turns.release()
        self._places.release()


class Site(Flask):
    """The site's application; a page that is the same for all leads on to pages that are."""

    def url_for(self, endpoint: str, **values: Any) -> str:
        return super().url_for(reached(endpoint), **values)


def reached(endpoint: str) -> str:
    """The endpoint, or its like for readers without an account where such a reader asks."""
    journey, _dot, view = endpoint.partition(".")
    return f"{OPEN[journey]}.{view}" if journey in OPEN and request and same_for_all() else endpoint


def init_app(app: Flask) -> None:
    """Register the pages, and what all of them have in common."""
    app.register_blueprint(blueprint)
    app.register_blueprint(progress.blueprint, name=OPEN["progress"], url_prefix=OPEN_PREFIX)
    app.register_blueprint(published.blueprint, name=OPEN["editions"], url_prefix=OPEN_PREFIX)
    app.jinja_env.globals.update(same_for_all=same_for_all, languages_here=_languages)
    app.extensions["tracker-open-turns"] = Turns()
    app.extensions[_ANSWERS] = KeptAnswers()
    app.before_request(_answer_known)
    app.before_request(_take_turn)
    app.after_request(_let_keep)
    app.teardown_request(_give_turn_back)
    app.url_defaults(_stay_in_language)


@blueprint.get(OPEN_PREFIX, strict_slashes=False)
@public
def show() -> str:
    """Every public program with what its latest edition says in short."""
    reader, day = reader_of(None), today()
    recent: RecentReports = progress.recent_reports()
    shown = []
    with read_session() as session:
        heads = [head for head in read_heads(session) if head.public]
        newest = latest_editions(session, [head.code for head in heads])
        for head in heads:
            if head.code in newest:
                period = latest_period(session, reader, head, day).code
                try:
                    report = recent.published(session, head.code, period)
                except NotPublished:
                    continue  # what is published is of periods that the program no longer has
                shown.append(Front(
                    code=head.code,
                    name=head.short_title,
                    title=head.title,
                    period=f"{report.calendar.name} {report.calendar.year}",
                    address=url_for("progress.program", program=head.code, period=period),
                    editions=url_for("editions.index", program=head.code),
                    answers=brief(report),
                ))  # fmt: skip
    return render_template("open/front.html", programs=shown)


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines find what is public, and look for nothing else."""
    lines = ("User-agent: *", f"Allow: {OPEN_PREFIX}", "Allow: /static/", "Disallow: /", "")
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


def reader_of(program: str | None) -> Account:
    """Who reads without an account: all public programs, or the one asked for if it is public."""
    with read_session() as session:
        heads = read_heads(session, None if program is None else (program,))
    return public_reader(head.code for head in heads if head.public)


def _take_turn() -> None:
    if same_for_all():
        turns: Turns = current_app.extensions["tracker-open-turns"]
        if not turns.take():
            raise ServiceUnavailable(retry_after=RETRY_SECONDS)
        g.open_turn = turns


def _give_turn_back(_error: BaseException | None) -> None:
    if (turns := g.pop("open_turn", None)) is not None:
        turns.give_back()


def _answer_known() -> ResponseReturnValue | None:
    """Before anything is read and whoever waits: who has kept the page is told that it is unchanged, and what was
    answered before is answered again."""
    if not same_for_all() or request.method not in _READING:
        return None
    g.open_mark = _mark()
    asked = request.if_none_match
    # The asterisk stands for any answer there may be; whether there is one is not known yet.
    if not asked.star_tag and asked.contains_weak(g.open_mark):
        return Response(status=304)
    g.open_answer = _answers().find(g.open_mark)
    found: Response | None = g.open_answer
    return found


def _answers() -> KeptAnswers:
    found: KeptAnswers = current_app.extensions[_ANSWERS]
    return found


def _mark() -> str:
    """What the answer depends on, and nothing else of what was sent."""
    place = request.view_args or {}
    with read_session() as session:
        stamp = open_stamp(session, place.get("program"))
    assets: Assets = current_app.extensions["assets"]
    style = assets.url("app.css")  # another version of the program looks otherwise
    edition = request.args.get("visa") if "period" in place else None  # elsewhere it is not read
    # The links keep to a language named in the address.
    address = (request.endpoint, place, edition, _language_in_address(), _read_of_query())
    what = (stamp, address, language(), today().isoformat(), style)
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]


def _read_of_query() -> dict[str, list[str]]:
    """What this page's view reads of the query, whatever the order it came in."""
    view = current_app.view_functions[request.endpoint or "front.show"]
    return {name: sorted(set(request.args.getlist(name))) for name in read_by(view)}


def _let_keep(response: Response) -> Response:
    if same_for_all() and response.status_code in (200, 304) and request.method in _READING:
        response.set_etag(g.open_mark, weak=True)
        response.cache_control.public, response.cache_control.max_age = True, _KEPT_SECONDS
        response.cache_control.no_cache = None
        if response.status_code == 200 and request.method == "GET" and g.open_answer is None:
            _answers().keep(g.open_mark, response)
    return response


def _stay_in_language(endpoint: str, values: dict[str, Any]) -> None:
    """Who reads in a language that the address names keeps to it."""
    if endpoint.partition(".")[0] not in _OPEN_JOURNEYS or not request or not same_for_all():
        return
    if chosen := _language_in_address():
        values.setdefault(IN_ADDRESS, chosen)


def _language_in_address() -> str | None:
    chosen = request.args.get(IN_ADDRESS)
    return chosen if chosen in LANGUAGES else None


def _languages() -> list[tuple[str, str, str]]:
    """Code, name and address of this page in each other language."""
    # Not what else was sent: names such as _scheme, _external and endpoint are url_for's own.
    place = {**(request.view_args or {}), **(_read_of_query() if request.endpoint else {})}
    others = [(code, name) for code, name in LANGUAGES.items() if code != language()]
    endpoint = request.endpoint or "front.show"
    return [(code, name, url_for(endpoint, **{**place, IN_ADDRESS: code})) for code, name in others]
