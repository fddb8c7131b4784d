"""The language of a page: the account's, else the one chosen in this browser, else the browser's own."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.server import PASSWORD, Site

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
        (form,) = re.findall(r'<form method="post" action="/sprak">.*?</form>', answer.text, re.DOTALL)
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
    from tracker.words import language

    assert language() == "sv"
