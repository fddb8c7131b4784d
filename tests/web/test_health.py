"""What watches over the site may ask without an account, and is told no more than whether."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from tests.fixtures.server import Site
from tests.web.test_security import https_app
from tracker.config import Settings
from tracker.store import health
from tracker.web.app import create_app

Room = namedtuple("Room", "total used free")


def test_a_site_that_can_work_is_alive_and_ready(site: Site) -> None:
    client = site.app.test_client()
    assert client.get("/halsa").text == "ok\n"
    answer = client.get("/redo")
    assert answer.status_code == 200
    assert answer.get_json() == {"ready": True, "database": True, "disk": True, "mail": True}


def test_a_full_disk_is_not_ready_and_says_no_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Room(10**9, 10**9, health.LEAST_ROOM - 1))
    answer = site.app.test_client().get("/redo")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.get_json() == {"ready": False, "database": True, "disk": False, "mail": True}


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/x.db", "postgresql://x:hemligt@127.0.0.1:1/y"])
def test_without_its_database_it_is_alive_but_not_ready(url: str, tmp_path: Path) -> None:
    app = create_app(Settings(url, tmp_path, "http://127.0.0.1", None, "x" * 32, wait=1))
    client = app.test_client()
    assert client.get("/halsa").status_code == 200
    answer = client.get("/redo")
    assert (answer.status_code, answer.get_json()["database"]) == (503, False)
    assert "hemligt" not in answer.text


def test_over_plain_http_one_is_led_to_https_and_nothing_is_taken(site: Site, tmp_path: Path) -> None:
    client = https_app(site.engine, tmp_path, proxies=1).test_client()
    away = client.get("/program?period=2024-T2", headers={"X-Forwarded-Proto": "http"})
    assert (away.status_code, away.location) == (308, "https://uppfoljning.example/program?period=2024-T2")
    sent = client.post("/logga-in", data={"login": "karin"})
    assert sent.status_code == 400 and "bara över https" in sent.text
    assert client.get("/logga-in", headers={"X-Forwarded-Proto": "https"}).status_code == 200
    assert client.get("/halsa").status_code == 200
