"""Every page of the journey, in each of its states, is free of accessibility faults at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility import violations
from tests.fixtures.server import Site

ADDRESS = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
PLAN = "/uppfoljning/vald-2021-2025/2024-VP/bromma"
LIST = "/mottagning/vald-2021-2025/2024-T2"
# Desktop, the same at 200 % zoom, and a phone.
WIDTHS = {"desktop": (1280, 900), "zoomed": (640, 450), "phone": (390, 844)}


@pytest.fixture(params=list(WIDTHS))
def sized(request: pytest.FixtureRequest, page: Page) -> Page:
    width, height = WIDTHS[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return page


def check(page: Page) -> None:
    """Nothing found by axe, and nothing sticks out to the side of the page."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def fill_with_faults(page: Page) -> None:
    page.locator('[id="I2.1/n"]').fill("12")
    page.locator('[id="I2.1/d"]').fill("10")
    page.locator('[id="I5.1/empty"]').evaluate("element => element.closest('details').open = true")
    page.locator('[id="I5.1/empty"]').select_option("-")
    page.locator('[id="A2.1/comment"]').fill("Ring 070-123 45 67")
    page.locator('[id="A1.2/status:done"]').check(force=True)
    page.locator('[id="M7/text"]').focus()
    page.get_by_text("Sparat utom i").wait_for()


def test_a_coordinators_pages(live_server: Site, sized: Page, console_errors: list[str]) -> None:
    live_server.sign_in(sized, "sara")
    check(sized)
    for path in (ADDRESS, PLAN):
        sized.goto(live_server.url + path)
        check(sized)
    sized.goto(live_server.url + ADDRESS)
    fill_with_faults(sized)
    check(sized)
    sized.on("dialog", lambda dialog: dialog.accept())
    sized.goto(f"{live_server.url}{ADDRESS}/lamna-in")
    sized.get_by_role("button", name="Lämna in").click()
    sized.get_by_text("Bekräfta att uppgifter lämnas tomma.").wait_for()
    check(sized)
    console_errors.clear()  # the browser notes that the incomplete follow-up was refused
    sized.goto(f"{live_server.url}{ADDRESS}/historik")
    check(sized)


def test_a_compilers_pages(live_server: Site, sized: Page) -> None:
    live_server.sign_in(sized, "sara")
    sized.goto(live_server.url + ADDRESS)
    sized.locator('[id="I3.1/n"]').fill("3")
    sized.locator('[id="I3.1/d"]').fill("4")
    sized.get_by_text("Allt är sparat").wait_for()
    sized.goto(f"{live_server.url}{ADDRESS}/lamna-in")
    sized.get_by_label("Lämna in ändå").check()
    sized.get_by_role("button", name="Lämna in").click()
    sized.get_by_text("Uppföljningen är inlämnad.").wait_for()
    check(sized)
    live_server.sign_in(sized, "karin")
    for path in ("/", LIST, ADDRESS, f"{LIST}/stangning"):
        sized.goto(live_server.url + path)
        check(sized)


def test_every_control_is_named_by_its_row_and_column(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(live_server.url + ADDRESS)
    women = page.get_by_role("textbox", name="kvinnor/flickor personer som fått stöd under rättsprocessen")
    assert women.get_attribute("id") == "I5.1/sex/women/n"
    status = page.get_by_role("group", name="A1.1 Implementera och sprida föräldraskapsstödsprogram").get_by_role(
        "radio"
    )
    assert status.count() == 5
    assert page.locator("#save-state").get_attribute("role") == "status"
    # On paper what is filled in stands as text, without what belongs to a screen.
    page.emulate_media(media="print")
    for hidden in (".entry-bar", ".entry-nav", ".item-history", '[id="A1.1/status:done"] + span'):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in ('[id="item:A1.1"]', '[id="I5.1/sex/women/n"]', '[id="A1.1/comment"]', '[id="A1.1/status:"] + span'):
        assert page.locator(shown).is_visible(), shown
