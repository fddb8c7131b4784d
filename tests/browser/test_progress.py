"""The progress pages in a real browser: drawn, free of complaints, accessible, at two widths and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility import violations
from tests.exports import sample
from tests.fixtures.server import Site
from tracker.report.model import Report
from tracker.web import progress

PERIOD = "/program/vald-2021-2025/2024-T2"
PAGES = (PERIOD, f"{PERIOD}/mal/M1", f"{PERIOD}/mal/M2", f"{PERIOD}/indikator/I1.1")
# Desktop, the same at 200 % zoom, and a phone.
WIDTHS = {"desktop": (1280, 900), "zoomed": (640, 450), "phone": (390, 844)}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ALL_DRAWN = "[...document.querySelectorAll('.chart')].every(place => place.dataset.drawn)"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """The small report with every empty, in place of the one that the database would give."""
    monkeypatch.setattr(sample, "CONTROL", "rad ett\nrad två")
    made = sample.report()
    monkeypatch.setattr(progress, "read_report", lambda *_: made)
    return made


def open_drawn(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(ALL_DRAWN)


@pytest.mark.parametrize("width", list(WIDTHS))
def test_every_page_is_drawn_fits_and_is_accessible(live_server: Site, page: Page, report: Report, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    live_server.sign_in(page, "karin")
    for address in PAGES:
        open_drawn(page, live_server.url + address)
        assert page.locator(".chart").count() > 1
        assert page.locator(".chart .main-svg").count() >= page.locator(".chart").count()
        assert violations(page) == [], address
        assert page.evaluate(SIDEWAYS) <= 0, address
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert violations(page) == [], f"{address}, unfolded"
        assert page.evaluate(SIDEWAYS) <= 0, f"{address}, unfolded"


def test_signing_in_and_a_missing_page_are_accessible(live_server: Site, page: Page, console_errors: list[str]) -> None:
    page.goto(live_server.url + "/logga-in")
    assert violations(page) == []
    page.get_by_label("Användarnamn").fill("karin")
    page.get_by_label("Lösenord").fill("fel")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    page.goto(live_server.url + "/finns-inte")
    assert page.get_by_role("heading", name="Sidan finns inte").is_visible()
    assert violations(page) == []
    # Chromium itself writes the two refused requests into the console; nothing else may stand there.
    assert [line for line in console_errors if "Failed to load resource" not in line] == []
    console_errors.clear()


def test_a_reviewer_is_told_that_nothing_is_published(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "rolf")
    page.get_by_role("link", name="Läget").click()
    assert page.get_by_role("heading", name="Ingen utgåva har publicerats").is_visible()
    assert violations(page) == []


def test_dots_are_seen_where_a_bar_would_be(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, f"{live_server.url}{PERIOD}/mal/M1")
    chart = page.locator("[id='I1.1-sida-vid-sida'] .chart")
    cells = {area.name: area.total for area in report.goals[0].indicators[0].units}
    shown = [name for name, cell in cells.items() if cell.value is not None]
    assert chart.locator(".bars path").count() == len(shown)
    texts = chart.locator(".annotation-text").all_text_contents()
    assert len(texts) == len(cells)
    assert texts.count("..") == sum(cell.state == "suppressed" for cell in cells.values())
    names = chart.locator(".ytick text").all_text_contents()
    assert sorted(names) == sorted(cells)


def test_the_page_can_be_used_by_keyboard_alone(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, live_server.url + PERIOD)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "period"
    link = page.get_by_role("link", name="M1 Stadens verksamheter").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/mal/M1")


def test_on_paper_the_charts_have_the_width_of_the_paper(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, live_server.url + PERIOD)
    widths = "[...document.querySelectorAll('.chart .main-svg')].map(e => e.width.baseVal.value)"
    before = page.evaluate(widths)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert max(page.evaluate(widths)) == 680
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(widths) == before


def test_without_scripts_the_words_and_tables_are_there(
    live_server: Site, page: Page, report: Report, console_errors: list[str]
) -> None:
    live_server.sign_in(page, "karin")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + PERIOD)
    assert page.locator(".chart-answer").first.is_visible()
    assert page.get_by_role("table", name="Målen, 2023-T2").is_visible()
    console_errors.clear()  # the scripts that this test kept away
