"""The administrator's pages of accounts, and the link with which a person chooses a password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.server import Site
from tests.followups.mail_server import Post, serve
from tests.web.test_auth import is_in, sign_in_as, token
from tracker.accounts.account import Account, Grant
from tracker.accounts.kept import accounts
from tracker.config import Mail, Settings
from tracker.store.database import read_session
from tracker.web.mailing import Mailing

NEW = {"login": "Nils", "name": "Nils Ny", "email": "nils@example.org", "role": "coordinator", "unit": "bromma",
       "program": "vald-2021-2025"}  # fmt: skip
PASSWORD = "gurka moln trappa sju"


@pytest.fixture
def ada(site: Site) -> FlaskClient:
    client = site.app.test_client()
    assert sign_in_as(client, "ada") == 302
    return client


def post(client: FlaskClient, address: str, **data: str) -> TestResponse:
    return client.post(address, data={**data, "csrf_token": token(client)})


def known(site: Site, login: str) -> Account:
    with read_session(site.engine) as session:
        return next(account for account in accounts(session) if account.login == login)


def shown_link(page: str) -> str:
    found = re.search(r'value="http://[^/"]+(/valj-losenord/[^"]+)"', page)
    assert found, page
    return found[1]


def test_a_person_is_invited_chooses_a_password_and_is_in(site: Site, ada: FlaskClient) -> None:
    answer = post(ada, "/konton/nytt", **NEW)
    assert answer.status_code == 200 and "E-post är inte inställd." in answer.text
    nils = known(site, "nils")
    assert nils.grants == {Grant("coordinator", "bromma", "vald-2021-2025")}
    link, client = shown_link(answer.text), site.app.test_client()
    assert all("Nils Ny" in client.get(link).text for _again in range(2))
    short = post(client, link, new_password="kort", new_password_again="kort")
    assert short.status_code == 422 and "minst 12" in short.text
    assert post(client, link, new_password=PASSWORD, new_password_again=PASSWORD).location == "/"
    assert is_in(client)
    assert client.get(link).status_code == 410
    assert sign_in_as(site.app.test_client(), "nils", PASSWORD) == 302
    assert link not in ada.get(f"/konton/{nils.id}").text


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[Post]:
    """The site's mails go to a server of our own."""
    with serve() as running:
        mail = Mail("127.0.0.1", running.port, "uppfoljning@example.org", starttls=False)
        settings = Settings("", tmp_path, "https://uppfoljning.example.org", mail)
        site.app.extensions["mailing"] = Mailing(settings, site.engine)
        yield running


def test_the_link_is_mailed_where_there_is_a_server(site: Site, ada: FlaskClient, server: Post) -> None:
    answer = post(ada, "/konton/nytt", **NEW)
    assert "Länken har mejlats till nils@example.org." in answer.text and "/valj-losenord/" not in answer.text
    (mail,) = server.mails
    text = " ".join(mail.get_content().split())
    assert mail["To"] == "nils@example.org" and "Ada Nord" in text and "användarnamn är nils." in text
    link = re.search(r"https://uppfoljning.example.org(/valj-losenord/\S+)", text)
    assert link and site.app.test_client().get(link[1]).status_code == 200


def test_a_link_that_the_server_does_not_take_is_shown(site: Site, ada: FlaskClient, server: Post) -> None:
    server.refused = {"nils@example.org"}
    answer = post(ada, "/konton/nytt", **NEW)
    assert "tog inte emot mejlet till nils@example.org" in answer.text and "/valj-losenord/" in answer.text


def test_roles_names_and_closing_are_kept_and_told(site: Site, ada: FlaskClient) -> None:
    number = known(site, "rolf").id
    page = f"/konton/{number}"
    assert post(ada, f"{page}/roller", role="compiler", unit="", program="").status_code == 302
    assert post(ada, f"{page}/roller/ta-ifran", role="reviewer", unit="", program="").status_code == 302
    assert post(ada, f"{page}/uppgifter", name="Rolf Stråm", email="rolf@example.org").status_code == 302
    rolf = known(site, "rolf")
    assert (rolf.grants, rolf.name, rolf.email) == ({Grant("compiler")}, "Rolf Stråm", "rolf@example.org")
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302
    assert post(ada, f"{page}/stang").status_code == 302
    assert not is_in(client) and sign_in_as(client, "rolf") == 401
    assert post(ada, f"{page}/lank").status_code == 422
    assert post(ada, f"{page}/oppna").status_code == 302 and sign_in_as(client, "rolf") == 302
    told = ada.get(page).text
    for what in ("fick rollen sammanställare", "miste rollen granskare", "namn eller adress rättades",
                 "kontot stängdes", "kontot öppnades igen"):  # fmt: skip
        assert what in told and what in ada.get("/sakerhetslogg").text
    assert "Rolf Stråm" in ada.get("/konton").text
    english = ada.get(page, headers={"Accept-Language": "en"}).text
    for what in ("was given the role compiler", "lost the role reviewer", "the account was disabled"):
        assert what in english, "in the language of who reads, not of who did it"


@pytest.mark.parametrize(("address", "data", "words"), [
    ("/konton/nytt", NEW | {"login": "rolf"}, "finns redan"), ("/konton/nytt", NEW | {"email": "x"}, "e-postadress"),
    ("/konton/nytt", NEW | {"unit": ""}, "Ange vem"), ("/konton/nytt", NEW | {"role": "kung"}, "finns inte"),
    ("/konton/nytt", NEW | {"unit": "x"}, "finns inte"), ("/konton/nytt", NEW | {"program": "x"}, "finns inte"),
    ("/konton/nytt", {}, "Ange ett användarnamn"), ("/konton/{ada}/stang", {}, "eget konto"),
    ("/konton/{ada}/roller/ta-ifran", {"role": "administrator"}, "eget konto"),
    ("/konton/{ada}/roller/ta-ifran", {"role": "compiler"}, "har inte rollen"),
    ("/konton/{ada}/roller/ta-ifran", {}, "finns inte"),
    ("/konton/{ada}/uppgifter", {"name": "", "email": ""}, "personens namn"),
])  # fmt: skip
def test_what_is_refused_is_told_and_changes_nothing(
    site: Site, ada: FlaskClient, address: str, data: dict[str, str], words: str
) -> None:
    with read_session(site.engine) as session:
        before = accounts(session)
    answer = post(ada, address.format(ada=known(site, "ada").id), **data)
    assert answer.status_code == 422 and words in answer.text and 'role="alert"' in answer.text
    with read_session(site.engine) as session:
        assert accounts(session) == before


def test_nobody_else_administers(site: Site) -> None:
    number = known(site, "rolf").id
    for login in ("sara", "karin", "rolf"):
        client = site.app.test_client()
        sign_in_as(client, login)
        for address in ("/konton", "/konton/nytt", f"/konton/{number}"):
            assert client.get(address).status_code == 403
        for act in ("lank", "uppgifter", "roller", "roller/ta-ifran", "stang", "oppna"):
            assert post(client, f"/konton/{number}/{act}").status_code == 403
    assert known(site, "rolf").grants == {Grant("reviewer")}


def test_an_account_that_does_not_exist(ada: FlaskClient) -> None:
    assert ada.get("/konton/999999").status_code == 404
    assert post(ada, "/konton/999999/stang").status_code == 404
