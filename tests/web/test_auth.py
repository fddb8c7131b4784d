"""Signing in and out: what holds, what ends it, and where it leads."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.fixtures.server import PASSWORD, Site
from tracker.accounts import sign_in
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import disable_account, set_password
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.web import signing_in
from tracker.web.addresses import own_path

HOME = "/utgavor/vald-2021-2025"


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/logga-in").text)
    assert found
    return found[1]


def sign_in_as(client: FlaskClient, login: str, password: str = PASSWORD, target: str = "/") -> int:
    data = {"login": login, "password": password, "csrf_token": token(client), "next": target}
    return client.post("/logga-in", data=data).status_code


def is_in(client: FlaskClient) -> bool:
    return client.get(HOME).status_code == 200


def test_who_signs_in_is_in_and_named(site: Site) -> None:
    client = site.app.test_client()
    assert not is_in(client)
    assert sign_in_as(client, " KARIN ") == 302
    page = client.get(HOME).text
    assert "Karin Holm" in page
    assert "Logga ut" in page


@pytest.mark.parametrize(("login", "password"), [("karin", "fel"), ("ingen", PASSWORD), ("", ""), ("karin", "")])
def test_a_wrong_name_or_password_is_refused_in_the_same_words(site: Site, login: str, password: str) -> None:
    client = site.app.test_client()
    data = {"login": login, "password": password, "csrf_token": token(client)}
    answer = client.post("/logga-in", data=data)
    assert answer.status_code == 401
    assert "Användarnamnet eller lösenordet stämmer inte." in answer.text
    assert password not in answer.text or not password
    assert not is_in(client)


def test_too_many_attempts_are_told_so_even_with_the_right_password(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()  # stands still: on a busy machine the pause would be over before the next attempt
    monkeypatch.setattr(sign_in, "utc_now", lambda: now)
    client = site.app.test_client()
    statuses = [sign_in_as(client, "rolf", "fel") for _ in range(sign_in.PER_LOGIN_AND_ADDRESS.free)]
    assert set(statuses) == {401}
    assert sign_in_as(client, "rolf") == 429
    assert not is_in(client)


def test_sixty_wrong_sign_ins_from_behind_a_proxy_keep_nobody_out_for_longer_than_a_second(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each says that it comes from somewhere else, which nobody believes: to the site all of a city has one address."""
    clock = [utc_now()]
    monkeypatch.setattr(sign_in, "utc_now", lambda: clock[0])
    guesser, client = site.app.test_client(), site.app.test_client()
    form = {"password": "fel", "csrf_token": token(guesser)}
    for number in range(sign_in.PER_ADDRESS.free + 10):
        clock[0] += timedelta(seconds=0 if number < sign_in.PER_ADDRESS.free else 1.1)
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        assert guesser.post("/logga-in", data={**form, "login": f"någon-{number}"}, headers=headers).status_code == 401
    assert sign_in_as(client, "karin") == 429
    clock[0] += timedelta(seconds=1.1)
    assert sign_in_as(client, "karin") == 302 and is_in(client)


def test_the_session_of_before_is_left_behind(site: Site) -> None:
    """Who plants a session in another's browser shares nothing with what the other signs in to."""
    client = site.app.test_client()
    with client.session_transaction() as session:
        session["planted"] = "x"
        session["csrf_token"] = "0" * 40
    sign_in_as(client, "karin")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "0" * 40


def test_signing_out_ends_every_sign_in_of_the_person(site: Site) -> None:
    here, there = site.app.test_client(), site.app.test_client()
    sign_in_as(here, "karin")
    sign_in_as(there, "karin")
    kept = here.get_cookie("session")
    assert kept is not None
    answer = here.post("/logga-ut", data={"csrf_token": token(here)}, follow_redirects=True)
    assert "Du är utloggad." in answer.text
    assert not is_in(here)
    assert not is_in(there)
    here.set_cookie("session", kept.value)
    assert not is_in(here), "a copied cookie must not outlive the sign-out"


def test_a_disabled_account_is_out_at_once(site: Site) -> None:
    client = site.app.test_client()
    sign_in_as(client, "rolf")
    assert is_in(client)
    with write_session(site.engine) as session:
        disable_account(session, login="rolf", by=COMMAND_LINE)
    assert not is_in(client)


def test_a_new_password_ends_the_sign_ins_with_the_old_one(site: Site) -> None:
    client = site.app.test_client()
    sign_in_as(client, "rolf")
    with write_session(site.engine) as session:
        set_password(session, login="rolf", password="ett annat långt lösenord", by=COMMAND_LINE)
    assert not is_in(client)
    assert sign_in_as(client, "rolf") == 401
    assert sign_in_as(client, "rolf", "ett annat långt lösenord") == 302


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the clock of sign-ins go forward by so many seconds."""
    start, passed = time.time(), [0.0]
    monkeypatch.setattr(signing_in.time, "time", lambda: start + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


def test_a_sign_in_ends_after_an_idle_hour(site: Site, later: Callable[[float], None]) -> None:
    client = site.app.test_client()
    sign_in_as(client, "karin")
    for _ in range(3):
        later(signing_in.IDLE_SECONDS - 60)
        assert is_in(client)
    later(signing_in.IDLE_SECONDS + 1)
    assert not is_in(client)


def test_a_sign_in_ends_after_a_long_day_of_work(site: Site, later: Callable[[float], None]) -> None:
    client = site.app.test_client()
    sign_in_as(client, "karin")
    half_hours = int(signing_in.LONGEST_SECONDS / 1800)
    for _ in range(half_hours):
        assert is_in(client)
        later(1800)
    later(1)
    assert not is_in(client)


def test_a_page_left_open_over_an_expired_sign_in_can_still_be_sent(site: Site) -> None:
    """The same person's form token goes on, so that nothing typed is lost; another's does not."""
    client = site.app.test_client()
    sign_in_as(client, "sara")
    old = token(client)
    with client.session_transaction() as session:
        session["seen"] -= signing_in.IDLE_SECONDS + 1
    sign_in_as(client, "sara")
    assert client.post("/logga-ut", data={"csrf_token": old}).status_code == 302
    sign_in_as(client, "amir")
    assert client.post("/logga-ut", data={"csrf_token": old}).status_code == 400


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/program?period=2024-T2", "/program?period=2024-T2"),
        ("/", "/"),
        (None, "/"),
        ("", "/"),
        ("https://ond.example/", "/"),
        ("//ond.example", "/"),
        ("/\\ond.example", "/"),
        ("\\\\ond.example", "/"),
        ("javascript:alert(1)", "/"),
        ("program", "/"),
        ("/\t/ond.example", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
    ],
)
def test_signing_in_leads_only_within_the_site(given: str | None, path: str) -> None:
    assert own_path(given) == path


def test_after_signing_in_one_is_where_one_was_going(site: Site) -> None:
    client = site.app.test_client()
    away = client.get("/program?x=1")
    assert away.location == "/logga-in?next=/program?x%3D1"
    page = client.get(away.location).text
    assert 'name="next" value="/program?x=1"' in page
    data = {"login": "karin", "password": PASSWORD, "csrf_token": token(client), "next": "/program?x=1"}
    assert client.post("/logga-in", data=data).location == "/program?x=1"
