"""Nothing typed is lost: two at once, an expired sign-in, a lost connection, another person at the computer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_delegation import number_of
from tests.web.test_entry_workflow import Person
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import set_password
from tracker.store.database import write_session

ADDRESS = "/uppfoljning/vald-2021-2025/2024-T2/bromma"


@pytest.fixture
def saras(live_server: Site, page: Page) -> Page:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    return page


def at_goal(page: Page, code: str) -> None:
    """To the goal by its link; what is not saved is saved on the way."""
    page.locator(f'[data-goal-link="{code}"]').click()
    page.wait_for_url(f"**/mal/{code}")


def figure(page: Page, name: str) -> str:
    return page.locator(f'[id="{name}"]').input_value()


def fill(page: Page, name: str, text: str) -> None:
    page.locator(f'[id="{name}"]').fill(text)


@pytest.mark.parametrize(("button", "kept"), [("Spara min version", "5"), ("Behåll den sparade", "7")])
def test_two_at_once_are_shown_both_versions_and_choose(
    live_server: Site, browser: Browser, saras: Page, button: str, kept: str
) -> None:
    context = browser.new_context(locale="sv-SE")
    amirs = context.new_page()
    live_server.sign_in(amirs, "amir")
    amirs.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    fill(amirs, "I2.1/n", "7")
    fill(amirs, "I2.1/d", "9")
    amirs.get_by_text("Allt är sparat").wait_for()
    fill(saras, "I2.1/n", "5")
    fill(saras, "I2.1/d", "9")
    fill(saras, "I2.2/sex/women/n", "1")
    saras.get_by_text("Amir Berg ändrade I2.1").wait_for()
    clash = saras.locator(".clash")
    expect(clash.locator("td")).to_have_text(["5", "7"])
    clash.get_by_role("button", name=button).click()
    saras.get_by_text("Allt är sparat").wait_for()
    assert figure(saras, "I2.1/n") == kept
    amirs.reload()
    assert figure(amirs, "I2.1/n") == kept and figure(amirs, "I2.2/sex/women/n") == "1"
    context.close()


def test_an_expired_sign_in_loses_nothing(live_server: Site, saras: Page, console_errors: list[str]) -> None:
    saras.context.clear_cookies()
    fill(saras, "I2.1/n", "5")
    saras.get_by_text("Du har blivit utloggad. Det du har skrivit finns kvar på sidan.").wait_for()
    with saras.context.expect_page() as opened:
        saras.get_by_role("link", name="Logga in i en ny flik").click()
    tab = opened.value
    tab.get_by_label("Användarnamn").fill("sara")
    tab.get_by_label("Lösenord").fill(PASSWORD)
    tab.get_by_role("button", name="Logga in").click()
    tab.wait_for_url(f"**{ADDRESS}")
    tab.close()
    saras.evaluate("window.dispatchEvent(new Event('focus'))")
    saras.get_by_text("Allt är sparat").wait_for()
    saras.reload()
    assert figure(saras, "I2.1/n") == "5"
    console_errors.clear()  # the browser notes the refused requests


def test_unsaved_text_survives_signing_in_again_in_the_same_tab(
    live_server: Site, saras: Page, console_errors: list[str]
) -> None:
    with write_session(live_server.engine) as session:
        set_password(session, login="sara", password=PASSWORD, by=COMMAND_LINE)  # ends every sign-in
    fill(saras, "I2.1/comment", "Tre kurser")
    saras.get_by_text("Du har blivit utloggad.").wait_for()
    saras.on("dialog", lambda dialog: dialog.accept())
    live_server.sign_in(saras, "sara")
    saras.goto(f"{live_server.url}{ADDRESS}/lamna-in")
    expect(saras.get_by_role("button", name="Lämna in")).to_be_hidden()
    saras.get_by_role("link", name="Gå tillbaka till uppföljningen, så sparas det").click()
    # The follow-up's own page sends it, though the field stands on a goal's page.
    saras.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    saras.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    assert figure(saras, "I2.1/comment") == "Tre kurser"
    saras.goto(f"{live_server.url}{ADDRESS}/lamna-in")
    expect(saras.get_by_role("button", name="Lämna in")).to_be_visible()
    console_errors.clear()


def test_another_person_at_the_same_computer_sees_none_of_it(
    live_server: Site, saras: Page, console_errors: list[str]
) -> None:
    with write_session(live_server.engine) as session:
        set_password(session, login="sara", password=PASSWORD, by=COMMAND_LINE)
    fill(saras, "I2.1/comment", "Saras text")
    saras.get_by_text("Du har blivit utloggad.").wait_for()
    saras.on("dialog", lambda dialog: dialog.accept())
    assert saras.evaluate("sessionStorage.length") > 0
    live_server.sign_in(saras, "amir")
    saras.wait_for_function("localStorage.length + sessionStorage.length === 0")  # whichever page comes first
    saras.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    assert figure(saras, "I2.1/comment") == ""
    console_errors.clear()


def test_a_lost_connection_loses_nothing(saras: Page, console_errors: list[str]) -> None:
    saras.context.set_offline(True)
    fill(saras, "I2.1/n", "5")
    saras.get_by_text("Ingen kontakt med servern.").wait_for()
    saras.context.set_offline(False)
    saras.evaluate("window.dispatchEvent(new Event('online'))")
    saras.get_by_text("Allt är sparat").wait_for()
    assert saras.evaluate("sessionStorage.length + localStorage.length") == 0
    console_errors.clear()


def test_a_tab_closed_without_a_connection_leaves_what_was_typed_to_the_next_one(
    live_server: Site, saras: Page, console_errors: list[str]
) -> None:
    """Of the follow-up's fields and of any other form; signing out leaves nothing."""
    saras.locator('a[href$="underlag=I2.1#link-title"]').click()
    expect(saras.get_by_label("Vad länken leder till")).to_be_focused()
    address, context = saras.url, saras.context
    context.set_offline(True)
    fill(saras, "I2.1/comment", "Skrivet sist")
    saras.get_by_label("Vad länken leder till").fill("Beslutet")
    saras.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.get_by_text("Allt är sparat").wait_for()
    assert figure(page, "I2.1/comment") == "Skrivet sist"
    expect(page.get_by_label("Vad länken leder till")).to_have_value("Beslutet")
    page.wait_for_function("localStorage.length + sessionStorage.length === 0")
    context.set_offline(True)
    fill(page, "I2.1/comment", "Skrivet sist av allt")
    page.get_by_text("Ingen kontakt med servern.").wait_for()
    assert page.evaluate("localStorage.length") == 1
    # The page is not left: without a connection nobody is signed out. What the browser held is gone all the same.
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.evaluate("document.querySelector('form[data-forgets]').dispatchEvent(new Event('submit'))")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.set_offline(False)
    console_errors.clear()


def test_it_works_without_a_script(live_server: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    live_server.sign_in(page, "sara")
    page.goto(live_server.url + ADDRESS)
    page.get_by_role("link", name="M2 Våldsutövare").click()
    fill(page, "I2.1/n", "12,5")
    fill(page, "I2.2/sex/women/n", "3")
    page.get_by_role("button", name="Spara och gå till M3").click()
    expect(page.get_by_role("alert")).to_contain_text("1 uppgift behöver rättas")
    assert figure(page, "I2.1/n") == "12,5" and figure(page, "I2.2/sex/women/n") == "3"
    page.get_by_role("link", name="(I2.1): ”12,5” har decimaler").click()
    fill(page, "I2.1/n", "12")
    page.get_by_role("button", name="Spara och gå till M3").click()
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
    page.wait_for_url(f"**{ADDRESS}/mal/M3")
    fill(page, "I3.1/n", "7")
    page.get_by_role("button", name="Spara", exact=True).click()
    page.wait_for_url(f"**{ADDRESS}/mal/M3")
    assert figure(page, "I3.1/n") == "7"
    page.get_by_role("link", name="M2 Våldsutövare").click()
    assert figure(page, "I2.1/n") == "12"
    context.close()


def test_going_from_goal_to_goal_loses_nothing(live_server: Site, saras: Page, console_errors: list[str]) -> None:
    """By a link, a key, the last field's Enter; with no connection one stays; what the tab held comes along."""
    fill(saras, "I2.1/n", "5")
    at_goal(saras, "M3")
    fill(saras, "I3.1/n", "6")
    saras.keyboard.press("Alt+1")
    saras.wait_for_url("**/mal/M1#**")  # a key leads to the goal's first field
    expect(saras.locator(":focus")).to_have_attribute("name", "A1.1/status")
    fill(saras, "A1.1/comment", "Tre kurser")
    saras.locator('[id="M1/status:"]').focus()
    saras.keyboard.press("Enter")
    expect(saras.locator('[id="M1/text"]')).to_be_focused()  # whatever is judged
    saras.keyboard.press("Control+Enter")
    saras.wait_for_url("**/mal/M2#I2.1/n")
    expect(saras.locator('[id="I2.1/n"]')).to_be_focused()
    assert figure(saras, "I2.1/n") == "5"
    saras.route(f"**{ADDRESS}", lambda route: route.abort())  # what is saved does not arrive
    fill(saras, "I2.1/n", "8")
    saras.keyboard.press("Alt+PageDown")
    saras.get_by_text("Ingen kontakt med servern.").wait_for()
    assert saras.url.partition("#")[0].endswith("/mal/M2") and figure(saras, "I2.1/n") == "8"
    saras.on("dialog", lambda dialog: dialog.accept())
    saras.goto(f"{live_server.url}{ADDRESS}/mal/M3")
    saras.get_by_text("Ingen kontakt med servern.").wait_for()
    saras.unroute(f"**{ADDRESS}")
    saras.evaluate("window.dispatchEvent(new Event('online'))")
    saras.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    assert figure(saras, "I3.1/n") == "6"
    at_goal(saras, "M2")
    assert figure(saras, "I2.1/n") == "8"
    console_errors.clear()


def test_a_choice_between_versions_left_behind_is_made_where_the_item_stands(
    live_server: Site, browser: Browser, saras: Page, console_errors: list[str]
) -> None:
    context = browser.new_context(locale="sv-SE")
    amirs = context.new_page()
    live_server.sign_in(amirs, "amir")
    amirs.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    saras.route(f"**{ADDRESS}", lambda route: route.abort())
    fill(saras, "I2.1/comment", "Saras")
    fill(amirs, "I2.1/comment", "Amirs")
    amirs.locator('[id="I2.1/n"]').focus()
    amirs.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    saras.on("dialog", lambda dialog: dialog.accept())
    saras.unroute(f"**{ADDRESS}")
    saras.goto(f"{live_server.url}{ADDRESS}/mal/M3")
    saras.get_by_role("link", name="I2.1").click()
    saras.get_by_role("button", name="Spara min version").click()
    saras.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    amirs.reload()
    assert figure(amirs, "I2.1/comment") == "Saras"
    context.close()
    console_errors.clear()


def test_who_has_saved_all_leaves_without_being_asked(saras: Page) -> None:
    """A field that is left says once more that it has changed."""
    dialogs: list[str] = []
    saras.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.accept()))
    saras.locator('[id="I2.1/comment"]').focus()
    saras.keyboard.type("Tre kurser")
    saras.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    saras.get_by_role("navigation").get_by_role("link", name="Läget").click()
    saras.wait_for_url("**/program/**")
    assert dialogs == []


def test_keys_lead_to_faults_and_empty_fields_and_are_listed(saras: Page) -> None:
    fill(saras, "I2.1/n", "12,5")
    at_goal(saras, "M1")
    saras.keyboard.press("Alt+r")
    saras.wait_for_url("**/mal/M2#I2.1/n")
    expect(saras.locator('[id="I2.1/n"]')).to_be_focused()
    saras.locator('[id="A2.1/status:"]').focus()
    saras.keyboard.press("?")
    saras.get_by_role("dialog").get_by_text("Nästa tomma fält").wait_for()
    saras.keyboard.press("Escape")
    saras.keyboard.press("Alt+t")  # the first after where one stands
    expect(saras.locator(":focus")).to_have_attribute("name", "A2.2/status")
    saras.locator('[id="M2/status:"]').focus()
    saras.keyboard.press("Alt+t")
    saras.wait_for_url("**/mal/M3#I3.1/n")
    at_goal(saras, "M2")
    saras.get_by_role("link", name="Att rätta eller förklara (1)").click()
    expect(saras.locator("[data-item]")).to_have_count(1)
    assert figure(saras, "I2.1/n") == "12,5"
    saras.get_by_role("link", name="Visa alla uppgifter").click()
    fill(saras, "I2.2/sex/women/n", "3")
    saras.locator('[id="A2.1/comment"]').focus()
    saras.get_by_text("män/pojkar saknas – då räknas inte heller kvinnor/flickor.").wait_for()


def test_the_next_empty_field_is_never_a_colleagues_unless_one_has_gone_there(live_server: Site, saras: Page) -> None:
    sara = Person(live_server.app.test_client(), "sara")
    sara.send(f"{ADDRESS}/ansvar", {"to": number_of(sara, "Amir Berg"), "code": ["M3"]})
    saras.reload()
    expect(saras.locator('[data-goal-link="M3"]')).to_contain_text("Amir Berg")
    saras.locator('[id="M2/status:"]').focus()
    saras.keyboard.press("Alt+t")
    saras.wait_for_url("**/mal/M4#**")
    at_goal(saras, "M3")
    saras.get_by_text("Ansvarar: Amir Berg").wait_for()
    saras.keyboard.press("Alt+t")
    expect(saras.locator('[id="I3.1/n"]')).to_be_focused()


def test_last_years_plan_never_replaces_what_is_typed(live_server: Site, saras: Page) -> None:
    """Text and days are taken together, where nothing of the item is written."""
    sara, karin = (Person(live_server.app.test_client(), login) for login in ("sara", "karin"))
    before, plan = (ADDRESS.replace("2024-T2", f"{year}-VP") for year in (2023, 2024))
    days = {"A2.1/start": "2023-02-01", "A2.1/end": "2024-11-30", "A2.2/start": "2023-02-01", "A2.2/end": "2023-11-30"}
    sara.send(before, {"A2.1/text": "Kurser i två hus.", "A2.2/text": "Ett nätverk.", **days})
    sara.send(f"{before}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{before}/ta-emot", {})
    saras.goto(f"{live_server.url}{plan}/mal/M2")
    saras.locator('[id="A2.1/text"]').focus()
    saras.keyboard.type("Egen plan.")
    saras.keyboard.press("Alt+s")
    saras.keyboard.press("Alt+t")  # at once: what is typed and not saved yet is not empty
    expect(saras.locator('[id="A2.2/text"]')).to_be_focused()
    saras.keyboard.press("Alt+s")
    assert [figure(saras, f"A2.1/{name}") for name in ("text", "start")] == ["Egen plan.", ""]
    # Its days have passed when the year begins.
    assert [figure(saras, f"A2.2/{name}") for name in ("text", "start", "end")] == ["Ett nätverk.", "", ""]
    fill(saras, "A2.1/text", "")
    saras.locator('[id="A2.1/text"]').focus()
    saras.keyboard.press("Alt+s")
    assert [figure(saras, f"A2.1/{name}") for name in ("text", "start", "end")] == [
        "Kurser i två hus.", "2023-02-01", "2024-11-30",
    ]  # fmt: skip
    saras.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    compared = sara.read(f"{plan}/rapport?jamfor=ja")
    assert "2023" in compared.partition("Aktiviteterna jämförda med tidigare")[2] and "oförändrad" in compared
