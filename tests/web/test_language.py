"""The language of a page: the account's, else the one chosen in this browser, else the browser's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import render_template_string
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.fixtures.server import PASSWORD, Site
from tracker.editions import preparations as preparing
from tracker.editions import prepared
from tracker.editions.prepared import Prepared
from tracker.store.database import read_session, write_session
from tracker.store.definition import OrganisationRow
from tracker.words import gettext, language, use_language

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,sv;q=0.8"}
SWEDISH = {"Accept-Language": "sv-SE,sv;q=0.9,en;q=0.8"}


@pytest.fixture
def client(site: Site) -> FlaskClient:
    site.app.config["WTF_CSRF_ENABLED"] = False
    return site.app.test_client()


def spoken(answer: TestResponse) -> str:
    """The language that the page says it is in; the header says the same."""
    found = re.search(r'<html lang="(\w+)">', answer.text)
    assert found is not None and answer.headers["Content-Language"] == found[1]
    return found[1]


def sign_in(client: FlaskClient, login: str) -> None:
    assert client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302


def test_the_browser_is_asked_first(client: FlaskClient) -> None:
    assert spoken(client.get("/logga-in", headers=ENGLISH)) == "en"
    assert spoken(client.get("/logga-in", headers=SWEDISH)) == "sv"
    assert spoken(client.get("/logga-in", headers={"Accept-Language": "de, fr;q=0.5"})) == "sv"
    assert {"Accept-Language", "Cookie"} <= set(client.get("/logga-in").vary)


def test_a_choice_made_before_signing_in_holds_in_this_browser(client: FlaskClient, site: Site) -> None:
    answer = client.post("/sprak", data={"language": "en", "next": "/logga-in?next=/program"}, headers=SWEDISH)
    assert (answer.status_code, answer.location) == (303, "/logga-in?next=/program")
    assert spoken(client.get("/logga-in", headers=SWEDISH)) == "en"
    assert spoken(site.app.test_client().get("/logga-in", headers=SWEDISH)) == "sv"
    sign_in(client, "rolf")
    assert spoken(client.get("/nowhere", headers=SWEDISH)) == "en"


def test_the_accounts_choice_follows_the_person(client: FlaskClient, site: Site) -> None:
    sign_in(client, "rolf")
    client.post("/sprak", data={"language": "en", "next": "/"})
    elsewhere = site.app.test_client()
    sign_in(elsewhere, "rolf")
    assert spoken(elsewhere.get("/nowhere", headers=SWEDISH)) == "en"
    sign_in(elsewhere, "sara")
    assert spoken(elsewhere.get("/nowhere", headers=SWEDISH)) == "sv"


def test_every_page_offers_the_other_language_and_comes_back(client: FlaskClient) -> None:
    def offered(answer: TestResponse) -> tuple[str, ...]:
        (form,) = re.findall(r'<form class="site-language".*?action="/sprak">.*?</form>', answer.text, re.DOTALL)
        return re.findall(r'name="next" value="([^"]*)"', form)[0], *re.findall(r'name="language" value="(\w+)"', form)

    assert offered(client.get("/logga-in?next=/x")) == ("/logga-in?next=/x", "en")
    assert offered(client.get("/logga-in", headers=ENGLISH)) == ("/logga-in", "sv")
    assert offered(client.get("/nowhere")) == ("/nowhere", "en")
    refused = client.post("/logga-in", data={"login": "rolf", "password": "fel"})
    assert offered(refused) == ("/logga-in", "en")
    assert offered(client.post("/sprak", data={"language": "tlh"})) == ("/", "en")


def test_the_choice_leads_nowhere_else(client: FlaskClient) -> None:
    answer = client.post("/sprak", data={"language": "en", "next": "https://example.org/"})
    assert answer.location == "/"


def test_one_request_leaves_nothing_to_the_next(client: FlaskClient, site: Site) -> None:
    client.get("/logga-in", headers=ENGLISH)
    assert language() == "sv"


def test_what_is_kept_between_requests_holds_no_ones_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next edition is kept for everybody; what it tells in words is each reader's own."""
    kept: Any = Prepared(None, "2024-T2-1", None, None, {}, {}, None)  # type: ignore[arg-type]  # only its words are asked for
    monkeypatch.setattr(prepared, "incidents_told", lambda _protection, _sources: gettext("Utgåvor"))
    monkeypatch.setattr(preparing, "_stamp", lambda *_: ("", 0, 0, "", ""))
    monkeypatch.setattr(preparing, "saved_texts", lambda *_: {})
    kept_ones = preparing.Preparations()
    kept_ones._kept["", 0, 0, "", ""] = kept
    told: list[Any] = []
    for code in ("en", "sv"):
        with use_language(code), read_session(site.engine) as session:
            told.append(kept_ones.get(session, "vald", "2024-T2").incidents)
    assert told == ["Editions", "Utgåvor"]


def test_words_of_the_definitions_are_marked_where_the_page_is_in_another_language(site: Site) -> None:
    for wanted, expected in ((ENGLISH, '<span lang="sv">Mål &lt;1&gt;</span>'), (SWEDISH, "Mål &lt;1&gt;")):
        with site.app.test_request_context("/logga-in", headers=wanted):
            site.app.preprocess_request()
            assert render_template_string("{{ 'Mål <1>' | cited }}") == expected


def test_a_browser_that_speaks_neither_gets_the_language_of_the_definitions(client: FlaskClient, site: Site) -> None:
    with write_session(site.engine) as session:
        city = session.scalars(select(OrganisationRow).where(OrganisationRow.kind == "city")).one()
        city.document = city.document.replace('"language":"sv"', '"language":"en"')
    assert spoken(client.get("/logga-in", headers={"Accept-Language": "fi"})) == "en"
    assert spoken(client.get("/logga-in", headers={"Accept-Language": "fi, sv;q=0.1"})) == "sv"
