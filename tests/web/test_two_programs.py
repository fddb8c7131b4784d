"""Two programs in one installation: each page is of one, says which, and leads to the other; roles hold in one."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.fixtures.server import Site
from tests.programs import VALD
from tests.second.installation import SECOND
from tests.web.test_entry_workflow import Person
from tracker.store.account import AccountRow
from tracker.store.database import read_session

VALD_NAME, SECOND_NAME = "Program mot våld 2021–2025", "Rådgivning 2022–"
CHOOSER = re.compile(r'<nav aria-label="Program"><ul[^>]*>(.*?)</ul>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)"( aria-current="true")?>([^<]+)</a>')


def person(site: Site, login: str) -> Person:
    return Person(site.app.test_client(), login)


def chooser(page: str) -> dict[str, tuple[str, bool]]:
    """Name → address and whether it is the page's own; empty where the page offers no choice."""
    found = CHOOSER.search(page)
    return {name: (path, bool(now)) for path, now, name in LINK.findall(found[1])} if found else {}


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (f"/utgavor/{VALD}", f"/utgavor/{SECOND}"),
        (f"/mottagning/{VALD}/2024-T2", f"/mottagning/{SECOND}"),
        (f"/mottagning/{VALD}/2024-T2/stangning", f"/mottagning/{SECOND}"),
        (f"/mottagning/{VALD}/2024-T2/gemensamma", f"/mottagning/{SECOND}"),
        (f"/program/{VALD}/2024-T2", f"/program/{SECOND}"),
        (f"/uppfoljning/{VALD}/2024-T2/bromma", f"/mottagning/{SECOND}"),
    ],
)
def test_every_page_says_its_program_and_leads_to_the_other(two_programs: Site, path: str, other: str) -> None:
    karin = person(two_programs, "karin")
    page = karin.read(path)
    assert f"– {VALD_NAME} – Programuppföljning</title>" in page
    assert chooser(page)[VALD_NAME][1] and chooser(page)[SECOND_NAME] == (other, False)
    there = karin.client.get(other, follow_redirects=True)
    assert there.status_code == 200 and f"– {SECOND_NAME} – Programuppföljning</title>" in there.text
    assert chooser(there.text)[SECOND_NAME][1]
    # Whom to ask is said on every page of a program that names anybody.
    assert "mailto:rad@example.org" in there.text and "mailto:" not in page


def test_an_address_without_a_program_asks_once_and_then_remembers(two_programs: Site) -> None:
    rolf = person(two_programs, "rolf")
    asked = rolf.read("/program")
    assert "Välj program" in asked and SECOND_NAME in asked and VALD_NAME in asked
    rolf.client.get(f"/program/{SECOND}", follow_redirects=True)
    assert rolf.client.get("/program", follow_redirects=True).request.path.startswith(f"/program/{SECOND}/")
    with read_session(two_programs.engine) as session:
        assert session.scalar(select(AccountRow.program).where(AccountRow.login == "rolf")) == SECOND
    # Another person, and a link that says which, are not touched by what rolf looked at.
    assert "Välj program" in person(two_programs, "karin").read("/program")
    assert rolf.client.get(f"/program/{VALD}").location.startswith(f"/program/{VALD}/")
    assert "Välj program" in rolf.read("/byt-program/progress")


def test_a_compiler_of_one_program_sees_nothing_internal_of_another(two_programs: Site) -> None:
    other = person(two_programs, "sammanstaller-andra")
    assert other.client.get("/mottagning", follow_redirects=True).request.path.startswith(f"/mottagning/{SECOND}/")
    for path in (
        f"/mottagning/{VALD}",
        f"/mottagning/{VALD}/2024-T2",
        f"/uppfoljning/{VALD}/2024-T2/bromma",
        f"/program/{VALD}/2024-T2",
        f"/publicera/{VALD}/2024-T2",
        f"/utgavor/{VALD}",
        f"/laslogg?program={VALD}",
    ):
        assert "Du har inte behörighet" in other.read(path, 403), path
    assert chooser(other.read(f"/mottagning/{SECOND}/2024-HELAR")) == {}
    assert VALD_NAME not in other.read("/") + other.read("/laslogg") + other.read(f"/utgavor/{SECOND}")


def test_the_reading_log_shows_what_concerns_the_reader(two_programs: Site) -> None:
    person(two_programs, "karin").read(f"/program/{VALD}/2024-T2")
    second = person(two_programs, "sammanstaller-andra")
    second.read(f"/program/{SECOND}/2024-HELAR")
    assert "2024-T2" not in second.read("/laslogg") and "2024-HELAR" in second.read("/laslogg")
    ada = person(two_programs, "ada")
    both, one = ada.read("/laslogg"), ada.read(f"/laslogg?program={VALD}")
    assert "2024-HELAR" in both and "2024-T2" in both and VALD_NAME in both
    assert "2024-HELAR" not in one and "2024-T2" in one


def test_a_coordinator_of_one_program_answers_in_it_alone(two_programs: Site) -> None:
    start = person(two_programs, "samordnar-andra")
    assert f"/uppfoljning/{SECOND}/2024-HELAR/bromma" in start.read("/")
    assert VALD not in start.read("/")
    start.read(f"/uppfoljning/{VALD}/2024-T2/bromma", 403)
    start.send(f"/uppfoljning/{VALD}/2024-T2/bromma", {"I3.1/n": "3"}, 403)
    sara = person(two_programs, "sara").read("/")
    assert f"/uppfoljning/{VALD}/" in sara and f"/uppfoljning/{SECOND}/" in sara and SECOND_NAME in sara


def test_files_are_named_by_their_program(two_programs: Site) -> None:
    sara = person(two_programs, "sara")
    for program, period in ((VALD, "2024-T2"), (SECOND, "2024-HELAR")):
        place = f"/uppfoljning/{program}/{period}/bromma"
        sheet = sara.client.get(f"{place}/blad.xlsx").headers["Content-Disposition"]
        history = sara.client.get(f"{place}/historik.csv").headers["Content-Disposition"]
        assert f"{program}-bromma-{period}.xlsx" in sheet and f"{program}-bromma-{period}-historik.csv" in history


def test_where_there_is_one_program_nothing_is_asked(site: Site) -> None:
    karin = person(site, "karin")
    assert karin.client.get("/utgavor").location == f"/utgavor/{VALD}"
    assert karin.client.get("/program").location.startswith(f"/program/{VALD}/")
    assert chooser(karin.read(f"/utgavor/{VALD}")) == {}


def test_a_program_that_does_not_exist_is_not_found(two_programs: Site) -> None:
    karin = person(two_programs, "karin")
    for path in ("/program/x", "/program/x/2024-T2", "/mottagning/x", "/mottagning/x/2024-T2", "/utgavor/x"):
        assert "x" in karin.read(path, 404)
