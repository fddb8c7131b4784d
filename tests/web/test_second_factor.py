"""Signing in with a code: set up on the own page, asked for at the door, and by the settings for some roles."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_accounts import post, shown_link
from tests.web.test_auth import is_in, sign_in_as
from tracker.accounts import sign_in
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.kept import accounts
from tracker.accounts.second_factor import remove_second_factor
from tracker.config import Settings, SettingsError, read_settings
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.security_events import security_events
from tracker.web import two_steps

PAGE = "/mitt-konto/tva-steg"


def set_up(client: FlaskClient, password: str = PASSWORD) -> tuple[str, list[str]]:
    """Read the key off the page as a person does who cannot take a picture; the code given, and the recovery codes."""
    page = client.get(PAGE).text
    assert "<svg" in page and "style=" not in page
    found = re.search(r'<code translate="no">([A-Z2-7 ]+)</code>', page)
    assert found
    code = pyotp.TOTP(found[1].replace(" ", "")).now()
    answer = post(client, PAGE, code=code, password=password)
    codes = re.findall(r'<li><code translate="no">([A-Z2-7-]{19})</code>', answer.text)
    assert answer.status_code == 200 and len(codes) == 10
    return code, codes


@pytest.fixture
def rolf(site: Site) -> FlaskClient:
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302
    return client


def test_the_password_alone_is_no_longer_enough(site: Site, rolf: FlaskClient) -> None:
    taken, codes = set_up(rolf)
    assert is_in(rolf) and "Du loggar in i två steg." in rolf.get(PAGE).text
    client = site.app.test_client()
    assert sign_in_as(client, "rolf", target="/mitt-konto") == 302 and not is_in(client)
    assert client.get("/mitt-konto").location.startswith("/logga-in")
    assert "Ange kod" in client.get("/logga-in/kod").text
    for wrong in ("000000", "", taken):  # the last one is good for half a minute, but once
        answer = post(client, "/logga-in/kod", code=wrong)
        assert answer.status_code == 401 and "Koden stämmer inte." in answer.text and not is_in(client)
    assert post(client, "/logga-in/kod", code=codes[0]).location == "/mitt-konto"
    assert is_in(client)
    assert site.app.test_client().get("/logga-in/kod").location == "/logga-in"
    with read_session(site.engine) as session:
        told = [event.kind for event in security_events(session) if event.kind != "changed"]
    assert sorted(told) == ["refused"] * 3 + ["signed_in"] * 3, "once each, with the password given to set it up"


def test_who_came_in_by_the_password_alone_is_out_once_a_code_is_asked_for(site: Site, rolf: FlaskClient) -> None:
    other = site.app.test_client()
    assert sign_in_as(other, "rolf") == 302 and is_in(other)
    set_up(rolf)
    assert is_in(rolf) and not is_in(other)


def test_a_wrong_first_code_changes_nothing(site: Site, rolf: FlaskClient) -> None:
    rolf.get(PAGE)
    answer = post(rolf, PAGE, code="000000", password=PASSWORD)
    assert answer.status_code == 422 and '<a href="#code">' in answer.text
    assert sign_in_as(site.app.test_client(), "rolf") == 302 and "två steg" in rolf.get(PAGE).text
    assert is_in(rolf)


def stop_the_clock_of_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the second that one has to wait passes before the next attempt is judged."""
    now = utc_now()
    monkeypatch.setattr(sign_in, "utc_now", lambda: now)


def test_it_is_set_up_by_who_knows_the_password_only(
    site: Site, rolf: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever sits at somebody else's screen could shut that person out."""
    stop_the_clock_of_attempts(monkeypatch)
    found = re.search(r'<code translate="no">([A-Z2-7 ]+)</code>', rolf.get(PAGE).text)
    assert found
    code = pyotp.TOTP(found[1].replace(" ", "")).now()
    for wrong in ("", "gissat"):
        answer = post(rolf, PAGE, code=code, password=wrong)
        assert answer.status_code == 422 and "Lösenordet stämmer inte." in answer.text
    statuses = [post(rolf, PAGE, code=code, password="gissat").status_code for _each in range(4)]
    assert statuses == [422] * 3 + [429], "as slow as signing in"
    assert "Börja använda två steg" in rolf.get(PAGE).text


def test_a_new_password_by_link_still_asks_for_the_code(site: Site, rolf: FlaskClient) -> None:
    _taken, codes = set_up(rolf)
    ada, client = site.app.test_client(), site.app.test_client()
    sign_in_as(ada, "ada")
    with read_session(site.engine) as session:
        number = next(account.id for account in accounts(session) if account.login == "rolf")
    link = shown_link(html.unescape(post(ada, f"/konton/{number}/lank").text))
    chosen = "gurka moln trappa sju"
    answer = post(client, link, new_password=chosen, new_password_again=chosen)
    assert answer.location == "/logga-in/kod" and not is_in(client)
    assert post(client, "/logga-in/kod", code=codes[3]).status_code == 302 and is_in(client)
    assert post(ada, f"/konton/{number}/andra-steget").status_code == 302
    assert "tvåstegsinloggningen togs bort" in ada.get(f"/konton/{number}").text
    other = site.app.test_client()
    assert sign_in_as(other, "rolf", chosen) == 302 and is_in(other)


def test_it_is_given_up_with_a_code_only(site: Site, rolf: FlaskClient) -> None:
    _taken, codes = set_up(rolf)
    assert post(rolf, f"{PAGE}/ta-bort", code="000000").status_code == 422
    assert post(rolf, f"{PAGE}/ta-bort", code=codes[0]).status_code == 302
    assert "Börja använda två steg" in rolf.get(PAGE).text
    again = post(rolf, f"{PAGE}/ta-bort", code=codes[1])  # from another window that still shows the form
    assert (again.status_code, again.location) == (302, PAGE)


def test_a_role_that_asks_for_it_gets_no_further_without(site: Site, rolf: FlaskClient, tmp_path: Path) -> None:
    plain = Settings("", tmp_path, "http://127.0.0.1", None)
    two_steps.init_app(site.app, replace(plain, two_step_roles=frozenset({"reviewer"})))
    assert rolf.get("/utgavor/vald-2021-2025").location == PAGE == rolf.get("/mitt-konto").location
    assert post(rolf, "/mitt-konto/inloggningar").status_code == 403
    assert "Din roll kräver inloggning i två steg." in rolf.get(PAGE).text
    _taken, codes = set_up(rolf)
    assert is_in(rolf)
    refused = post(rolf, f"{PAGE}/ta-bort", code=codes[0])
    assert refused.status_code == 422 and "Din roll kräver" in refused.text
    karin = site.app.test_client()
    assert sign_in_as(karin, "karin") == 302 and karin.get("/mitt-konto").status_code == 200
    with write_session(site.engine) as session:
        remove_second_factor(session, login="rolf", by=COMMAND_LINE)
    assert not is_in(rolf) and rolf.get(PAGE).status_code == 200


def test_the_setting_names_roles_that_there_are() -> None:
    given = {"TRACKER_TWO_STEP_ROLES": "administrator, compiler"}
    assert read_settings(given).two_step_roles == {"administrator", "compiler"}
    with pytest.raises(SettingsError, match="rollen kung finns inte"):
        read_settings({"TRACKER_TWO_STEP_ROLES": "administrator kung"})
