"""Who has reported: the compiler's list on the desk, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from tests.browser.all_pages import DESK
from tests.browser.page_states import sign_in
from tests.fixtures.server import Site
from tracker.config import Settings
from tracker.web.app import create_app


@pytest.fixture
def site(published_year: Engine, tmp_path: Path) -> Iterator[Site]:
    """The demonstration, with follow-ups in every state."""
    settings = Settings(str(published_year.url), tmp_path / "instance", "http://127.0.0.1", None, "x" * 32)
    yield Site(create_app(settings, published_year), published_year)


@pytest.fixture
def desk(live_server: Site, page: Page) -> Page:
    sign_in(live_server, page, "sammanstallare")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}{DESK}")
    return page


def test_the_list_is_on_paper_without_what_is_pressed(desk: Page) -> None:
    desk.emulate_media(media="print")
    assert desk.get_by_role("rowheader", name="Hässelby-Vällingby").is_visible()
    assert desk.get_by_text("Mottagen i sammanställningen").first.is_visible()
    assert not desk.get_by_role("button", name="Ta emot de markerade").is_visible()
    assert not desk.get_by_role("checkbox").first.is_visible()
    # Nothing is left of a row of links but its dividing dot, nor of a button but its explanation.
    assert not [line for line in desk.locator("main").inner_text().splitlines() if line.strip().endswith("·")]
    assert not desk.get_by_text("Ett mejl går till varje samordnare").is_visible()
    small, text = (
        desk.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
        for selector in ("td .meta", "td")
    )
    assert small <= text


def test_a_phone_shows_each_body_s_state_without_scrolling_sideways(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 800})
    region = desk.locator(".table-scroll")
    assert region.evaluate("element => element.scrollWidth <= element.clientWidth")
    state = desk.get_by_role("row").filter(has_text="Skarpnäck").get_by_text("Inlämnad", exact=True)
    assert state.is_visible()


def test_what_is_received_leads_to_the_next_edition(desk: Page) -> None:
    assert desk.get_by_text("åter för komplettering, 2 försenade.").is_visible()
    address = desk.get_by_role("link", name="Förhandsgranska nästa utgåva").get_attribute("href")
    assert address == "/publicera/vald-2021-2025/2025-VB"
