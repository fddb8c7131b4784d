"""What the administrator's pages of accounts turn into, and the page that a one-time link leads to."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.page_states import States, press
from tests.fixtures.server import Site
from tracker.accounts.account import COMMAND_LINE
from tracker.followups.inviting import send_link

STATES = States()


@STATES.keep("accounts.add", "administrator")
def account_without_a_name(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/konton/nytt")
    press(page, "Skapa kontot och länken")
    page.get_by_role("alert").wait_for()


@STATES.keep("accounts.link", "administrator")
def link_shown_once(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/konton")
    page.get_by_role("link", name="Greta Gran").click()
    press(page, "Gör en länk för att välja lösenord")
    page.get_by_label("Länken", exact=True).wait_for()


@STATES.keep("invitation.show", None)
def choosing_a_password(site: Site, page: Page) -> None:
    page.goto(_link(site))
    page.get_by_label("Lösenordet igen").wait_for()


@STATES.keep("invitation.choose", None)
def two_chosen_passwords_that_differ(site: Site, page: Page) -> None:
    page.goto(_link(site))
    page.get_by_label("Lösenord", exact=True).fill("ett")
    press(page, "Spara lösenordet och logga in")
    page.get_by_role("alert").wait_for()


@STATES.keep("invitation.show", None)
def a_link_that_is_over(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/valj-losenord/x")
    page.get_by_text("Be administratören om en ny.").wait_for()


def _link(site: Site) -> str:
    return send_link(site.engine, None, site.url, login="granskare", by=COMMAND_LINE).address
