"""A compiler chooses what else an edition leaves out: it is dotted, the edition says so, and verify proves it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from tests.web.test_editions import PROGRAM, seen, signed_in, work
from tracker.editions import prepared
from tracker.editions.rule_questions import RuleQuestion
from tracker.editions.verifying import verify
from tracker.store.database import read_session, write_session
from tracker.store.edition_answers import answers_of
from tracker.store.editions import editions, ledger

WAY = f"/publicera/{PROGRAM}/2024-T1"
CITY, SEX = "I5.1:city", "I5.1:category:sex"


@pytest.fixture
def client(published_year: Engine, tmp_path: Path) -> FlaskClient:
    return signed_in(published_year, tmp_path, "sammanstallare")


def choose(client: FlaskClient, place: str, do: str = "dolj") -> int:
    return client.post(f"{WAY}/dolj", data={"plats": place, "gor": do}).status_code


def test_what_is_chosen_is_dotted_said_and_proven(
    client: FlaskClient, published_year: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(f"{WAY}/forhandsvisning?raknat=ja").text
    assert f'<option value="{CITY}">' in before and "Dolt efter val" not in before
    assert choose(client, CITY) == choose(client, SEX) == 302
    page = client.get(f"{WAY}/forhandsvisning?raknat=ja").text
    assert "I5.1 (Hela staden)" in page and "uppdelningen kön av I5.1" in page
    assert re.search(r"Dessutom är \d+ tal dolda efter val", page)
    assert f'<option value="{CITY}">' not in page  # it costs nothing more
    assert choose(client, SEX, "visa") == 302
    # What the rules would tell exactly is asked about; here nothing is, so it is made up.
    told = RuleQuestion("I5.1", {"I5.1 n farsta": "I5.1 Farsta, totalt, 2024-T1, täljaren är 3"})
    monkeypatch.setattr(prepared, "rule_questions", lambda *_given: (told,))
    confirm = client.get(f"{WAY}/bekrafta?raknat=ja").text
    assert "Den som kan reglerna kan räkna ut 1 tal exakt i I5.1" in confirm
    assert "<dt>Dolt efter val</dt><dd>I5.1 (Hela staden)</dd>" in confirm
    form = {"title": "Tertialrapport", "seen": seen(confirm)}
    refused = client.post(f"{WAY}/bekrafta", data=form)
    assert refused.status_code == 422 and '<a href="#rule-1">Ta ställning till' in refused.text
    assert client.post(f"{WAY}/bekrafta", data={**form, "answer:regler:I5.1": "allowed"}).status_code == 302
    assert work(client)

    with read_session(published_year) as session:
        made = editions(session, PROGRAM)[-1]
        lines = [line for line in ledger(session, [made]) if line.key.indicator == "I5.1"]
        assert list(verify(session, PROGRAM)) == []
        kept = [(each.kind, each.place, each.about, each.answer) for each in answers_of(session, made)]
    assert kept == [("rule", *next(iter(told.figures.items())), "allowed")]
    assert json.loads(made.report)["withheld"] == [{"indicators": ["I5.1"], "what": "city", "name": "Hela staden"}]
    assert lines and not any(line.printed for line in lines if line.level == "city")
    assert any(line.printed for line in lines)
    sentence = "Utöver reglerna har sammanställningen valt att inte visa: I5.1 (Hela staden)."
    for place in (f"/utgavor/{PROGRAM}/{made.code}", f"/program/{PROGRAM}/2024-T1?visa={made.code}"):
        assert sentence in client.get(place).text

    with write_session(published_year) as session:
        change = "UPDATE ledger SET printed = true WHERE edition = :edition AND indicator = 'I5.1' AND level = 'city'"
        session.execute(text(change), {"edition": made.sequence})
    with read_session(published_year) as session:
        fault = f"Utgåva {made.code} säger att I5.1 (Hela staden) inte visas, men trycker något av det."
        assert fault in list(verify(session, PROGRAM))


def test_nothing_but_what_the_period_has_can_be_chosen(
    client: FlaskClient, published_year: Engine, tmp_path: Path
) -> None:
    wrong = (
        "",
        "I5.2",
        "I9.9:city",
        "I5.2:city:x",
        "I5.2:region:x",
        "I5.2:category:",
        "I5.2+:city",
        "I5.2:body:farsta",
        "I5.2+I5.2:city",
    )
    assert {place: choose(client, place) for place in wrong} == dict.fromkeys(wrong, 400)
    reviewer = signed_in(published_year, tmp_path, "granskare")
    assert choose(reviewer, CITY) == 403
