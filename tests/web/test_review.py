"""A follow-up is read as it will be read before it is handed in, judgements say why, and it can be taken back."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, LIST, Person

REVIEW = f"{BROMMA}/lamna-in"
EMPTY: dict[str, str | list[str]] = {"confirmed": "K32"}


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


@pytest.fixture
def karin(site: Site) -> Person:
    return Person(site.app.test_client(), "karin")


def test_it_shows_what_is_about_to_be_handed_in(sara: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "M1/status": "partly", "M1/text": "Kurserna är igång.",
                       "A1.1/status": "ongoing", "A1.1/end": "2024-03-31"})  # fmt: skip
    page = sara.read(REVIEW)
    assert "75,0\u00a0% (3\u00a0av\u00a04)" in page and "Kurserna är igång." in page
    assert "Bromma bedömer att M1 kommer att uppfyllas delvis." in page and "153 dagar försenad" in page
    assert f'href="{BROMMA}/mal/M3#item:I3.1"' in page and "av befolkningen" not in page


def test_a_judgement_says_why_where_the_program_asks_for_it(sara: Person) -> None:
    """In the shipped program a goal that is met needs no words, one partly met is asked, one not met must say."""
    sara.send(BROMMA, {"M1/status": "met", "M2/status": "partly", "M3/status": "not_met"})
    refused = sara.send(REVIEW, EMPTY, status=422)
    assert "(M3): skriv en analys." in refused and "1 bedömning utan analys" in refused
    assert "Bekräfta att bedömningar lämnas utan analys." in refused and "(M1): skriv" not in refused
    token = refused.partition('name="seen:M3" value="')[2].partition('"')[0]
    answered = {"M3/text": "Ingen har börjat.", "seen:M3": token}
    assert "skriv en analys" not in sara.send(REVIEW, EMPTY | answered, status=422)
    sara.send(REVIEW, {"confirmed": ["K32", "K36"], "silent": "M2"})
    page = sara.read_whole(BROMMA)
    assert "Ingen har börjat." in page and "ingen analys vid M2" in page


def test_an_analysis_emptied_since_the_page_was_read_is_not_confirmed(sara: Person) -> None:
    sara.send(BROMMA, {"M1/status": "partly", "M2/status": "partly"})
    assert "Bekräfta att bedömningar" in sara.send(REVIEW, {"confirmed": ["K32", "K36"], "silent": "M1"}, status=422)


def test_what_changed_since_it_came_back_is_told_with_who(sara: Person, karin: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(REVIEW, EMPTY)
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "Se över I3.1"})
    assert "Ändrat sedan den kom åter" not in sara.read(REVIEW)
    token = sara.read_whole(BROMMA).partition('name="seen:I3.1" value="')[2].partition('"')[0]
    sara.send(BROMMA, {"I3.1/n": "2", "seen:I3.1": token})
    page = sara.read(REVIEW)
    changed = page.partition("Ändrat sedan den kom åter")[2].partition("</section>")[0]
    assert "3</td>" in changed and "2</td>" in changed and "Sara Lind" in changed and "(I3.1)" in changed


def test_what_was_confirmed_and_is_unchanged_is_not_asked_again(sara: Person, karin: Person) -> None:
    """Only what has been changed since, or what a remark asks about, is asked for anew."""
    sara.send(BROMMA, {"M2/status": "partly", "I3.1/n": "3", "I3.1/d": "4"})
    sara.send(REVIEW, {"confirmed": ["K32", "K36"], "silent": "M2"})
    karin.send(f"{BROMMA}/skicka-ater", {"remark:I2.1": "Varför är den tom?", "reason": ""})
    page = sara.read(REVIEW)
    again = page.partition("Bekräftat vid förra inlämningen och oförändrat")[2].partition("</section>")[0]
    assert "(M2)" in again and "(I2.2)" in again and "(I2.1)" not in again
    assert "1 uppgift är inte ifylld" in page and "bedömning utan analys" not in page
    sara.send(REVIEW, {}, status=422)
    for status in ("met", "partly"):
        token = sara.read_whole(BROMMA).partition('name="seen:M2" value="')[2].partition('"')[0]
        sara.send(BROMMA, {"M2/status": status, "seen:M2": token})
    assert "1 bedömning utan analys" in sara.read(REVIEW)
    sara.send(REVIEW, {"confirmed": ["K32", "K36"], "silent": "M2"})
    assert "50 uppgifter är tomma" in sara.read_whole(BROMMA) and "ingen analys vid M2" in sara.read_whole(BROMMA)


def test_one_explanation_answers_several_warnings(sara: Person) -> None:
    sara.send(BROMMA, {"A1.1/status": "done", "A1.2/status": "done", "A1.4/status": "done"})
    page = sara.read(REVIEW)
    assert "En förklaring till flera" in page
    seen = dict(re.findall(r'name="(seen:A1\.\d)" value="(\d+)"', page))
    answers = {"A1.1/comment": "Klart i mars", "A1.2/comment": "", "A1.4/comment": " "}
    sara.send(REVIEW, {**EMPTY, **seen, **answers, "for_all": "Nämnderna slogs samman."})
    page = sara.read_whole(BROMMA)
    assert page.count("Nämnderna slogs samman.") == 2 and "Klart i mars" in page


def test_a_submission_is_withdrawn_until_it_is_received(sara: Person, karin: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(REVIEW, EMPTY)
    assert "Dra tillbaka inlämningen" in sara.read_whole(BROMMA) and "Dra tillbaka" not in karin.read_whole(BROMMA)
    sara.send(f"{BROMMA}/dra-tillbaka", {})
    page = sara.read_whole(BROMMA)
    assert "Tillbakadragen av Sara Lind" in page and "entry-save" in page
    assert "Tillbakadragen av" in karin.read(LIST) and "Ta emot den inlämnade" not in karin.read(LIST)
    assert "är ett utkast" in sara.send(f"{BROMMA}/dra-tillbaka", {}, status=409)
    sara.send(REVIEW, EMPTY)
    karin.send(f"{BROMMA}/ta-emot", {})
    assert "togs emot" in sara.send(f"{BROMMA}/dra-tillbaka", {}, status=409)


@pytest.mark.parametrize("login", ["jonna", "karin", "rolf", "ada"])
def test_nobody_else_withdraws_it(site: Site, sara: Person, login: str) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(REVIEW, EMPTY)
    Person(site.app.test_client(), login).send(f"{BROMMA}/dra-tillbaka", {}, 403, "/mitt-konto")
    assert "Inlämnad av Sara Lind" in sara.read_whole(BROMMA)


def test_the_report_is_read_beside_the_period_before_and_by_compilers_body_by_body(sara: Person, karin: Person) -> None:
    sara.send(BROMMA.replace("T2", "T1"), {"M1/status": "partly", "M1/text": "Tre kurser är igång."})
    sara.send(f"{BROMMA.replace('T2', 'T1')}/lamna-in", {"confirmed": ["K32"]})
    karin.send(f"{BROMMA.replace('T2', 'T1')}/ta-emot", {})
    sara.send(BROMMA, {"M1/status": "met", "M1/text": "Fyra kurser är igång."})
    page = sara.read(f"{BROMMA}/rapport?jamfor=ja")
    assert "då: uppfylls delvis." in page and "<del>Tre </del><ins>Fyra </ins>kurser är igång." in page
    assert 'rel="next"' not in page and "<del>" not in sara.read(f"{BROMMA}/rapport?version=handling")
    read = karin.read(f"{BROMMA}/rapport")
    assert re.search(r'rel="next" href="[^"]*/2024-T2/[a-z-]+/rapport"', read)
