"""Every address of the site has a mark that says who may open it, and the guard holds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.fixtures.server import PASSWORD, Site
from tracker.accounts.permissions import Action, ProgramAction, UnitAction
from tracker.cli.program import tracker as program
from tracker.web.access import OPEN, PUBLIC, SIGNED_IN, is_somewhere, mark_of

# What anyone may open without signing in; a new one is added here on purpose, never by accident.
OPEN_TO_ALL = {"asset", "auth.sign_in", "auth.sign_in_send", "front.robots", "front.show", "health.alive",
               "health.ready", "language.choose", "invitation.show", "invitation.choose",
               "outside.answer", "outside.begin", "second_factor.ask", "second_factor.answer",
               "passkeys.question", "passkeys.answer"}  # fmt: skip
# What names no program: it leads on to one, or shows of each what the person may see there.
SOMEWHERE = {"progress.latest", "receipt.latest", "editions.latest", "reading_log.show",
             "open.latest", "open_editions.latest"}  # fmt: skip
ACTIONS = {action for kind in get_args(Action) for action in get_args(kind)}
VALUES = {"program": "vald-2021-2025", "period": "2024-T2", "unit": "bromma", "goal": "M1", "indicator": "I1.1",
          "item": "I1.1", "body": "bromma", "activity": "A1.1", "place": "M1",
          "format": "json", "digest": "0", "name": "x"}  # fmt: skip


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_route_is_marked(site: Site) -> None:
    marks = {rule.endpoint: mark_of(site.app.view_functions[rule.endpoint]) for rule in rules(site.app)}
    assert len(marks) > 8
    assert {endpoint for endpoint, mark in marks.items() if mark is None} == set()
    assert {endpoint for endpoint, mark in marks.items() if mark == PUBLIC} == OPEN_TO_ALL
    assert {mark for mark in marks.values() if mark not in (PUBLIC, SIGNED_IN)} <= ACTIONS


def test_what_concerns_one_body_names_it_in_its_address(site: Site) -> None:
    """An action on a body's follow-up can only be judged where the address says whose it is."""
    for rule in rules(site.app):
        if mark_of(site.app.view_functions[rule.endpoint]) in set(get_args(UnitAction)) - {"receive"}:
            assert "unit" in rule.arguments, rule.rule


def test_what_concerns_a_program_names_it_in_its_address(site: Site) -> None:
    views = site.app.view_functions
    for rule in rules(site.app):
        if mark_of(views[rule.endpoint]) in {*get_args(UnitAction), *get_args(ProgramAction)}:
            assert ("program" in rule.arguments) != is_somewhere(views[rule.endpoint]), rule.rule
    assert {endpoint for endpoint, view in views.items() if is_somewhere(view)} == SOMEWHERE


def test_a_view_without_a_mark_cannot_be_reached(site: Site) -> None:
    site.app.add_url_rule("/omarkt", "unmarked", lambda: "hemligt")
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = site.app.test_client().get("/omarkt")
    assert answer.status_code == 500
    assert "hemligt" not in answer.text


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method and address that asks for a sign-in, with values filled in."""
    for rule in rules(app):
        if rule.endpoint in OPEN_TO_ALL or rule.endpoint.partition(".")[0] in OPEN.values():
            continue
        address = rule.build({name: VALUES.get(name, "1") for name in rule.arguments}, append_unknown=False)
        assert address is not None, rule.rule
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, address[1]


def test_who_is_not_signed_in_is_sent_to_sign_in_or_told_so(site: Site) -> None:
    client = site.app.test_client()
    asked = list(addresses(site.app))
    assert len(asked) > 8
    for method, address in asked:
        answer = client.open(address, method=method, headers={"Accept": "text/html"})
        if method == "GET":
            assert (answer.status_code, answer.location.startswith("/logga-in?next=")) == (302, True), address
        else:
            assert answer.status_code == 401, address


def test_without_an_account_only_what_is_published_is_read(site: Site) -> None:
    """Under the open names stand the readers' own views and no others, and none of them takes anything."""
    views = site.app.view_functions
    opened = [rule for rule in rules(site.app) if rule.endpoint.partition(".")[0] in OPEN.values()]
    assert len(opened) > 10
    assert {mark_of(views[rule.endpoint]) for rule in opened} == {"view_published"}
    assert {method for rule in opened for method in rule.methods or ()} == {"GET", "HEAD", "OPTIONS"}
    assert all(rule.rule.startswith("/oppet/") for rule in opened)


def test_a_script_is_answered_with_words_not_with_a_page(site: Site) -> None:
    answer = site.app.test_client().get("/program", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["error"] == "Du är inte inloggad"


@pytest.fixture
def signed_in(site: Site) -> FlaskClient:
    site.app.config["WTF_CSRF_ENABLED"] = False
    client = site.app.test_client()
    answer = client.post("/logga-in", data={"login": "ada", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_an_administrator_sees_no_figures(site: Site, signed_in: FlaskClient) -> None:
    for address in ("/program", "/program/vald-2021-2025/2024-T2", "/program/vald-2021-2025/2024-T2/rapport.json"):
        answer = signed_in.get(address)
        assert answer.status_code == 403
        assert "Du har inte behörighet till sidan" in answer.text


def test_an_administrator_is_told_which_commands_there_are(signed_in: FlaskClient, site: Site) -> None:
    page = signed_in.get("/").text
    command_shown = re.compile(r'<code translate="no">tracker ([^<]+)</code>')
    told = command_shown.findall(page)
    assert len(told) == 8
    for words in told:
        context = click.Context(program)
        command: click.Command | None = program
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            command = command.get_command(context, word)
        assert command is not None, words
        flags = {flag for parameter in command.params for flag in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= flags, words
    other = site.app.test_client()
    assert other.post("/logga-in", data={"login": "rolf", "password": PASSWORD}).status_code == 302
    seen_by_a_reader = other.get("/", follow_redirects=True)
    assert seen_by_a_reader.status_code == 200 and not command_shown.search(seen_by_a_reader.text)
