"""One's own password: changed with the present one, and every other sign-in ends."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from werkzeug.user_agent import UserAgent

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_auth import is_in, sign_in_as, token
from tracker.web.signing_in import device

NEW = "gurka moln trappa sju"


def send(client: FlaskClient, present: str, new: str, again: str | None = None) -> TestResponse:
    sent = {"password": present, "new_password": new, "new_password_again": new if again is None else again}
    return client.post("/mitt-konto", data={**sent, "csrf_token": token(client)})


def test_the_new_password_holds_here_and_the_old_one_nowhere(site: Site) -> None:
    here, there = site.app.test_client(), site.app.test_client()
    assert (sign_in_as(here, "rolf"), sign_in_as(there, "rolf")) == (302, 302)
    assert send(here, PASSWORD, NEW).status_code == 302
    assert "Lösenordet är bytt." in here.get("/mitt-konto").text
    assert is_in(here) and not is_in(there)
    assert (sign_in_as(there, "rolf"), sign_in_as(there, "rolf", NEW)) == (401, 302)


@pytest.mark.parametrize(
    ("present", "new", "again", "field", "words"),
    [
        ("fel lösenord", NEW, None, "password", "Lösenordet stämmer inte."),
        (PASSWORD, "kort", None, "new_password", "minst 12"),
        (PASSWORD, "Rolf Ström 2026", None, "new_password", "går lätt att gissa"),
        (PASSWORD, NEW, "något annat", "new_password_again", "samma lösenord två gånger"),
    ],
)
def test_what_is_refused_changes_nothing(
    site: Site, present: str, new: str, again: str | None, field: str, words: str
) -> None:
    client = site.app.test_client()
    sign_in_as(client, "rolf")
    answer = send(client, present, new, again)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text and words in answer.text
    assert PASSWORD not in answer.text and NEW not in answer.text
    assert sign_in_as(site.app.test_client(), "rolf") == 302


def sign_ins(client: FlaskClient) -> list[str]:
    """The addresses that end the person's other sign-ins, as the page offers them."""
    return re.findall(r'action="(/mitt-konto/inloggningar/[0-9]+)"', client.get("/mitt-konto").text)


def test_a_person_sees_the_own_sign_ins_and_ends_one(site: Site) -> None:
    here, there, third = (site.app.test_client() for _client in range(3))
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    assert sign_in_as(there, "rolf") == 302 and there.get("/mitt-konto", headers=firefox).status_code == 200
    data = {"login": "rolf", "password": PASSWORD, "csrf_token": token(third)}
    assert third.post("/logga-in", data=data, headers=firefox).status_code == 302
    assert sign_in_as(here, "rolf") == 302
    page = here.get("/mitt-konto").text
    assert "Firefox, Windows" in page and "den här inloggningen" in page and "ingen som loggen minns" not in page
    latest, _first = sign_ins(here)
    assert here.post(latest, data={"csrf_token": token(here)}).status_code == 302
    assert is_in(here) and is_in(there) and not is_in(third)
    assert here.post(latest, data={"csrf_token": token(here)}).status_code == 404
    assert here.post("/mitt-konto/inloggningar", data={"csrf_token": token(here)}).status_code == 302
    assert is_in(here) and not is_in(there) and sign_ins(here) == []


def test_nobody_ends_anothers_sign_in(site: Site) -> None:
    rolf, sara, other = (site.app.test_client() for _client in range(3))
    assert (sign_in_as(rolf, "rolf"), sign_in_as(other, "rolf"), sign_in_as(sara, "sara")) == (302, 302, 302)
    (address,) = sign_ins(rolf)
    assert sara.post(address, data={"csrf_token": token(sara)}).status_code == 404
    assert is_in(other)


@pytest.mark.parametrize(("agent", "told"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
    ("curl/8.0", ""), ("", ""), ("<script>", ""),
])  # fmt: skip
def test_what_somebody_signed_in_with(agent: str, told: str) -> None:
    assert device(UserAgent(agent)) == told
