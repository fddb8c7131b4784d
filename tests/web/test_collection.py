"""A collection from the first button to the Word file: whose it is, what it shows, and what has changed since."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select, text

from tests.editions.publishing import correct
from tests.programs import VALD
from tests.web.test_progress import words
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.report import wording
from tracker.report.addressed import Address
from tracker.report.model import Cell
from tracker.store.base import utc_now
from tracker.store.collected import CollectedRow
from tracker.store.database import read_session, write_session
from tracker.store.editions import add_edition, find_edition
from tracker.store.readings import readings
from tracker.store.threads import Asked, add_entry, add_thread
from tracker.web.app import create_app
from tracker.web.collection import offers

HERE = f"/underlag/{VALD}"
READ = f"/program/{VALD}/2023-VB"
FIGURE, JUDGED, CHART = "figure:I5.1:city", "judgement:M1:", "chart:I5.1-over-tid"
BUTTON = re.compile(r'name="what" value="([^"]+)"')

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def app(published_year: Engine, compressed: Path, tmp_path: Path) -> Flask:
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "assets").symlink_to(compressed)
    app = create_app(Settings(str(published_year.url), instance, "http://127.0.0.1", None, "x" * 32), published_year)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    def enter(login: str) -> FlaskClient:
        client = app.test_client()
        assert client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302
        return client

    return enter


def put(client: FlaskClient, *what: str, edition: str | None = "2023-VB-1", period: str = "2023-VB") -> int:
    form: dict[str, object] = {"period": period, "what": list(what), "next": READ}
    return client.post(HERE, data=form | ({"edition": edition} if edition else {})).status_code


def document(client: FlaskClient) -> str:
    answer = client.get(f"{HERE}/underlag.docx")
    assert answer.status_code == 200
    read = docx.Document(io.BytesIO(answer.data))
    cells = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
    head = (paragraph.text for paragraph in read.sections[0].header.paragraphs)
    return "\n".join([*head, *(paragraph.text for paragraph in read.paragraphs), *cells])


def test_a_reviewers_answer_from_button_to_word(sign_in: SignIn, published_year: Engine) -> None:
    client = sign_in("granskare")
    page = client.get(f"{READ}/mal/M5").text
    assert CHART in BUTTON.findall(page) and f'value="{FIGURE}"' in page
    for what in (FIGURE, JUDGED, CHART):
        assert put(client, what) == 303
    put(client, FIGURE)  # a second press collects nothing twice
    assert "Ligger i underlaget" in client.get(f"{READ}/mal/M5").text
    assert client.post(f"{HERE}/skriv/heading", data={"heading": "Svar på <skrivelsen>"}).status_code == 303
    assert client.post(f"{HERE}/skriv/words", data={"words": "Vi svarar **så här**."}).status_code == 303
    with read_session(published_year) as session:
        numbers = {row.text or row.what: row.id for row in session.scalars(select(CollectedRow))}
    assert len(numbers) == 5
    assert client.post(f"{HERE}/{numbers['Svar på <skrivelsen>']}/flytta", data={"vart": "forst"}).status_code == 303
    client.post(f"{HERE}/{numbers[JUDGED]}/bort")
    shown = client.get(HERE)
    html5lib.HTMLParser(strict=True).parse(shown.text)
    assert "Bedömning av mål" not in words(shown.text) and "Vi svarar så här." in words(shown.text)
    told = document(client)
    assert told.index("Svar på <skrivelsen>") < told.index("I5.1") < told.index("Vi svarar så här.")
    for part in ("Utfall:", "Svar:", "utgåva 2023-VB-1", "Mäter", "SHA-256", "Källa", "Påhittade uppgifter"):
        assert part in told, part
    assert "Internt" not in told


def test_no_figure_is_kept(sign_in: SignIn, published_year: Engine) -> None:
    put(sign_in("granskare"), FIGURE, JUDGED)
    with read_session(published_year) as session:
        rows = session.execute(text("SELECT kind, what, text, edition FROM collected")).all()
    assert [tuple(row) for row in rows] == [
        ("reference", FIGURE, None, "2023-VB-1"), ("reference", JUDGED, None, "2023-VB-1"),
    ]  # fmt: skip


def test_only_what_the_page_showed_can_be_collected(sign_in: SignIn) -> None:
    reviewer, administrator = sign_in("granskare"), sign_in("administrator")
    # No edition named: the compilers' own report, which a reviewer does not read.
    assert put(reviewer, FIGURE, edition=None) == 404
    assert put(reviewer, FIGURE, edition="2023-VB-9") == 404
    assert put(reviewer, FIGURE, edition="2025-VB-1", period="2025-VB") == 404
    for what in ("figure:I9.9:city", "figure:I5.1:narnia", "quote:M1:bromma", "sum:I5.1:city", "", "chart:x",
                 f"{CHART}:x", "answer:0:x"):  # fmt: skip
        assert put(reviewer, what) == 404, what
    compiler = sign_in("sammanstallare")  # of all programs, also of one that there is not
    assert compiler.get("/underlag/x").status_code == 404
    assert compiler.post("/underlag/x/skriv/words", data={"words": "x"}).status_code == 404
    assert put(reviewer, FIGURE, period="2023-XX") == 404
    assert administrator.get(HERE).status_code == administrator.get(f"{HERE}/underlag.docx").status_code == 403
    assert put(administrator, FIGURE) == 403


def test_nothing_is_worked_out_for_who_cannot_collect(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Address] = []
    monkeypatch.setattr(offers, "find", lambda report, address: found.append(address))
    assert app.test_client().get(f"/oppet{READ}").status_code == 200
    assert found == []
    assert sign_in("granskare").get(READ).status_code == 200
    assert found != []


def test_each_report_is_read_once_and_the_editions_too(sign_in: SignIn, published_year: Engine) -> None:
    greta = sign_in("granskare")

    asked: list[str] = []
    event.listen(published_year, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def statements() -> int:
        asked.clear()
        greta.get(HERE)
        return len(asked)

    put(greta, FIGURE)
    greta.get(HERE)
    one = statements()
    put(greta, JUDGED, CHART, "judgement:M2:", "figure:I2.1:city")
    assert statements() == one


def test_everybody_has_an_own_collection(sign_in: SignIn) -> None:
    one, other = sign_in("granskare"), sign_in("jarva")
    put(one, FIGURE)
    one.post(f"{HERE}/skriv/words", data={"words": "Mina ord"})
    assert "Underlaget är tomt" in other.get(HERE).text
    for way, form in (("flytta", {"vart": "upp"}), ("skriv/words", {"words": "Andras ord"})):
        assert other.post(f"{HERE}/2/{way}", data=form).status_code == 404
    other.post(f"{HERE}/2/bort")
    other.post(f"{HERE}/tom")
    assert "Mina ord" in one.get(HERE).text
    one.post(f"{HERE}/tom")
    assert "Underlaget är tomt" in one.get(HERE).text


def test_internal_figures_are_marked_logged_and_gone_with_the_role(sign_in: SignIn, published_year: Engine) -> None:
    """A compiler's collection, then the same person as a reviewer: nothing internal is left on page or in the file."""
    compiler = sign_in("sammanstallare")
    quote = re.search(r'value="(quote:M1:[a-z-]+)"', compiler.get(f"{READ}/mal/M1").text)
    assert quote is not None
    assert put(compiler, FIGURE, quote[1], edition=None) == 303
    page = compiler.get(HERE).text
    assert "Internt – får ej spridas" in page and "Internt – får ej spridas" in document(compiler)
    with read_session(published_year) as session:
        read = readings(session, limit=3)
    assert {(each.what, each.period) for each in read} >= {(HERE, "2023-VB"), (f"{HERE}/underlag.docx", "2023-VB")}
    said = re.search(r'<blockquote class="as-written">(.*?)</blockquote>', page, re.DOTALL)
    assert said is not None and said[1] in page
    with write_session(published_year) as session:
        session.execute(text("UPDATE role SET role = 'reviewer' WHERE role = 'compiler'"))
    gone = compiler.get(HERE).text
    assert "du får inte längre läsa" in gone and said[1] not in gone and "Utfall" not in gone
    assert said[1] not in document(compiler) and "Utfall" not in document(compiler)


def test_a_correction_is_told_until_it_is_seen(sign_in: SignIn, published_year: Engine) -> None:
    client = sign_in("granskare")
    put(client, FIGURE, JUDGED)
    assert "Ändrat" not in client.get(HERE).text
    before = publish_another(published_year, "I5.1")
    for told in (words(client.get(HERE).text), document(client)):
        assert f"Ändrat sedan 2023-VB-1. Där stod: Utfall: {before}" in told
        assert told.count("här är inget ändrat") == 1
    client.post(f"{HERE}/sett")
    page = words(client.get(HERE).text)
    assert "Ändrat" not in page and page.count("utgåva 2023-VB-2") == 2


def test_what_was_received_since_is_told(sign_in: SignIn, published_year: Engine) -> None:
    """The compilers' own figures as they were, made again from the history."""
    client = sign_in("sammanstallare")
    own = "figure:I3.1:bromma"
    put(client, own, edition=None)
    was = re.search(r"<p>(Utfall: [^<]+)</p>", client.get(HERE).text)
    assert was is not None and "Ändrat" not in client.get(HERE).text
    correct(published_year, "2023-VB", lambda row: (row.unit, row.item) == ("bromma", "I3.1"), n=1, d=77)
    page = words(client.get(HERE).text)
    assert f"Där stod: {was[1]}" in page and "av\u00a077" in page


def test_what_was_answered_since_is_told_until_it_is_seen(sign_in: SignIn, published_year: Engine) -> None:
    """No follow-up has moved: what is said in a question has its own history."""
    client = sign_in("sammanstallare")
    with write_session(published_year) as session:
        asked = Asked("question", "goal", "M1", "Hur många skolor är kvar?", origin="skrivelse")
        number = add_thread(session, VALD, asked, account=None, by="Greta")
    what = f"thread:{number}:"
    assert put(client, what, FIGURE, edition=None) == 303
    assert "Ändrat" not in client.get(HERE).text
    with write_session(published_year) as session:
        add_entry(session, number, "answered", account=None, by="Karin", text="Tre skolor är kvar.")
    for told in (words(client.get(HERE).text), document(client)):
        assert re.search(r"Ändrat sedan [\d-]+\. Där stod: [^.]*\. Fråga från [^.]*, öppen", told)
        assert told.count("Tre skolor är kvar.") == 1 and "här är inget ändrat" not in told
    client.post(f"{HERE}/sett")
    assert "Ändrat" not in client.get(HERE).text
    with write_session(published_year) as session:
        add_entry(session, number, "answered", account=None, by="Karin", text="Nu två.")
    assert re.search(r"Nytt sedan [\d-]+: .*Nu två\.", words(client.get(HERE).text))


def publish_another(engine: Engine, indicator: str) -> str:
    """Store a second edition of the year in which the indicator's figure of the whole is another; the old one, in
    words. Publishing it properly is tested elsewhere and takes seconds."""
    with write_session(engine) as session:
        old = find_edition(session, VALD, "2023-VB-1")
        assert old is not None
        document = json.loads(old.report)
        found = next(each for goal in document["goals"] for each in goal["indicators"] if each["code"] == indicator)
        before = wording.cell_text(Cell.model_validate(found["city"]["total"]), found["kind"])
        found["city"]["total"] = {"state": "value", "n": 1, "d": 8, "value": "12.5"}
        document["edition"] = "2023-VB-2"
        new = replace(old, number=2, code="2023-VB-2", report=json.dumps(document), published_at=utc_now())
        add_edition(session, new, (), "prov")
    return before
