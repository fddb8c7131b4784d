"""The headers that every answer carries, the form token, and words for every failure."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from flask import Flask, abort
from sqlalchemy import Engine
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.test import TestResponse

from tests.cpu import seconds
from tests.fixtures.server import Site
from tracker.config import Settings
from tracker.web.access import public
from tracker.web.app import LARGEST_FORM, create_app
from tracker.web.errors import explanation

STATUSES = (400, 403, 404, 409, 413, 429, 500, 503)


def failing(app: Flask, path: str, fail: Callable[[], str]) -> None:
    app.add_url_rule(path, path, public(fail))


def test_every_answer_carries_the_headers(site: Site) -> None:
    client = site.app.test_client()
    for address in ("/logga-in", "/", "/finns-inte"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in headers


def test_files_with_their_hash_in_the_address_are_kept_for_ever(site: Site) -> None:
    client = site.app.test_client()
    page = client.get("/logga-in").text
    address = page.partition('href="/static/')[2].partition('"')[0]
    with client.session_transaction() as session:
        session.update(account=1)
        session.permanent = True
    answer = client.get(f"/static/{address}")
    assert "immutable" in answer.headers["Cache-Control"]
    # Else a proxy could hand out one reader's sign-in to the next, and a browser would fetch the file for every page.
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def https_app(engine: Engine, folder: Path, proxies: int = 0) -> Flask:
    settings = Settings(str(engine.url), folder, "https://uppfoljning.example", None, "x" * 32, proxies=proxies)
    return create_app(settings, engine)


def test_behind_https_the_cookie_and_the_site_stay_there(site: Site, tmp_path: Path) -> None:
    app = https_app(site.engine, tmp_path)
    answer = app.test_client().get("/logga-in", base_url="https://uppfoljning.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_over_plain_http_the_cookie_is_still_out_of_scripts_reach(site: Site) -> None:
    cookie = site.app.test_client().get("/logga-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_what_a_request_said_is_not_said_back(site: Site) -> None:
    """TRACE would tell a script what it may not read: the cookie."""
    assert site.app.test_client().open("/logga-in", method="TRACE").status_code == 405


def test_a_change_without_the_form_token_is_refused(site: Site) -> None:
    answer = site.app.test_client().post("/logga-in", data={"login": "karin", "password": "x"})
    assert answer.status_code == 400
    assert "Sidan har legat öppen för länge" in answer.text


@pytest.mark.parametrize("status", STATUSES)
def test_every_failure_is_a_swedish_page(site: Site, status: int) -> None:
    failing(site.app, "/fel", lambda: abort(status))
    answer = site.app.test_client().get("/fel", headers={"Accept": "text/html"})
    told = explanation(status)
    assert answer.status_code == status
    assert f"<h1>{told.title}</h1>" in answer.text
    assert told.advice in answer.text
    html5lib.HTMLParser(strict=True).parse(answer.text)


def test_the_words_differ_from_one_failure_to_the_next() -> None:
    assert len({explanation(status).title for status in (*STATUSES, 401, 405)}) == len(STATUSES) + 2
    assert explanation(418) == explanation(400)
    assert explanation(502) == explanation(500)


def test_our_own_sentence_takes_the_place_of_the_general_advice(site: Site) -> None:
    failing(site.app, "/fel", lambda: abort(404, description="Målet M9 finns inte i programmet."))
    assert "Målet M9 finns inte i programmet." in site.app.test_client().get("/fel").text


def test_the_headers_of_an_error_are_kept(site: Site) -> None:
    def refuse() -> str:
        raise MethodNotAllowed(["GET"])

    failing(site.app, "/fel", refuse)
    answer = site.app.test_client().get("/fel")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_fault_in_the_program_shows_nothing_of_itself(site: Site) -> None:
    def break_down() -> str:
        raise ZeroDivisionError("hemligt innehåll")

    failing(site.app, "/fel", break_down)
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = site.app.test_client().get("/fel")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert "hemligt" not in answer.text


def test_a_database_that_is_gone_is_a_page_too(site: Site, tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path / 'tom.sqlite3'}", tmp_path, "http://127.0.0.1", None, "x" * 32)
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.test_client() as client, client.session_transaction() as session:
        session.update(account=1, at=2e10, seen=2e10)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Tjänsten är upptagen" in answer.text


LARGE = 14_900_000
FIELDS, PART = b"a=&" * (LARGE // 3), b'--x\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", FIELDS),
        ("multipart/form-data; boundary=x", PART + b"\0" * LARGE + b"\r\n--x--\r\n"),
    ],
)
def test_a_form_that_is_too_large_is_refused_unread(site: Site, kind: str, body: bytes) -> None:
    """It took five seconds of the processor and 720 MiB."""
    answers: list[TestResponse] = []
    client, before = site.app.test_client(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in ("/logga-in", "/uppfoljning/vald-2021-2025/2024-T2/bromma"):
        taken = seconds(lambda path=path: answers.append(client.post(path, data=body, content_type=kind)))
        assert taken < 1
    assert [each.status_code for each in answers] == [413, 413]
    assert "Det som skickades är för stort" in answers[0].text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_form_may_hold_what_somebody_writes_for_days(site: Site) -> None:
    """Nearly as much as any form may hold, in one of its fields; the token lacks, which is seen when it is read."""
    form = {"text": "x" * (LARGEST_FORM - 100)}
    assert site.app.test_client().post("/logga-in", data=form).status_code == 400
    form["text"] += "x" * 100
    assert site.app.test_client().post("/logga-in", data=form).status_code == 413
