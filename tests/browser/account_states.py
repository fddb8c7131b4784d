"""What the administrator's pages of accounts turn into, and the page that a one-time link leads to."""

from __future__ import annotations

from playwright.sync_api import Page
from pyotp import TOTP

from tests.browser.page_states import States, press, sign_in
from tests.fixtures.server import Site
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.kept import accounts
from tracker.accounts.second_factor import begin_with, new_seed, secret_of
from tracker.demo.filling import PASSWORD
from tracker.followups.inviting import send_link
from tracker.store.database import write_session

STATES = States()


@STATES.keep("accounts.add", "administrator")
def account_without_a_name(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/konton/nytt")
    press(page, "Skapa kontot och länken")
    page.get_by_role("alert").wait_for()


@STATES.keep("definitions.compare", "administrator")
def definitions_that_are_none(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/definitioner")
    page.get_by_label("Mappen med programmen").set_input_files([{"name": "a.zip", "mimeType": "x/y", "buffer": b"a"}])
    press(page, "Visa vad som ändras")
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


@STATES.keep("outside.begin", None)
def a_provider_that_does_not_answer(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/logga-in")
    page.get_by_role("link", name="Logga in med organisationens konto").click()
    page.get_by_role("heading", name="Inloggningstjänsten svarar inte").wait_for()


@STATES.keep("outside.answer", None)
def an_answer_that_was_not_asked_for(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/logga-in/organisation/svar")
    page.get_by_role("heading", name="Inloggningen avbröts").wait_for()


@STATES.keep("second_factor.begin", "granskare")
def a_first_code_that_is_wrong(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/mitt-konto/tva-steg")
    page.get_by_label("Lösenordet som du har nu").fill(PASSWORD)
    page.get_by_label("Kod", exact=True).fill("000000")
    press(page, "Börja använda två steg")
    page.get_by_role("alert").wait_for()


@STATES.keep("second_factor.ask", None)
def asked_for_the_code(site: Site, page: Page) -> None:
    _halfway(site, page)


@STATES.keep("second_factor.answer", None)
def a_code_that_is_wrong(site: Site, page: Page) -> None:
    _halfway(site, page)
    press(page, "Logga in")
    page.get_by_role("alert").wait_for()


def _halfway(site: Site, page: Page) -> None:
    """The right password of somebody whose second step is a code."""
    with write_session(site.engine) as session:
        account = next(each for each in accounts(session) if each.login == "socialnamnden")
        key, seed = str(site.app.config["SECRET_KEY"]), new_seed()
        begin_with(session, account, seed, TOTP(secret_of(seed, key)).now(), key)
    sign_in(site, page, "socialnamnden")
    page.get_by_label("Kod", exact=True).wait_for()
