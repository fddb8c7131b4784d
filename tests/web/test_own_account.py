"""One's own password: changed with the present one, and every other sign-in ends."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_auth import is_in, sign_in_as, token

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
