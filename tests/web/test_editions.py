"""The compiler's way to an edition: preview, texts, the two steps of publishing, correction; and the reading log."""

from __future__ import annotations

import html
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import get_template_attribute
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from tests.editions.publishing import correct
from tests.fixtures.server import PASSWORD as TEST_PASSWORD
from tests.fixtures.server import Site
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.editions import prepared
from tracker.editions.incident_words import Incident
from tracker.store.account import AccountRow
from tracker.store.database import read_session, write_session
from tracker.store.edition_texts import edition_texts
from tracker.store.editions import editions
from tracker.store.readings import readings
from tracker.web.app import create_app
from tracker.web.working import worker_of

PROGRAM = "vald-2021-2025"
WAY = f"/publicera/{PROGRAM}/2023-VB"


@pytest.fixture
def client(published_year: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The compiler, signed in, where the demonstration's 2023 is published; what the rules tell exactly is left out."""
    monkeypatch.setattr(prepared, "rule_questions", lambda *_given: ())
    return signed_in(published_year, tmp_path, "sammanstallare")


def signed_in(engine: Engine, folder: Path, login: str) -> FlaskClient:
    app = create_app(Settings(str(engine.url), folder, "http://127.0.0.1", None, "x" * 32), engine)
    app.config["WTF_CSRF_ENABLED"] = False
    found = app.test_client()
    assert found.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302
    return found


def work(client: FlaskClient) -> bool:
    """Do the job that was ordered, as a thread of the site does."""
    return worker_of(client.application).work_once()


def seen(page: str) -> str:
    """The fingerprint of what the confirmation page shows."""
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def codes(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        return [edition.code for edition in editions(session, PROGRAM)]


def correct_bromma(engine: Engine) -> None:
    correct(engine, "2023-VB", lambda row: row.item == "I3.1" and row.unit == "bromma", n=1, d=33)


def test_the_way_from_a_correction_to_its_edition(client: FlaskClient, published_year: Engine) -> None:
    listed = client.get(f"/utgavor/{PROGRAM}").text
    assert 'Ingen har ändrats sedan <span translate="no">2023-VB-1</span>' in listed
    correct_bromma(published_year)
    assert "1 är mottagen eller öppnad igen sedan 2023-VB-1" in client.get(f"/utgavor/{PROGRAM}").text
    kept = client.application.test_client().get(f"/oppet/program/{PROGRAM}/2023-VB")
    counting = client.get(WAY).text
    assert "Räknar fram vad som kan visas" in counting
    assert f'content="0;url={WAY}/forhandsvisning?raknat=ja"' in counting
    preview = client.get(f"{WAY}/forhandsvisning?raknat=ja").text
    assert "Kontrollen godkänner" in preview and "Så här blir 2023-VB-2" in preview
    assert "Täljare och nämnare räknas här som var sitt tal." in preview
    assert re.search(r"\d+ av \d+ tal prickas: \d+ för sin egen skull", preview)
    assert client.get(WAY).location == f"{WAY}/forhandsvisning?raknat=ja"  # worked out already: no waiting

    saved = client.post(f"{WAY}/texter/M1", data={"M1/text": "Arbetet har nått 3 kvinnor.", "seen:M1": "0"})
    assert saved.location == f"{WAY}/texter/M1"
    page = client.get(f"{WAY}/bekrafta?raknat=ja").text
    assert "Det här ändras mot 2023-VB-1" in page and "Bromma, totalt" in page
    assert page.index("Publicera nu") < page.index("Det här ändras mot")
    assert "Bromma: 1 skillnad</summary>" in page and "skillnader</summary>" in page
    assert "Arbetet har nått 3 kvinnor." in page
    form = {"title": "Rättad berättelse", "seen": seen(page)}
    refused = client.post(f"{WAY}/bekrafta", data=form)
    assert refused.status_code == 422 and "2 uppgifter behöver rättas" in refused.text
    assert '<a href="#reason">Ange skälet till rättelsen.</a>' in refused.text
    assert '<a href="#answer-1-other">Besvara talet ”3”.</a>' in refused.text
    assert 'aria-describedby="answer-1-hint answer-1-error" aria-invalid="true"' in refused.text
    assert 'value="Rättad berättelse"' in refused.text
    told = client.get(f"{WAY}/forhandsvisning").text
    assert "Innan du publicerar" in told and "1 tal i texterna ska besvaras eller rättas." in told
    assert client.post(f"{WAY}/bekrafta", data={**form, "reason": " "}).status_code == 422
    form["reason"] = "Bromma räknade fel"
    refused = client.post(f"{WAY}/bekrafta", data=form)
    assert refused.status_code == 422 and "1 uppgift behöver rättas" in refused.text
    assert "Bromma räknade fel" in refused.text and "Ange skälet" not in refused.text
    told = client.post(f"{WAY}/bekrafta", data={**form, "reason": "Bromma hade 3 kvinnor"}).text
    assert "”3” i skälet till rättelsen" in told and "”Bromma hade 3 kvinnor”" in told
    assert codes(published_year)[-1] == "2023-VB-1"

    place = re.search(r'name="(answer:M1:[^"]+)" value="other"', page)
    assert place is not None
    assert client.post(f"{WAY}/bekrafta", data={**form, place[1]: "sure"}).status_code == 422
    sent = {**form, place[1]: "other"}
    going = client.post(f"{WAY}/bekrafta", data=sent).location
    assert client.post(f"{WAY}/bekrafta", data=sent).location == going  # pressed twice
    waiting = client.get(going).text
    assert "Väntar på sin tur." in waiting and "Rättad berättelse" in waiting and "job.js" in waiting
    assert f'<noscript><p><a href="{going}">Läs in sidan på nytt</a>' in waiting
    other = client.post(f"{WAY}/bekrafta", data={**sent, "title": "En annans"})
    assert other.status_code == 409 and "En annan publicering i programmet pågår" in other.text
    assert 'value="En annans"' in other.text and going in other.text
    assert going in client.get(f"/utgavor/{PROGRAM}").text
    assert codes(published_year)[-1] == "2023-VB-1"
    assert work(client)
    done = client.get(going)
    assert "är publicerad. Utgåvans kontrollsumma (" in done.text and f"/utgavor/{PROGRAM}/2023-VB-2" in done.text
    assert "job.js" not in done.text and going not in client.get(f"/utgavor/{PROGRAM}").text
    with read_session(published_year) as session:
        made = editions(session, PROGRAM)[-1]
    assert (made.code, made.title, made.reason) == ("2023-VB-2", "Rättad berättelse", "Bromma räknade fel")
    assert made.by == "Siv Sand, sammanställare Socialnämnden"
    assert made.sha256 in done.text and "Rättad berättelse" in done.text

    anybody = client.application.test_client()
    for page in ("", "/mal/M3", "/indikator/I3.1"):
        old = anybody.get(f"/oppet/program/{PROGRAM}/2023-VB{page}?visa=2023-VB-1").text
        assert "Utgåvan är ersatt av 2023-VB-2." in old and f"/oppet/program/{PROGRAM}?period=2023-VB" in old
        assert "Utgåvan är ersatt" not in anybody.get(f"/oppet/program/{PROGRAM}/2023-VB{page}").text
    again = anybody.get(f"/oppet/program/{PROGRAM}/2023-VB", headers={"If-None-Match": kept.headers["ETag"]})
    assert again.status_code == 200 and "2023-VB-2" in again.text and "2023-VB-1" in kept.text

    difference = client.get(f"/utgavor/{PROGRAM}/2023-VB-1/jamfor/2023-VB-2").text
    assert "Bromma räknade fel" in difference and "Bromma, totalt" in difference
    assert "3,0\u00a0% (1\u00a0av\u00a033)" in difference
    old = client.get(f"/utgavor/{PROGRAM}/2023-VB-1").text
    assert "Utgåvan är ersatt av 2023-VB-2" in old
    listed = client.get(f"/utgavor/{PROGRAM}").text
    assert "Rättelse: Bromma räknade fel" in listed


def close(engine: Engine, login: str, closed: bool) -> None:
    with write_session(engine) as session:
        session.execute(update(AccountRow).where(AccountRow.login == login).values(disabled=closed))


def test_what_changed_since_the_page_was_shown_is_not_published_and_nothing_typed_is_lost(
    client: FlaskClient, published_year: Engine, tmp_path: Path
) -> None:
    """Where the process that is asked has nothing at hand, as any other than the one that showed the page, the job
    judges all of it."""
    correct_bromma(published_year)
    page = client.get(f"{WAY}/bekrafta?raknat=ja").text
    correct(published_year, "2023-VB", lambda row: row.item == "I3.1" and row.unit == "farsta", n=2, d=44)
    form = {"title": "Rättad", "reason": "Bromma räknade fel", "answer:M9:x": "other", "seen": seen(page)}
    going = client.post(f"{WAY}/bekrafta", data=form).location
    assert work(client)
    told = client.get(going).text
    assert "Inget har publicerats." in told and "Underlaget har ändrats sedan sidan visades." in told
    back = re.search(r'href="([^"]+\?jobb=\d+)"', told)
    assert back is not None
    again = client.get(html.unescape(back[1])).text
    assert 'value="Rättad"' in again and "Bromma räknade fel</textarea>" in again
    assert "Underlaget har ändrats" in again and "Farsta, totalt" in again

    other = signed_in(published_year, tmp_path, "sammanstallare")
    going = other.post(f"{WAY}/bekrafta", data={"title": "Rättad", "seen": seen(again)}).location
    assert work(client) and "Ange skälet till rättelsen." in other.get(going).text
    reader = other.application.test_client()
    reader.post("/logga-in", data={"login": "granskare", "password": PASSWORD})
    assert reader.get(going).status_code == 403
    assert client.get(f"/publicera/{PROGRAM}/jobb/99").status_code == 404
    assert client.get(f"{WAY}/bekrafta?jobb={2**63}").status_code == 200, "no number of a job"
    assert codes(published_year)[-1] == "2023-VB-1"
    for closed, code in ((True, "2023-VB-1"), (False, "2023-VB-2")):
        going = client.post(f"{WAY}/bekrafta", data={**form, "seen": seen(again)}).location
        close(published_year, "sammanstallare", closed)
        assert work(client) and codes(published_year)[-1] == code
        close(published_year, "sammanstallare", False)
        assert ("får inte längre göra det" in client.get(going).text) == closed


def test_an_unchanged_period_has_nothing_to_confirm(client: FlaskClient) -> None:
    page = client.get(f"{WAY}/bekrafta?raknat=ja").text
    assert "Det finns inget nytt att publicera" in page and "Visa utgåva 2023-VB-1" in page
    assert "Det här publiceras" not in page and "2023-VB-2" not in page


def test_two_compilers_never_overwrite_each_other(client: FlaskClient, published_year: Engine) -> None:
    first = {"M1/text": "Den enas text", "seen:M1": "0"}
    assert client.post(f"{WAY}/texter/M1", data=first).status_code == 302
    answer = client.post(f"{WAY}/texter/M1", data={"M1/text": "Den andras text", "seen:M1": "0"})
    assert answer.status_code == 409
    assert "Det du skrev står kvar i fältet och är inte sparat." in answer.text
    assert "Den andras text" in answer.text and "Den enas text" in answer.text
    with read_session(published_year) as session:
        period = editions(session, PROGRAM)[-1].period
        assert edition_texts(session, PROGRAM, period)["M1"].text == "Den enas text"


def test_what_another_rule_would_cost(client: FlaskClient) -> None:
    """2023-VP is not published, so a preview of T1 in another year is not frozen; 2024-T1 has no edition."""
    way = f"/publicera/{PROGRAM}/2024-T1/forhandsvisning"
    asked = client.get(f"{way}?grans=10&raknat=ja").text
    costs = re.findall(r'<td class="number"[^>]*>([\d\u00a0]+)</td>', asked.partition("Kostnaden jämförd")[2])
    dots_now, cost_now, dots_then, cost_then = (int(cost.replace("\u00a0", "")) for cost in costs[:4])
    assert dots_then > dots_now and cost_then > cost_now
    assert asked.count("Inget tal under gränsen röjs.") == 2
    assert '<option value="10" selected>' in asked
    number = re.search(r'<option value="(\d+)">I\d', asked)
    assert number is not None
    assert re.search(
        r'<th scope="row">I\d.*(täljaren|nämnaren|antalet) trycks</th>', client.get(f"{way}?tal={number[1]}").text
    )
    assert client.get(f"{way}?grans=7").status_code == 400
    assert client.get(f"{way}?tal=9999").status_code == 400


def test_what_the_rules_tell_is_for_the_compiler_alone(
    client: FlaskClient, published_year: Engine, tmp_path: Path
) -> None:
    """2024-T1 follows a published year, which has nothing to do with it."""
    way = f"/publicera/{PROGRAM}/2024-T1"
    assert f'content="0;url={way}/regler?raknat=ja"' in client.get(f"{way}?regler=ja").text
    page = client.get(f"{way}/regler")
    assert page.status_code == 200 and "Internt – får ej spridas" in page.text
    told = re.search(r"2024-T1-1: om (\d+) av (\d+) skyddade små tal", page.text)
    assert told is not None and 0 < int(told[1]) < int(told[2])
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page.text)
    assert len(rows) == int(told[1])
    ends = r'<td translate="no">2024-T1</td><td>[a-zåäö ]+</td><td>(bara )?\d[^<]*</td></tr>$'
    assert all(re.search(ends, row) for row in rows)
    with read_session(published_year) as session:
        assert readings(session, limit=1)[0].what == f"{way}/regler"
    for login in ("granskare", "bromma", "administrator"):
        other = signed_in(published_year, tmp_path, login)
        assert other.get(f"{way}/regler").status_code == 403
        assert other.get(f"{way}?regler=ja").status_code == 403


def test_a_period_without_anything_received_is_told_so(site: Site) -> None:
    site.app.config["WTF_CSRF_ENABLED"] = False
    client = site.app.test_client()
    client.post("/logga-in", data={"login": "karin", "password": TEST_PASSWORD})
    for page in ("forhandsvisning", "regler", "texter", "texter/M1", "bekrafta"):
        answer = client.get(f"{WAY}/{page}?raknat=ja")
        assert answer.status_code == 404
        assert "Ingen mottagen uppföljning finns för 2023-VB." in answer.text
    for way in (f"/publicera/{PROGRAM}/2031-T1", f"/publicera/{PROGRAM}/x", "/publicera/x/2023-VB"):
        for page in ("", "/forhandsvisning", "/texter", "/bekrafta"):
            assert client.get(way + page).status_code == 404


def test_every_reading_of_internal_figures_is_logged(
    client: FlaskClient, published_year: Engine, tmp_path: Path
) -> None:
    pages = [
        f"/program/{PROGRAM}/2023-VB",
        f"/program/{PROGRAM}/2023-VB/rapport.csv",
        f"/uppfoljning/{PROGRAM}/2023-VB/bromma",
        f"{WAY}/forhandsvisning",
    ]
    # A calm page shows nothing yet.
    for page in ("forhandsvisning", "bekrafta", "texter/M1"):
        calm = client.get(f"{WAY}/{page}?x=1")
        assert calm.status_code == 202 and f'content="0;url={WAY}/{page}?x=1&amp;raknat=ja"' in calm.text
    for page in pages:
        assert client.get(page, query_string={"raknat": "ja"}).status_code == 200
    assert client.get(f"{WAY}/bekrafta").status_code == 200  # worked out already: no calm page
    pages.append(f"{WAY}/bekrafta")
    # What is published, and lists without figures, is nobody's secret.
    for page in (f"/utgavor/{PROGRAM}/2023-VB-1", f"/program/{PROGRAM}/2023-VB?visa=2023-VB-1"):
        assert client.get(page).status_code == 200
    assert client.get(f"/mottagning/{PROGRAM}/2023-VB").status_code == 200
    with read_session(published_year) as session:
        rows = readings(session, limit=50)
    assert [row.what for row in reversed(rows)] == pages
    assert {row.by for row in rows} == {"Siv Sand, sammanställare Socialnämnden"}
    assert [row.unit for row in reversed(rows)] == [None, None, "bromma", None, None]
    administrator = signed_in(published_year, tmp_path, "administrator")
    log = administrator.get("/laslogg").text
    assert "Siv Sand" in log and pages[1] in log


def test_the_owner_of_figures_and_readers_of_editions_are_not_logged(published_year: Engine, tmp_path: Path) -> None:
    coordinator = signed_in(published_year, tmp_path, "bromma")
    assert coordinator.get(f"/uppfoljning/{PROGRAM}/2023-VB/bromma").status_code == 200
    assert coordinator.get(f"/program/{PROGRAM}/2023-VB").status_code == 200
    reviewer = signed_in(published_year, tmp_path, "granskare")
    assert reviewer.get(f"/program/{PROGRAM}/2023-VB/mal/M5").status_code == 200
    with read_session(published_year) as session:
        assert readings(session, limit=5) == []


def test_a_number_that_two_bodies_can_work_out_is_one_number(site: Site) -> None:
    figure = "I2.1 Skarpnäck, totalt, 2023-T2, täljaren"
    known = tuple(Incident(f"{who} vet: x", "I2.1", who, figure, "4") for who in ("Farsta", "Bromma"))
    protection = SimpleNamespace(passed=True, incidents=known, verdicts=())
    report = SimpleNamespace(program="vald-2021-2025", period="2023-T2")
    with site.app.test_request_context():
        part = get_template_attribute("publishing/_head.html", "verdict")
        shown = html.unescape(part(SimpleNamespace(protection=protection, incidents=known, report=report)))
    assert "1 litet tal kan inte skyddas" in shown
    assert "Farsta kan räkna ut eller snäva in 1 tal" in shown and "Bromma kan räkna ut eller snäva in 1 tal" in shown
