"""Nothing that is published tells a dotted count, a body's comment, a draft or an internal figure.

Searching pages for numbers would find numbers that mean something else. So two cities are published that differ in all
that readers must not learn and in nothing else, and every artefact of the one must be the same as that of the other.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pikepdf
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.editions.twin import (
    SECRET,
    change_what_is_hidden,
    other_values,
    publish_a_correction,
    publish_with_the_dots_of,
)
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.demo.texts import questions
from tracker.editions.sources import Archive, sources_of
from tracker.followups.reminder_texts import body, subject
from tracker.followups.reminders import pending
from tracker.store.database import connect, read_session
from tracker.store.editions import editions, ledger
from tracker.web.app import create_app
from tracker.web.request_log import HEADER as REQUEST

PROGRAM = "vald-2021-2025"
FORMATS = ("xlsx", "docx", "csv", "json", "ils")
PLACES = ("/program", "/utgavor")
SAVED = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")
NONCE = re.compile(r"'nonce-[^']+'")
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture(scope="module")
def cities(kept_once: Path, published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Engine]:
    """The published city and its twin, each with a correction whose change shows in printed totals."""
    folder = tmp_path_factory.mktemp("twins")
    engines = []
    for name, source in (("one", published_once), ("twin", kept_once)):
        shutil.copyfile(source, folder / f"{name}.sqlite3")
        engines.append(connect(f"sqlite:///{folder / name}.sqlite3"))
    one, twin = engines
    publish_a_correction(one)
    with read_session(one) as session:
        published = editions(session, PROGRAM)
        lines, rules = ledger(session, published), sources_of(Archive(session, PROGRAM), published[-1]).rules
    # The correction is made in the twin's own history, from what its first edition of the period was made of.
    others = {place: value for place, value in other_values(lines, rules).items() if place[0] != published[-1].code}
    assert change_what_is_hidden(twin, others) > 100
    with pytest.MonkeyPatch.context() as patch:
        publish_with_the_dots_of(twin, lines, patch)
    return one, twin


def test_the_twin_differs_in_what_is_dotted_and_in_nothing_that_is_printed(cities: tuple[Engine, Engine]) -> None:
    found = []
    for engine in cities:
        with read_session(engine) as session:
            found.append({(line.edition, line.key): line for line in ledger(session, editions(session, PROGRAM))})
    one, twin = found
    assert one.keys() == twin.keys()
    differing = [key for key in one if one[key].value != twin[key].value]
    assert len(differing) > 150
    assert not any(one[key].printed for key in differing)
    small = [key for key in differing if 0 < one[key].value < 5]
    assert len(small) > 50


def test_frozen_editions_are_the_same_to_the_last_byte(cities: tuple[Engine, Engine]) -> None:
    texts = []
    for engine in cities:
        with read_session(engine) as session:
            texts.append([(each.code, each.report, each.sha256) for each in editions(session, PROGRAM)])
    assert texts[0] == texts[1]
    assert SECRET not in str(texts)
    # One of the demonstration's questions is published with its answer, the others are not.
    asked = questions("sv")
    assert asked.about_indicator in str(texts) and asked.answer in str(texts)
    assert asked.priority not in str(texts) and asked.about_body not in str(texts)


def site(engine: Engine, folder: Path) -> Flask:
    app = create_app(Settings(str(engine.url), folder, "http://127.0.0.1", None, "x" * 32), engine)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def signed_in(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302
    return client


Sent = tuple[int, list[tuple[str, str]], bytes]
"""An answer: its status, its headers (names of files, marks and lengths among them) and its content."""


def crawl(client: FlaskClient, wanted: Callable[[str], bool]) -> dict[str, Sent]:
    """Every page and file that links lead to, as it was sent, with the form token taken out; and what no link leads to,
    since it is ordered by a button and made by a job in the same way."""
    found: dict[str, Sent] = {}
    ordered = [f"/utgavor/{PROGRAM}/{code}/rapport.xlsx" for code in ("2023-T2-1", "2023-VB-2")]
    waiting = ["/program", "/utgavor", f"/program/{PROGRAM}/2023-T2", f"/program/{PROGRAM}/2023-T1"]
    waiting += filter(wanted, ordered)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address, follow_redirects=True)
        found[address] = (answer.status_code, _headers(answer), _plain(answer.data, answer.mimetype))
        if answer.mimetype == "text/html":
            links = (urljoin(address, link) for link in re.findall(r'href="([^"#]+)', answer.text))
            paths = {urlsplit(link)._replace(scheme="", netloc="").geturl() for link in links}
            waiting += sorted(path for path in paths if path.startswith(PLACES) and wanted(path))
    return found


def _headers(answer: TestResponse) -> list[tuple[str, str]]:
    """All but what is new in every answer; a package holds the time of its saving, which moves its length."""
    package = answer.mimetype == "application/pdf" or zipfile.is_zipfile(io.BytesIO(answer.data))
    moving = {"Date", "Set-Cookie", REQUEST, *(("Content-Length", "ETag") if package else ())}
    return sorted((name, NONCE.sub("", value)) for name, value in answer.headers if name not in moving)


def _plain(content: bytes, mimetype: str) -> bytes:
    if mimetype == "text/html":
        return TOKEN.sub("", content.decode()).encode()
    if mimetype == "application/pdf":
        return _without_times(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in sorted(package.namelist())}
        parts["docProps/core.xml"] = SAVED.sub(b"", parts["docProps/core.xml"])
        return b"\0".join(name.encode() + part for name, part in parts.items())
    return content


def _without_times(pdf: bytes) -> bytes:
    """A PDF without when it was made and the number that LibreOffice makes of that."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.Root.Metadata
        for told in (file.docinfo, file.trailer):
            for name in {"/CreationDate", "/ModDate", "/DocChecksum", "/ID"}.intersection(told.keys()):
                del told[name]
        written = io.BytesIO()
        file.save(written, deterministic_id=True)
    return written.getvalue()


def of_one_period(path: str) -> bool:
    """One period's pages and files one by one, and every other period's first page. Of an edition asked for by its
    code, which is the period's one and the same report, the first page only; of pictures, which are drawn from the
    charts' SVG files, one goal's. A PDF is made of the Word document; the correction's is looked at."""
    if path.endswith(".pdf"):
        return False
    if "visa=" in path:
        return path.count("/") <= 3
    if path.endswith(".png"):
        return "/I5." in path
    return "2023-T2" in path or path.count("/") <= 3


def of_the_correction(path: str) -> bool:
    """What a correction is read by: its page, what differs from the edition that it corrects, and its files."""
    return ("2023-VB-2" in path and path.startswith("/utgavor")) or path == f"/utgavor/{PROGRAM}"


def first_pages(path: str) -> bool:
    return path.count("/") <= 3 or path.endswith("2023-T2-1/rapport.json")


@pytest.mark.parametrize(
    ("login", "wanted", "least"),
    [("granskare", of_one_period, 40), ("granskare", of_the_correction, 8), ("jarva", first_pages, 8)],
)
def test_every_page_and_file_is_the_same(
    cities: tuple[Engine, Engine], tmp_path: Path, login: str, wanted: Callable[[str], bool], least: int
) -> None:
    """A reviewer's, and another body's: with scripts, attributes, chart data and everything inside the packages."""
    one, twin = (crawl(signed_in(site(engine, tmp_path), login), wanted) for engine in cities)
    assert len(one) > least
    assert {status for status, _, _ in one.values()} == {200}
    files = {f"/utgavor/{PROGRAM}/{code}/rapport.{form}" for code in ("2023-T2-1", "2023-VB-2") for form in FORMATS}
    assert {path for path in files if wanted(path)} <= one.keys()
    assert [path for path in one if one[path] != twin.get(path)] == []
    assert one.keys() == twin.keys()
    assert [path for path, sent in twin.items() if SECRET in str(sent[1]) or SECRET.encode() in sent[2]] == []


def test_what_is_collected_and_its_document_are_the_same(cities: tuple[Engine, Engine], tmp_path: Path) -> None:
    """All that a page offers, and its charts, read from the edition before a correction and from the one after it."""
    found = []
    for engine in cities:
        client = signed_in(site(engine, tmp_path), "granskare")
        page = client.get(f"/program/{PROGRAM}/2023-VB/mal/M5?visa=2023-VB-1").text
        what = sorted(set(re.findall(r'value="((?:figure|judgement|status|chart):[^"]+)"', page)))
        assert len(what) > 20
        form = {"period": "2023-VB", "edition": "2023-VB-1", "what": what, "next": "/"}
        assert client.post(f"/underlag/{PROGRAM}", data=form).status_code == 303
        answers = [client.get(f"/underlag/{PROGRAM}{place}") for place in ("", "/underlag.docx")]
        found.append([_plain(answer.data, answer.mimetype) for answer in answers])
    assert found[0] == found[1]
    assert b"2023-VB-2" in found[0][0] and SECRET.encode() not in b"".join(found[1])


def test_without_an_account_every_page_and_its_mark_are_the_same(cities: tuple[Engine, Engine], tmp_path: Path) -> None:
    """The mark (ETag) of a page is made of what is published and defined, of nothing that is dotted."""
    read, listed = f"/oppet/program/{PROGRAM}/2023-T2", f"/oppet/utgavor/{PROGRAM}"
    pages = ["/oppet", read, f"{read}/mal/M5", f"{read}/indikator/I5.1", f"{read}/namnd/bromma", listed]
    pages += [f"{listed}/2023-T2-1", f"{listed}/2023-VB-1/jamfor/2023-VB-2", f"{listed}/2023-T2-1/rapport.json"]
    readers = [site(engine, tmp_path).test_client() for engine in cities]
    for address in pages:
        answers = [reader.get(address) for reader in readers]
        assert [answer.status_code for answer in answers] == [200, 200], address
        assert "ETag" in answers[0].headers
        one, twin = ((_plain(answer.data, answer.mimetype), _headers(answer)) for answer in answers)
        assert one == twin, address
        assert SECRET.encode() not in one[0], address


def test_mails_are_the_same(cities: tuple[Engine, Engine]) -> None:
    """Those that are due after a published period: to whom, subject and text."""
    found = []
    for engine in cities:
        with read_session(engine) as session:
            mails = pending(session, date(2024, 5, 31)).mails
            found.append([(mail.address, subject(mail), body(mail, "http://127.0.0.1")) for mail in mails])
    assert found[0]
    assert found[0] == found[1]
    assert SECRET not in str(found[1])


@pytest.mark.parametrize("login", ["granskare", "jarva"])
def test_others_cannot_open_what_is_internal(cities: tuple[Engine, Engine], tmp_path: Path, login: str) -> None:
    client = signed_in(site(cities[0], tmp_path), login)
    way = f"/publicera/{PROGRAM}/2023-T2"
    pages = [way, f"{way}/forhandsvisning", f"{way}/texter", f"{way}/bekrafta", "/laslogg", "/mottagning"]
    pages += [f"{way}/texter/M1", f"{way}/texter/M1/versioner"]
    pages += [f"/uppfoljning/{PROGRAM}/2023-T2/bromma", f"/uppfoljning/{PROGRAM}/2023-T2/bromma/historik"]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)
    assert client.post(f"{way}/bekrafta", data={"title": "x"}).status_code == 403
    # Asking for the preview or for no edition at all never gives the internal report.
    for asked in ("forhandsvisning", "intern", "2023-VB-1", "2023-T2-9"):
        answer = client.get(f"/program/{PROGRAM}/2023-T2?visa={asked}")
        assert "Ingen utgåva har publicerats" in answer.text, asked
    assert client.get(f"/utgavor/{PROGRAM}/2023-T2-9").status_code == 404


def test_a_header_that_told_it_would_be_found(cities: tuple[Engine, Engine], tmp_path: Path) -> None:
    found = []
    for engine in cities:
        app = site(engine, tmp_path)
        with read_session(engine) as session:
            told = (line.value**2 for line in ledger(session, editions(session, PROGRAM)) if not line.printed)
            name = f"rapport-{sum(told)}.json"
        app.after_request(lambda answer, name=name: _named(answer, name))
        found.append(crawl(signed_in(app, "granskare"), lambda _path: False))
    assert found[0] != found[1]
    assert [content for _, _, content in found[0].values()] == [content for _, _, content in found[1].values()]


def _named(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def test_the_search_would_find_a_leak(cities: tuple[Engine, Engine], tmp_path: Path) -> None:
    """A compiler's pages of the two cities do differ: they show the dotted counts."""
    found = []
    for engine in cities:
        client = signed_in(site(engine, tmp_path), "sammanstallare")
        found.append(client.get(f"/program/{PROGRAM}/2023-T2/mal/M5").data)
    assert found[0] != found[1]
