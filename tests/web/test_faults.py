"""Databases that are held, slow or gone, and addresses that mean no good: 503 or 4xx, never 500, on both databases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from tests.fixtures.server import PASSWORD, PEOPLE, Site
from tests.web.test_auth import sign_in_as, token
from tests.world import DEFINITIONS, TODAY
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.config import Settings
from tracker.store.account import AttemptRow
from tracker.store.database import DatabaseBusy, connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.readings import ReadingRow
from tracker.web.access import public

WAIT = 1


@pytest.fixture
def impatient(migrated_url: str, tmp_path: Path) -> Iterator[Site]:
    """The site on either database, which waits a second where an installation waits five."""
    from tracker.web.app import create_app

    engine = connect(migrated_url, WAIT)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        for login, name, role, unit in PEOPLE:
            add_account(session, login=login, name=name, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
    app = create_app(Settings(migrated_url, tmp_path, "http://127.0.0.1", None, "x" * 32, wait=WAIT), engine)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield Site(app, engine)
    engine.dispose()


@pytest.fixture
def held(impatient: Site, migrated_url: str) -> Iterator[Site]:
    """The same while somebody else holds the lock that every save needs."""
    other: Engine = connect(migrated_url, WAIT)
    with other.execution_options(writes=True).connect() as connection, connection.begin():
        if other.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE sign_in_attempt, event, change"))
        else:
            connection.execute(text("SELECT 1"))
        yield impatient
    other.dispose()


def test_a_save_that_meets_a_lock_is_told_so_in_seconds_and_loses_nothing(held: Site) -> None:
    client = held.app.test_client()
    form = {"login": "sara", "password": PASSWORD, "next": "/", "csrf_token": token(client)}
    began = time.monotonic()
    answer = client.post("/logga-in", data=form)
    assert time.monotonic() - began < WAIT * 10
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert PASSWORD not in answer.text


def test_pages_that_only_read_go_on_meanwhile(held: Site) -> None:
    assert held.app.test_client().get("/logga-in").status_code == 200
    with read_session(held.engine) as session:
        assert session.execute(text("SELECT count(*) FROM account")).scalar_one() == len(PEOPLE)


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


HOSTILE = (
    ("/logga-in?next=//[", "anybody", 200),
    ("/logga-in?next=http://[::1", "anybody", 200),
    ("/laslogg?sida=9223372036854775808", "karin", 200),
    ("/laslogg?sida=-1", "karin", 200),
    (f"/static/0/{'x' * 3000}", "anybody", 404),
    ("/logga-in?next=%00", "anybody", 400),
    ("/program/prov/2024-T2?visa=%00", "karin", 400),
    ("/utgavor/prov/%00", "karin", 400),
    ("/underlag/finns-inte", "karin", 404),
    ("/mottagning/prov/%00", "sara", 403),
    ("/uppfoljning/prov/2024-T2/bromma/historik?item=%00", "sara", 400),
    ("/oppet/program/a%00b/2024-T2", "anybody", 404),
    ("/oppet/program/a%00b/2024-T2/aktivitet/A1", "karin", 404),
)


def test_an_address_that_means_no_good_is_no_fault_of_ours(impatient: Site) -> None:
    clients = {login: impatient.app.test_client() for login in ("anybody", "karin", "sara")}
    for login in ("karin", "sara"):
        assert sign_in_as(clients[login], login) == 302
    answers = [(address, login, clients[login].get(address).status_code) for address, login, _status in HOSTILE]
    assert answers == list(HOSTILE)


def test_a_host_that_nobody_can_be_called_is_answered_in_words(impatient: Site) -> None:
    """No address can be made for it, so that no page could be."""
    answer = impatient.app.test_client().get("/logga-in", environ_overrides={"HTTP_HOST": "a" * 300})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain") and "gick inte att förstå" in answer.text


def test_to_ask_for_methods_is_no_reading(impatient: Site) -> None:
    client = impatient.app.test_client()
    assert sign_in_as(client, "karin") == 302
    assert client.options(f"/uppfoljning/{'x' * 300}/2024-T2/bromma").status_code == 200
    with read_session(impatient.engine) as session:
        assert session.scalar(select(func.count()).select_from(ReadingRow)) == 0


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.1")])
def test_an_address_is_believed_only_from_ones_own_proxies(
    impatient: Site, tmp_path: Path, proxies: int, address: str
) -> None:
    """Else who guesses claims another one each time, or a whole city is slowed down behind its proxy's."""
    from tracker.web.app import create_app

    settings = Settings("", tmp_path, "http://127.0.0.1", None, "x" * 32, proxies=proxies)
    client = create_app(settings, impatient.engine).test_client()
    form = {"login": "sara", "password": "fel", "csrf_token": token(client)}
    passed_on = {"X-Forwarded-For": "192.0.2.1, 198.51.100.1, 203.0.113.9"}
    assert client.post("/logga-in", data=form, headers=passed_on).status_code == 401
    with read_session(impatient.engine) as session:
        assert session.scalars(select(AttemptRow.address)).all() == [address]


def test_nul_in_a_form_is_refused(impatient: Site) -> None:
    client = impatient.app.test_client()
    form = {"login": "sa\0ra", "password": PASSWORD, "csrf_token": token(client)}
    assert client.post("/logga-in", data=form).status_code == 400


def test_a_file_in_the_place_of_a_text_is_refused(impatient: Site) -> None:
    client = impatient.app.test_client()
    for name in ("login", "file"):
        form = {"password": PASSWORD, "csrf_token": token(client), name: (BytesIO(b"x"), "x.xlsx")}
        assert client.post("/logga-in", data=form).status_code == 400


def test_a_clock_that_was_set_back_lets_one_in(impatient: Site) -> None:
    """The sign-in before was ended two hours from now, as the clock tells it."""
    with write_session(impatient.engine) as session:
        later = "datetime('now', '+2 hours')" if impatient.engine.dialect.name == "sqlite" else "now() + interval '2h'"
        session.execute(text(f"UPDATE account SET sessions_from = {later} WHERE login = 'rolf'"))
    client = impatient.app.test_client()
    assert sign_in_as(client, "rolf") == 302
    assert client.get("/utgavor/prov").status_code == 200


def test_no_log_line_holds_what_was_looked_for(impatient: Site) -> None:
    assert impatient.engine.hide_parameters is True
