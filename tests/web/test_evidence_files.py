"""Files as evidence: off by default, judged by their bytes, scanned, read inside the house, gone when deleted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.fixtures.server import Site
from tests.programs import vald
from tests.web.test_delegation import cleo, give
from tests.web.test_entry_workflow import BROMMA, TOKEN, Person
from tracker.clock import today
from tracker.definitions.settings import Evidence
from tracker.store.copying import backup, restore
from tracker.store.database import connect, read_session, write_session
from tracker.store.evidence_file import EvidenceFileRow
from tracker.store.loading import load

__all__ = ["cleo"]

GOAL = f"{BROMMA}/mal/M3"
PDF = b"%PDF-1.7\nRutinen i sin helhet\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
OFF = "Programmet tar inte emot filer."


def allow(site: Site, rules: Evidence) -> None:
    (program,) = vald().programs
    allowing = program.model_copy(update={"evidence": rules})
    with write_session(site.engine) as session:
        load(session, vald().model_copy(update={"programs": (allowing,)}), today())


@pytest.fixture
def open_site(site: Site) -> Iterator[Site]:
    allow(site, Evidence(files=("pdf", "docx"), megabytes=1, megabytes_together=2))
    yield site


@pytest.fixture
def sara(open_site: Site) -> Person:
    return Person(open_site.app.test_client(), "sara")


def add(person: Person, content: bytes = PDF, name: str = "rutin.pdf", item: str = "I3.1", status: int = 302) -> str:
    """Send a file as a browser would."""
    token = TOKEN.search(person.client.get("/").text)
    assert token is not None
    sent = {"csrf_token": token[1], "file": FileStorage(io.BytesIO(content), name)}
    boundary, body = encode_multipart(sent)
    kind = f'multipart/form-data; boundary="{boundary}"'
    address = f"{BROMMA}/underlag/{item}/fil"
    answer = person.client.post(address, data=body, content_type=kind, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


def rows(site: Site) -> list[EvidenceFileRow]:
    with read_session(site.engine) as session:
        found = list(session.scalars(select(EvidenceFileRow).order_by(EvidenceFileRow.id)))
        assert all(row.content is None or row.content for row in found)  # read while the session is open
        return found


def test_it_is_off_until_the_program_says_so(site: Site) -> None:
    sara = Person(site.app.test_client(), "sara")
    assert OFF not in sara.read(GOAL) and "Filer tas inte emot" in sara.read(f"{GOAL}?underlag=I3.1")
    assert OFF in add(sara, status=409) and not rows(site)


def test_a_file_is_for_the_body_and_who_receives_and_comes_as_an_attachment_in_a_sandbox(
    open_site: Site, sara: Person
) -> None:
    add(sara)
    (row,) = rows(open_site)
    assert (row.name, row.kind, row.content, row.sha256) == ("rutin.pdf", "pdf", PDF, sha256(PDF).hexdigest())
    at = sara.read(GOAL).partition('id="item:I3.1"')[2].partition("</fieldset>")[0]
    assert f'href="{BROMMA}/fil/1" download>rutin.pdf' in at and "1 kB" in at and "Sara Lind" in at
    people = {login: Person(open_site.app.test_client(), login) for login in ("karin", "rolf", "jonna", "ada")}
    for person in (sara, people["karin"]):
        answer = person.client.get(f"{BROMMA}/fil/1")
        assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
        headers = answer.headers
        assert headers["Content-Disposition"] == "attachment; filename=rutin.pdf"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    for login in ("rolf", "jonna", "ada"):
        assert people[login].client.get(f"{BROMMA}/fil/1").status_code == 403
    # By another body's address it is not there; and who is not signed in is asked to sign in.
    assert people["karin"].client.get(f"{BROMMA.replace('bromma', 'farsta')}/fil/1").status_code == 404
    assert open_site.app.test_client().get(f"{BROMMA}/fil/1").status_code == 302
    assert "/bromma/fil/1" in people["karin"].read("/laslogg")
    # It is in no report, of the body or of the city.
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    people["karin"].send(f"{BROMMA}/ta-emot", {})
    report = people["karin"].client.get("/program/vald-2021-2025/2024-T2/rapport.json").text
    assert "rutin.pdf" not in sara.read(f"{BROMMA}/rapport") + report


def test_who_has_been_given_an_item_sees_its_files_alone(open_site: Site, sara: Person, cleo: Person) -> None:
    add(sara)
    assert cleo.client.get(f"{BROMMA}/fil/1").status_code == 403
    give(sara, "I3.2")
    assert cleo.client.get(f"{BROMMA}/fil/1").status_code == 404
    cleo.send(f"{BROMMA}/fil/1/ta-bort", {}, status=409)
    add(cleo, item="I3.1", status=409)
    add(cleo, item="I3.2")
    assert cleo.client.get(f"{BROMMA}/fil/2").status_code == 200
    assert [row.item for row in rows(open_site)] == ["I3.1", "I3.2"]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "rutin.pdf", "Filen är tom."),
        (PNG, "bild.png", "Dessa går: pdf, docx."),
        (b"MZ\x90\x00", "rutin.pdf", "Dessa går: pdf, docx."),
        (b"<html><script>alert(1)</script>", "rutin.pdf", "Dessa går: pdf, docx."),
        (PDF, "rutin.docx", "Filen heter rutin.docx men är något annat, en pdf-fil."),
        (PDF, "rutin.pdf.exe", "men är något annat, en pdf-fil."),
        (PDF, "", "Välj filen först."),
        (PDF + b"x" * 1_000_000, "rutin.pdf", "Filen är för stor; högst 1 MB går."),
    ],
)
def test_what_may_not_be_added_is_told_at_the_field(
    open_site: Site, sara: Person, content: bytes, name: str, told: str
) -> None:
    page = add(sara, content, name, status=422)
    assert told in re.sub("<[^>]*>", "", page.partition('id="file-file-error"')[2].partition("</p>")[0])
    assert not rows(open_site)


def test_much_more_than_a_file_is_not_even_read(open_site: Site, sara: Person) -> None:
    kind = "multipart/form-data; boundary=x"
    assert sara.client.post(f"{BROMMA}/underlag/I3.1/fil", data=b"x" * 11_100_000, content_type=kind).status_code == 413


def test_there_is_an_end_to_files_and_one_sent_twice_is_one(open_site: Site, sara: Person) -> None:
    add(sara)
    add(sara)
    for number in range(2):
        add(sara, PDF + bytes([number]) + b"x" * 950_000, f"{number}.pdf", "A3.1")
    told = "Uppföljningen får ha filer på högst 2 MB tillsammans."
    assert told in add(sara, PDF + b"x" * 100_000, "till.pdf", status=422)
    sara.send(f"{BROMMA}/fil/2/ta-bort", {})
    add(sara, PDF + b"x" * 100_000, "till.pdf")
    assert [row.name for row in rows(open_site)] == ["rutin.pdf", "0.pdf", "1.pdf", "till.pdf"]


def test_names_are_no_paths_and_headers_hold_them(open_site: Site, sara: Person) -> None:
    add(sara, name="../..\\åäö; a=b.pdf")
    answer = sara.client.get(f"{BROMMA}/fil/1")
    assert rows(open_site)[0].name == "åäö; a=b.pdf"
    assert "filename*=UTF-8''%C3%A5" in answer.headers["Content-Disposition"]


def test_the_scanner_decides_before_anything_is_kept(open_site: Site, sara: Person) -> None:
    open_site.app.extensions["tracker-scanner"] = ("false",)
    assert "viruskontrollen godkände den inte" in add(sara, status=422)
    open_site.app.extensions["tracker-scanner"] = ("no-such-command",)
    assert "viruskontrollen svarar inte" in add(sara, status=422)
    assert not rows(open_site)
    open_site.app.extensions["tracker-scanner"] = ("grep", "-q", "Rutinen")
    add(sara)
    assert len(rows(open_site)) == 1


def test_deleted_it_is_gone_and_the_history_says_what_who_and_when(open_site: Site, sara: Person) -> None:
    karin = Person(open_site.app.test_client(), "karin")
    add(sara)
    add(sara, PDF + b"2", "anna.pdf")
    sara.send(f"{BROMMA}/fil/1/ta-bort", {})
    sara.send(f"{BROMMA}/fil/1/ta-bort", {}, status=409)
    assert sara.client.get(f"{BROMMA}/fil/1").status_code == 404 and "rutin.pdf" not in sara.read(GOAL)
    karin.send(f"{BROMMA}/fil/2/ta-bort", {})
    assert [(row.content, row.removed_by) for row in rows(open_site)] == [(None, "Sara Lind"), (None, "Karin Holm")]
    jonna = Person(open_site.app.test_client(), "jonna")
    jonna.send(f"{BROMMA}/fil/2/ta-bort", {}, status=403)
    file, page = sara.client.get(f"{BROMMA}/historik.csv").text, sara.read(f"{BROMMA}/historik?item=I3.1")
    told = f"rutin.pdf, SHA-256 {sha256(PDF).hexdigest()}"
    (added, removed) = [line for line in file.splitlines() if told in line]
    assert f';Fil;;"{told}";' in added and f';Fil;"{told}";;' in removed and "Sara Lind" in removed
    assert page.count(told) == 2 and "Karin Holm" in page and "anna.pdf" in page


def test_handed_in_only_who_receives_deletes(open_site: Site, sara: Person) -> None:
    karin = Person(open_site.app.test_client(), "karin")
    add(sara)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    add(sara, PDF + b"2", status=409)
    sara.send(f"{BROMMA}/fil/1/ta-bort", {}, status=409)
    assert 'form="erase-1"' not in sara.read(GOAL) and 'form="erase-1"' in karin.read(GOAL)
    karin.send(f"{BROMMA}/fil/1/ta-bort", {})
    assert rows(open_site)[0].content is None


def test_what_is_there_stays_to_be_read_and_deleted_where_files_are_no_longer_taken(
    open_site: Site, sara: Person
) -> None:
    add(sara)
    allow(open_site, Evidence())
    page = sara.read(f"{GOAL}?underlag=I3.1")
    assert "Lägg till filen" not in page and "rutin.pdf" in page
    assert OFF in add(sara, status=409)
    sara.send(f"{BROMMA}/fil/1/ta-bort", {})


def test_what_stands_at_an_item_that_is_asked_for_no_more_can_still_be_deleted(open_site: Site, sara: Person) -> None:
    """Nobody would find it otherwise, for three years."""
    sara.send(f"{BROMMA}/egna", {"goal": "M3", "title": "Ett nätverk", "type": "activity"})
    link = {"title": "Om Anna", "address": "https://example.org/anna"}
    for number in (1, 2):
        add(sara, PDF + bytes([number]), f"{number}.pdf", "E-bromma-1")
    sara.send(f"{BROMMA}/underlag/E-bromma-1", link)
    sara.send(f"{BROMMA}/egna/E-bromma-1/avsluta", {})
    assert "1.pdf" not in sara.read(GOAL)
    front, karin = sara.read(BROMMA), Person(open_site.app.test_client(), "karin")
    assert f'href="{BROMMA}/fil/1"' in front and 'form="erase-1"' in front and f'{BROMMA}/underlag/1/ta-bort"' in front
    assert sara.client.get(f"{BROMMA}/fil/1").status_code == 200
    assert 'id="erase-2"' in karin.read(BROMMA) and "take-1" not in karin.read(BROMMA)
    karin.send(f"{BROMMA}/fil/2/ta-bort", {})
    for address in ("fil/1", "underlag/1"):
        sara.send(f"{BROMMA}/{address}/ta-bort", {})
    assert [row.content for row in rows(open_site)] == [None, None] and "efterfrågas längre" not in sara.read(BROMMA)


def test_a_copy_has_the_bytes_and_is_read_into_either_database(
    open_site: Site, sara: Person, tmp_path: Path, migrated_url: str
) -> None:
    every = PDF + bytes(range(256)) * 40
    add(sara, every)
    add(sara, PDF, "borta.pdf")
    sara.send(f"{BROMMA}/fil/2/ta-bort", {})
    backup(open_site.engine, tmp_path / "all.gz")
    engine = connect(migrated_url)
    restore(engine, tmp_path / "all.gz")
    with read_session(engine) as session:
        found = session.scalars(select(EvidenceFileRow).order_by(EvidenceFileRow.id))
        kept = [(row.name, row.content) for row in found]
    engine.dispose()
    assert kept == [("rutin.pdf", every), ("borta.pdf", None)]
