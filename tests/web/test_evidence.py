"""Links to what an item rests on: https alone, with who and when, for the body and who receives, in no publication."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, Person
from tests.web.test_own_figures import everything
from tracker.store.copying import backup

GOAL = f"{BROMMA}/mal/M3"
ADDING = f"{BROMMA}/underlag/I3.1"
LINK: dict[str, str | list[str]] = {
    "title": "Rutinen, beslutad", "address": "https://intranat.example.org/rutin?id=3",
}  # fmt: skip


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


def test_a_link_stands_at_its_item_for_the_body_and_who_receives_until_it_is_taken_away(
    site: Site, sara: Person
) -> None:
    sara.send(ADDING, LINK)
    at = sara.read(GOAL).partition('id="item:I3.1"')[2].partition("</fieldset>")[0]
    assert 'href="https://intranat.example.org/rutin?id=3" rel="noopener noreferrer"' in at
    assert "Rutinen, beslutad" in at and "intranat.example.org ·" in at and "Sara Lind" in at
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin = Person(site.app.test_client(), "karin")
    read = karin.read(GOAL)
    assert "Rutinen, beslutad" in read and 'form="take-' not in read
    # It is no part of any report: neither the body's own nor the city's.
    karin.send(f"{BROMMA}/ta-emot", {})
    assert "intranat" not in sara.client.get(f"{BROMMA}/rapport.ils").text + sara.read(f"{BROMMA}/rapport")
    assert "intranat" not in karin.client.get("/program/vald-2021-2025/2024-T2/rapport.json").text
    sara.send(ADDING, LINK, status=409)
    sara.send(f"{BROMMA}/underlag/1/ta-bort", {}, status=409)
    karin.send(f"{BROMMA}/oppna-igen", {"reason": "Fel länk"})
    jonna = Person(site.app.test_client(), "jonna")
    jonna.send(f"{BROMMA.replace('bromma', 'jarva')}/underlag/1/ta-bort", {}, status=409)
    sara.send(f"{BROMMA}/underlag/1/ta-bort", {})
    assert "intranat" not in sara.read(GOAL)
    sara.send(f"{BROMMA}/underlag/1/ta-bort", {}, status=409)
    # What it was called, by whom and when stays in the history; where it led is gone.
    lines = [line for line in sara.client.get(f"{BROMMA}/historik.csv").text.splitlines() if "Rutinen" in line]
    assert len(lines) == 2 and all("Länk till underlag" in line and "intranat" not in line for line in lines)


def test_at_each_item_is_the_way_to_add_to_it_and_what_is_taken_away_is_asked_about(sara: Person) -> None:
    page = sara.read(GOAL)
    assert 'underlag=I3.1#link-title">Underlag<' in page and 'id="link-form"' not in page
    assert sara.read(f"{GOAL}?underlag=I9.9").count('id="link-form"') == 0
    at = sara.read(f"{GOAL}?underlag=I3.1").partition('id="item:I3.1"')[2].partition("</fieldset>")[0]
    assert 'form="link-form" name="title"' in at and "Filer tas inte emot i det här programmet." in at
    sara.send(ADDING, LINK)
    at = sara.read(GOAL).partition('id="item:I3.1"')[2].partition("</fieldset>")[0]
    assert ">Underlag (1)<" in at
    asked = at.partition("<summary>Ta bort")[2].partition("</details>")[0]
    assert 'form="take-1"' in asked and "Ja, ta bort" in asked and at.count("take-1") == 1


def test_reports_of_the_body_say_per_item_how_much_there_is_and_what_is_spread_says_nothing(
    site: Site, sara: Person
) -> None:
    sara.send(ADDING, LINK)
    sara.send(ADDING, {**LINK, "title": "Ett till"})
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "I3.1/comment": "Alla enheter är med."})
    place = f'href="{GOAL}#item:I3.1"'
    review = sara.read(f"{BROMMA}/lamna-in")
    assert f"{place}>Underlag: 2 länkar<" in review and f"{place}>Underlag: 2 länkar<" in sara.read(f"{BROMMA}/rapport")
    page, document, book = everything(sara)
    assert "Underlag: 2 länkar" in page
    assert all("Underlag: 2 länkar, öppnas vid I3.1 i uppföljningen." in text for text in (document, book))
    assert not [text for text in everything(sara, "?version=handling") if "Underlag: " in text]
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin = Person(site.app.test_client(), "karin")
    assert 'data-label="Underlag">2<' in karin.read(BROMMA)
    karin.send(f"{BROMMA}/ta-emot", {})
    for period in ("2024-T2", "alla"):
        read = karin.read(f"/mottagning/vald-2021-2025/2024-T2/skrivet?period={period}")
        assert "Alla enheter är med." in read and "Underlag: 2 länkar" in read
    assert "Underlag" not in karin.client.get("/program/vald-2021-2025/2024-T2/rapport.json").text


@pytest.mark.parametrize(
    "address",
    ["", "http://example.org", "javascript:alert(1)", "https://", "https://a:b@example.org", "https://exa mple.org/",
     "https://[", "//example.org", "https://evil.example\\.stockholm.se/", "https://example.org%2eevil.example/",
     "https://[::1]/", "https://example.org:99999/", f"https://example.org/{'x' * 1000}"],
)  # fmt: skip
def test_what_is_no_https_address_is_refused_and_stands_in_its_field(sara: Person, address: str) -> None:
    page = sara.send(ADDING, {**LINK, "address": address}, status=422)
    assert "Skriv en hel adress som börjar med https://" in page and 'value="Rutinen, beslutad"' in page
    assert 'class="plain-list evidence"' not in sara.read(GOAL)


def test_it_needs_a_title_and_an_item_and_has_an_end(sara: Person) -> None:
    assert "Skriv vad länken leder till" in sara.send(ADDING, {**LINK, "title": " "}, status=422)
    assert "efterfrågas inte" in sara.send(f"{BROMMA}/underlag/I9.9", LINK, status=409)
    for _number in range(20):
        sara.send(ADDING, LINK)
    assert "redan 20 länkar" in sara.send(ADDING, LINK, status=422)


def test_it_is_in_a_backup(site: Site, sara: Person, tmp_path: Path) -> None:
    sara.send(ADDING, LINK)
    backup(site.engine, tmp_path / "all.backup")
    content = (tmp_path / "all.backup").read_bytes()
    assert b"intranat.example.org" in (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
