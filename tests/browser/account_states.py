"""What the administrator's pages of accounts turn into, and the page that a one-time link leads to."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page
from pyotp import TOTP

from tests.browser.page_states import States, press, sign_in
from tests.fixtures.authenticator import text as text_of
from tests.fixtures.server import Site
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.kept import accounts
from tracker.accounts.second_factor import begin_with, new_seed, secret_of
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.followups.inviting import send_link
from tracker.store.account import PasskeyRow
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.web import two_steps

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


@STATES.keep("passkeys.show", "granskare")
def a_passkey_that_can_be_taken_away(site: Site, page: Page) -> None:
    _give_passkey(site, "granskare")
    page.goto(f"{site.url}/mitt-konto/nycklar")
    page.get_by_label("Nyckelns namn").wait_for()


@STATES.keep("passkeys.add", "granskare")
def an_answer_that_nobody_asked_for(site: Site, page: Page) -> None:
    page.locator("form[data-passkey]").evaluate("form => form.submit()")
    page.get_by_role("alert").get_by_text("för lång tid").wait_for()


@STATES.keep("passkeys.remove", "granskare")
def a_passkey_and_a_wrong_password(site: Site, page: Page) -> None:
    press(page, "Ta bort nyckeln")
    page.get_by_role("link", name="Lösenordet stämmer inte.").wait_for()


@STATES.keep("second_factor.ask", None)
def asked_for_the_passkey(site: Site, page: Page) -> None:
    _give_passkey(site, "jarva")
    sign_in(site, page, "jarva")
    page.get_by_role("button", name="Logga in med lösennyckeln").wait_for()


@STATES.keep("passkeys.answer", None)
def a_passkey_that_will_not_do(site: Site, page: Page) -> None:
    page.locator("form[data-passkey]").evaluate("form => form.submit()")
    page.get_by_text("Nyckeln godtogs inte.").wait_for()


def _give_passkey(site: Site, login: str) -> None:
    """On a site whose address browsers have keys for."""
    two_steps.init_app(site.app, Settings("", Path(), site.url.replace("127.0.0.1", "localhost"), None))
    row = {"credential": login, "public_key": text_of(b"\xa0"), "sign_count": 0, "since": utc_now(), "used_at": None}
    with write_session(site.engine) as session:
        account = next(each for each in accounts(session) if each.login == login)
        session.add(PasskeyRow(account=account.id, name="Jobbdatorn", **row))


def _halfway(site: Site, page: Page) -> None:
    """The right password of somebody whose second step is a code."""
    with write_session(site.engine) as session:
        account = next(each for each in accounts(session) if each.login == "socialnamnden")
        key, seed = str(site.app.config["SECRET_KEY"]), new_seed()
        begin_with(session, account, seed, TOTP(secret_of(seed, key)).now(), key)
    sign_in(site, page, "socialnamnden")
    page.get_by_label("Kod", exact=True).wait_for()
