"""A question from the reviewer's form to the answer on the first screen: what each person finds on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_progress import sign_in, words
from tracker.store.database import read_session
from tracker.store.threads import thread

__all__ = ["sign_in"]

BASE = "/fragor/vald-2021-2025"
QUESTION = {"kind": "question", "about": "indicator:I2.1", "text": "Varför ökade <b>andelen</b>?",
            "origin": "Skrivelse", "case_number": "KS 2024/1", "answer_by": "2024-12-01"}  # fmt: skip
PRIORITY = {"kind": "priority", "about": "goal:M2", "text": "Målet går först.", "body": "Kommunstyrelsen",
            "decided_on": "2024-11-02", "case_number": "KS 2024/2"}  # fmt: skip


def test_a_question_is_asked_answered_passed_on_and_read(sign_in: Callable[[str], FlaskClient], site: Site) -> None:
    rolf, karin, sara = (sign_in(login) for login in ("rolf", "karin", "sara"))
    asked = rolf.post(f"{BASE}/ny", data=QUESTION)
    assert (asked.status_code, asked.location) == (302, f"{BASE}/1")
    assert "Varför ökade &lt;b&gt;andelen&lt;/b&gt;?" in rolf.get(asked.location).text
    for client in (karin, sara):
        assert "Varför ökade <b>andelen</b>?" in words(client.get("/").text)
    field = sara.get("/uppfoljning/vald-2021-2025/2024-T2/bromma/mal/M2").text.partition('id="item:I2.1"')[2]
    assert "Varför ökade" in field.partition("</fieldset>")[0]
    sara.post(f"{BASE}/1/svara", data={"unit": "bromma", "text": "Tre familjer fler fick stöd."})
    assert "Tre familjer" not in rolf.get(f"{BASE}/1").text
    assert "Tal i texten: Tre." in words(karin.get(f"{BASE}/1").text)
    assert karin.post(f"{BASE}/1/vidare/1").status_code == 422
    assert karin.post(f"{BASE}/1/vidare/1", data={"checked": "y"}).status_code == 302
    assert "Tre familjer fler fick stöd." in rolf.get(f"{BASE}/1").text
    assert "besvarad" in rolf.get(BASE).text
    assert karin.post(f"{BASE}/1/publicera", data={"public": "1"}).status_code == 422
    assert rolf.post(f"{BASE}/1/avsluta").status_code == 302
    with read_session(site.engine) as session:
        kept = thread(session, "vald-2021-2025", 1)
    assert kept is not None and kept.asked.text == QUESTION["text"]
    assert [(entry.kind, entry.by) for entry in kept.entries] == [
        ("answered", "Sara Lind"), ("passed_on", "Karin Holm"), ("closed", "Rolf Ström"),
    ]  # fmt: skip


def test_what_the_compilers_write_answers_for_its_numbers(sign_in: Callable[[str], FlaskClient]) -> None:
    """Large ones too: a figure of any size may be dotted to protect a small one."""
    rolf, karin = sign_in("rolf"), sign_in("karin")
    rolf.post(f"{BASE}/ny", data=QUESTION | {"origin": "Skrivelse om 12 kvinnor"})
    answer = {"unit": "", "text": "I Bromma var de fjorton."}
    refused = karin.post(f"{BASE}/1/svara", data=answer)
    assert refused.status_code == 422 and answer["text"] in refused.text
    assert "fjorton" not in rolf.get(f"{BASE}/1").text
    assert karin.post(f"{BASE}/1/svara", data=answer | {"checked": "y"}).status_code == 302
    assert "fjorton" in rolf.get(f"{BASE}/1").text
    assert karin.post(f"{BASE}/1/publicera", data={"public": "1"}).status_code == 422
    assert "Tal i texten: 12, fjorton." in words(karin.get(f"{BASE}/1").text)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("body", "Nämnden för de 3 kvinnorna", "3"),
        ("case_number", "2 kvinnor i Bromma 2024", "2"),
        ("case_number", "KS 2024/123", ""),
        ("case_number", "2.3-1234/2024", ""),
    ],
)
def test_all_that_is_printed_of_a_priority_answers_for_its_numbers(
    sign_in: Callable[[str], FlaskClient], field: str, value: str, told: str
) -> None:
    sign_in("rolf").post(f"{BASE}/ny", data=PRIORITY | {field: value})
    karin = sign_in("karin")
    assert (f"Tal i texten: {told}" in words(karin.get(f"{BASE}/1").text)) == bool(told)
    assert karin.post(f"{BASE}/1/publicera", data={"public": "1"}).status_code == (422 if told else 302)


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_thread_can_have_is_no_page(sign_in: Callable[[str], FlaskClient], number: int) -> None:
    karin = sign_in("karin")
    assert karin.get(f"{BASE}/{number}").status_code == 404
    assert karin.post(f"{BASE}/1/vidare/{number}").status_code == 404


def test_another_body_finds_nothing_and_an_administrator_no_page(sign_in: Callable[[str], FlaskClient]) -> None:
    sign_in("rolf").post(f"{BASE}/ny", data=QUESTION | {"about": "unit:bromma"})
    jonna, ada = sign_in("jonna"), sign_in("ada")
    assert jonna.get(f"{BASE}/1").status_code == 404
    assert jonna.post(f"{BASE}/1/svara", data={"unit": "jarva", "text": "Vi också."}).status_code == 404
    for place in ("", "/1", "/ny"):
        assert ada.get(f"{BASE}{place}").status_code == 403
    for place in ("ny", "1/avsluta"):
        assert jonna.post(f"{BASE}/{place}", data=QUESTION).status_code == 403
    assert "Varför" not in jonna.get(BASE).text + jonna.get("/").text


def test_the_first_screen_says_what_was_asked_and_answered(
    sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.exports import sample
    from tracker.web import progress

    monkeypatch.setattr(sample, "CONTROL", "rad ett")
    monkeypatch.setattr(progress, "read_report", lambda *_: sample.report())
    rolf, karin = sign_in("rolf"), sign_in("karin")
    for form in (QUESTION, PRIORITY):
        assert rolf.post(f"{BASE}/ny", data=form).status_code == 302
    assert karin.post(f"{BASE}/1/svara", data={"unit": "", "text": "Fler kände till stödet."}).status_code == 302
    page = words(rolf.get("/program/vald-2021-2025/2024-T2").text)
    assert "Ställda sedan 2023-01-01: 2. Besvarade: 1. Öppna nu: 1 (Insatser till våldsutövare)." in page
    answer = r"stöd\. Varför ökade <b>andelen</b>\? Svar från Socialnämnden [\d-]{10}: Fler"
    assert re.search(answer, page)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (QUESTION | {"text": " "}, "Skriv vad det gäller."),
        (QUESTION | {"text": "\u200b\u2800\u3164"}, "Skriv vad det gäller."),
        (QUESTION | {"origin": ""}, "Skriv var frågan kommer ifrån."),
        (QUESTION | {"answer_by": "snart"}, "snart"),
        (PRIORITY | {"body": ""}, "En prioritering behöver det organ som har beslutat."),
        (PRIORITY | {"decided_on": ""}, "En prioritering behöver sitt beslutsdatum."),
        (PRIORITY | {"case_number": ""}, "En prioritering behöver sitt diarienummer."),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(
    sign_in: Callable[[str], FlaskClient], form: dict[str, str], told: str
) -> None:
    client = sign_in("rolf")
    answer = client.post(f"{BASE}/ny", data=form)
    assert answer.status_code == 422
    assert told in answer.text and form["case_number"] in answer.text
    assert "Inget har frågats" in client.get(BASE).text


def test_every_form_asks_for_its_token(site: Site) -> None:
    client = site.app.test_client()
    site.app.config["WTF_CSRF_ENABLED"] = False
    client.post("/logga-in", data={"login": "rolf", "password": PASSWORD})
    site.app.config["WTF_CSRF_ENABLED"] = True
    for place in ("ny", "1/svara", "1/avsluta"):
        assert client.post(f"{BASE}/{place}", data=QUESTION).status_code == 400
