"""Signing in through the organisation's own provider: a real one, on this machine, that also sends what is wrong."""

from __future__ import annotations

import hmac
import json
import logging
import socket
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc import jwt
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.fixtures.provider import CLIENT, SECRET, LocalProvider, answer_of, asked_in
from tests.fixtures.server import PASSWORD, Site
from tests.web.test_accounts import known, post
from tests.web.test_auth import HOME, is_in, sign_in_as
from tracker.accounts.account import Grant
from tracker.accounts.provider import client as conversation
from tracker.accounts.provider.faults import ProviderDown
from tracker.config import ProviderSettings, Settings
from tracker.web import outside, two_steps
from tracker.web.log_lines import formatter

BEGIN, LINKING = "/logga-in/organisation", "/mitt-konto/organisation"
ROLES = """
bodies: {Bromma stadsdelsförvaltning: bromma, Ingenstans: finns-inte}
rules:
  - {when: {roles: Samordnare}, role: coordinator, unit_from: department}
  - {when: {groups: 0b1c}, role: reviewer, program: vald-2021-2025}
two_steps: {amr: mfa}
"""
EVA: dict[str, Any] = {
    "sub": "AAAA-eva", "oid": "9f1d", "tid": "72f9", "preferred_username": "Eva.Ek@stad.example", "name": "Eva Ek",
    "email": "eva.ek@stad.example", "roles": ["Samordnare"], "department": "Bromma stadsdelsförvaltning",
}  # fmt: skip
LOGIN = "eva.ek@stad.example"


@pytest.fixture
def city(site: Site, provider: LocalProvider, tmp_path: Path) -> Iterator[Site]:
    """The site with the provider, as settings name it; people come back to the test's own client."""
    mapping = tmp_path / "roles.yaml"
    mapping.write_text(ROLES, encoding="utf-8")
    found = ProviderSettings(provider.issuer, CLIENT, mapping, "stadens konto", SECRET)
    outside.init_app(site.app, replace(PLAIN, provider=found))
    provider.person = dict(EVA)
    yield site


PLAIN = Settings("", Path(), "http://127.0.0.1", None)


def by_hand(claims: dict[str, Any], secret: bytes | None = None) -> str:
    """A token that no library makes: with no signature at all, or signed with a public key as if it were a secret."""
    header = {"alg": "none" if secret is None else "HS256", "kid": "key-0"}
    signed = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    made = b"" if secret is None else hmac.digest(secret, signed, "sha256")
    return (signed + b"." + urlsafe_b64encode(made).rstrip(b"=")).decode()


def come_in(client: FlaskClient, begin: str = BEGIN) -> TestResponse:
    """Press the button, sign in there, and come back."""
    return client.get(answer_of(client.get(begin).location))


def test_the_first_sign_in_makes_the_account_and_each_gives_its_roles(city: Site, provider: LocalProvider) -> None:
    client = city.app.test_client()
    assert "Logga in med stadens konto" in client.get("/logga-in?next=/mitt-konto").text
    assert come_in(client, f"{BEGIN}?next=/mitt-konto").location == "/mitt-konto"
    eva = known(city, LOGIN)
    assert (eva.name, eva.email, eva.grants) == ("Eva Ek", LOGIN, {Grant("coordinator", "bromma")})
    assert "Byt lösenord" not in client.get("/mitt-konto").text and is_in(client)
    provider.person |= {"roles": [], "groups": ["0b1c"], "name": "Eva Gift", "department": "Ingenstans"}
    again = city.app.test_client()
    assert come_in(again).location == "/"
    assert known(city, LOGIN).grants == {Grant("reviewer", None, "vald-2021-2025")}
    assert known(city, LOGIN).id == eva.id
    ada = city.app.test_client()
    sign_in_as(ada, "ada")
    log, page = ada.get("/sakerhetslogg").text, ada.get(f"/konton/{eva.id}").text
    for what in ("kontot skapades", "fick rollen samordnare (bromma)", "miste rollen samordnare (bromma)",
                 "fick rollen granskare (vald-2021-2025)", "Loggade in"):  # fmt: skip
        assert what in log
    assert "ges av inloggningstjänsten" in page and "inloggningstjänsten</td>" in page


def test_without_a_role_nobody_gets_in_and_no_account_is_made(city: Site, provider: LocalProvider) -> None:
    client = city.app.test_client()
    provider.person |= {"department": "Ingenstans"}  # a rule, but for a body that there is not
    answer = come_in(client)
    assert answer.status_code == 403 and "Ditt konto har ingen roll här." in answer.text and not is_in(client)
    with pytest.raises(StopIteration):
        known(city, LOGIN)
    provider.person |= {"department": EVA["department"]}
    assert come_in(client).status_code == 302 and is_in(client)
    provider.person |= {"roles": []}
    other = city.app.test_client()
    assert come_in(other).status_code == 403 and not is_in(other)
    assert known(city, LOGIN).grants == frozenset() and not is_in(client), "what the claims gave is gone everywhere"
    provider.person = {"sub": "b", "_claim_names": {"groups": "src1"}}
    assert "fler grupper än" in come_in(client).text
    ada = city.app.test_client()
    sign_in_as(ada, "ada")
    assert "(no_role)" in ada.get("/sakerhetslogg").text


def test_a_name_or_a_mail_address_leads_to_no_account(city: Site, provider: LocalProvider) -> None:
    """Who may call themselves so at the provider is not who has the account here."""
    ada, client = city.app.test_client(), city.app.test_client()
    sign_in_as(ada, "ada")
    post(ada, f"/konton/{known(city, 'karin').id}/uppgifter", name="Karin Holm", email="karin@stad.example")
    provider.person |= {"preferred_username": "KARIN", "email": "karin@stad.example", "email_verified": True}
    answer = come_in(client)
    assert answer.status_code == 403 and "redan ett konto här" in answer.text and not is_in(client)
    provider.person |= {"preferred_username": "eva", "email_verified": False}
    assert come_in(client).status_code == 302
    assert known(city, "eva").email is None, "an address that nobody proved gets no mail"
    provider.person = EVA | {"sub": "c", "preferred_username": "två ord"}
    assert "inget användarnamn" in come_in(city.app.test_client()).text


def test_who_is_signed_in_links_the_account(city: Site, provider: LocalProvider) -> None:
    rolf, jonna = city.app.test_client(), city.app.test_client()
    sign_in_as(rolf, "rolf")
    sign_in_as(jonna, "jonna")
    assert rolf.post(LINKING).status_code == 400, "another site's form links nothing"
    begun = post(rolf, LINKING, link_password=PASSWORD)
    assert jonna.get(answer_of(begun.location)).status_code == 400, "nor does another's browser"
    wrong = post(rolf, LINKING, link_password="gissat")
    assert wrong.status_code == 422 and "Lösenordet stämmer inte." in wrong.text, "nor who only sits at the screen"
    assert rolf.get(answer_of(post(rolf, LINKING, link_password=PASSWORD).location)).location == "/mitt-konto"
    page = rolf.get("/mitt-konto").text
    assert "Du kan nu logga in med stadens konto." in page and "Koppla ihop" not in page
    held = known(city, "rolf").grants
    assert held == {Grant("reviewer"), Grant("coordinator", "bromma")}, "what was given here stays beside"
    taken = jonna.get(answer_of(post(jonna, LINKING, link_password=PASSWORD).location))
    assert taken.status_code == 409 and "redan ett annat konto" in taken.text
    client = city.app.test_client()
    assert come_in(client).status_code == 302 and "Rolf Ström" in client.get("/mitt-konto").text
    ada, number = city.app.test_client(), known(city, "rolf").id
    sign_in_as(ada, "ada")
    assert post(ada, f"/konton/{number}/koppla-bort").status_code == 302
    assert not is_in(client), "who came in by the provider is out"
    assert known(city, "rolf").grants == {Grant("reviewer")} and sign_in_as(rolf, "rolf") == 302
    assert post(ada, f"/konton/{number}/stang").status_code == 302 and not is_in(client)


def test_a_closed_account_stays_closed(city: Site) -> None:
    client, ada = city.app.test_client(), city.app.test_client()
    come_in(client)
    sign_in_as(ada, "ada")
    post(ada, f"/konton/{known(city, LOGIN).id}/stang")
    assert not is_in(client) and "Ditt konto är stängt." in come_in(client).text and not is_in(client)


def test_an_answer_that_was_not_asked_for_is_none(
    city: Site, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = city.app.test_client()
    path = answer_of(client.get(BEGIN).location)
    assert city.app.test_client().get(path).status_code == 400, "in another browser"
    assert client.get(path.replace("state=", "state=x")).status_code == 400, "with another state"
    assert client.get(path).status_code == 400, "which used it up"
    path = answer_of(client.get(BEGIN).location)
    assert client.get(path).status_code == 302 and client.get(path).status_code == 400, "twice"
    monkeypatch.setattr(outside, "ATTEMPT_SECONDS", -1)
    assert "tog för lång tid" in come_in(city.app.test_client()).text
    monkeypatch.undo()
    provider.refuses = True
    assert "släppte inte in dig" in come_in(city.app.test_client()).text
    provider.refuses = False
    client = city.app.test_client()
    location = client.get(BEGIN).location
    provider.codes.clear()
    answer = client.get(f"/logga-in/organisation/svar?code=guessed&state={asked_in(location)['state']}")
    assert answer.status_code == 403 and "gick inte att lita på" in answer.text and not is_in(client)


def test_no_token_that_is_wrong_is_taken(city: Site, provider: LocalProvider) -> None:
    def sets(name: str, value: Any) -> Any:
        return lambda header, claims: claims.update({name: value})

    def lacks(name: str) -> Any:
        return lambda header, claims: claims.pop(name)

    other = provider.keys[1]
    public = provider.keys[0].as_pem(private=False)
    forged = {
        "alg none": lambda header, claims: by_hand(claims),
        "its public key as a secret": lambda header, claims: by_hand(claims, public),
        "another key": lambda header, claims: jwt.encode(header, claims, other),
        "changed afterwards": lambda header, claims: jwt.encode(header, claims, provider.keys[0])[:-6] + "AAAAAA",
        "no token": lambda header, claims: "x",
    }
    twists = {
        "audience": sets("aud", "another"), "audience among others": sets("aud", ["another", "third"]),
        "issuer": sets("iss", "https://another.example"), "nonce": sets("nonce", "x"), "expired": sets("exp", 1),
        "not yet": sets("nbf", 2**40), "subject": sets("sub", ""), "a number": sets("sub", 7),
        "for somebody else": sets("azp", "another"), "at_hash": sets("at_hash", "x"),
        **{f"no {name}": lacks(name) for name in ("aud", "iss", "nonce", "exp", "iat", "sub")},
    }  # fmt: skip
    client = city.app.test_client()
    for what, twist in twists.items():
        provider.twist = twist
        assert come_in(client).status_code == 403 and not is_in(client), what
    provider.twist = lambda header, claims: claims.update(aud=["another"], azp=CLIENT)
    assert come_in(client).status_code == 403, "that we may use it does not make it ours"
    provider.twist = None
    for what, forge in forged.items():
        provider.forge = forge
        assert come_in(client).status_code == 403 and not is_in(client), what
    provider.forge = None
    assert come_in(client).status_code == 302 and is_in(client), "and nothing else was wrong"


def test_new_keys_are_asked_for_and_old_ones_end(city: Site, provider: LocalProvider) -> None:
    now = [0.0]
    found = city.app.extensions["tracker-provider"]
    known_keys = conversation.Provider(found.provider._settings, found.provider._callback, lambda: now[0])
    city.app.extensions["tracker-provider"] = replace(found, provider=known_keys)
    client = city.app.test_client()
    assert come_in(client).status_code == 302
    provider.use(1)
    now[0] = 5
    assert come_in(client).status_code == 403, "not more often than every ten seconds, whoever asks"
    now[0] = 20
    assert come_in(client).status_code == 302
    provider.use(0, publish=(1,))
    now[0] = 40
    assert come_in(client).status_code == 403, "the first key is not the provider's any more"
    assert provider.asked.count("/keys") == 3


def test_without_the_provider_the_password_is_still_a_way_in(
    city: Site, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = city.app.test_client()
    come_in(client)
    found = city.app.extensions["tracker-provider"]
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        gone = replace(found.provider._settings, issuer=f"http://127.0.0.1:{silent.getsockname()[1]}")
        monkeypatch.setattr(conversation, "_SECONDS", 0.2)
        city.app.extensions["tracker-provider"] = replace(found, provider=conversation.Provider(gone, "x"))
        answer = client.get(BEGIN)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "Inloggningstjänsten svarar inte" in answer.text and 'href="/logga-in"' in answer.text
        assert post(client, "/logga-ut").location == "/logga-in"
        assert not is_in(client) and "fortfarande vara inloggad" in client.get("/logga-in").text
        other = city.app.test_client()
        assert sign_in_as(other, "karin") == 302 and is_in(other)


@pytest.mark.parametrize("about", [
    {"issuer": "https://another.example"}, {"token_endpoint": "http://another.example/token"}, {"jwks_uri": None},
])  # fmt: skip
def test_a_provider_that_is_not_what_the_settings_say_is_not_used(
    provider: LocalProvider, about: dict[str, Any]
) -> None:
    provider.about = about
    asked = conversation.Provider(ProviderSettings(provider.issuer, CLIENT, Path("x"), secret=SECRET), "x")
    for _again in range(2):
        with pytest.raises(ProviderDown, match="Inloggningstjänsten http://127"):
            asked.keys()
    assert provider.asked == ["/.well-known/openid-configuration"], "for a while nobody else waits for it"


def test_a_provider_that_leads_elsewhere_is_not_followed(
    city: Site, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even back to itself: what it says of itself, and what it gives for a code, come from where we asked."""
    client = city.app.test_client()
    begun = answer_of(client.get(BEGIN).location)
    answers = provider.__call__

    def led_on(_provider: LocalProvider, environ: Any, start: Any) -> Any:
        if environ["QUERY_STRING"] == "again":
            return answers(environ, start)
        where = Response(status=307, headers={"Location": f"{provider.issuer}{environ['PATH_INFO']}?again"})
        return where(environ, start)

    monkeypatch.setattr(LocalProvider, "__call__", led_on)
    asked = conversation.Provider(ProviderSettings(provider.issuer, CLIENT, Path("x"), secret=SECRET), "x")
    with pytest.raises(ProviderDown):
        asked.about()
    assert client.get(begun).status_code == 503 and not is_in(client)


def test_signing_out_ends_it_there_too(city: Site, provider: LocalProvider) -> None:
    client, local = city.app.test_client(), city.app.test_client()
    come_in(client)
    end = post(client, "/logga-ut").location
    assert end.startswith(f"{provider.issuer}/end?") and not is_in(client)
    assert asked_in(end) == {"client_id": CLIENT, "post_logout_redirect_uri": "http://127.0.0.1/logga-in"}
    sign_in_as(local, "karin")
    assert post(local, "/logga-ut").location == "/logga-in", "who came with a password is not led there"


def test_a_second_step_there_counts_where_the_file_says_so(city: Site, provider: LocalProvider) -> None:
    two_steps.init_app(city.app, replace(PLAIN, two_step_roles=frozenset({"coordinator"})))
    client = city.app.test_client()
    come_in(client)
    assert client.get(HOME).location == "/mitt-konto/tva-steg", "ours is asked for"
    provider.person |= {"amr": ["pwd", "mfa"]}
    come_in(client)
    assert is_in(client) and "Det andra steget sköts där" in client.get("/mitt-konto").text


def test_ours_is_asked_for_where_the_person_has_one(city: Site, provider: LocalProvider) -> None:
    from tests.web.test_second_factor import set_up

    client = city.app.test_client()
    come_in(client)
    _taken, codes = set_up(client)
    assert come_in(client, f"{BEGIN}?next=/mitt-konto").location == "/logga-in/kod" and not is_in(client)
    assert post(client, "/logga-in/kod", code=codes[0]).location == "/mitt-konto" and is_in(client)
    assert post(client, "/logga-ut").location.startswith(provider.issuer)
    provider.person |= {"amr": "mfa"}
    provider.twist = lambda header, claims: claims.update(amr=["mfa"])
    assert come_in(client).location == "/" and is_in(client)


def test_a_passkey_is_asked_for_too(city: Site, provider: LocalProvider) -> None:
    """The only second step that a false page cannot get is not passed by at the provider's door."""
    from tests.web.test_passkeys import DOOR, ORIGIN, Authenticator, add, question

    two_steps.init_app(city.app, replace(PLAIN, base_url=ORIGIN))
    rolf, client, device = city.app.test_client(), city.app.test_client(), Authenticator(ORIGIN)
    sign_in_as(rolf, "rolf")
    assert rolf.get(answer_of(post(rolf, LINKING, link_password=PASSWORD).location)).location == "/mitt-konto"
    add(rolf, device)
    assert come_in(client).location == "/logga-in/kod" and not is_in(client)
    assert post(client, DOOR, answer=device.sign(question(client))).status_code == 302 and is_in(client)
    provider.twist = lambda header, claims: claims.update(amr=["mfa"])
    other = city.app.test_client()
    assert come_in(other).location == "/" and is_in(other)


def test_nothing_that_lets_anybody_in_is_in_the_log(
    city: Site, provider: LocalProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = city.app.test_client()
    states = []
    for twist in (None, lambda header, claims: claims.update(aud="x")):
        provider.twist = twist
        location = client.get(BEGIN).location
        with client.session_transaction() as session:
            states += [session["attempt"]["attempt"]["verifier"], session["attempt"]["attempt"]["nonce"]]
        client.get(answer_of(location))
    provider.codes.clear()
    ours = [record for record in caplog.records if "/authorize" not in record.getMessage()]  # the test's own browser
    said = "\n".join(record.getMessage() + str(vars(record)) for record in ours)
    assert any('"reason": "token"' in formatter().format(copy(record)) for record in ours)
    assert "sign-in through the provider refused" in said and "POST /token" in said
    assert [secret for secret in (*provider.sent, *states, SECRET) if secret in said] == []


def test_forms_may_lead_to_the_provider_only_where_there_is_one(site: Site, tmp_path: Path) -> None:
    from tracker.web.app import create_app

    assert "form-action 'self';" in site.app.test_client().get("/logga-in").headers["Content-Security-Policy"]
    assert site.app.test_client().get(BEGIN).status_code == 404
    mapping = tmp_path / "roles.yaml"
    mapping.write_text(ROLES, encoding="utf-8")
    named = ProviderSettings("https://idp.example/realm", CLIENT, mapping)
    app = create_app(Settings("", tmp_path, "http://127.0.0.1", None, "x" * 32, provider=named), site.engine)
    policy = app.test_client().get("/logga-in").headers["Content-Security-Policy"]
    assert "form-action 'self' https://idp.example;" in policy and policy.count("idp.example") == 1
