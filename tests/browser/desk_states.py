"""What pages turn into for the compilers: each state is reached as a person reaches it."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page

from tests.accessibility import faults
from tests.browser.all_pages import ASKED, DESK, NEXT, PROGRAM, READ, WORK
from tests.browser.page_states import States, add_item_and_open_it, change_item_to_nothing, press
from tests.fixtures.server import Site
from tracker.editions.ordered import Publication
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.store.job import add_job, end_job, take_job, tell_job

STATES = States()


@STATES.keep("receipt.approve_many", "sammanstallare")
def nothing_to_receive(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}")
    press(page, "Ta emot de markerade")
    page.get_by_text("Markera de uppföljningar som ska tas emot.").wait_for()


@STATES.keep("receipt.remind", "sammanstallare", ".notice")
def nobody_to_write_to(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}")
    press(page, "Mejla de markerade")
    page.get_by_text("E-post är inte inställd på servern").wait_for()


@STATES.keep("receipt.send_back", "sammanstallare", ".error-summary, .panel")
def sent_back_without_a_reason(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{WORK}/farsta")
    press(page, "Skicka åter för komplettering")
    page.get_by_role("link", name="Skriv ett skäl, eller en anmärkning på en uppgift.").wait_for()


@STATES.keep("receipt.open_again", "sammanstallare", ".error-summary, .panel")
def opened_without_a_reason(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/uppfoljning/{PROGRAM}/2024-T2/bromma")
    press(page, "Öppna igen")
    page.get_by_role("link", name="Skriv ett skäl.").wait_for()


@STATES.keep("receipt.approve", "sammanstallare")
def received_by_another_first(site: Site, page: Page) -> None:
    tab = page.context.new_page()
    for opened in (page, tab):
        opened.goto(f"{site.url}{WORK}/skarpnack")
    for opened in (tab, page):
        press(opened, "Ta emot i sammanställningen")
    tab.close()
    page.get_by_text("Felkod 409").wait_for()


@STATES.keep("locks.close", "sammanstallare")
def closing_without_a_day(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/stangning")
    press(page, "Spara stängningsdatum")
    page.get_by_role("alert").wait_for()


@STATES.keep("locks.except_unit", "sammanstallare")
def exception_without_anything(_site: Site, page: Page) -> None:
    page.get_by_role("textbox", name="Sista dag för ändringar").fill("2026-03-01")
    page.get_by_label("Skäl").first.fill("Sammanställningen börjar")
    press(page, "Spara stängningsdatum")
    press(page, "Spara undantag")
    page.get_by_role("alert").wait_for()


@STATES.keep("observations.send", "sammanstallare")
def observations_without_a_file(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/observationer")
    press(page, "Visa skillnaden")
    page.get_by_role("link", name="Välj en fil som inte är tom.").wait_for()


@STATES.keep("observations.send", "sammanstallare")
def observations_with_faults(site: Site, page: Page) -> None:
    send_observations(site, page, "Bromma")
    page.get_by_role("heading", name="Kan inte läsas in").wait_for()


@STATES.keep("observations.send", "sammanstallare")
def what_observations_would_change(site: Site, page: Page) -> None:
    send_observations(site, page, "bromma")
    page.get_by_role("button", name="Läs in allt").wait_for()


@STATES.keep("observations.save", "sammanstallare")
def other_changes_than_were_shown(_site: Site, page: Page) -> None:
    page.locator("[name=shown]").evaluate("field => { field.value = 'annat' }")
    press(page, "Läs in allt")
    page.get_by_text("inte längre detsamma").wait_for()


def send_observations(site: Site, page: Page, unit: str) -> None:
    """One row of a received follow-up, with other figures than were received."""
    page.goto(f"{site.url}{DESK}/observationer")
    rows = f"program;unit;period;item;n;d\n{PROGRAM};{unit};2024-T2;I3.1;12;15\n".encode()
    page.get_by_label("CSV-fil").set_input_files([{"name": "rader.csv", "mimeType": "text/csv", "buffer": rows}])
    press(page, "Visa skillnaden")


@STATES.keep("city_items.add", "sammanstallare")
def city_item_without_anything(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{DESK}/gemensamma")
    press(page, "Lägg till")
    page.get_by_role("alert").wait_for()


@STATES.keep("city_items.one", "sammanstallare")
def city_item_to_change(_site: Site, page: Page) -> None:
    add_item_and_open_it(page)


@STATES.keep("city_items.change", "sammanstallare")
def city_item_changed_to_nothing(_site: Site, page: Page) -> None:
    change_item_to_nothing(page)


@STATES.keep("publishing.begin", "sammanstallare")
def being_counted(site: Site, page: Page) -> None:
    page.route("**/forhandsvisning?*", lambda route: route.fulfill(status=204))  # stays on this page
    page.goto(f"{site.url}{NEXT}?grans=3")
    page.get_by_role("heading", name="Räknar på ett annat sätt att pricka").wait_for()


@STATES.keep("publishing.job", "sammanstallare")
def a_publication_under_way_and_then_refused(site: Site, page: Page) -> None:
    """The page changes by itself, and is looked at before and after."""
    wanted = Publication("2023-T1", "0" * 64, "Rättad", "Bromma räknade fel", {}, None)
    with write_session(site.engine) as session:
        about = {"by": "Siv Sand", "language": "sv", "now": utc_now(), "account": None}
        number = add_job(session, "publish", PROGRAM, wanted.document(), **about)
        job = take_job(session, utc_now())
        assert job is not None
        # However long the looking takes, the site's own worker is not to think it left.
        tell_job(session, job, utc_now() + timedelta(hours=1), "deciding", 2, 13)
    page.goto(f"{site.url}/publicera/{PROGRAM}/jobb/{number}")
    page.get_by_role("status").get_by_text("(grupp 3 av 13)").wait_for()
    assert faults(page, None) == []
    with write_session(site.engine) as session:
        end_job(session, job, "failed", "Underlaget har ändrats.", utc_now())
    page.get_by_role("status").get_by_text("Inget har publicerats.").wait_for()
    page.reload()  # the keyboard begins anew


@STATES.keep("threads.ask", "granskare")
def asked_without_words(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{ASKED}/ny")
    press(page, "Svenska")  # the state before was read in English
    press(page, "Spara")
    page.get_by_role("link", name="Skriv vad det gäller.").wait_for()


@STATES.keep("files.show", "granskare")
def a_file_that_was_ordered(site: Site, page: Page) -> None:
    """It is fetched by itself once it is made."""
    page.goto(f"{site.url}/utgavor/{PROGRAM}")
    with page.expect_download() as fetched:
        press(page, "Hämta som Word")
    assert fetched.value.suggested_filename == f"{PROGRAM}-slutrapport.docx"
    page.get_by_role("status").get_by_text("Filen är klar.").wait_for()


@STATES.keep("collection.write", "granskare")
def a_collection_and_a_heading_without_words(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{READ}/2023-VB/mal/M5")
    press(page, "Lägg i underlag")
    page.locator("form.collect button").first.click()
    page.goto(f"{site.url}/underlag/{PROGRAM}")
    press(page, "Lägg till rubriken")
    page.get_by_role("link", name="Skriv en rubrik.").wait_for()


@STATES.keep("collection.change", "granskare")
def a_heading_changed_to_nothing(_site: Site, page: Page) -> None:
    page.get_by_label("Ny rubrik").fill("Svar")
    press(page, "Lägg till rubriken")
    page.get_by_text("Ändra rubriken").click()
    page.get_by_label("Rubrik", exact=True).fill("")
    press(page, "Spara")
    page.get_by_text("Skriv en rubrik.").wait_for()


@STATES.keep("threads.show", "sammanstallare")
def a_question_and_its_forms(site: Site, page: Page) -> None:
    page.goto(f"{site.url}{ASKED}")
    page.get_by_role("link", name="Prioritering").click()
    page.get_by_role("button", name="Spara svaret").wait_for()


@STATES.keep("threads.answer", "sammanstallare")
def answered_without_words(_site: Site, page: Page) -> None:
    press(page, "Spara svaret")
    page.get_by_role("link", name="Skriv ett svar.").wait_for()


@STATES.keep("threads.publish", "sammanstallare")
@STATES.keep("threads.pass_on", "sammanstallare")
def published_with_numbers_that_nobody_answered_for(_site: Site, page: Page) -> None:
    page.get_by_label("Svar", exact=True).fill("Två personer fick stöd.")
    page.locator("#checked-answer").check()
    press(page, "Spara svaret")
    page.get_by_text("Svaret är sparat.").wait_for()
    press(page, "Publicera frågan")
    page.get_by_text("Texten har tal. Kryssa i").wait_for()
