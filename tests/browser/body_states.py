"""What pages turn into for the bodies and their readers: each state is reached as a person reaches it."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.all_pages import DESK, PROGRAM, READ, WORK
from tests.browser.page_states import States, add_item_and_open_it, change_item_to_nothing, make_stale, press, sign_in
from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tests.programs import vald
from tracker.clock import today
from tracker.definitions.settings import Evidence
from tracker.store.database import write_session
from tracker.store.loading import load

BROMMA = f"{WORK}/bromma"
STATES = States()


@STATES.keep("auth.sign_in_send", None)
def wrong_password(site: Site, page: Page) -> None:
    sign_in(site, page, "granskare", "fel")
    page.get_by_text("stämmer inte").wait_for()


@STATES.keep("auth.sign_in_send", None)
def too_many_attempts(site: Site, page: Page) -> None:
    # The pause grows with each wrong attempt, so that a slow machine comes to be too quick as well.
    wrong, refused = page.get_by_text("stämmer inte"), page.get_by_text("För många misslyckade försök")
    for _attempt in range(20):
        sign_in(site, page, "granskare", "fel")
        wrong.or_(refused).wait_for()
        if refused.is_visible():
            return
    raise AssertionError("nobody is ever refused")


@STATES.keep("error", None)
def no_such_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/finns-inte")
    page.get_by_text("Felkod 404").wait_for()


@STATES.keep("own_account.change", "bromma")
def two_new_passwords_that_differ(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/mitt-konto")
    page.get_by_label("Nytt lösenord").fill("ett")
    press(page, "Byt lösenord")
    page.get_by_role("alert").wait_for()


@STATES.keep("language.choose", None)
def signing_in_in_english(site: Site, page: Page) -> None:
    in_english(page, f"{site.url}/logga-in")
    page.get_by_label("Password").wait_for()


@STATES.keep("language.choose", "granskare")
def read_in_english(site: Site, page: Page) -> None:
    in_english(page, f"{site.url}{READ}/2023-T2/mal/M5")


def in_english(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "English")
    page.locator("html[lang=en]").wait_for()


@STATES.keep("delegating.hand_out", "bromma")
def given_to_nobody(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/ansvar")
    press(page, "Ge uppgifterna")
    page.get_by_text("Välj någon som är samordnare eller medarbetare här.").wait_for()


@STATES.keep("evidence.add", "bromma", "#underlag")
def a_link_that_is_none(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/mal/M3")
    page.get_by_role("link", name="Underlag I3.1").click()
    page.get_by_label("Vad länken leder till").fill("Beslut")
    page.get_by_label("Adress").fill("http://example.org")
    press(page, "Lägg till länken")
    page.get_by_text("Skriv en hel adress som börjar med https://").wait_for()


@STATES.keep("evidence_files.add", "bromma", "#underlag")
def a_file_that_is_none(site: Site, page: Page) -> None:
    take_files(site)
    page.goto(f"{site.url}{BROMMA}/mal/M3?underlag=I3.1")
    page.locator("#file-file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})
    press(page, "Lägg till filen")
    page.get_by_text("Filen är av ett slag som inte tas emot här.").wait_for()


@STATES.keep("entry.goal", "bromma", ".evidence")
def a_file_beside_its_item(_site: Site, page: Page) -> None:
    page.locator("#file-file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"})
    press(page, "Lägg till filen")
    page.get_by_role("link", name="a.pdf").wait_for()


def take_files(site: Site) -> None:
    """From here on the program lets bodies add files."""
    with write_session(site.engine) as session:
        taking = vald().program(PROGRAM).model_copy(update={"evidence": Evidence(files=("pdf",))})
        load(session, vald().model_copy(update={"programs": (taking,)}), today())


@STATES.keep("questions.send", "bromma", "#fraga")
def a_question_without_words(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/mal/M3")
    page.get_by_text("Fråga sammanställarna").click()
    press(page, "Skicka frågan")
    page.get_by_text("Skriv vad du undrar.").wait_for()


@STATES.keep("questions.send", "bromma")
def a_question_that_waits(_site: Site, page: Page) -> None:
    page.get_by_label("Vad undrar du?").fill("Räknas enheter som öppnade i mars?")
    press(page, "Skicka frågan")
    page.get_by_text("Inte besvarad än.").wait_for()


@STATES.keep("error", "bromma")
def not_allowed(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}")
    page.get_by_text("Felkod 403").wait_for()


@STATES.keep("error", "bromma")
def not_to_be_opened_so(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/logga-ut")
    page.get_by_text("Felkod 405").wait_for()


@STATES.keep("error", "bromma")
def form_too_old(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    page.locator("main [name=csrf_token]").evaluate("field => { field.value = 'gammal' }")
    press(page, "Visa skillnaden")
    page.get_by_text("Sidan har legat öppen för länge").wait_for()


@STATES.keep("error", "bromma")
def file_too_large(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    upload(page, b"x" * 17_000_000)
    page.get_by_text("Felkod 413").wait_for()


@STATES.keep("error", "bromma")
def broken(site: Site, page: Page) -> None:
    def fail(**_place: str) -> str:
        raise RuntimeError("planted")

    kept = site.app.view_functions["history.show"]
    fail.access = "signed in"  # type: ignore[attr-defined]  # functions take attributes
    site.app.view_functions["history.show"] = fail
    page.goto(f"{site.url}{BROMMA}/historik")
    site.app.view_functions["history.show"] = kept
    page.get_by_text("Felkod 500").wait_for()


@STATES.keep("upload.send", "bromma")
def no_file(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    press(page, "Visa skillnaden")
    page.get_by_role("alert").wait_for()


@STATES.keep("upload.send", "bromma")
def difference(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    sheet = page.request.get(f"{site.url}{BROMMA}/blad.xlsx").body()
    values = {"I2.1/n": 9, "I3.1/d": 4000, "A1.1/comment": None, "A2.1/comment": "070-123 45 67", "I3.2/n": 12.5}
    upload(page, filled(sheet, values))
    page.get_by_text("Ändrat mer än en tredjedel").wait_for()


@STATES.keep("upload.save", "bromma", ".notice")
def nothing_ticked(_site: Site, page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    press(page, "Spara det markerade")
    page.get_by_text("Inget är markerat").wait_for()


def upload(page: Page, data: bytes) -> None:
    page.get_by_label("Excel-blad").set_input_files([{"name": "blad.xlsx", "mimeType": "", "buffer": data}])
    press(page, "Visa skillnaden")


@STATES.keep("own_items.add", "bromma")
def own_item_without_anything(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/egna")
    press(page, "Lägg till")
    page.get_by_role("alert").wait_for()


@STATES.keep("own_items.one", "bromma")
def own_item_to_change(_site: Site, page: Page) -> None:
    add_item_and_open_it(page)


@STATES.keep("own_items.change", "bromma")
def own_item_changed_to_nothing(_site: Site, page: Page) -> None:
    change_item_to_nothing(page)


@STATES.keep("submission.decide", "bromma", ".error-summary, .inline-form")
def decision_on_no_day(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}")
    page.get_by_role("textbox", name="Beslutsdatum").fill("i maj")
    press(page, "Spara beslutet")
    page.get_by_role("link", name="”i maj” är inget datum").wait_for()


@STATES.keep("entry.save", "bromma", ".findings, .entry-bar")
def faults_while_typing(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/mal/M3")
    page.locator('[id="I3.1/d"]').fill("4000")
    page.locator("[data-goal-link=M2]").click()
    page.wait_for_url("**/mal/M2")
    page.locator('[id="I2.1/n"]').fill("12")
    page.locator('[id="I2.1/d"]').fill("10")
    page.locator('[id="I2.2/empty"]').evaluate("element => element.closest('details').open = true")
    page.locator('[id="I2.2/empty"]').select_option("-")
    page.locator('[id="A2.1/comment"]').fill("Ring 070-123 45 67")
    page.locator('[id="M2/text"]').focus()
    page.get_by_text("Sparat utom i").wait_for()


@STATES.keep("entry.save", "bromma", ".clash, .entry-bar")
def two_at_once(site: Site, page: Page) -> None:
    open_anew(site, page, "/mal/M1")
    make_stale(page, "A1.1")
    page.locator('[id="A1.1/comment"]').fill("En annan text")
    page.locator('[id="A1.1/comment"]').blur()
    page.locator(".clash").wait_for()


@STATES.keep("submission.submit", "bromma")
def not_ready(site: Site, page: Page) -> None:
    open_anew(site, page, "/lamna-in")
    press(page, "Lämna in")
    page.get_by_text("Bekräfta att uppgifter lämnas tomma.").wait_for()


@STATES.keep("submission.submit", "bromma")
def two_at_once_when_handing_in(_site: Site, page: Page) -> None:
    make_stale(page, "I3.1")
    page.locator('[id="I3.1/comment"]').fill("Fler räknas med")
    press(page, "Lämna in")
    page.get_by_role("heading", name=re.compile("ändrat sam")).wait_for()


@STATES.keep("entry.save", "bromma")
def two_at_once_without_script(site: Site, page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    open_anew(site, page, "/mal/M3")
    make_stale(page, "I3.1")
    make_stale(page, "A3.1")
    page.locator('[id="I3.1/n"]').fill("1")
    page.locator('[id="A3.1/comment"]').fill("En annan text")
    press(page, "Spara")
    page.get_by_role("heading", name=re.compile("ändrat sam")).wait_for()


@STATES.keep("entry.save", "bromma", ".error-summary, .findings")
def faults_without_script(site: Site, page: Page) -> None:
    open_anew(site, page, "/mal/M2")
    page.locator('[id="I2.1/n"]').fill("12,5")
    press(page, "Spara")
    page.get_by_role("alert").wait_for()
    page.unroute("**/*.js")


def open_anew(site: Site, page: Page, path: str = "") -> None:
    """Without what this tab keeps of what is not saved."""
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{site.url}{BROMMA}{path}")


@STATES.keep("entry.save", "bromma", ".entry-bar")
def signed_out_while_typing(site: Site, page: Page) -> None:
    open_anew(site, page, "/mal/M2")
    page.context.clear_cookies()
    page.locator('[id="I2.1/n"]').fill("5")
    page.locator('[id="I2.1/n"]').blur()
    page.get_by_role("link", name="Logga in i en ny flik").wait_for()


@STATES.keep("error", "bromma")
def signed_out_when_sending(site: Site, page: Page) -> None:
    page.evaluate("sessionStorage.clear()")
    sign_in(site, page, "bromma")
    page.wait_for_url(f"{site.url}/")
    page.goto(f"{site.url}{BROMMA}/blad")
    page.context.clear_cookies()
    press(page, "Visa skillnaden")
    page.get_by_text("Felkod 401").wait_for()


@STATES.keep("start.show", "jarva")
def what_a_contributor_sees(site: Site, page: Page) -> None:
    """Somebody else, who has been given a goal."""
    page.context.clear_cookies()
    sign_in(site, page, "medarbetare")
    page.locator(f'a[href="{BROMMA}"]').first.wait_for()


@STATES.keep("entry.goal", "jarva", ".entry-nav")
def what_a_contributor_fills_in(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/mal/M1")
    page.locator("[data-item]").first.wait_for()
