"""Passkeys: added on the own page after the password, asked for as the second step, and taken away again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.fixtures.authenticator import PRESENT, Authenticator, Json, raw, text
from tests.fixtures.server import PASSWORD, Site
from tests.web.test_accounts import post
from tests.web.test_auth import is_in, sign_in_as
from tests.web.test_second_factor import set_up, stop_the_clock_of_attempts
from tracker.accounts import passkeys
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import disable_account, set_password
from tracker.accounts.second_factor import remove_second_factor
from tracker.config import Settings
from tracker.store.account import AccountEventRow, PasskeyChallengeRow, PasskeyRow, RecoveryCodeRow
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.security_events import security_events
from tracker.web import two_steps

PAGE, DOOR = "/mitt-konto/nycklar", "/logga-in/nyckel"
ORIGIN = "https://uppfoljning.example"
NOT_TAKEN = "Nyckeln godtogs inte."


def configure(site: Site, *roles: str) -> None:
    settings = Settings("", Path(), ORIGIN, None, two_step_roles=frozenset(roles))
    two_steps.init_app(site.app, settings)


@pytest.fixture
def rolf(site: Site) -> FlaskClient:
    configure(site)
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302
    return client


def asked_for_new(client: FlaskClient, name: str = "Jobbdatorn", password: str = PASSWORD) -> TestResponse:
    return post(client, f"{PAGE}/fraga", key_name=name, password=password)


def add(client: FlaskClient, device: Authenticator, name: str = "Jobbdatorn") -> TestResponse:
    return post(client, PAGE, answer=device.make(asked_for_new(client, name).get_json()))


@pytest.fixture
def device(rolf: FlaskClient) -> Authenticator:
    """It keeps the one key of Rolf's."""
    made = Authenticator(ORIGIN)
    assert "Återställningskoder" in add(rolf, made).text
    return made


def halfway(site: Site, login: str = "rolf") -> FlaskClient:
    client = site.app.test_client()
    assert sign_in_as(client, login, target="/mitt-konto") == 302 and not is_in(client)
    return client


def question(client: FlaskClient) -> Json:
    asked: Json = post(client, f"{DOOR}/fraga").get_json()
    return asked


def told(site: Site) -> list[str]:
    with read_session(site.engine) as session:
        return list(session.scalars(select(AccountEventRow.what).order_by(AccountEventRow.id)))


def test_a_key_is_added_and_signs_in(site: Site, rolf: FlaskClient) -> None:
    other = site.app.test_client()
    assert sign_in_as(other, "rolf") == 302 and is_in(other)
    device = Authenticator(ORIGIN)
    asked = asked_for_new(rolf).get_json()["publicKey"]
    assert asked["rp"] == {"id": "uppfoljning.example", "name": "Programuppföljning Stockholms stad"}
    assert asked["attestation"] == "none" and asked["user"]["name"] == "rolf"
    assert asked["authenticatorSelection"] == {
        "residentKey": "discouraged", "requireResidentKey": False, "userVerification": "preferred",
    }  # fmt: skip
    page = add(rolf, device).text
    codes = re.findall(r'<li><code translate="no">([A-Z2-7-]{19})</code>', page)
    assert len(codes) == 10 and is_in(rolf) and not is_in(other), "who came in by the password alone is out"
    assert "Jobbdatorn" in rolf.get(PAGE).text and "inte än" in rolf.get(PAGE).text
    client = halfway(site)
    assert "Logga in med lösennyckeln" in client.get("/logga-in/kod").text
    asked = question(client)
    assert asked["publicKey"]["userVerification"] == "preferred" and asked["publicKey"]["timeout"] == 120_000
    assert [each["id"] for each in asked["publicKey"]["allowCredentials"]] == list(device.keys)
    assert post(client, DOOR, answer=device.sign(asked)).location == "/mitt-konto" and is_in(client)
    assert "inte än" not in client.get(PAGE).text
    assert post(halfway(site), "/logga-in/kod", code=codes[0]).status_code == 302, "a recovery code stands in for it"
    with read_session(site.engine) as session:
        last = [event.kind for event in security_events(session, limit=2)]
    assert last == ["signed_in", "changed"], "by the recovery code"


def test_an_answer_is_taken_once_and_for_the_last_question_only(site: Site, device: Authenticator) -> None:
    device.counts = False  # else a count that stands still would tell, too
    client = halfway(site)
    elsewhere = replace(device, origin="https://evil.example")
    assert NOT_TAKEN in post(client, DOOR, answer=elsewhere.sign(question(client))).text and not is_in(client)
    first = question(client)
    second = question(client)
    assert NOT_TAKEN in post(client, DOOR, answer=device.sign(first)).text, "another was asked since"
    assert NOT_TAKEN in post(client, DOOR, answer=device.sign(second)).text, "asked, and answered wrongly"
    asked = question(client)
    with client.session_transaction() as kept:
        before = dict(kept)
    answer = device.sign(asked)
    assert post(client, DOOR, answer=answer).status_code == 302
    thief = site.app.test_client()
    with thief.session_transaction() as stolen:
        stolen.update(before)
    again = post(thief, DOOR, answer=answer)
    assert again.status_code == 401 and not is_in(thief), "the cookie alone does not ask again"


def test_a_key_that_only_says_that_somebody_was_there_is_enough(site: Site, device: Authenticator) -> None:
    """User verification is preferred, not demanded: the password was the first step."""
    device.flags = PRESENT
    client = halfway(site)
    assert post(client, DOOR, answer=device.sign(question(client))).status_code == 302 and is_in(client)


def test_another_persons_key_is_not_ones_own(site: Site, device: Authenticator) -> None:
    karin, hers = site.app.test_client(), Authenticator(ORIGIN)
    assert sign_in_as(karin, "karin") == 302
    assert add(karin, hers).status_code == 200
    client = halfway(site)
    assert NOT_TAKEN in post(client, DOOR, answer=hers.sign(question(client))).text and not is_in(client)
    assert "Den nyckeln är redan tillagd." in _added_again(karin, device).text
    with read_session(site.engine) as session:
        number = session.scalar(select(PasskeyRow.id).where(PasskeyRow.credential.in_(device.keys)))
    for given in (str(number), "9223372036854775808", "x", ""):
        answer = post(karin, f"{PAGE}/ta-bort", gone_key=given, gone_password=PASSWORD)
        assert answer.status_code == 422 and "Välj vilken nyckel" in answer.text


def _added_again(client: FlaskClient, device: Authenticator) -> TestResponse:
    """The key of the device once more: the answer of a new one, with the names exchanged."""
    (known,) = device.keys
    fresh = Authenticator(ORIGIN)
    asked = asked_for_new(client, "Samma").get_json()
    answer = json.loads(fresh.make(asked))
    attested = raw(answer["response"]["attestationObject"]).replace(raw(answer["id"]), raw(known))
    answer.update(id=known, rawId=known)
    answer["response"]["attestationObject"] = text(attested)
    return post(client, PAGE, answer=json.dumps(answer))


def test_a_key_whose_count_goes_back_was_copied(site: Site, device: Authenticator) -> None:
    copy = replace(device)
    for _each in range(3):
        client = halfway(site)
        assert post(client, DOOR, answer=device.sign(question(client))).status_code == 302
    client = halfway(site)
    assert NOT_TAKEN in post(client, DOOR, answer=copy.sign(question(client))).text and not is_in(client)
    assert told(site)[-1] == "passkey_copied"
    silent = replace(device, counts=False, sign_count=0)
    assert NOT_TAKEN in post(client, DOOR, answer=silent.sign(question(client))).text, "it counted before"


def test_a_key_that_does_not_count(site: Site, rolf: FlaskClient) -> None:
    device = Authenticator(ORIGIN, counts=False)
    add(rolf, device)
    for _each in range(2):
        client = halfway(site)
        assert post(client, DOOR, answer=device.sign(question(client))).status_code == 302


def test_a_question_holds_for_five_minutes(
    site: Site, device: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = halfway(site)
    asked = question(client)
    monkeypatch.setattr(passkeys, "utc_now", lambda: utc_now() + timedelta(minutes=5, seconds=1))
    assert NOT_TAKEN in post(client, DOOR, answer=device.sign(asked)).text
    with read_session(site.engine) as session:
        assert len(session.scalars(select(PasskeyChallengeRow)).all()) == 1, "one to an account"


def test_without_the_first_step_there_is_no_question(site: Site, device: Authenticator) -> None:
    client = site.app.test_client()
    answer = post(client, f"{DOOR}/fraga")
    assert answer.status_code == 400 and "logga in igen" in answer.get_json()["advice"]
    assert post(client, DOOR, answer="{}").location == "/logga-in"


def test_wrong_answers_are_as_slow_as_wrong_codes(
    site: Site, device: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = halfway(site)
    stop_the_clock_of_attempts(monkeypatch)
    statuses = [post(client, DOOR, answer="{}").status_code for _each in range(6)]
    assert statuses == [401] * 5 + [429]
    assert post(client, "/logga-in/kod", code="000000").status_code == 429
    page = post(client, DOOR, answer=device.sign(question(client)))
    assert page.status_code == 429 and "Vänta" in page.text


def test_a_closed_account_gets_no_further(site: Site, device: Authenticator) -> None:
    client = halfway(site)
    asked = question(client)
    with write_session(site.engine) as session:
        disable_account(session, login="rolf", by=COMMAND_LINE)
    assert NOT_TAKEN in post(client, DOOR, answer=device.sign(asked)).text and not is_in(client)


def test_a_key_without_a_password_or_a_name(rolf: FlaskClient) -> None:
    for name, password, field, words in (
        ("Jobbdatorn", "fel", "password", "Lösenordet stämmer inte."),
        (" ", PASSWORD, "key_name", "Ge nyckeln ett namn"),
        ("x" * 101, PASSWORD, "key_name", "högst 100 tecken"),
        ("a\nb", PASSWORD, "key_name", "på en rad"),
    ):
        answer = asked_for_new(rolf, name, password)
        told = answer.get_json()
        assert answer.status_code == 422 and told["field"] == field and words in told["advice"]
    assert "Det har gått för lång tid." in post(rolf, PAGE, answer="{}").text


def test_a_new_key_answers_the_question_that_was_asked(site: Site, rolf: FlaskClient, device: Authenticator) -> None:
    asked = asked_for_new(rolf, "Telefonen").get_json()
    elsewhere, alone = replace(device, origin="https://evil.example"), replace(device, flags=0)
    for wrong in ("{}", elsewhere.make(asked), alone.make(asked)):
        asked_for_new(rolf, "Telefonen")
        answer = post(rolf, PAGE, answer=wrong)
        assert answer.status_code == 422 and "Nyckeln kunde inte läggas till." in answer.text
    right = device.make(asked_for_new(rolf, "Telefonen").get_json())
    assert post(rolf, PAGE, answer=right).location == PAGE
    assert "Det har gått för lång tid." in post(rolf, PAGE, answer=right).text, "once"
    assert "namnet" in asked_for_new(rolf, "Telefonen").get_json()["advice"]
    with write_session(site.engine) as session:
        mine = session.scalars(select(PasskeyRow.account)).all()[0]
        for number in range(8):
            row = {"name": str(number), "credential": str(number), "public_key": "", "sign_count": 0}
            session.add(PasskeyRow(account=mine, since=utc_now(), used_at=None, **row))
    assert "redan 10" in asked_for_new(rolf, "Elfte").get_json()["advice"]


def test_the_last_key_is_taken_away_with_the_password_unless_a_role_asks(
    site: Site, rolf: FlaskClient, device: Authenticator
) -> None:
    with read_session(site.engine) as session:
        number = str(session.scalar(select(PasskeyRow.id)))
    wrong = post(rolf, f"{PAGE}/ta-bort", gone_key=number, gone_password="fel")
    assert wrong.status_code == 422 and "Lösenordet stämmer inte." in wrong.text
    configure(site, "reviewer")
    kept = post(rolf, f"{PAGE}/ta-bort", gone_key=number, gone_password=PASSWORD)
    assert kept.status_code == 422 and "Din roll kräver inloggning i två steg." in kept.text
    configure(site)
    assert post(rolf, f"{PAGE}/ta-bort", gone_key=number, gone_password=PASSWORD).location == PAGE
    with read_session(site.engine) as session:
        assert session.scalars(select(RecoveryCodeRow)).all() == []
    assert told(site)[-2:] == ["passkey_removed", "two_steps_removed"]
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302 and is_in(client)


def test_key_and_app_stand_beside_each_other(site: Site, rolf: FlaskClient, device: Authenticator) -> None:
    configure(site, "reviewer")
    _taken, codes = set_up(rolf)
    assert len(codes) == 10 and "Sluta använda appen" in rolf.get("/mitt-konto/tva-steg").text
    assert post(rolf, "/mitt-konto/tva-steg/ta-bort", code=codes[0]).status_code == 302, "the key is enough"
    assert told(site)[-1] == "app_removed"
    client = halfway(site)
    assert post(client, "/logga-in/kod", code=codes[1]).status_code == 302, "recovery codes stay with the key"


def test_a_role_that_asks_for_two_steps_is_content_with_a_key(site: Site, rolf: FlaskClient) -> None:
    configure(site, "reviewer")
    assert rolf.get("/mitt-konto").location == "/mitt-konto/tva-steg"
    assert "Lägg till en lösennyckel i stället" in rolf.get("/mitt-konto/tva-steg").text
    assert add(rolf, Authenticator(ORIGIN)).status_code == 200
    assert is_in(rolf)


def test_who_administers_takes_keys_away_too(site: Site, device: Authenticator) -> None:
    with write_session(site.engine) as session:
        remove_second_factor(session, login="rolf", by=COMMAND_LINE)
        assert session.scalars(select(PasskeyRow)).all() == session.scalars(select(RecoveryCodeRow)).all() == []
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302 and is_in(client)


def test_who_came_by_the_provider_keeps_no_keys_here(rolf: FlaskClient) -> None:
    with rolf.session_transaction() as kept:
        kept["outside"] = True
    assert "genom organisationens konto" in rolf.get(PAGE).text
    assert asked_for_new(rolf).status_code == 422
    assert post(rolf, f"{PAGE}/ta-bort", gone_key="1", gone_password=PASSWORD).status_code == 422


def test_where_browsers_have_no_keys_the_code_is_asked_for(
    site: Site, rolf: FlaskClient, device: Authenticator
) -> None:
    plain = Settings("", Path(), "http://127.0.0.1", None)
    two_steps.init_app(site.app, plain)
    client = halfway(site)
    page = client.get("/logga-in/kod").text
    assert "Ange kod" in page and "lösennyckel" not in page
    assert post(client, f"{DOOR}/fraga").status_code == 400 and not is_in(client)
    assert "bara där tjänsten läses över https" in rolf.get(PAGE).text and PAGE not in rolf.get("/mitt-konto").text


def test_a_password_that_was_changed_meanwhile_ends_it(site: Site, device: Authenticator) -> None:
    client = halfway(site)
    asked = question(client)
    with write_session(site.engine) as session:
        set_password(session, login="rolf", password="gurka moln trappa sju", by=COMMAND_LINE)
    assert NOT_TAKEN in post(client, DOOR, answer=device.sign(asked)).text and not is_in(client)
