"""What pages turn into when something is sent, or is wrong: each state is reached as a person reaches it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.all_pages import DESK, NEXT, PROGRAM, WORK
from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tracker.demo.filling import PASSWORD

BROMMA = f"{WORK}/bromma"
Reach = Callable[[Site, Page], None]


class State(NamedTuple):
    """``part``: what axe looks at, where a like page is looked at whole."""

    endpoint: str
    login: str | None
    reach: Reach
    part: str | None


STATES: list[State] = []
# What only leads on, with a line on the page that follows; where it is refused, the error page comes.
LEAD_ON = {"auth.sign_out", "own_items.end", "city_items.end", "language.choose", "observations.save"}


def state(endpoint: str, login: str | None, part: str | None = None) -> Callable[[Reach], Reach]:
    """``endpoint``: what answers with the page, or ``error`` for the page of an error."""

    def keep(reach: Reach) -> Reach:
        STATES.append(State(endpoint, login, reach, part))
        return reach

    return keep


def sign_in(site: Site, page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto(f"{site.url}/logga-in")
    page.get_by_label("Användarnamn").fill(login)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()


def make_stale(page: Page, item: str) -> None:
    """As if somebody else had changed the item since the page was opened."""
    page.locator(f'[name="seen:{item}"]').evaluate("field => { field.value = '0' }")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()


@state("auth.sign_in_send", None)
def wrong_password(site: Site, page: Page) -> None:
    sign_in(site, page, "granskare", "fel")
    page.get_by_text("stämmer inte").wait_for()


@state("auth.sign_in_send", None)
def too_many_attempts(site: Site, page: Page) -> None:
    for _attempt in range(6):
        sign_in(site, page, "granskare", "fel")
    page.get_by_text("För många misslyckade försök").wait_for()


@state("error", None)
def no_such_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/finns-inte")
    page.get_by_text("Felkod 404").wait_for()


@state("error", "bromma")
def not_allowed(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}")
    page.get_by_text("Felkod 403").wait_for()


@state("error", "bromma")
def not_to_be_opened_so(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/logga-ut")
    page.get_by_text("Felkod 405").wait_for()


@state("error", "bromma")
def form_too_old(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    page.locator("main [name=csrf_token]").evaluate("field => { field.value = 'gammal' }")
    press(page, "Visa skillnaden")
    page.get_by_text("Sidan har legat öppen för länge").wait_for()


@state("error", "bromma")
def file_too_large(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    upload(page, b"x" * 17_000_000)
    page.get_by_text("Felkod 413").wait_for()


@state("error", "bromma")
def broken(site: Site, page: Page) -> None:
    def fail(**_place: str) -> str:
        raise RuntimeError("planted")

    kept = site.app.view_functions["history.show"]
    fail.access = "signed in"  # type: ignore[attr-defined]  # functions take attributes
    site.app.view_functions["history.show"] = fail
    page.goto(f"{site.url}{BROMMA}/historik")
    site.app.view_functions["history.show"] = kept
    page.get_by_text("Felkod 500").wait_for()


@state("upload.send", "bromma")
def no_file(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    press(page, "Visa skillnaden")
    page.get_by_role("alert").wait_for()


@state("upload.send", "bromma")
def difference(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/blad")
    sheet = page.request.get(f"{site.url}{BROMMA}/blad.xlsx").body()
    values = {"I2.1/n": 9, "I3.1/d": 4000, "A1.1/comment": None, "A2.1/comment": "070-123 45 67", "I3.2/n": 12.5}
    upload(page, filled(sheet, values))
    page.get_by_text("Ändrat mer än en tredjedel").wait_for()


@state("upload.save", "bromma", ".notice")
def nothing_ticked(_site: Site, page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    press(page, "Spara det markerade")
    page.get_by_text("Inget är markerat").wait_for()


def upload(page: Page, data: bytes) -> None:
    page.get_by_label("Excel-blad").set_input_files([{"name": "blad.xlsx", "mimeType": "", "buffer": data}])
    press(page, "Visa skillnaden")


@state("observations.send", "sammanstallare")
def observations_without_a_file(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/observationer")
    press(page, "Visa skillnaden")
    page.get_by_text("Välj en fil som inte är tom.").first.wait_for()


@state("own_items.add", "bromma")
def own_item_without_anything(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}/egna")
    press(page, "Lägg till")
    page.get_by_role("alert").wait_for()


@state("own_items.one", "bromma")
def own_item_to_change(_site: Site, page: Page) -> None:
    add_item_and_open_it(page)


@state("own_items.change", "bromma")
def own_item_changed_to_nothing(_site: Site, page: Page) -> None:
    change_item_to_nothing(page)


def add_item_and_open_it(page: Page) -> None:
    page.get_by_label("Indikator (följs upp med tal)").check()
    page.get_by_label("Vad ska följas upp?").fill("Samtal med skolor")
    page.get_by_label("Vad räknas?").fill("samtal")
    press(page, "Lägg till")
    page.get_by_text(" är tillagd").wait_for()
    page.goto(f"{page.url.partition('#')[0].removesuffix('/egna')}/egna" if "/uppfoljning/" in page.url else page.url)
    page.get_by_role("link", name="Ändra").first.click()
    page.get_by_role("button", name="Spara från och med").wait_for()


def change_item_to_nothing(page: Page) -> None:
    page.get_by_label("Vad ska följas upp?").fill("")
    press(page, "Spara från och med")
    page.get_by_role("alert").wait_for()


@state("submission.decide", "bromma", ".error-summary, .inline-form")
def decision_on_no_day(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}")
    page.get_by_label("Beslutsdatum").fill("i maj")
    press(page, "Spara beslutet")
    page.get_by_role("link", name="Skriv datumet som år-månad-dag").wait_for()


@state("entry.save", "bromma", ".findings, .entry-bar")
def faults_while_typing(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{BROMMA}")
    page.locator('[id="I2.1/n"]').fill("12")
    page.locator('[id="I2.1/d"]').fill("10")
    page.locator('[id="I3.1/d"]').fill("4000")
    page.locator('[id="I5.1/empty"]').evaluate("element => element.closest('details').open = true")
    page.locator('[id="I5.1/empty"]').select_option("-")
    page.locator('[id="A2.1/comment"]').fill("Ring 070-123 45 67")
    page.locator('[id="M7/text"]').focus()
    page.get_by_text("Sparat utom i").wait_for()


@state("entry.save", "bromma", ".clash, .entry-bar")
def two_at_once(site: Site, page: Page) -> None:
    open_anew(site, page)
    make_stale(page, "A1.1")
    page.locator('[id="A1.1/comment"]').fill("En annan text")
    page.locator('[id="A1.1/comment"]').blur()
    page.locator(".clash").wait_for()


@state("submission.submit", "bromma")
def not_ready(site: Site, page: Page) -> None:
    open_anew(site, page, "/lamna-in")
    press(page, "Lämna in")
    page.get_by_text("Bekräfta att uppgifter lämnas tomma.").wait_for()


@state("submission.submit", "bromma")
def two_at_once_when_handing_in(_site: Site, page: Page) -> None:
    make_stale(page, "I3.1")
    page.locator('[id="I3.1/comment"]').fill("Fler räknas med")
    press(page, "Lämna in")
    page.get_by_role("heading", name=re.compile("ändrat sam")).wait_for()


@state("entry.save", "bromma")
def two_at_once_without_script(site: Site, page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    open_anew(site, page)
    make_stale(page, "I3.1")
    make_stale(page, "A1.1")
    page.locator('[id="I3.1/n"]').fill("1")
    page.locator('[id="A1.1/comment"]').fill("En annan text")
    press(page, "Spara")
    page.get_by_role("heading", name=re.compile("ändrat sam")).wait_for()


@state("entry.save", "bromma", ".error-summary, .findings")
def faults_without_script(site: Site, page: Page) -> None:
    open_anew(site, page)
    page.locator('[id="I2.1/n"]').fill("12,5")
    press(page, "Spara")
    page.get_by_role("alert").wait_for()
    page.unroute("**/*.js")


def open_anew(site: Site, page: Page, path: str = "") -> None:
    """Without what this tab keeps of what is not saved."""
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{site.url}{BROMMA}{path}")


@state("entry.save", "bromma", ".entry-bar")
def signed_out_while_typing(site: Site, page: Page) -> None:
    open_anew(site, page)
    page.context.clear_cookies()
    page.locator('[id="I2.1/n"]').fill("5")
    page.locator('[id="I2.1/n"]').blur()
    page.get_by_role("link", name="Logga in i en ny flik").wait_for()


@state("error", "bromma")
def signed_out_when_sending(site: Site, page: Page) -> None:
    page.evaluate("sessionStorage.clear()")
    sign_in(site, page, "bromma")
    page.wait_for_url(f"{site.url}/")
    page.goto(f"{site.url}{BROMMA}/blad")
    page.context.clear_cookies()
    press(page, "Visa skillnaden")
    page.get_by_text("Felkod 401").wait_for()


@state("receipt.approve_many", "sammanstallare")
def nothing_to_receive(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}")
    press(page, "Ta emot de markerade")
    page.get_by_text("Markera de uppföljningar som ska tas emot.").wait_for()


@state("receipt.send_back", "sammanstallare", ".error-summary, .panel")
def sent_back_without_a_reason(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{WORK}/farsta")
    press(page, "Skicka åter för komplettering")
    page.get_by_role("link", name="Skriv ett skäl.").wait_for()


@state("receipt.open_again", "sammanstallare", ".error-summary, .panel")
def opened_without_a_reason(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/uppfoljning/{PROGRAM}/2024-T2/bromma")
    press(page, "Öppna igen")
    page.get_by_role("link", name="Skriv ett skäl.").wait_for()


@state("receipt.approve", "sammanstallare")
def received_by_another_first(site: Site, page: Page) -> None:
    tab = page.context.new_page()
    for opened in (page, tab):
        opened.goto(f"{site.url}{WORK}/skarpnack")
    for opened in (tab, page):
        press(opened, "Ta emot i sammanställningen")
    tab.close()
    page.get_by_text("Felkod 409").wait_for()


@state("locks.close", "sammanstallare")
def closing_without_a_day(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/stangning")
    press(page, "Spara stängningsdatum")
    page.get_by_role("alert").wait_for()


@state("locks.except_unit", "sammanstallare")
def exception_without_anything(_site: Site, page: Page) -> None:
    page.get_by_label("Sista dag för ändringar").fill("2026-03-01")
    page.get_by_label("Skäl").first.fill("Sammanställningen börjar")
    press(page, "Spara stängningsdatum")
    press(page, "Spara undantag")
    page.get_by_role("alert").wait_for()


@state("city_items.add", "sammanstallare")
def city_item_without_anything(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/gemensamma")
    press(page, "Lägg till")
    page.get_by_role("alert").wait_for()


@state("city_items.one", "sammanstallare")
def city_item_to_change(_site: Site, page: Page) -> None:
    add_item_and_open_it(page)


@state("city_items.change", "sammanstallare")
def city_item_changed_to_nothing(_site: Site, page: Page) -> None:
    change_item_to_nothing(page)


@state("publishing.begin", "sammanstallare")
def being_counted(site: Site, page: Page) -> None:
    page.route("**/forhandsvisning?*", lambda route: route.fulfill(status=204))  # stays on this page
    page.goto(f"{site.url}{NEXT}?grans=3")
    page.get_by_role("heading", name="Räknar på ett annat sätt att pricka").wait_for()


@state("publishing.save", "sammanstallare")
def a_text_changed_by_another(site: Site, page: Page) -> None:
    tab = page.context.new_page()
    for opened, text in ((page, "Min text"), (tab, "En annans text")):
        opened.goto(f"{site.url}{NEXT}/texter")
        opened.get_by_role("textbox").first.fill(text)
    press(tab, "Spara texterna")
    tab.get_by_text("Texterna är sparade.").wait_for()
    tab.close()
    press(page, "Spara texterna")
    page.get_by_text("Någon annan har ändrat samma text").wait_for()


@state("publishing.publish_now", "sammanstallare")
def a_correction_without_its_reason(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{NEXT}/bekrafta")
    press(page, "Publicera nu")
    page.get_by_role("alert").wait_for()
