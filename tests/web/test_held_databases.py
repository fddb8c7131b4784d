"""A database that somebody else holds, that says nothing or is gone: 503 within seconds, and others are unharmed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.fixtures.impatient import WAIT
from tests.fixtures.postgres import database_name, stopped
from tests.fixtures.server import PASSWORD, PEOPLE, Site
from tests.web.test_auth import sign_in_as, token
from tracker.store.database import DatabaseBusy, connect, read_session
from tracker.web.access import public

BROMMA = "/uppfoljning/prov/2024-T2/bromma"
SAVES = 8


@contextmanager
def held(engine: Engine, *tables: str) -> Iterator[None]:
    """Somebody else holds the lock that every save needs: of PostgreSQL's tables, or SQLite's only one."""
    other = connect(engine.url.render_as_string(hide_password=False), WAIT)
    with other.execution_options(writes=True).connect() as connection, connection.begin():
        on_server = other.dialect.name == "postgresql"
        connection.execute(text(f"LOCK TABLE {', '.join(tables)}" if on_server else "SELECT 1"))
        yield
    other.dispose()


def save(client: FlaskClient, n: int, seen: int = 0) -> TestResponse:
    """As the page's script saves."""
    typed = {"I1.2/n": str(n), "seen:I1.2": str(seen)}
    return client.post(BROMMA, data=typed, headers={"Accept": "application/json"})


def test_eight_saves_that_meet_a_lock_are_told_so_in_seconds_and_nobody_else_waits(
    impatient: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(impatient.app.config, "WTF_CSRF_ENABLED", False)
    sara = impatient.app.test_client()
    assert sign_in_as(sara, "sara") == 302
    saved, kept = save(sara, 3), sara.get_cookie("session")
    assert saved.status_code == 200 and kept is not None
    clients = [impatient.app.test_client() for _ in range(SAVES)]
    for client in clients:
        client.set_cookie("session", kept.value)
    with ThreadPoolExecutor(SAVES) as threads, held(impatient.engine, "event", "change"):
        saving = [threads.submit(save, client, 4 + number) for number, client in enumerate(clients)]
        assert impatient.app.test_client().get("/logga-in").status_code == 200
        assert sara.get("/mitt-konto").status_code == 200
        answers = [each.result(timeout=WAIT * 10) for each in saving]
    assert {(each.status_code, each.headers["Retry-After"]) for each in answers} == {(503, "10")}
    assert "Tjänsten är upptagen" in answers[0].get_json()["error"]
    with read_session(impatient.engine) as session:
        assert session.execute(text("SELECT n FROM value")).scalars().all() == [3]
    assert save(sara, 5, saved.get_json()["tokens"]["I1.2"]).status_code == 200


def test_a_sign_in_that_meets_a_lock_is_told_so_in_seconds_and_shows_no_password(impatient: Site) -> None:
    client = impatient.app.test_client()
    form = {"login": "sara", "password": PASSWORD, "next": "/", "csrf_token": token(client)}
    began = time.monotonic()
    with held(impatient.engine, "sign_in_attempt"):
        answer = client.post("/logga-in", data=form)
        with read_session(impatient.engine) as session:
            assert session.execute(text("SELECT count(*) FROM account")).scalar_one() == len(PEOPLE)
    assert time.monotonic() - began < WAIT * 10
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert PASSWORD not in answer.text


def test_what_was_sent_stands_on_the_page_to_be_sent_again(impatient: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    @public
    def busy() -> str:
        raise DatabaseBusy("upptagen")

    impatient.app.add_url_rule("/upptagen", "busy", busy, methods=["POST"])
    monkeypatch.setitem(impatient.app.config, "WTF_CSRF_ENABLED", False)
    answer = impatient.app.test_client().post("/upptagen?x=1", data={"text-M1": 'Rad "ett"\nrad <två>'})
    assert answer.status_code == 503
    assert 'action="/upptagen?x=1"' in answer.text
    assert 'name="text-M1" value="Rad &#34;ett&#34;\nrad &lt;två&gt;"' in answer.text


def test_pages_give_up_a_server_that_is_stopped(
    impatient_on_server: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """The server and all that works for it: who is connected is given up, and so is who comes. Both at once."""
    site = impatient_on_server
    clients = [site.app.test_client() for _ in range(2)]
    for client in clients:
        assert sign_in_as(client, "sara") == 302
    began = time.monotonic()
    with stopped(str(site.engine.url.query["host"])), ThreadPoolExecutor(len(clients)) as threads:
        answers = list(threads.map(lambda client: client.get(BROMMA), clients))
        assert site.app.test_client().get("/halsa").status_code == 200
    assert time.monotonic() - began < WAIT * 10
    assert [(each.status_code, each.headers["Retry-After"]) for each in answers] == [(503, "10")] * len(clients)
    assert caplog.text.count("svarar inte i tid") == len(clients)
    assert clients[0].get(BROMMA).status_code == 200


def test_a_server_that_is_gone_is_a_line_of_the_log_and_503_until_it_is_back(
    impatient_on_server: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site = impatient_on_server
    client = site.app.test_client()
    assert sign_in_as(client, "sara") == 302
    caplog.set_level(logging.INFO)
    with gone(site.engine):
        caplog.clear()
        answers = [client.get(BROMMA) for _ in range(3)]
        lines = [(each.name, each.exc_info) for each in caplog.records]
    assert [(each.status_code, each.headers["Retry-After"]) for each in answers] == [(503, "10")] * 3
    assert "Tjänsten är upptagen" in answers[0].text
    assert lines == [("tracker.web", None), ("tracker.requests", None)] * 3
    assert client.get(BROMMA).status_code == 200


@contextmanager
def gone(engine: Engine) -> Iterator[None]:
    """As a server is that was stopped: who is connected is thrown out, and nobody new is let in."""
    url = engine.url.render_as_string(hide_password=False)
    name, where = database_name(url), f"host={engine.url.query['host']} user=tracker dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
