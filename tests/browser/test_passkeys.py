"""A passkey in a real browser, with an authenticator of the browser's own: added, and signed in with by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.fixtures.server import PASSWORD, Site
from tracker.config import Settings
from tracker.web import two_steps

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_key_is_added_and_signs_in(live_server: Site, page: Page, console_errors: list[str]) -> None:
    site = Site(live_server.app, live_server.engine, live_server.url.replace("127.0.0.1", "localhost"))
    two_steps.init_app(site.app, Settings("", Path(), site.url, None))
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    site.sign_in(page, "rolf")

    page.goto(f"{site.url}/mitt-konto/nycklar")
    add = page.get_by_role("button", name="Lägg till nyckeln")
    page.get_by_label("Nyckelns namn").fill("Säkerhetsnyckeln")
    add.click()
    password = page.get_by_label("Lösenordet som du har nu")
    expect(password).to_be_focused()
    expect(password).to_have_accessible_description(re.compile("Lösenordet stämmer inte."))
    password.fill(PASSWORD)
    add.click()
    expect(page.get_by_role("heading", name="Återställningskoder")).to_be_visible()

    page.goto(f"{site.url}/mitt-konto/nycklar")
    expect(page.get_by_role("row", name="Säkerhetsnyckeln")).to_contain_text("inte än")
    page.get_by_label("Nyckelns namn").fill("En till")
    password.first.fill(PASSWORD)
    add.click()
    expect(page.get_by_role("alert")).to_have_text("Den nyckeln är redan tillagd.")

    page.get_by_role("button", name="Logga ut").click()
    site.sign_in(page, "rolf")
    expect(page.get_by_role("button", name="Logga in med lösennyckeln")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Logga ut").wait_for()
    assert all("422" in line for line in console_errors), "Chromium itself notes what was refused"
    console_errors.clear()

    page.get_by_role("button", name="Logga ut").click()
    page.add_init_script("delete window.PublicKeyCredential")
    site.sign_in(page, "rolf")
    expect(page.get_by_role("alert")).to_contain_text("Webbläsaren har inte stöd för lösennycklar.")
    expect(page.get_by_label("Kod", exact=True)).to_be_visible()
