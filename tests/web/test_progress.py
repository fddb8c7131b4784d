"""The progress pages: who sees them, that they are valid, and that each says what the report says."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import html5lib
import pytest
from flask.testing import FlaskClient
from lxml import html
from openpyxl import load_workbook

from exports.formats import FORMATS
from tests.exports import sample
from tests.fixtures.server import PASSWORD, Site
from tests.report_cells import cells
from tracker.report import wording
from tracker.report.brief import brief
from tracker.report.lacking import late_text
from tracker.report.model import SCHEMA, Report
from tracker.report.overview import longest_delays
from tracker.web import progress, tables
from tracker.web.status_tables import activity_table

BASE = "/program/vald-2021-2025"
PERIOD = f"{BASE}/2024-T2"


@pytest.fixture
def sign_in(site: Site) -> Callable[[str], FlaskClient]:
    site.app.config["WTF_CSRF_ENABLED"] = False

    def enter(login: str) -> FlaskClient:
        client = site.app.test_client()
        assert client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302
        return client

    return enter


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """The small report with every empty, in place of the one that the database would give."""
    monkeypatch.setattr(sample, "CONTROL", "rad ett\nrad två")  # a page cannot hold every sign that a sheet must bear
    made = sample.report()
    monkeypatch.setattr(progress, "read_report", lambda *_: made)
    return made


def words(page: str) -> str:
    """The page's text with single spaces; hard spaces stay."""
    text = html.fromstring(page).text_content()
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part)


def table_texts(page: str) -> dict[str, list[list[str]]]:
    """The tables of the page by caption: rows of texts."""
    found = {}
    for table in html.fromstring(page).iter("table"):
        caption = table.findtext("caption") or ""
        rows = [[cell.text_content().strip(" \n") for cell in row.iter("th", "td")] for row in table.iter("tr")]
        found[caption] = rows
    return found


def test_a_compiler_is_led_to_a_period_and_sees_the_real_report(sign_in: Callable[[str], FlaskClient]) -> None:
    client = sign_in("karin")
    first = client.get("/program")
    assert first.status_code == 302
    assert first.location.startswith(f"{BASE}/20")
    page = client.get(first.location)
    assert page.status_code == 200
    assert "Internt – får ej spridas" in page.text
    assert "Påhittade uppgifter" not in page.text


def test_who_only_reads_figures_starts_with_them(sign_in: Callable[[str], FlaskClient]) -> None:
    reviewer = sign_in("rolf")
    assert reviewer.get("/").location == "/program"
    page = reviewer.get("/", follow_redirects=True)
    assert html.fromstring(page.text).xpath("//nav[@class='site-nav']//a/text()") == ["Läget", "Publicerat"]
    for login in ("sara", "karin", "ada"):
        assert sign_in(login).get("/").status_code == 200


@pytest.mark.parametrize("login", ["rolf", "sara"])
def test_others_read_published_figures_only(sign_in: Callable[[str], FlaskClient], login: str) -> None:
    client = sign_in(login)
    for address in (PERIOD, f"{PERIOD}/mal/M1", f"{PERIOD}/indikator/I1.1", f"{PERIOD}/rapport.json"):
        page = client.get(address)
        assert page.status_code == (404 if address.endswith("json") else 200)
        assert "Ingen utgåva har publicerats" in page.text
        assert "Internt" not in page.text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"{BASE}/2024-T9", "2024-T9"),
        (f"{BASE}/strunt", "”strunt” är ingen period"),
        ("/program/annat/2024-T2", "Programmet ”annat” finns inte"),
        (f"{PERIOD}/mal/M9", "Målet M9 finns inte"),
        (f"{PERIOD}/indikator/I9.9", "Indikatorn I9.9 finns inte"),
        (f"{PERIOD}/rapport.exe", "Sidan finns inte"),
    ],
)
def test_an_address_that_names_nothing_says_so(sign_in: Callable[[str], FlaskClient], address: str, told: str) -> None:
    answer = sign_in("karin").get(address)
    assert answer.status_code == 404
    assert told in words(answer.text)


def test_the_period_picker_works_without_a_script(sign_in: Callable[[str], FlaskClient]) -> None:
    client = sign_in("karin")
    assert client.get(f"{BASE}?period=2023-VB").location == f"{BASE}/2023-VB"
    options = html.fromstring(client.get(PERIOD).text).findall(".//select[@id='period']/option")
    assert len(options) == 20
    assert [option.get("value") for option in options if option.get("selected") is not None] == ["2024-T2"]


@pytest.mark.parametrize("address", [PERIOD, f"{BASE}/2024-VP", f"{PERIOD}/mal/M5", f"{BASE}/2024-VP/mal/M5",
                                     f"{PERIOD}/indikator/I5.1", "/logga-in"])  # fmt: skip
def test_every_page_is_valid_html(sign_in: Callable[[str], FlaskClient], address: str) -> None:
    page = sign_in("karin").get(address).text
    html5lib.HTMLParser(strict=True).parse(page)
    ids = [element.get("id") for element in html.fromstring(page).iter() if element.get("id")]
    assert sorted(set(ids)) == sorted(ids), "an id stands twice"


def test_the_page_marks_invented_figures(sign_in: Callable[[str], FlaskClient], report: Report) -> None:
    for address in (PERIOD, f"{PERIOD}/mal/M1", f"{PERIOD}/indikator/I1.1"):
        page = sign_in("karin").get(address).text
        assert "Påhittade uppgifter" in page
        assert "Internt – får ej spridas" in page


def test_the_first_page_holds_what_a_meeting_needs(sign_in: Callable[[str], FlaskClient], report: Report) -> None:
    page = sign_in("karin").get(PERIOD).text
    text = words(page)
    for answer in brief(report):
        assert f"{answer.question} {answer.text}" in " ".join(text.split(" "))
    late = longest_delays(report)[0]
    assert late_text(late) in text.partition("Inte klart")[0]
    lacking = text.partition("Inte klart ")[2].replace("\u00a0", " ").replace(" ,", ",")
    assert lacking.startswith(
        "Har rapporterat en del: Järva (5 av 15 uppgifter), Bromma (10 av 15 uppgifter) Har inte rapporterat: Farsta"
    )
    found = table_texts(page)
    shares = found["Indikatorerna, 2023-T2"]
    assert [row[0].partition(" ")[0] for row in shares[1:]] == ["I1.1", "I1.2", "I1.3", "I2.1", "I2.2"]
    assert found["Vem har rapporterat, 2023-T2"][1:] == [
        ["Farsta", "0\u00a0av\u00a015", "ej rapporterat"],
        ["Järva", "5\u00a0av\u00a015", "delvis rapporterat"],
        ["Bromma", "10\u00a0av\u00a015", "delvis rapporterat"],
        ["Skarpnäck", "15\u00a0av\u00a015", "allt rapporterat"],
    ]


def test_a_plans_page_says_how_much_shall_be_done(
    sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = sample.report(asks=("plans",), audience="published")
    monkeypatch.setattr(sample, "CONTROL", "rad ett")
    monkeypatch.setattr(progress, "read_report", lambda *_: plan)
    client = sign_in("rolf")
    first = table_texts(client.get(PERIOD).text)["Målen, 2023-T2"]
    heads, *rows = first
    assert heads[1:] == ["Aktiviteter klara 2023 enligt planerna"]
    assert [row[1:] for row in rows] == [["8\u00a0av\u00a08"], ["4\u00a0av\u00a04"]]
    goal = words(client.get(f"{PERIOD}/mal/M1").text)
    assert "Indikatorerna följs inte upp i den här perioden. Diagrammen visar tidigare år." in goal
    assert "4\u00a0av\u00a04 aktiviteter ska enligt planerna vara klara vid utgången av 2023" in goal
    assert "ingen ansvarig" not in goal


def test_a_column_that_says_nothing_is_left_out_and_a_plans_date_says_that_it_is_one(report: Report) -> None:
    activity = report.goals[0].activities[0]
    silent = activity.model_copy(
        update={"units": tuple(unit.model_copy(update={"comment": None}) for unit in activity.units)}
    )
    assert [column.title for column in activity_table(report, activity).columns][-1] == "Kommentar"
    table = activity_table(report, silent)
    assert [column.title for column in table.columns] == ["Nämnd eller bolag", "Status", "Start", "Slut"]
    assert [row.places[2].text for row in table.rows] == [*["2023-06-30"] * 3, "2023-06-30 enligt planen"]


def test_last_year_stands_beside_what_it_may_be_compared_with(report: Report) -> None:
    indicator = report.goals[0].indicators[0]
    table = tables.indicators(report, (indicator,))
    titles = [column.title for column in table.columns]
    beside = titles.index("Föregående år")
    assert titles[beside + 1] == "Samma nämnder i år"
    city = indicator.city
    assert [place.text for place in table.rows[0].places[beside - 1 : beside + 1]] == [
        wording.compared_text(city.previous_year, "share"),
        wording.compared_text(city.same_bodies, "share"),
    ]


def test_every_cell_of_the_report_stands_on_the_indicators_page(
    sign_in: Callable[[str], FlaskClient], report: Report
) -> None:
    client = sign_in("karin")
    compared = 0
    for goal in report.goals:
        for indicator in goal.indicators:
            found = table_texts(client.get(f"{PERIOD}/indikator/{indicator.code}").text)
            shown = {"current": [], "as_reported": [], "recast": []}
            for caption, rows in found.items():
                key = "recast" if "omräknat" in caption else "as_reported" if "rapporterades" in caption else "current"
                shown[key] += [text for row in rows[1:] for text in row[1:]]
            for place, owner, cell in cells(report):
                if owner.code == indicator.code:
                    text = wording.cell_text if place.figure == "total" else wording.compared_text
                    shown[place.series].remove(text(cell, indicator.kind))
                    compared += 1
    assert compared == sum(1 for _each in cells(report))
    assert compared > 300


def test_a_series_table_puts_every_cell_where_it_belongs(report: Report) -> None:
    indicator = report.goals[0].indicators[0]
    table = tables.as_reported(report, indicator)
    assert [column.title for column in table.columns[1:]] == list(reversed(sample.PERIODS))
    rows = {(row.within, row.heading): row for row in table.rows}
    for column, point in enumerate(reversed(indicator.series.as_reported)):
        for area in (*point.units, *point.regions, point.city):
            name = wording.area_name(report, area)
            assert rows["", name].places[column].text == wording.cell_text(area.total, "share")
            for code, label in (("women", "Kvinnor"), ("men", "Män")):
                cell = area.breakdown["sex"][code]
                assert rows[name, label].places[column].text == wording.cell_text(cell, "share")


def test_a_sign_is_explained_where_it_stands_and_once_for_all(
    sign_in: Callable[[str], FlaskClient], report: Report
) -> None:
    page = sign_in("karin").get(f"{PERIOD}/mal/M1").text
    document = html.fromstring(page)
    titles = {abbr.text: abbr.get("title") for abbr in document.iter("abbr")}
    assert titles[".."] == "Visas inte, för att ingen enskild ska kunna pekas ut"
    for sign, meaning in wording.signs():
        assert f"{sign} {meaning}" in words(page)


def test_figures_are_data_that_cannot_end_their_element(
    sign_in: Callable[[str], FlaskClient], report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = tuple(body.model_copy(update={"name": "</script><b>x"}) for body in report.bodies)
    monkeypatch.setattr(progress, "read_report", lambda *_: report.model_copy(update={"bodies": bodies}))
    page = sign_in("karin").get(PERIOD).text
    assert "</script><b>" not in page
    data = html.fromstring(page).xpath("//script[@type='application/json'][@id='rapportering-data']")
    assert json.loads(data[0].text)["data"][0]["y"][0] == "</script><b>x"


def test_the_report_can_be_taken_away(sign_in: Callable[[str], FlaskClient], report: Report) -> None:
    client = sign_in("karin")
    answer = client.get(f"{PERIOD}/rapport.json")
    assert answer.get_json()["schema"] == SCHEMA
    assert "filename=vald-2021-2025-2023-T2.json" in answer.headers["Content-Disposition"]
    book = client.get(f"{PERIOD}/rapport.xlsx")
    assert book.headers["Cache-Control"] == "no-store"
    assert len(load_workbook(BytesIO(book.data), read_only=True).sheetnames) > 3


def test_every_format_is_offered_and_can_be_taken(sign_in: Callable[[str], FlaskClient], report: Report) -> None:
    client = sign_in("karin")
    for format, kind in FORMATS.items():
        address = f"{BASE}/2023-T2/rapport.{format}"
        offered = f'method="post" action="{address}"' if kind.slow else f'href="{address}"'
        assert offered in client.get(PERIOD).text
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, kind.media_type)
        assert answer.headers["Content-Type"] in (kind.media_type, f"{kind.media_type}; charset=utf-8")
        assert f"filename=vald-2021-2025-2023-T2.{kind.ending}" in answer.headers["Content-Disposition"]
        assert len(answer.data) > 100


def test_a_goal_of_many_indicators_lists_them_and_leads_to_their_own_pages(
    sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "CONTROL", "rad ett")
    made = sample.report()
    first, *rest = made.goals
    here = f"{BASE}/2023-T2"
    codes = [f"I1.{number}" for number in range(1, 6)]
    many = tuple(first.indicators[0].model_copy(update={"code": code}) for code in codes)
    for indicators, charted in ((many[:4], True), (many, False)):
        goals = (first.model_copy(update={"indicators": indicators}), *rest)
        monkeypatch.setattr(progress, "read_report", lambda *_, g=goals: made.model_copy(update={"goals": g}))
        client = sign_in("rolf")
        page = client.get(f"{here}/mal/M1").text
        assert ("I1.1-over-tid" in page) is charted
        assert f'href="{here}/indikator/I1.1"' in page
        assert ("Indikatorerna, 2023-T2" in page) is not charted
        place = f"{here}/mal/M1#I1.4" if charted else f"{here}/indikator/I1.4"
        assert f'href="{place}"' in client.get(here).text
    assert "Ställ en fråga om indikatorn" in client.get(f"{here}/indikator/I1.4").text
