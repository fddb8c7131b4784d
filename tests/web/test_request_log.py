"""The log of requests: each line has its request's number, and none holds what was typed or who somebody is by name."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_auth import sign_in_as
from tracker.config import Settings
from tracker.store.database import read_session, write_session
from tracker.store.security_events import MOST_OF_STRANGERS, add_event, security_events
from tracker.web import request_log
from tracker.web.app import create_app
from tracker.web.log_lines import formatter

Told = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def told() -> Iterator[Told]:
    """The lines that were written since they were last looked at."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    handler.setFormatter(formatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)

    def lines() -> list[dict[str, Any]]:
        written = stream.getvalue().splitlines()
        stream.seek(0)
        stream.truncate()
        return [line for line in map(json.loads, written) if line["logger"].startswith("tracker")]

    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_each_answer_has_the_number_of_its_line(site: Site, told: Told) -> None:
    client = site.app.test_client()
    assert sign_in_as(client, "sara") == 302
    told()
    answer = client.get("/uppfoljning/vald-2021-2025/2024-T2/bromma?visa=hemligt")
    (line,) = told()
    assert line["request"] == answer.headers["X-Request-ID"] and re.fullmatch("[0-9a-f]{16}", line["request"])
    page = "/uppfoljning/<program>/<period>/<unit>"
    assert (line["event"], line["method"], line["page"], line["status"]) == ("request", "GET", page, 200)
    assert isinstance(line["account"], int) and line["ms"] >= 0 and line["level"] == "info"
    assert client.get("/", headers={"X-Request-ID": "a" * 16}).headers["X-Request-ID"] != "a" * 16, "no proxy of ours"


def test_a_proxy_of_ours_may_give_the_number_and_only_one_that_is_one(site: Site, tmp_path: Path, told: Told) -> None:
    app = create_app(Settings(str(site.engine.url), tmp_path, "http://127.0.0.1", None, "x" * 32, proxies=1))
    client = app.test_client()
    for given, kept in (("abc-DEF_123", True), ("a", False), ("a b c d e f g h", False), ("x" * 65, False)):
        answer = client.get("/logga-in", headers={"X-Request-ID": given})
        assert (answer.headers["X-Request-ID"] == given) == kept
        assert told()[-1]["request"] == answer.headers["X-Request-ID"]


def test_no_line_holds_a_name_a_password_or_what_was_looked_for(site: Site, told: Told) -> None:
    client = site.app.test_client()
    sign_in_as(client, "sara", "mitt hemliga lösenord")
    sign_in_as(client, "sara")
    client.get("/finns-inte/191212121212?namn=Kalle")
    client.post("/sprak", data={"language": "Kalle"})
    shown = json.dumps(told(), ensure_ascii=False)
    for word in ("sara", "Sara", "hemliga", PASSWORD, "Kalle", "1912", "finns-inte"):
        assert word not in shown


def test_a_fault_is_told_by_its_kind_and_place_and_never_by_its_words(
    site: Site, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> str:
        with write_session(site.engine) as session:
            session.execute(text("INSERT INTO nowhere VALUES (:x)"), {"x": "Kalle Karlsson"})
        return ""

    monkeypatch.setitem(site.app.view_functions, "health.alive", fails)
    monkeypatch.setitem(site.app.config, "PROPAGATE_EXCEPTIONS", False)
    fails.access = "public"  # type: ignore[attr-defined]  # as a view is marked
    answer = site.app.test_client().get("/halsa")
    assert answer.status_code >= 500
    lines = told()
    assert lines and {line["request"] for line in lines} == {answer.headers["X-Request-ID"]}
    assert "Kalle" not in json.dumps(lines) and lines[-1]["level"] == "warning"


def test_a_raised_fault_names_its_kind_its_causes_and_its_frames(told: Told) -> None:
    def typed() -> None:
        raise ValueError("Kalle")

    try:
        try:
            typed()
        except ValueError as fault:
            raise LookupError("Karlsson") from fault
    except LookupError:
        logging.getLogger("tracker.test").exception("it failed")
    (line,) = told()
    assert line["fault"] == ["LookupError", "ValueError"] and "Kalle" not in str(line) and "Karlsson" not in str(line)
    assert line["where"][-1].endswith("test_a_raised_fault_names_its_kind_its_causes_and_its_frames")


def test_a_slow_request_is_a_warning_and_what_watches_is_silent(
    site: Site, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.app.test_client()
    client.get("/halsa")
    assert told() == []
    monkeypatch.setattr(request_log, "SLOW_SECONDS", 0.0)
    client.get("/logga-in")
    (line,) = told()
    assert (line["event"], line["level"]) == ("slow request", "warning")


def test_what_strangers_are_refused_is_written_down_and_cannot_fill_the_log(site: Site) -> None:
    client = site.app.test_client()
    for _time in range(3):
        assert client.post("/sprak", data={"language": "en"}).status_code == 400
        assert client.get("/mitt-konto", headers={"Accept": "application/json"}).status_code == 401

    def kept() -> list[tuple[str | None, str, str]]:
        with read_session(site.engine) as session:
            return [(e.login, e.kind, e.what) for e in security_events(session) if e.kind != "changed"]

    assert kept() == [(None, "form_refused", "/sprak")], "one from each address in ten minutes"
    with write_session(site.engine) as session:
        for number in range(MOST_OF_STRANGERS - 1):
            add_event(session, "forbidden", None, f"10.0.{number // 250}.{number % 250}")
    other = site.app.test_client()
    other.get("/mitt-konto", headers={"Accept": "application/json"}, environ_base={"REMOTE_ADDR": "10.9.9.9"})
    assert len(kept()) == MOST_OF_STRANGERS


def test_numbers_are_shown_to_who_has_the_token_and_to_nobody_else(site: Site, tmp_path: Path) -> None:
    token = "ten different signs 0123456789 and many more"
    settings = Settings(str(site.engine.url), tmp_path, "http://127.0.0.1", None, "x" * 32)
    client = create_app(replace(settings, metrics_token=token)).test_client()
    client.get("/logga-in")
    client.get("/finns-inte/Kalle")
    client.open("/logga-in", method="INVENTED")
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer "}):
        assert client.get("/matt", headers=headers).status_code == 404
    shown = client.get("/matt", headers={"Authorization": f"Bearer {token}"})
    assert shown.status_code == 200 and "Kalle" not in shown.text and "INVENTED" not in shown.text
    assert 'tracker_requests_total{method="GET",page="/logga-in",status="200"} 1.0' in shown.text
    assert 'tracker_request_seconds_count{page="/logga-in"} 1.0' in shown.text
    assert 'tracker_jobs{state="waiting"} 0.0' in shown.text
    assert create_app(settings).test_client().get("/matt").status_code == 404
