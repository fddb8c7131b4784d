"""The progress pages in a real browser: drawn, free of complaints, accessible, at two widths and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility import check, settle
from tests.exports import sample
from tests.fixtures.server import Site
from tracker.report.model import Report
from tracker.web import progress

PERIOD = "/program/vald-2021-2025/2024-T2"
PAGES = (PERIOD, f"{PERIOD}/mal/M1", f"{PERIOD}/mal/M2", f"{PERIOD}/indikator/I1.1")


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """The small report with every empty, in place of the one that the database would give."""
    monkeypatch.setattr(sample, "CONTROL", "rad ett\nrad två")
    made = sample.report()
    monkeypatch.setattr(progress, "read_report", lambda *_: made)
    return made


def open_drawn(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def test_every_page_is_drawn_fits_and_is_accessible(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    for address in PAGES:
        open_drawn(page, live_server.url + address)
        assert page.locator(".chart").count() > 1
        assert page.locator(".chart .main-svg").count() >= page.locator(".chart").count()
        check(page)


def test_a_chart_is_drawn_anew_for_a_narrower_window(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, live_server.url + PERIOD)
    before = page.locator(".chart .main-svg").first.bounding_box()
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    after = page.locator(".chart .main-svg").first.bounding_box()
    assert before is not None and after is not None
    assert before["width"] > 390 > after["width"] > 300


def test_where_nothing_is_published_or_received_the_pages_say_so(
    live_server: Site, page: Page, console_errors: list[str]
) -> None:
    live_server.sign_in(page, "rolf")
    page.get_by_role("link", name="Läget").click()
    assert page.get_by_role("heading", name="Ingen utgåva har publicerats").is_visible()
    check(page)
    live_server.sign_in(page, "karin")
    program = PERIOD.removesuffix("/2024-T2").removeprefix("/program")
    for path in (f"publicera{program}/2024-T2/forhandsvisning", f"utgavor{program}", f"mottagning{program}/2024-T2"):
        page.goto(f"{live_server.url}/{path}")
        check(page)
    console_errors.clear()  # the browser notes that there is no preview


def test_dots_are_seen_where_a_bar_would_be(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, f"{live_server.url}{PERIOD}/mal/M1")
    chart = page.locator("[id='I1.1-sida-vid-sida'] .chart")
    cells = {area.name: area.total for area in report.goals[0].indicators[0].units}
    shown = [name for name, cell in cells.items() if cell.value is not None]
    assert chart.locator(".bars path").count() == len(shown)
    texts = chart.locator(".annotation-text").all_text_contents()
    # One for each body, and one that names the line of the whole city where that is drawn.
    named = [text for text in texts if ": " in text]
    assert len(texts) - len(named) == len(cells)
    assert texts.count("..") == sum(cell.state == "suppressed" for cell in cells.values())
    names = chart.locator(".ytick text").all_text_contents()
    assert sorted(names) == sorted(cells)
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    drawing = chart.locator(".main-svg").first.bounding_box()
    words = [place.bounding_box() for place in chart.locator(".annotation-text").all()]
    assert drawing is not None and len(words) == len(texts)
    edge = drawing["x"] + drawing["width"]
    assert all(box is not None and box["x"] + box["width"] <= edge for box in words), "cut on a phone"


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


def test_what_is_folded_on_a_goals_page_has_its_content_on_paper(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    open_drawn(page, f"{live_server.url}{PERIOD}/mal/M1")
    folded = [page.get_by_text("V1.1 Kunskap finns"), page.get_by_role("table", name="I1.1 per nämnd och område")]
    assert not any(place.is_visible() for place in folded)
    page.emulate_media(media="print")
    assert all(place.is_visible() for place in folded)


def test_without_scripts_the_words_and_tables_are_there(
    live_server: Site, page: Page, report: Report, console_errors: list[str]
) -> None:
    live_server.sign_in(page, "karin")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + PERIOD)
    assert page.locator(".chart-answer").first.is_visible()
    assert page.get_by_role("table", name="Målen, 2023-T2").is_visible()
    console_errors.clear()  # the scripts that this test kept away
