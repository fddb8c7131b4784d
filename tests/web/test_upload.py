"""The Excel round trip through the pages: fetch, fill in, see the difference, confirm."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pytest
from openpyxl import load_workbook

from tests.entry_sheets import cells, filled, saved
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import MARKED_CODE, TOKEN, Person
from tracker.periods import Period
from tracker.store.database import read_session
from tracker.store.queries import find_followup, history_of, values_of
from tracker.web.followups import sheet_carrying
from tracker.web.followups.upload import file_name

BROMMA = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
SHEET = f"{BROMMA}/blad"
CARRIED = re.compile(r'name="carried" value="([^"]+)"')
TICKED = re.compile(r'name="item" value="([^"]+)" checked')
OFFERED = re.compile(r'name="item" value="([^"]+)"')


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


@pytest.fixture
def amir(site: Site) -> Person:
    return Person(site.app.test_client(), "amir")


def fetched(person: Person, path: str = BROMMA) -> bytes:
    answer = person.client.get(f"{path}/blad.xlsx")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data


def uploaded(person: Person, data: bytes, status: int = 200, name: str = "blad.xlsx", path: str = BROMMA) -> str:
    found = TOKEN.search(person.client.get(f"{path}/blad").text)
    assert found is not None
    form = {"csrf_token": found[1], "file": (io.BytesIO(data), name)}
    answer = person.client.post(f"{path}/blad", data=form, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return MARKED_CODE.sub(r"\1", answer.text)


def confirmed(person: Person, page: str, items: list[str] | None = None, status: int = 302) -> str:
    carried = CARRIED.search(page)
    assert carried is not None
    ticked = TICKED.findall(page) if items is None else items
    return person.send(f"{SHEET}/spara", {"carried": carried[1], "item": ticked}, status)


def held(site: Site, unit: str = "bromma") -> Mapping[str, object]:
    """Field name → value of what the follow-up holds."""
    with read_session(site.engine) as session:
        followup = find_followup(session, "vald-2021-2025", unit, Period(2024, "T2"))
        rows = values_of(session, followup.id) if followup else {}
    found = {key.field(name): value for key, row in rows.items() for name, value in row._asdict().items()}
    return {name: value for name, value in found.items() if value is not None}


def test_a_filled_sheet_is_shown_and_then_saved(site: Site, sara: Person) -> None:
    data = filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": "1 200", "A1.1/status": "Pågår", "M1/text": "=Inte en formel"})
    data = filled(data, {"I2.2/sex/women/empty": "Saknas", "I2.2/sex/women/comment": "systembyte"})
    page = uploaded(sara, data)
    assert held(site) == {}
    confirmed(sara, page)
    assert held(site) == {
        "I2.1/n": 9,
        "I2.1/d": 1200,
        "A1.1/status": "ongoing",
        "M1/text": "=Inte en formel",
        "I2.2/sex/women/empty": "-",
        "I2.2/sex/women/comment": "systembyte",
    }


def test_what_is_not_ticked_is_not_saved_and_the_history_names_the_file(site: Site, sara: Person) -> None:
    data = filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10, "A1.1/status": "pågår"})
    page = uploaded(sara, data, name="tertial två.xlsx")
    assert TICKED.findall(page) == ["A1.1", "I2.1"]
    confirmed(sara, page, ["A1.1"])
    assert held(site) == {"A1.1/status": "ongoing"}
    with read_session(site.engine) as session:
        followup = find_followup(session, "vald-2021-2025", "bromma", Period(2024, "T2"))
        assert followup is not None and followup.state == "draft" and not followup.fictional
        written = [(change.by, change.reason) for change in history_of(session, followup.id)]
        assert written == [("Sara Lind", "inläst ur tertial två.xlsx")]


def test_what_the_rules_ask_about_stands_at_its_row(sara: Person) -> None:
    sara.send(BROMMA.replace("T2", "T1"), {"I2.2/sex/women/n": "9", "I2.2/sex/men/n": "9"})
    values = {"I2.2/sex/women/n": 5, "I2.2/sex/men/n": 9, "A1.1/status": "genomförd", "A1.1/comment": "klart",
              "A1.2/comment": "Ring 070-123 45 67", "I3.1/n": 1, "I3.1/d": 2}  # fmt: skip
    page = uploaded(sara, filled(fetched(sara), values))
    shown = dict(re.findall(r'id="item:([^"]+)"(.*?)(?=id="item:|</form>)', page, re.DOTALL))
    told = {item: re.findall(r'class="rule">(.*?)\.<', row) for item, row in shown.items()}
    assert told == {
        "I2.2": ["Lägre än tidigare under året (K22)"], "A1.1": [], "A1.2": ["Personuppgift i text (K31)"], "I3.1": []
    }  # fmt: skip


def test_nothing_ticked_saves_nothing_and_says_so(site: Site, sara: Person) -> None:
    page = uploaded(sara, filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10}))
    assert "Inget är markerat" in confirmed(sara, page, [], 422)
    assert held(site) == {}


def test_an_unchanged_sheet_has_nothing_to_save(sara: Person) -> None:
    sara.send(BROMMA, {"I2.1/n": "3", "I2.1/d": "4", "A1.1/start": "2024-01-02", "I2.1/forecast": "61,5"})
    page = uploaded(sara, fetched(sara))
    assert "Bladet innehåller inget att spara." in page
    assert "blad.xlsx: 52 oförändrade." in page


def test_what_others_changed_since_is_shown_in_both_versions(site: Site, sara: Person, amir: Person) -> None:
    sara.send(BROMMA, {"I2.1/n": "3", "I2.1/d": "4", "A1.2/status": "done", "A1.2/comment": "klart"})
    data = filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10, "A1.1/status": "pågår"})
    theirs = {"I2.1/n": "7", "I2.1/d": "8", "A1.4/status": "done", "A1.4/comment": "ja"}
    amir.send(BROMMA, {**theirs, "seen:I2.1": token(site, "I2.1")})
    page = uploaded(sara, data)
    assert "Amir Berg ändrade" in page
    assert '<td data-label="Sparat nu">7</td><td data-label="I bladet">9</td>' in page
    assert OFFERED.findall(page) == ["I2.1", "A1.1"] and TICKED.findall(page) == ["A1.1"]
    assert "den sparade versionen står kvar:" in page and "(A1.4)</li>" in page
    confirmed(sara, page)
    assert held(site)["I2.1/n"] == 7 and held(site)["A1.4/status"] == "done"
    page = uploaded(sara, data)
    confirmed(sara, page, ["I2.1"])
    assert (held(site)["I2.1/n"], held(site)["I2.1/d"], held(site)["A1.4/status"]) == (9, 10, "done")


def token(site: Site, item: str) -> str:
    """The version of an item that a page opened now would show."""
    with read_session(site.engine) as session:
        followup = find_followup(session, "vald-2021-2025", "bromma", Period(2024, "T2"))
        assert followup is not None
        return str(max(c.id for c in history_of(session, followup.id, item)))


def test_a_change_between_seeing_and_confirming_stops_the_whole(site: Site, sara: Person, amir: Person) -> None:
    page = uploaded(sara, filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10, "A1.1/status": "pågår"}))
    amir.send(BROMMA, {"I2.1/n": "7", "I2.1/d": "8"})
    again = confirmed(sara, page, status=409)
    assert "(I2.1) ändrades av någon annan medan du läste. Inget är sparat" in again
    assert held(site) == {"I2.1/n": 7, "I2.1/d": 8}
    confirmed(sara, again)
    assert held(site) == {"I2.1/n": 9, "I2.1/d": 10, "A1.1/status": "ongoing"}


def test_cells_that_were_emptied_are_removed_only_when_ticked(site: Site, sara: Person) -> None:
    sara.send(BROMMA, {"I2.1/n": "3", "I2.1/d": "4", "A1.1/comment": "en text"})
    page = uploaded(sara, filled(fetched(sara), {"I2.1/n": None, "I2.1/d": None, "A1.1/comment": " "}))
    assert OFFERED.findall(page) == ["A1.1", "I2.1"] and TICKED.findall(page) == []
    confirmed(sara, page, ["I2.1"])
    assert held(site) == {"A1.1/comment": "en text"}


def test_rules_and_unreadable_cells_refuse_the_item_and_not_the_rest(site: Site, sara: Person) -> None:
    values = {"I2.1/n": 11, "I2.1/d": 10, "I2.2/sex/women/n": 12.5, "I3.1/empty": "Saknas", "A1.1/status": "pågar",
              "A1.2/start": "5 maj", "I3.2/n": "1 234", "I3.2/d": 2000}  # fmt: skip
    page = uploaded(sara, filled(fetched(sara), values))
    assert "11 av 10: delen är större än det hela" in page
    assert "”12,5” har decimaler; här behövs ett helt tal." in page
    assert "Skriv varför uppgiften saknas." in page
    assert "”pågar” är inget av svaren. Menar du ”pågår”?" in page
    assert "”5 maj” är inget datum" in page
    assert "(Indikatorer D" in page
    confirmed(sara, page)
    assert held(site) == {"I3.2/n": 1234, "I3.2/d": 2000}
    # What was refused is not forgotten: it is named, and stands in the fields to be put right.
    page = sara.read_whole(BROMMA)
    told = page.partition("Kunde inte läsas in ur bladet och måste rättas på sidan:")[2].partition("</p>")[0]
    assert all(f"({item})" in told for item in ("I2.1", "I2.2", "I3.1", "A1.1", "A1.2")) and "(I3.2)" not in told
    assert 'name="A1.2/start" value="5 maj"' in page and 'name="I2.1/n" value="11"' in page
    assert "Sparat utom i A1.1, A1.2, I2.1, I2.2, I3.1" in page


def test_a_column_pasted_below_the_table_is_told_without_drowning_the_page(sara: Person) -> None:
    book = load_workbook(io.BytesIO(fetched(sara)))
    for row in range(100, 400):
        book["Indikatorer"].cell(row, 4).value = row
    cells(book)["I3.1/n"].value = 12.5
    page = uploaded(sara, saved(book))
    assert page.count("Raden hör inte till bladet") == 1 and "(Indikatorer D100–D399)" in page
    assert page.index("har decimaler") < page.index("Raden hör inte"), "what can be put right comes first"
    for row in range(101, 400, 2):
        book["Indikatorer"].cell(row, 4).value = None
    page = uploaded(sara, saved(book))
    assert page.count("Raden hör inte till bladet") == 49 and "Och 101 till." in page


def test_a_sheet_of_another_period_is_refused(sara: Person) -> None:
    page = uploaded(sara, fetched(sara), 422, path=BROMMA.replace("T2", "T1"))
    assert "Bladet gäller Bromma 2024-T2, men det här är Bromma 2024-T1." in page


def test_a_sheet_of_another_body_is_refused(site: Site, sara: Person) -> None:
    jonna = Person(site.app.test_client(), "jonna")
    data = fetched(jonna, "/uppfoljning/vald-2021-2025/2024-T2/jarva")
    page = uploaded(sara, data, 422)
    assert "Bladet gäller Järva 2024-T2, men det här är Bromma 2024-T2." in page


@pytest.mark.parametrize("data", [b"", b"program;unit\n1;2\n", b"PK\x03\x04 nothing"])
def test_a_file_that_is_no_sheet_is_answered_at_the_field(sara: Person, data: bytes) -> None:
    page = uploaded(sara, data, 422)
    assert 'id="file-error"' in page and 'aria-invalid="true"' in page


def test_sending_no_file_says_so(sara: Person) -> None:
    found = TOKEN.search(sara.client.get(SHEET).text)
    assert found is not None
    answer = sara.client.post(SHEET, data={"csrf_token": found[1]}, headers={"Accept": "text/html"})
    assert answer.status_code == 422 and "Välj filen först." in answer.text


def test_what_was_carried_holds_for_an_hour_for_one_person_and_unaltered(
    site: Site, sara: Person, amir: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = uploaded(sara, filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10}))
    assert "för någon annan" in confirmed(amir, page, ["I2.1"], 422)
    altered = CARRIED.sub(lambda found: found[0][:-6] + 'xxxxx"', page)
    assert "Bladet kom inte fram helt" in confirmed(sara, altered, ["I2.1"], 422)
    monkeypatch.setattr(sheet_carrying, "VALID_SECONDS", -1)
    assert "mer än en timme" in confirmed(sara, page, ["I2.1"], 422)
    assert held(site) == {}


@pytest.mark.parametrize(("given", "kept"), [
    ("C:\\Sara\\två.xlsx", "två.xlsx"), ("../../två.xlsx", "två.xlsx"), ("två\n\x00.xlsx", "två.xlsx"),
    ("", "ett Excel-blad"), (None, "ett Excel-blad"), ("x" * 500, "x" * 80),
])  # fmt: skip
def test_the_files_own_name_is_kept_fit_to_be_shown(given: str | None, kept: str) -> None:
    assert file_name(given) == kept


def test_long_texts_fit_in_what_is_carried(site: Site, sara: Person) -> None:
    texts = {f"M{goal}/text": f"{goal} " + "åäö och mer " * 800 for goal in (2, 3, 4)}
    page = uploaded(sara, filled(fetched(sara), texts))
    confirmed(sara, page)
    assert {name: len(str(text)) for name, text in held(site).items()} == dict.fromkeys(texts, 9601)


def test_a_follow_up_that_is_handed_in_takes_no_sheet(site: Site, sara: Person) -> None:
    page = uploaded(sara, filled(fetched(sara), {"I2.1/n": 9, "I2.1/d": 10}))
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    assert "inlämnad och låst" in confirmed(sara, page, ["I2.1"], 409)
    assert held(site) == {"I3.1/n": 3, "I3.1/d": 4}
    assert "Läs in ett ifyllt blad" not in sara.read_whole(BROMMA)


def test_only_the_bodys_own_people_may_send_a_sheet(site: Site) -> None:
    for login in ("jonna", "rolf", "ada"):
        other = Person(site.app.test_client(), login)
        assert other.client.get(f"{SHEET}.xlsx").status_code == 403
        assert other.client.get(SHEET).status_code == 403
    karin = Person(site.app.test_client(), "karin")
    assert karin.client.get(f"{SHEET}.xlsx").status_code == 200
    assert karin.client.get(SHEET).status_code == 403


def test_the_plan_has_its_own_sheet_with_the_years_target(site: Site, sara: Person) -> None:
    path = BROMMA.replace("T2", "VP")
    data = filled(fetched(sara, path), {"I2.1/target": "75,5", "A1.1/text": "+ kurser", "A1.1/start": "2024-02-01"})
    page = uploaded(sara, data, path=path)
    carried = CARRIED.search(page)
    assert carried is not None
    sara.send(f"{path}/blad/spara", {"carried": carried[1], "item": TICKED.findall(page)})
    entry = sara.read_whole(path)
    assert 'value="75,5"' in entry and "+ kurser" in entry and 'value="2024-02-01"' in entry
