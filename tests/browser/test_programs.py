"""The chooser of programs in the browser: with the keyboard, without a script, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults
from tests.fixtures.server import Site
from tests.programs import VALD
from tests.second.installation import SECOND


@pytest.fixture
def site(two_programs: Site) -> Site:
    return two_programs


def test_the_other_program_is_a_few_keys_away(live_server: Site, page: Page) -> None:
    page.set_default_timeout(60_000)
    live_server.sign_in(page, "karin")
    page.goto(f"{live_server.url}/mottagning/{VALD}/2024-T2")
    page.get_by_text("Byt program").focus()
    page.keyboard.press("Enter")
    here = page.get_by_role("navigation", name="Program").get_by_role("link", name="Program mot våld 2021–2025")
    expect(here).to_be_visible()
    expect(here).to_have_attribute("aria-current", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/mottagning/{SECOND}/*")
    expect(page).to_have_title("Mottagning, Helår 2025 – Rådgivning 2022– – Programuppföljning")
    # From now on the menu leads to the program looked at last.
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Läget").click()
    page.wait_for_url(f"{live_server.url}/program/{SECOND}/*")


def test_everybody_can_use_it(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "rolf")
    for path in (f"/utgavor/{VALD}", "/utgavor", "/program", "/byt-program/editions"):
        page.goto(live_server.url + path)
        assert faults(page) == []


def test_it_needs_no_script(live_server: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    live_server.sign_in(page, "rolf")
    page.goto(f"{live_server.url}/utgavor/{VALD}")
    page.get_by_text("Byt program").click()
    page.get_by_role("navigation", name="Program").get_by_role("link", name="Rådgivning 2022–").click()
    page.wait_for_url(f"{live_server.url}/utgavor/{SECOND}")
    context.close()
