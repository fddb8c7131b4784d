"""A coordinator reads the own body's real figures, at every state and in one body's words, and nobody else's."""

from __future__ import annotations

import json
import re
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, Person
from tracker.store.database import write_session
from tracker.store.definition import ProgramRow

READ = "/program/vald-2021-2025/2024-T2"
REPORT = f"{BROMMA}/rapport"
SMALL = "3\u00a0av\u00a09"
CITY = ("Hela staden", "av befolkningen", "stadsdelsnämnd", "1 av 1", "har rapporterat allt", "Farsta")
GIVEN = {
    "I5.1/sex/women/n": "3", "I5.1/sex/women/d": "9", "I5.1/sex/men/n": "21", "I5.1/sex/men/d": "40",
    "I3.1/n": "3", "I3.1/d": "4", "I2.2/sex/women/n": "9",
    "M1/status": "partly", "M1/text": "Kurserna är igång.", "A1.1/status": "ongoing", "A1.1/end": "2024-03-31",
    "A1.1/comment": "Försenad upphandling.",
}  # fmt: skip


@pytest.fixture
def sara(site: Site) -> Person:
    sara = Person(site.app.test_client(), "sara")
    sara.send(BROMMA, GIVEN)
    return sara


def everything(person: Person, version: str = "") -> list[str]:
    """The page, the document and the workbook as the texts in them."""
    page = person.read(REPORT + version)
    document = docx.Document(BytesIO(person.client.get(f"{REPORT}.docx{version}").data))
    words = [p.text for p in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words += [p.text for p in document.sections[0].header.paragraphs]
    book = load_workbook(BytesIO(person.client.get(f"{REPORT}.xlsx{version}").data))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    main = page.partition("<main")[2].partition("<footer")[0]
    return [re.sub(r"<[^>]+>", "", main), "\n".join(words), "\n".join(cells)]


def test_it_speaks_of_one_body_and_says_what_is_late_what_is_lacking_and_what_is_small(sara: Person) -> None:
    for text in everything(sara):
        assert not [word for word in CITY if word in text]
        assert "Bromma bedömer att M1 kommer att uppfyllas delvis." in text and "Kurserna är igång." in text
        assert "153 dagar försenad" in text and "Försenad upphandling." in text
        assert "1 tal är så litet att det kan peka ut en enskild och får inte spridas (I5.1)" in text
        assert "Utkast – inte inlämnad" in text
        assert "Andel nämnder" in text and "män/pojkar saknas: indikatorn räknas inte" in text
    page, document, _book = everything(sara)
    assert f"33,3\u00a0% ({SMALL}) *" in page and "* får inte spridas" in page and "* får inte spridas" in document


def test_what_is_handed_in_does_not_look_unreported_to_itself(site: Site, sara: Person) -> None:
    karin = Person(site.app.test_client(), "karin")
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": ["K32", "K26"], "A1.1/comment": "Försenad upphandling."})
    page = sara.read(REPORT)
    assert "Inlämnad, inte mottagen än" in page and SMALL in page and SMALL in karin.read(REPORT)
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "Se över I5.1"})
    assert "Åter för komplettering – inte inlämnad igen" in sara.read(REPORT)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": ["K32"]})
    karin.send(f"{BROMMA}/ta-emot", {})
    page = sara.read(REPORT)
    assert "Inlämnad och mottagen" in page and SMALL in page
    assert f"{REPORT}" in sara.read("/") and "Visa rapporten för Bromma" in sara.read(READ)


def test_the_version_for_public_documents_dots_what_protects_persons_and_keeps_the_rest(sara: Person) -> None:
    for text in everything(sara, "?version=handling"):
        assert "Kurserna är igång." in text and ("75,0" in text or "Uppdelning\nTäljare" in text)
        # Neither the small figure, nor the one beside it that it could be told from.
        assert not re.search(r"\b21\D{0,4}av\D{0,4}40\b", text) and SMALL not in text and "33,3" not in text
        assert "får inte spridas" not in text and "bara som de är publicerade" in text
    file = sara.client.get(f"{REPORT}.ils?version=handling").text
    routine, support = "Våld – Rutinfrågor om våld", "Våld – Stöd i rättsprocessen"
    assert routine in file and support not in file and support in sara.client.get(f"{REPORT}.ils").text


def test_what_the_planning_system_has_no_name_for_is_told_where_the_file_is_taken(site: Site, sara: Person) -> None:
    assert "saknas i filen för ILS-webb" not in sara.read(REPORT)
    with write_session(site.engine) as session:
        (row,) = session.scalars(select(ProgramRow).where(ProgramRow.code == "vald-2021-2025"))
        head = json.loads(row.document)
        del head["ils"]["measures"]["I3.1"], head["ils"]["units"]["bromma"]
        row.document = json.dumps(head)
    page = sara.read(REPORT).partition("2 namn saknas i filen för ILS-webb")[2].partition("</details>")[0]
    assert "<li>Bromma</li>" in page and "Andel enheter" in page
    last = sara.client.get(f"{REPORT}.ils").text.splitlines()[-1]
    assert last.startswith("Bromma [namn saknas i ils.yaml]\t2024-08-31\t")


@pytest.mark.parametrize("login", ["jonna", "rolf", "ada"])
def test_nobody_else_reads_it(site: Site, sara: Person, login: str) -> None:
    other = Person(site.app.test_client(), login)
    for address in (REPORT, f"{REPORT}?version=handling", f"{REPORT}.xlsx", f"{REPORT}.ils"):
        assert SMALL not in other.read(address, status=403)
    if login != "ada":
        assert "Visa rapporten för Bromma" not in other.read(READ)


@pytest.mark.parametrize("login", ["sara", "rolf"])
def test_a_period_outside_the_program_is_not_published_whoever_asks(site: Site, login: str) -> None:
    assert "Ingen" in Person(site.app.test_client(), login).read("/program/vald-2021-2025/1999-T1")


def test_numbers_in_the_bodys_own_words_are_held_against_what_is_hidden_and_what_is_given(sara: Person) -> None:
    """I5.1 is 3 of 9 women and 21 of 40 men; the document prints none of it."""
    assert "Texterna säger tal" not in sara.read(f"{REPORT}?version=handling")
    assert "Tal i texterna" not in sara.read(f"{BROMMA}/lamna-in")
    said = "Tre kvinnor har fått stöd. Av männen fick 22 av 40 stöd."
    sara.send(BROMMA, {"M5/status": "met", "M5/text": said})
    public = sara.read(f"{REPORT}?version=handling")
    assert "Texterna säger tal som tabellerna inte visar" in public
    told = re.sub(r"<[^>]+>", "", public)
    assert "M5: ”Tre kvinnor har fått stöd. Av …”. Det kan röja I5.1 kvinnor/flickor." in told
    assert "Texterna säger tal" not in sara.read(REPORT)
    review = sara.read(f"{BROMMA}/lamna-in")
    assert "Tal i texterna att läsa en gång till" in review
    assert "22 av 40 stöd.”. Siffran är 21\xa0av\xa040 (I5.1 män/pojkar)." in re.sub(r"<[^>]+>", "", review)
