"""The progress pages in a real browser: drawn, free of complaints, accessible, at two widths and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility import check
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


def test_every_page_is_drawn_fits_and_is_accessible(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(live_server.url + address)
        assert page.locator(".chart").count() > 1
        assert page.locator(".still:visible").count() == page.locator(".chart").count()
        check(page)
    assert not any("plotly.js" in address for address in asked), "asked for before anybody points at a chart"


def test_who_points_at_a_chart_reads_its_figures_and_nothing_moves(
    live_server: Site, page: Page, report: Report
) -> None:
    live_server.sign_in(page, "karin")
    page.goto(f"{live_server.url}{PERIOD}/mal/M1")
    chart = page.locator("[id='I1.1-sida-vid-sida'] .chart")
    bar = chart.locator(".still-broad rect").first
    chart.scroll_into_view_if_needed()
    before = bar.bounding_box()
    assert before is not None
    bar.hover()
    chart.and_(page.locator("[data-live=drawn]")).wait_for(timeout=60_000)
    after = chart.locator(".bars path").first.bounding_box()
    assert after is not None
    assert [after[key] for key in ("x", "width")] == pytest.approx([before[key] for key in ("x", "width")], abs=2)
    assert after["y"] + after["height"] / 2 == pytest.approx(before["y"] + before["height"] / 2, abs=2)
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2 + 2)
    chart.locator(".hovertext").wait_for()
    assert not bar.is_visible()
    page.emulate_media(media="print")
    assert bar.is_visible() and not chart.locator(".main-svg").first.is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    chart.locator(".still-narrow").wait_for()
    assert chart.locator(".main-svg").count() == 0


def test_where_nothing_is_published_or_received_the_pages_say_so(
    live_server: Site, page: Page, console_errors: list[str]
) -> None:
    live_server.sign_in(page, "rolf")
    page.get_by_role("link", name="Läget").click()
    assert page.get_by_role("heading", name="Ingen utgåva har publicerats").is_visible()
    check(page)
    live_server.sign_in(page, "karin")
    program = PERIOD.removesuffix("/2024-T2").removeprefix("/program")
    preview = f"publicera{program}/2024-T2/forhandsvisning?raknat=ja"
    for path in (preview, f"utgavor{program}", f"mottagning{program}/2024-T2"):
        page.goto(f"{live_server.url}/{path}")
        check(page)
    console_errors.clear()  # the browser notes that there is no preview


def test_dots_are_seen_where_a_bar_would_be(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    page.goto(f"{live_server.url}{PERIOD}/mal/M1")
    chart = page.locator("[id='I1.1-sida-vid-sida'] .chart")
    cells = {area.name: area.total for area in report.goals[0].indicators[0].units}
    for width, shown in ((1280, ".still-broad"), (390, ".still-narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        still = chart.locator(shown)
        values = [cell for cell in cells.values() if cell.value is not None]
        assert still.locator("rect").count() == len(values)
        texts = still.locator("text").all_text_contents()
        assert texts.count("..") == sum(cell.state == "suppressed" for cell in cells.values())
        assert all(" ".join(texts).count(name) == 1 for name in cells)
        place = chart.bounding_box()
        words = [each.bounding_box() for each in still.locator("text").all()]
        assert place is not None
        edge = place["x"] + place["width"]
        assert all(box is not None and place["x"] - 1 <= box["x"] and box["x"] + box["width"] <= edge for box in words)


def test_the_page_can_be_used_by_keyboard_alone(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    page.goto(live_server.url + PERIOD)
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


def test_what_is_folded_on_a_goals_page_has_its_content_on_paper(live_server: Site, page: Page, report: Report) -> None:
    live_server.sign_in(page, "karin")
    page.goto(f"{live_server.url}{PERIOD}/mal/M1")
    folded = [page.get_by_text("V1.1 Kunskap finns"), page.get_by_role("table", name="I1.1 per nämnd och område")]
    assert not any(place.is_visible() for place in folded)
    page.emulate_media(media="print")
    assert all(place.is_visible() for place in folded)


def test_without_scripts_the_words_drawings_and_tables_are_there(
    live_server: Site, page: Page, report: Report, console_errors: list[str]
) -> None:
    live_server.sign_in(page, "karin")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + PERIOD)
    assert page.locator(".chart-answer").first.is_visible() and page.locator(".still:visible").count() > 1
    assert page.get_by_role("table", name="Målen, 2023-T2").is_visible()
    console_errors.clear()  # the scripts that this test kept away
