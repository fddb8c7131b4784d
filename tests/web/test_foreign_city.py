"""The pages, the entry sheet and the mails of a city that the program has never heard of, in its own words.

Its published figures are worked out by hand. The city suppresses counts of 1–4 people.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from tests.entry_sheets import filled
from tests.fixtures.made_once import MadeOnce
from tests.fixtures.server import Site, site_of
from tests.foreign.installation import AGES, ITEM, PROGRAM, install, publish_parts, receive
from tests.test_no_city_in_code import WORDS
from tests.web.test_english_pages import SWEDISH
from tests.web.test_entry_workflow import TOKEN, Person
from tracker.followups import notices, reminder_texts
from tracker.followups.reminders import pending
from tracker.store.database import connect, read_session
from tracker.words import use_language

FIGURES = {  # body and part: under 18, 18 and over
    ("quay", "Q1"): (3, 11),
    ("mill", "Q1"): (5, 21),
    ("hill", "Q1"): (8, 31),
    # Riverside is Quay and Mill. Hill helped two more who were under 18 after the first quarter.
    ("riverside", "YEAR"): (30, 140),
    ("hill", "YEAR"): (10, 129),
}
# Quay's 3 is small. A reader knows every total, so a dot alone in its row or column can be worked out: there must be
# two rows and two columns. Quay with Mill hides 3 + 11 + 5 + 21 = 40 people, Quay with Hill 3 + 11 + 8 + 31 = 53.
QUARTER = {("quay", "under-18"), ("quay", "adult"), ("mill", "under-18"), ("mill", "adult")}
# No count of the year is small, but the first quarter begins on the same day and printed Hill's 8: 10 would tell the
# increment, 2. Riverside is the only other body. Hill's printed 31 of Q1 leaves 98 adults for the rest of the year.
WHOLE_YEAR = {("hill", "under-18"), ("hill", "adult"), ("riverside", "under-18"), ("riverside", "adult")}
TOTALS = {
    "Q1": {"": 79, "under-18": 16, "adult": 63, "quay": 14, "mill": 26, "hill": 39},
    "YEAR": {"": 309, "under-18": 40, "adult": 269, "riverside": 170, "hill": 139},
}
PLACE = f"/uppfoljning/{PROGRAM}/2026-Q2/hill"
PAGES = {
    "hana": ("/", PLACE, f"{PLACE}/lamna-in", f"{PLACE}/blad", f"{PLACE}/egna"),
    "cleo": (
        "/",
        f"/mottagning/{PROGRAM}/2026-Q1",
        f"/mottagning/{PROGRAM}/2026-Q2/stangning",
        f"/uppfoljning/{PROGRAM}/2026-Q1/hill",
        f"/uppfoljning/{PROGRAM}/2026-Q1/hill/historik",
        f"/program/{PROGRAM}/2026-Q1",
        f"/publicera/{PROGRAM}/2026-Q1/forhandsvisning?raknat=ja",
        f"/utgavor/{PROGRAM}",
    ),
    "ravi": (
        "/",
        f"/program/{PROGRAM}/2026-YEAR",
        f"/program/{PROGRAM}/2026-Q1/mal/Lights",
        f"/program/{PROGRAM}/2026-Q1/indikator/{ITEM}",
        f"/utgavor/{PROGRAM}",
        f"/utgavor/{PROGRAM}/2026-Q1-1",
    ),
    "ada": ("/", "/laslogg"),
}


@pytest.fixture(scope="module")
def city_once(migrated_sqlite: Path, made_once: MadeOnce) -> Path:
    def write(file: Path) -> None:
        shutil.copyfile(migrated_sqlite, file)
        engine = connect(f"sqlite:///{file}")
        receive(engine, FIGURES, by=install(engine))
        publish_parts(engine, ("Q1", "YEAR"))
        engine.dispose()

    return made_once("foreign-city.sqlite3", write)


@pytest.fixture
def city(city_once: Path, compressed: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(city_once, compressed, tmp_path) as site:
        yield site


def person(site: Site, login: str) -> Person:
    client = site.app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return Person(client, login)


def foreign(text: str) -> list[str]:
    """Words of another city or language."""
    return [match.group() for pattern in (WORDS, SWEDISH) for match in pattern.finditer(text)]


def read_by_people(page: str) -> str:
    """The page's texts and what is said of its pictures and fields, but for the name of the other language."""
    tree = html.document_fromstring(page)
    for element in tree.xpath("//script | //style | //*[@lang='sv']"):
        element.drop_tree()
    told = tree.xpath("//text() | //@aria-label | //@title | //@alt | //@placeholder | //@content")
    return "\n".join(told)


@pytest.mark.parametrize("login", list(PAGES))
def test_its_pages_hold_no_other_citys_words(city: Site, login: str) -> None:
    reader = person(city, login)
    for path in PAGES[login]:
        answer = reader.client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        page = answer.text
        assert answer.status_code == 200 and '<html lang="en"' in page, path
        assert (path, WORDS.findall(page), foreign(read_by_people(page))) == (path, [], [])


def published(site: Site, part: str) -> Mapping[str, Any]:
    """The indicator of the part's first edition, as its JSON has it."""
    answer = person(site, "ravi").client.get(f"/utgavor/{PROGRAM}/2026-{part}-1/rapport.json")
    assert answer.status_code == 200
    (goal,) = answer.get_json()["goals"]
    return next(each for each in goal["indicators"] if each["code"] == ITEM)


@pytest.mark.parametrize(("part", "dots"), [("Q1", QUARTER), ("YEAR", WHOLE_YEAR)])
def test_its_dots_are_those_worked_out_by_hand(city: Site, part: str, dots: set[tuple[str, str]]) -> None:
    found = published(city, part)
    ages = {(body["code"], age): body["breakdown"]["age"][age] for body in found["units"] for age in AGES}
    assert {place for place, figure in ages.items() if figure["state"] == "suppressed"} == dots
    given = {(body, category): n for (body, of), pair in FIGURES.items() if of == part
             for category, n in zip(AGES, pair, strict=True)}  # fmt: skip
    assert {place: figure["n"] for place, figure in ages.items()} == {
        place: None if place in dots else n for place, n in given.items()
    }
    whole = {"": found["city"]["total"]["n"]}
    whole |= {age: found["city"]["breakdown"]["age"][age]["n"] for age in AGES}
    assert whole | {body["code"]: body["total"]["n"] for body in found["units"]} == TOTALS[part]


def said_in(workbook: bytes) -> str:
    """What its cells say."""
    cells = (cell for sheet in load_workbook(io.BytesIO(workbook)) for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def test_its_entry_sheet_is_filled_in_and_sent_in_its_words(city: Site) -> None:
    hana = person(city, "hana")
    sheet = hana.client.get(f"{PLACE}/blad.xlsx").data
    assert "People walked home by the night patrol" in said_in(sheet) and foreign(said_in(sheet)) == []
    data = filled(sheet, {f"{ITEM}/age/under-18/n": 6, f"{ITEM}/age/adult/n": 30, "Lights.patrol/status": "under way"})
    token = TOKEN.search(hana.read(f"{PLACE}/blad"))
    assert token is not None
    form = {"csrf_token": token[1], "file": (io.BytesIO(data), "second quarter.xlsx")}
    shown = hana.client.post(f"{PLACE}/blad", data=form, headers={"Accept": "text/html"}).text
    carried = re.search(r'name="carried" value="([^"]+)"', shown)
    assert carried is not None and foreign(read_by_people(shown)) == []
    hana.send(f"{PLACE}/blad/spara", {"carried": carried[1], "item": [ITEM, "Lights.patrol"]})
    page = hana.read_whole(PLACE)
    assert 'value="30"' in page and foreign(read_by_people(page)) == []


def test_its_mails_are_in_its_words(city: Site) -> None:
    with read_session(city.engine) as session:
        mails = pending(session, date(2026, 10, 25)).mails
    told = [f"{reminder_texts.subject(mail)}\n{reminder_texts.body(mail, 'http://ellery')}" for mail in mails]
    assert {mail.address.partition("@")[0] for mail in mails} == {"hana", "cleo"}
    assert any("Safe streets: Second quarter 2026 is to be submitted by 2026-10-31" in mail for mail in told)

    hana, cleo = person(city, "hana"), person(city, "cleo")
    hana.send(PLACE, {f"{ITEM}/age/under-18/n": "6"})
    hana.send(f"{PLACE}/lamna-in", {"confirmed": "K32"})
    receipt = cleo.read(f"/mottagning/{PROGRAM}/2026-Q2")
    assert "Hill" in receipt and foreign(read_by_people(receipt)) == []
    cleo.send(f"{PLACE}/skicka-ater", {"reason": "The share of lit streets is missing"})
    with read_session(city.engine) as session:
        steps = notices.notices(session, date(2026, 10, 26))
    kinds = {(step.period.part, step.kind) for step in steps}
    assert kinds == {("Q1", "approved"), ("YEAR", "approved"), ("Q2", "returned")}
    for step in steps:
        with use_language(step.language):
            told.append(f"{notices.subject(step)}\n{notices.text(step, 'http://ellery')}")
    assert [foreign(re.sub(r"http://\S+", "", mail)) for mail in told] == [[]] * 5
