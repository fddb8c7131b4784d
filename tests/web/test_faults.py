"""Addresses and forms that mean no good: refused, never a failure, on both databases; and nothing of them in logs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_auth import sign_in_as, token
from tracker.config import Settings
from tracker.store.account import AttemptRow
from tracker.store.database import read_session, write_session
from tracker.store.readings import ReadingRow

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


BROMMA = "/uppfoljning/prov/2024-T2/bromma"


@pytest.mark.parametrize(
    ("login", "address", "field"),
    [
        ("anybody", "/logga-in", "login"),
        ("sara", f"{BROMMA}/beslut", "case"),
        ("karin", f"{BROMMA}/skicka-ater", "reason"),
    ],
)
def test_nul_in_a_form_is_refused(impatient: Site, login: str, address: str, field: str) -> None:
    client = impatient.app.test_client()
    impatient.app.config["WTF_CSRF_ENABLED"] = False
    assert login == "anybody" or sign_in_as(client, login) == 302
    form = {"password": PASSWORD, "date": "2024-09-10", field: "sa\0ra"}
    assert client.post(address, data=form).status_code == 400


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


def test_a_password_that_is_typed_as_a_login_is_not_logged_when_that_fails(
    impatient: Site, caplog: pytest.LogCaptureFixture
) -> None:
    client = impatient.app.test_client()
    form = {"login": PASSWORD, "password": PASSWORD, "csrf_token": token(client)}
    with impatient.engine.begin() as connection:
        connection.execute(text("ALTER TABLE sign_in_attempt RENAME COLUMN address TO elsewhere"))
    assert client.post("/logga-in", data=form).status_code >= 500
    assert "sign_in_attempt" in caplog.text or "no such column" in caplog.text
    assert PASSWORD not in caplog.text and PASSWORD.split()[1] not in caplog.text
