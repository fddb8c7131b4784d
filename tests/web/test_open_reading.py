"""What is public is read without an account: no cookie, the same for everybody, and nothing that is not published."""

from __future__ import annotations

import gzip
import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from html import unescape
from inspect import getsource
from time import monotonic

import docx
import pytest
from flask import Response
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from tests.programs import VALD
from tracker.demo.texts import questions
from tracker.periods import Period
from tracker.report.reading import from_json
from tracker.store.database import write_session
from tracker.web import open_reading, progress, taking
from tracker.web.editions import published
from tracker.web.kept_answers import KeptAnswers

PROGRAM = f"/oppet/program/{VALD}"
EDITIONS = f"/oppet/utgavor/{VALD}"


def links(page: str) -> set[str]:
    return {unescape(address).partition("#")[0] for address in re.findall(r'href="(/[^"]*)"', page)}


def crawled(reader: FlaskClient) -> tuple[dict[str, str], set[str]]:
    """By address, pages that lead on from the front page, two of each kind; and the kinds. Of files only the answer."""
    found: dict[str, str] = {}
    waiting = ["/oppet"]
    kinds: Counter[str] = Counter()
    places = reader.application.url_map.bind("127.0.0.1")
    while waiting:
        address = waiting.pop(0)
        kind, _values = places.match(address.partition("?")[0])
        kinds[kind] += 1
        if kinds[kind] > 2:
            continue
        answer = reader.get(address)
        if answer.status_code in (302, 308):
            found[address] = ""
            new = {answer.location}
        else:
            assert answer.status_code == 200, address
            found[address] = answer.text if answer.mimetype == "text/html" else ""
            new = links(found[address])
        waiting += [each for each in sorted(new - set(found) - set(waiting)) if each.startswith("/oppet")]
    return found, set(kinds)


def test_every_page_leads_only_to_what_is_open_and_sets_no_cookie(reader: FlaskClient) -> None:
    found, kinds = crawled(reader)
    views = ("program", "goal", "indicator", "body", "activity", "download")
    assert {"front.show", "open_editions.index", "open_editions.show", *(f"open.{view}" for view in views)} <= kinds
    for address, page in found.items():
        outside = {each for each in links(page) if not each.startswith(("/oppet", "/static/", "/logga-in"))}
        assert outside == set(), address
        # No form that changes anything, no token, and nobody's name.
        assert 'method="post"' not in page and "csrf" not in page and "Karin Holm" not in page, address
    answer = reader.get(f"{PROGRAM}/2023-VB", headers={"Cookie": "session=anything"})
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")


def test_a_page_is_kept_until_something_is_defined_anew(reader: FlaskClient, published_year: Engine) -> None:
    first = reader.get(f"{PROGRAM}/2023-VB")
    assert "public" in first.headers["Cache-Control"] and "no-store" not in first.headers["Cache-Control"]
    mark = {"If-None-Match": first.headers["ETag"]}
    again = reader.get(f"{PROGRAM}/2023-VB", headers=mark)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == first.headers["Vary"] == "Accept-Encoding"
    assert reader.get(f"{PROGRAM}/2023-T2", headers=mark).status_code == 200
    assert reader.get(f"{PROGRAM}/2023-VB?sprak=en", headers=mark).status_code == 200
    with write_session(published_year) as session:
        session.execute(text("UPDATE program SET document = replace(document, 'Program mot våld', 'Våldet')"))
    assert reader.get(f"{PROGRAM}/2023-VB", headers=mark).status_code == 200


def test_who_is_signed_in_reads_the_same(reader: FlaskClient) -> None:
    """The answer may be kept and given to others, so it must not depend on who asks."""
    plain = reader.get(f"{PROGRAM}/2023-VB").text
    english = {"Accept-Language": "en", "Cookie": "language=en"}
    assert reader.get(f"{PROGRAM}/2023-VB", headers=english).text == plain
    assert 'lang="en"' in reader.get(f"{PROGRAM}/2023-VB?sprak=en").text[:200]


@pytest.mark.parametrize(
    "address",
    [
        f"{PROGRAM}/2023-VB?visa=forhandsvisning",
        f"{PROGRAM}/2023-VB?visa=bromma",
        f"{PROGRAM}/2024-T2/rapport.json",
        f"{EDITIONS}/2023-VB-2",
        f"{EDITIONS}/2024-T2-1/rapport.xlsx",
        "/oppet/program/likstallighet-vald",
        "/oppet/program/finns-inte/2023-VB",
    ],
)
def test_what_is_not_published_does_not_exist(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 404
    assert reader.get(address, headers={"If-None-Match": "*"}).status_code == 404
    assert "Internt" not in answer.text and "Förhandsvisning" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_program_that_is_not_public_does_not_exist(reader: FlaskClient, published_year: Engine) -> None:
    with write_session(published_year) as session:
        changed = text("UPDATE program SET document = replace(document, :public, :not_public)")
        session.execute(changed, {"public": '"public":true', "not_public": '"public":false'})
    pages = ("", "/2023-VB", "/2023-VB/rapport.json")
    for address in (*(PROGRAM + page for page in pages), EDITIONS, f"{EDITIONS}/2023-VB-1"):
        assert reader.get(address).status_code == 404, address
    front = reader.get("/oppet")
    assert front.status_code == 200 and "Inget har publicerats ännu" in front.text


def test_files_are_the_editions_own(reader: FlaskClient) -> None:
    answer = reader.get(f"{EDITIONS}/2023-VB-1/rapport.json")
    assert answer.json is not None and (answer.json["audience"], answer.json["edition"]) == ("published", "2023-VB-1")
    assert "public" in answer.headers["Cache-Control"]


def test_search_engines_look_for_nothing_else(reader: FlaskClient) -> None:
    assert reader.get("/robots.txt").text.splitlines() == [
        "User-agent: *", "Allow: /oppet", "Allow: /static/", "Disallow: /",
    ]  # fmt: skip


def test_however_many_come_others_are_answered(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is answered and one waits; the rest are told to come again at once, and hold no thread."""
    monkeypatch.setattr(open_reading, "_PATIENCE_SECONDS", 2)
    turns: open_reading.Turns = reader.application.extensions["tracker-open-turns"]
    kept = reader.get(EDITIONS)
    assert turns.take()
    with ThreadPoolExecutor(3) as others:
        began = monotonic()
        asked = [others.submit(turns.take) for _ in range(3)]
        refused = [each for each in as_completed(asked, timeout=10) if monotonic() - began < 1.5]
        assert len(refused) == 2
        assert reader.get("/logga-in").status_code == 200
        told = reader.get("/oppet")
        assert told.status_code == 503 and told.headers["Retry-After"]
        assert reader.get(EDITIONS).data == kept.data  # what was answered before costs nothing
    assert not any(each.result() for each in asked)
    turns.give_back()
    assert reader.get("/oppet").status_code == 200


@pytest.mark.parametrize(
    "sent",
    ["endpoint=x", "self=x", "_method=x", "_anchor=x", "_scheme=javascript&_external=1", "program=annat", "period=x"],
)
def test_what_else_is_sent_changes_nothing(reader: FlaskClient, sent: str) -> None:
    """Neither a link to another site or program, nor an answer of its own to be kept."""
    plain = reader.get(f"{EDITIONS}?sprak=en")
    answer = reader.get(f"{EDITIONS}?sprak=en&{sent}", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (200, plain.data, plain.headers["ETag"])


def test_a_failure_touches_no_session_and_is_not_kept(reader: FlaskClient) -> None:
    for answer in (reader.get("/oppet/finns-inte"), reader.post("/oppet"), reader.get("/oppet/program/x/y/z/w")):
        assert answer.status_code in (404, 405)
        assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    assert reader.get("/oppet/").status_code == 200
    assert "ETag" not in reader.options("/oppet").headers


def test_an_answer_is_made_once(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same however it is sent, and a file keeps its name."""
    page, file = reader.get(f"{PROGRAM}/2023-VB").data, reader.get(f"{EDITIONS}/2023-VB-1/rapport.csv")
    monkeypatch.setattr("tracker.web.progress.read_report", None)
    monkeypatch.setattr("tracker.web.editions.published.send_report", None)
    packed = reader.get(f"{PROGRAM}/2023-VB", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.data) == page
    assert reader.get(f"{PROGRAM}/2023-VB").data == page
    again = reader.get(f"{EDITIONS}/2023-VB-1/rapport.csv")
    told = ("Content-Type", "Content-Disposition", "ETag", "Cache-Control")
    assert again.data == file.data and [again.headers[name] for name in told] == [file.headers[name] for name in told]


def test_the_answers_kept_take_no_more_than_their_room(reader: FlaskClient) -> None:
    with reader.application.test_request_context():
        kept = KeptAnswers(most=100)
        for mark, length in (("a", 40), ("b", 40), ("b", 40), ("c", 40), ("large", 101)):
            kept.keep(mark, Response("x" * length, mimetype="application/zip"))
        assert [kept.find(mark) is not None for mark in ("a", "b", "c", "large")] == [False, True, True, False]


def test_a_program_with_only_a_plan_published_is_read(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The front page stands whatever is published of a program: the pages of all others hang on it."""
    monkeypatch.setattr("tracker.editions.recent.published_periods", lambda *_: {Period(2023, "VP")})
    assert reader.get(f"{PROGRAM}").location == f"{PROGRAM}/2023-VP"
    monkeypatch.setattr(open_reading, "latest_period", lambda *_: Period(2030, "VP"))
    assert reader.get("/oppet").status_code == 200


def test_readers_find_the_published_periods_and_the_way_in(reader: FlaskClient) -> None:
    offered = re.findall(r'<option value="([^"]+)"', reader.get(f"{PROGRAM}/2023-VB").text)
    assert offered and {reader.get(f"{PROGRAM}/{period}").status_code for period in offered} == {200}
    assert 'href="/oppet"' in reader.get("/logga-in").text


def test_nothing_is_read_that_the_mark_of_an_answer_lacks() -> None:
    """An answer is kept by its mark: what a page reads of its address must be in it (``open_reading._mark``)."""
    sources = "".join(getsource(module) for module in (progress, published, taking))
    named = r"""request\.(?:args|values)(?:\.\w+\(|\[)"(\w+)|"(\w+)" (?:not )?in request"""
    assert {name for found in re.findall(named, sources) for name in found if name} == {"visa", "period"}


def test_a_published_question_stands_alike_on_the_pages_in_the_workbook_and_in_word(reader: FlaskClient) -> None:
    address = f"/oppet/program/{VALD}/2023-VB"
    (asked,) = from_json(reader.get(f"{address}/rapport.json").text).threads
    (answer,) = asked.answers
    word = docx.Document(io.BytesIO(reader.get(f"{address}/rapport.docx").data))
    book = load_workbook(io.BytesIO(reader.get(f"{address}/rapport.xlsx").data))
    renderings = [
        unescape(reader.get(address).text),
        unescape(reader.get(f"{address}/indikator/{asked.item}").text),
        "\n".join(paragraph.text for paragraph in word.paragraphs),
        "\n".join(str(cell.value) for row in book["Frågor"].iter_rows() for cell in row),
    ]
    hidden = questions("sv")
    for said in renderings:
        assert (said.count(asked.text), said.count(answer.text)) == (1, 1)
        assert hidden.priority not in said and hidden.about_body not in said
