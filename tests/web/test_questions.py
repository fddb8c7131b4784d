"""A body asks the compilers about an item before handing in; they see it where they work, and answer at the item."""

from __future__ import annotations

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, LIST, Person

M3 = f"{BROMMA}/mal/M3"
ASKED: dict[str, str | list[str]] = {"item": "I3.1", "text": "Räknas enheter som öppnade i mars?"}


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


@pytest.fixture
def karin(site: Site) -> Person:
    return Person(site.app.test_client(), "karin")


def at_item(page: str) -> str:
    return page.partition('id="item:I3.1"')[2].partition('id="item:I3.2"')[0]


def test_it_is_asked_before_anything_is_filled_in_and_the_answer_stands_at_the_item(
    sara: Person, karin: Person
) -> None:
    assert "Fråga sammanställarna" in sara.read(M3) and "Fråga sammanställarna" not in karin.read(M3)
    sara.send(f"{M3}/fraga", ASKED)
    sara.send(f"{M3}/fraga", ASKED)  # the button was pressed twice
    asked = at_item(sara.read(M3))
    assert asked.count("öppnade i mars?") == 1 and "Inte besvarad än" in asked and "Svara på frågan" not in asked
    start, listed = karin.read("/"), karin.read(LIST)
    assert "Frågor från dem som rapporterar" in start and "öppnade i mars?" in start
    assert "1 fråga" in listed and "Med frågor (1)" in listed and "Bromma" in karin.read(f"{LIST}?visa=fragor")
    number = start.partition("#question:")[2].partition('"')[0]
    assert f'href="{M3}#question:{number}"' in start
    assert "Svara på frågan" in at_item(karin.read(M3))
    assert "Skriv ett svar" in karin.send(f"{BROMMA}/fraga/{number}/svara", {"text": " "}, 409)
    karin.send(f"{BROMMA}/fraga/{number}/svara", {"text": "Ja, alla som finns på dagen."})
    at = at_item(sara.read(M3))
    assert "Ja, alla som finns på dagen." in at and "Karin Holm" in at and "Inte besvarad" not in at
    assert "besvarad" in sara.read(BROMMA).partition('id="asked-title"')[2].partition("</section>")[0]
    assert "Frågor från dem som rapporterar" not in karin.read("/") and "1 fråga" not in karin.read(LIST)


def test_it_needs_words_and_an_item_and_is_asked_when_all_is_received_too(sara: Person, karin: Person) -> None:
    assert "Skriv vad du undrar" in sara.send(f"{M3}/fraga", {"item": "I3.1", "text": " "}, 422)
    assert "finns inte" in sara.send(f"{M3}/fraga", {"item": "I9.9", "text": "Vad?"}, 409)
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{M3}/fraga", ASKED)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    assert "öppnade i mars?" in karin.read(M3) and "öppnade i mars?" in sara.read(M3)
    # Received, it is the way to ask for it to be opened again.
    karin.send(f"{BROMMA}/ta-emot", {})
    assert "Skriv vad du undrar" in sara.send(f"{M3}/fraga", {"item": "I3.1", "text": " "}, 422)
    sara.send(f"{M3}/fraga", {**ASKED, "text": "Talet är fel, kan ni öppna?"})
    assert "kan ni öppna?" in karin.read("/") and "kan ni öppna?" in sara.read(M3)


@pytest.mark.parametrize("login", ["jonna", "rolf", "ada"])
def test_nobody_else_reads_or_answers_it(site: Site, sara: Person, login: str) -> None:
    sara.send(f"{M3}/fraga", ASKED)
    number = sara.read(M3).partition('id="question:')[2].partition('"')[0]
    other = Person(site.app.test_client(), login)
    other.send(f"{M3}/fraga", ASKED, 403, "/mitt-konto")
    other.send(f"{BROMMA}/fraga/{number}/svara", {"text": "Inget svar här"}, 403, "/mitt-konto")
    for address in ("/", "/fragor/vald-2021-2025", f"/fragor/vald-2021-2025/{number}", M3, LIST):
        assert "öppnade i mars" not in other.client.get(address, follow_redirects=True).text
    assert "Inget svar här" not in sara.read(M3)
    # Nor does its own body answer: it asked.
    sara.send(f"{BROMMA}/fraga/{number}/svara", {"text": "Inget svar här"}, 403, "/mitt-konto")
