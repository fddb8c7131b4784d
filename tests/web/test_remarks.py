"""A follow-up comes back with remarks on its items; the body answers or changes, and both see what is left."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from exports.entry_sheet_tables import HEAD
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, LIST, Person
from tracker.entry.sheet_reading import read_sheet

REVIEW = f"{BROMMA}/lamna-in"
BACK: dict[str, str | list[str]] = {"remark:I3.1": "Stämmer nämnaren?", "remark:A1.1": "Vad är gjort?",
                                    "due": "2024-10-15", "reason": ""}  # fmt: skip


@pytest.fixture
def sara(site: Site) -> Person:
    sara = Person(site.app.test_client(), "sara")
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "A1.1/status": "ongoing"})
    sara.send(REVIEW, {"confirmed": "K32"})
    return sara


@pytest.fixture
def karin(site: Site, sara: Person) -> Person:
    return Person(site.app.test_client(), "karin")


def test_several_remarks_go_back_at_once_with_a_new_day_and_stand_at_their_items(sara: Person, karin: Person) -> None:
    page = karin.read_whole(BROMMA)
    assert 'name="remark:I3.1"' in page and 'name="remark:M1"' in page
    assert 'name="remark:' not in sara.read_whole(BROMMA)
    karin.send(f"{BROMMA}/skicka-ater", BACK)
    page = sara.read_whole(BROMMA)
    at = page.partition('id="item:I3.1"')[2].partition("</fieldset>")[0]
    assert "Stämmer nämnaren?" in at and "Karin Holm" in at and "Svara på anmärkningen" in at
    assert "2 anmärkningar utan svar eller ändring" in page and "entry-save" in page
    late = "Försenad: skulle ha lämnats in 2024-10-15."
    assert late in page and late in sara.read("/") and "2 anmärkningar" in sara.read("/")
    # How many is kept as a number and said in each reader's language.
    sara.send("/sprak", {"language": "en", "next": "/"}, status=303)
    assert "2 remarks" in sara.read("/") and "remarks:2" not in sara.read("/") + sara.read(f"{BROMMA}/historik")
    sara.send("/sprak", {"language": "sv", "next": "/"}, status=303)
    assert "<strong>1</strong> försenad" in karin.read(LIST) or "Försenad" in karin.read(LIST)


def test_a_remark_is_answered_or_met_by_a_change_and_what_is_left_is_told(sara: Person, karin: Person) -> None:
    karin.send(f"{BROMMA}/skicka-ater", BACK)
    at = sara.read_whole(BROMMA).partition('id="item:I3.1"')[2]
    number = at.partition('id="remark:')[2].partition('"')[0]
    token = sara.read_whole(BROMMA).partition('name="seen:A1.1" value="')[2].partition('"')[0]
    sara.send(f"{BROMMA}/anmarkning/{number}", {"text": "Ja, fyra enheter."})
    assert "1 anmärkning utan svar eller ändring" in sara.read(REVIEW)
    sara.send(BROMMA, {"A1.1/status": "ongoing", "A1.1/comment": "Två kurser.", "seen:A1.1": token})
    assert "utan svar eller ändring" not in sara.read(REVIEW)
    sara.send(REVIEW, {"confirmed": "K32"})
    page = karin.read_whole(BROMMA)
    box = page.partition('id="receive-title"')[2].partition("<form")[0]
    assert "Ja, fyra enheter." in box and "Vad är gjort?" in box and box.count("ändrad sedan dess") == 1
    changed = page.partition("Ändrat sedan den kom åter")[2].partition("</section>")[0]
    assert "Två kurser." in changed and "Sara Lind" in changed and "Ja, fyra enheter." in page
    assert "är inlämnad" in sara.send(f"{BROMMA}/anmarkning/{number}", {"text": "Mer."}, status=409)


def test_remarks_and_answers_stand_in_the_sheet_too_which_is_read_as_before(sara: Person, karin: Person) -> None:
    def column(book: Workbook) -> dict[str, str]:
        return {
            str(row[1].value): str(cell.value)
            for sheet in book.worksheets
            for at in [next((c.column for c in sheet[HEAD] if c.value == "Anmärkningar"), None)]
            if at is not None
            for row in sheet.iter_rows(min_row=HEAD + 1)
            for cell in [row[at - 1]]
            if cell.value
        }

    assert column(load_workbook(BytesIO(sara.client.get(f"{BROMMA}/blad.xlsx").data))) == {}
    karin.send(f"{BROMMA}/skicka-ater", BACK)
    number = sara.read_whole(BROMMA).partition('id="item:I3.1"')[2].partition('id="remark:')[2].partition('"')[0]
    sara.send(f"{BROMMA}/anmarkning/{number}", {"text": "Ja, fyra enheter."})
    content = sara.client.get(f"{BROMMA}/blad.xlsx").data
    assert column(load_workbook(BytesIO(content))) == {
        "I3.1": "Stämmer nämnaren? (Karin Holm)\nSvar: Ja, fyra enheter.", "A1.1": "Vad är gjort? (Karin Holm)",
    }  # fmt: skip
    assert read_sheet(content).unit == "bromma"


def test_a_reason_on_the_whole_is_enough_and_nothing_at_all_is_not(sara: Person, karin: Person) -> None:
    refused = karin.send(f"{BROMMA}/skicka-ater", {"reason": " ", "due": "i morgon", "remark:I3.1": "Se över"}, 422)
    assert "Se över" in refused and "datum" in refused
    assert "eller en anmärkning" in karin.send(f"{BROMMA}/skicka-ater", {"reason": " "}, status=422)
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "Se över allt"})
    assert "Se över allt" in sara.read_whole(BROMMA) and "Lämna in igen när" in sara.read("/")


@pytest.mark.parametrize("login", ["jonna", "rolf", "ada"])
def test_nobody_else_reads_or_answers_them(site: Site, sara: Person, karin: Person, login: str) -> None:
    karin.send(f"{BROMMA}/skicka-ater", BACK)
    number = sara.read_whole(BROMMA).partition('id="remark:')[2].partition('"')[0]
    other = Person(site.app.test_client(), login)
    other.send(f"{BROMMA}/anmarkning/{number}", {"text": "Inget svar här"}, 403, "/mitt-konto")
    for address in ("/", "/fragor/vald-2021-2025", f"/fragor/vald-2021-2025/{number}"):
        assert "nämnaren" not in other.client.get(address).text
    jarva = BROMMA.replace("bromma", "jarva")
    if login == "jonna":
        answer = other.send(f"{jarva}/anmarkning/{number}", {"text": "Inget svar här"}, 409, "/mitt-konto")
        assert "finns inte" in answer
    assert "Inget svar här" not in karin.read_whole(BROMMA)
