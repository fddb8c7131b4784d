"""Every page of the site in every state: axe-core at two widths, zoom, keyboard, links that lead somewhere.

The lists are held against the site's own table of addresses: a page that nobody looks at fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from tests.accessibility import faults
from tests.browser import account_states, body_states, desk_states
from tests.browser.all_pages import LEAD_ON, NO_PAGES, ON_THE_WAY, PLACES, RULES
from tests.browser.page_states import sign_in
from tests.editions.publishing import correct
from tests.fixtures.server import Site
from tracker.config import ProviderSettings, Settings
from tracker.web.app import create_app

STATES = (*account_states.STATES, *body_states.STATES, *desk_states.STATES)
WORKING = ("bromma", "jarva", "sammanstallare", "administrator")
SIX_SCREENS = 6 * 900
LOGINS = list(dict.fromkeys(place.login for place in PLACES))


@pytest.fixture
def site(published_year: Engine, compressed: Path, tmp_path: Path) -> Iterator[Site]:
    """The demonstration with 2023 published, and a figure corrected since; its provider of sign-ins is down."""
    correct(published_year, "2023-T1", lambda row: row.item == "I3.1" and row.unit == "bromma", n=1, d=33)
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "assets").symlink_to(compressed)
    mapping = tmp_path / "roles.yaml"
    mapping.write_text("rules: [{when: {groups: x}, role: reviewer}]", encoding="utf-8")
    nobody = ProviderSettings("http://127.0.0.1:1", "the-service", mapping)
    settings = Settings(str(published_year.url), instance, "http://127.0.0.1", None, "x" * 32, provider=nobody)
    yield Site(create_app(settings, published_year), published_year)


def test_no_page_is_left_out(tmp_path: Path) -> None:
    app = create_app(Settings(f"sqlite:///{tmp_path}/none.sqlite3", tmp_path, "http://127.0.0.1", None, "x" * 32))
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    sent = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    reached = {place.endpoint for place in PLACES} | {state.endpoint for state in STATES} | ON_THE_WAY | RULES
    assert opened - reached == NO_PAGES
    assert sent - reached == LEAD_ON
    addresses = app.url_map.bind("127.0.0.1")
    assert [p for p in PLACES if addresses.match(p.address.partition("?")[0])[0] != p.endpoint] == []


def too_tall(page: Page, login: str | None, where: str) -> list[str]:
    """Whoever works here, and does not read alone, has pages of six screens at most."""
    tall = page.evaluate("innerWidth === 1280 ? document.documentElement.scrollHeight : 0")
    return [f"{where}: {tall} px"] if login in WORKING and tall > SIX_SCREENS else []


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_and_state(live_server: Site, page: Page, login: str | None, console_errors: list[str]) -> None:
    page.set_default_timeout(180_000)  # on a busy machine
    page.on("dialog", lambda dialog: dialog.accept())
    if login is not None:
        sign_in(live_server, page, login)
        page.wait_for_url(lambda url: not url.endswith("/logga-in"))
    found = []
    for place in PLACES:
        if place.login == login:
            page.goto(live_server.url + place.address)
            found += too_tall(page, login, place.address)
            found += [f"{place.address}: {fault}" for fault in faults(page, place.part)]
    found += console_errors
    console_errors.clear()
    for state in STATES:
        if state.login == login:
            state.reach(live_server, page)
            found += too_tall(page, login, state.reach.__name__)
            found += [f"{state.reach.__name__}: {fault}" for fault in faults(page, state.part)]
    # Chromium itself notes what was refused, and the scripts that were kept away; nothing else may stand there.
    found += [line for line in console_errors if "Failed to load resource" not in line]
    console_errors.clear()
    assert not found, "\n".join(found)
