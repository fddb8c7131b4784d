"""The compilers' desk: saved while it is written, by several at once, with sentences that follow the figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.web.test_editions import PROGRAM, WAY, correct_bromma, seen, signed_in, work
from tests.web.test_entry_workflow import MARKED_CODE
from tracker.editions import waiting
from tracker.editions.reading import report_for
from tracker.editions.verifying import verify
from tracker.store.database import read_session
from tracker.store.edition_texts import EditionText, spells
from tracker.web.editions import preparing
from tracker.web.rich import rich

JSON = {"Accept": "application/json"}
TEXT = "Läget: [[M1]]\n\n- **Tre** kvinnor i Bromma"


@pytest.fixture
def client(published_year: Engine, tmp_path: Path) -> FlaskClient:
    return signed_in(published_year, tmp_path, "sammanstallare")


def save(client: FlaskClient, text: str, version: int, **more: str) -> Any:
    sent = {"M1/text": text, "seen:M1": str(version), **more}
    answer = client.post(f"{WAY}/texter/M1", data=sent, headers=JSON)
    assert answer.status_code == 200
    return answer.get_json()


def checked(client: FlaskClient) -> list[str]:
    answer = client.get(f"{WAY}/texter/M1/kontroll", headers=JSON)
    assert answer.status_code == 200
    return [each["message"] for each in answer.get_json()["findings"]]


def test_from_the_first_word_to_the_edition(
    client: FlaskClient, published_year: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct_bromma(published_year)
    start = client.get("/").text
    assert "1 är mottagen eller öppnad igen sedan 2023-VB-1" in MARKED_CODE.sub(r"\1", start)
    assert f'href="{WAY}/texter">Skriv sammanställningens texter' in start
    page = client.get(f"{WAY}/texter/M1?raknat=ja").text
    assert "Vad nämnderna skriver" in page and 'data-insert="[[M1]]"' in page
    assert page.count("Citera<span") > 5 and "Verksamhetsberättelse 2023".lower() in page

    first = save(client, TEXT, 0, **{"judgement:M1/text": "partly", "seen:judgement:M1": "0"})
    assert first["saved"] == ["M1", "judgement:M1"] and first["clashes"] == []
    messages = [each["message"] for each in first["findings"]]
    assert len(messages) == 1 and "”Tre” i" in messages[0]  # not the numbers of the field
    assert checked(client) == messages
    # Another process of the server has not worked out the figures: it says nothing of the text, and does not take back.
    at_hand = client.application.extensions["tracker-preparations"]
    preparing.init_app(client.application)
    assert save(client, TEXT, first["tokens"]["M1"])["findings"] is None
    client.application.extensions["tracker-preparations"] = at_hand
    assert checked(client) == messages
    version = first["tokens"]["M1"]
    other = save(client, "En annan text", 0)
    assert other["saved"] == [] and other["clashes"][0]["fields"][0]["theirs"] == TEXT
    second = save(client, TEXT + " [[I9.9]]", version)
    assert "[[I9.9]] finns inte" in second["findings"][0]["message"]
    assert "[[I9.9]]" in client.get(f"{WAY}/texter/M1/versioner").text
    assert save(client, "x", 0, **{"judgement:M1/text": "perfect", "seen:judgement:M1": "0"})["saved"] == []

    form = {"title": "Rättad", "reason": "Fel", "seen": seen(client.get(f"{WAY}/bekrafta?raknat=ja").text)}
    place = "answer:M1:11:tre"
    # A period of the same year that is received and was never published cannot be published safely afterwards.
    assert "inte publicerad" not in client.get(f"{WAY}/bekrafta?raknat=ja").text
    with monkeypatch.context() as patched:
        patched.setattr(waiting, "published_periods", lambda *_: set())
        confirm = client.get(f"{WAY}/bekrafta?raknat=ja").text
    assert "mottagna men inte publicerade" in confirm and f'href="{WAY.replace("VB", "T2")}">' in confirm
    assert f'href="{WAY}/texter/M1">' in confirm and "är tomma och trycks inte: Bakgrund" in confirm
    # The same sections are empty in the list of texts; those that the report or the program fills are none of them.
    number = re.search(r"(\d+) avsnitt är tomma och trycks inte", confirm)
    sections = client.get(f"{WAY}/texter").text.partition("/texter/section")[2]
    assert number is not None and sections.count(">tom<") == int(number[1]) and ">fylls av rapporten<" in sections
    assert "1 av 7 mål har text" in confirm
    refused = client.post(f"{WAY}/bekrafta", data={**form, place: "other"})
    assert refused.status_code == 422 and "fält som inte finns i rapporten: [[I9.9]]" in refused.text
    save(client, TEXT, second["tokens"]["M1"])
    form["seen"] = seen(client.get(f"{WAY}/bekrafta?raknat=ja").text)
    assert client.post(f"{WAY}/bekrafta", data={**form, place: "other"}).status_code == 302
    assert work(client)
    with read_session(published_year) as session:
        goal = report_for(session, "published", PROGRAM, "2023-VB", None).goals[0]
        assert list(verify(session, PROGRAM)) == []
    assert goal.overall == "partly" and goal.text is not None
    assert "nämnder och bolag bedömer att målet uppfylls helt" in goal.text and "[[" not in goal.text
    shown = client.get(f"/program/{PROGRAM}/2023-VB/mal/M1?visa=2023-VB-2").text
    assert "<li><strong>Tre</strong> kvinnor i Bromma</li>" in shown
    assert "Sammanställarens samlade bedömning:</strong> uppfylls delvis." in shown


def test_one_spell_of_writing_is_one_version() -> None:
    start = datetime(2024, 9, 1, 12, tzinfo=UTC)
    saved = [("a", 0), ("a", 1), ("b", 2), ("a", 3), ("a", 60)]
    rows = [EditionText("M1", str(at), at, by, start + timedelta(minutes=at)) for by, at in saved]
    assert [row.text for row in spells(rows[::-1])] == ["60", "3", "2", "1"]


def test_each_figure_stands_under_its_head(client: FlaskClient) -> None:
    """No earlier year is published: there is a column less, in every row."""
    page = client.get(f"{WAY}/texter/M2?raknat=ja").text
    beside = re.search(r'<div class="beside">.*?<table.*?</table>', page, re.DOTALL)
    assert beside is not None
    rows = re.findall(r"<tr>(.*?)</tr>", beside[0], re.DOTALL)
    assert len(rows) >= 3
    assert [len(re.findall(r"<t[hd]\b", row)) for row in rows] == [3] * len(rows)


def test_words_become_nothing_but_paragraphs_lists_and_emphasis(client: FlaskClient) -> None:
    with client.application.test_request_context("/"):
        made = rich("<script>x</script> *a*\n\n1. b\n   - c\n2. d\n\n- e")
    assert made == (
        '<p>&lt;script&gt;x&lt;/script&gt; <em>a</em></p><ol start="1"><li>b<ul><li>c</li></ul></li><li>d</li></ol>'
        "<ul><li>e</li></ul>"
    )
