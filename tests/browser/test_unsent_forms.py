"""Nothing typed in any form is lost by leaving, killing the tab, a sign-in that expires, a lost connection or somebody
else: one journey through every form that is marked so (tests/web/test_unsent.py sees to it that every text is)."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, Person

PROGRAM = "vald-2021-2025"
JARVA = f"/uppfoljning/{PROGRAM}/2024-T2/jarva"
EARLIER = f"/uppfoljning/{PROGRAM}/2024-T1/jarva"


class Opened(NamedTuple):
    """Who opens the page, and the forms on it whose texts are kept."""

    login: str
    address: str
    forms: tuple[str, ...]


PAGES = (
    Opened("sara", BROMMA, ("submission.decide",)),
    Opened("sara", f"{BROMMA}/mal/M3?underlag=I3.1", ("evidence.add", "questions.send", "receipt.answer_remark")),
    Opened("sara", f"{BROMMA}/lamna-in", ("submission.submit",)),
    Opened("sara", f"{BROMMA}/egna", ("own_items.add",)),
    Opened("sara", f"{BROMMA}/egna/E-bromma-1", ("own_items.change",)),
    Opened("sara", f"/fragor/{PROGRAM}/1", ("threads.answer",)),
    Opened("karin", f"{BROMMA}/mal/M3", ("questions.reply",)),
    Opened("karin", JARVA, ("receipt.send_back",)),
    Opened("karin", f"{JARVA}/mal/M3", ("receipt.send_back",)),
    Opened("karin", EARLIER, ("receipt.open_again",)),
    Opened("karin", f"/mottagning/{PROGRAM}/2023-T2/stangning", ("locks.close", "locks.except_unit")),
    Opened("karin", f"/mottagning/{PROGRAM}/2024-T2/gemensamma", ("city_items.add",)),
    Opened("karin", f"/publicera/{PROGRAM}/2024-T1/bekrafta?raknat=ja", ("publishing.publish_now",)),
    Opened("rolf", f"/fragor/{PROGRAM}/ny", ("threads.ask",)),
    Opened("rolf", f"/underlag/{PROGRAM}", ("collection.write", "collection.change")),
)
FIELDS = """
[...document.querySelectorAll("form[data-unsent]")].flatMap((form) => [...form.elements]
  .filter((field) => field.name && field.matches("textarea, input[type=text], input[type=url], input:not([type])"))
  .map((field) => [form.dataset.unsent || new URL(form.action).pathname, field]))
"""
TYPE = f"""(mark) => {FIELDS}.map(([place, field]) => {{
  field.value = `${{mark}} ${{field.name}}`;
  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
  return place;
}})"""
THERE = f"(mark) => {FIELDS}.every(([_place, field]) => field.value === `${{mark}} ${{field.name}}`)"
SEALED = """(mark) => {
  const kept = Object.entries(localStorage).filter(([name]) => name.startsWith("unsent:"));
  return kept.length > 0 && !kept.some(([, text]) => text.includes(mark));
}"""
SENT = "() => !Object.keys(localStorage).some((name) => name.startsWith('unsent:'))"


@pytest.fixture
def filled(live_server: Site) -> Site:
    """Bromma returned with a remark and with a question of its own; Järva handed in, and received the period before."""
    logins = ("sara", "jonna", "karin", "rolf")
    sara, jonna, karin, rolf = (Person(live_server.app.test_client(), login) for login in logins)
    asked: dict[str, str | list[str]] = {"kind": "question", "about": "indicator:I2.1", "text": "Varför?"}
    asked |= {"origin": "KF", "case_number": "KS 2024/1", "answer_by": "2024-12-01"}
    rolf.send(f"/fragor/{PROGRAM}/ny", asked, token_from="/mitt-konto")
    given: dict[str, str | list[str]] = {"I3.1/n": "3", "I3.1/d": "4"}
    for person, address in ((sara, BROMMA), (jonna, JARVA), (jonna, EARLIER)):
        person.send(address, given)
        person.send(f"{address}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{EARLIER}/ta-emot", {})
    karin.send(f"{BROMMA}/skicka-ater", {"remark:I3.1": "Stämmer nämnaren?", "reason": ""})
    closing: dict[str, str | list[str]] = {"closing-closes_on": "2023-12-01", "closing-reason": "Utgåvan är klar"}
    karin.send(f"/mottagning/{PROGRAM}/2023-T2/stangning", closing)
    sara.send(f"{BROMMA}/mal/M3/fraga", {"item": "I3.1", "text": "Räknas alla enheter?"})
    sara.send(BROMMA, {"A1.1/status": "done"})  # to be explained before it is handed in
    sara.send(f"{BROMMA}/egna", {"goal": "M1", "title": "Ett nätverk", "type": "activity"})
    rolf.send(f"/underlag/{PROGRAM}/skriv/heading", {"heading": "Svar"}, status=303, token_from="/mitt-konto")
    return live_server


def open_tab(context: BrowserContext, address: str, complaints: list[str]) -> Page:
    tab = context.new_page()
    tab.on("pageerror", lambda error: complaints.append(error.message))
    tab.goto(address)
    return tab


def test_what_is_typed_in_every_form_is_there_again(filled: Site, browser: Browser) -> None:
    complaints: list[str] = []
    addresses = filled.app.url_map.bind("127.0.0.1")
    seen: dict[str, Any] = {}
    for login in dict.fromkeys(page.login for page in PAGES):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        context.set_default_timeout(20_000)
        first = context.new_page()
        filled.sign_in(first, login)
        cookies = context.cookies()
        for opened in (page for page in PAGES if page.login == login):
            address = filled.url + opened.address
            # Without a connection, and the tab is killed.
            tab = open_tab(context, address, complaints)
            tab.wait_for_load_state("networkidle")
            context.set_offline(True)
            places = tab.evaluate(TYPE, "utan nät")
            seen[f"{login} {opened.address}"] = {addresses.match(place, method="POST")[0] for place in places}
            assert seen[f"{login} {opened.address}"] == set(opened.forms), opened.address
            tab.close(run_before_unload=False)
            context.set_offline(False)
            # The next tab has it and sends it; left and opened again, it comes from the server.
            tab = open_tab(context, address, complaints)
            tab.wait_for_function(THERE, arg="utan nät")
            tab.wait_for_function(SENT)
            tab.goto("about:blank")
            tab.goto(address)
            tab.wait_for_function(THERE, arg="utan nät")
            # The sign-in expires while one types; after the next one it is there, and is sent.
            tab.wait_for_load_state("networkidle")
            context.clear_cookies()
            tab.evaluate(TYPE, "utloggad")
            tab.get_by_text("Du har blivit utloggad.").first.wait_for(state="attached")
            tab.wait_for_function(SEALED, arg="utloggad")  # to who only has the computer it says nothing
            tab.close(run_before_unload=False)
            context.add_cookies(cookies)  # type: ignore[arg-type]  # as they were given
            tab = open_tab(context, address, complaints)
            tab.wait_for_function(THERE, arg="utloggad")
            tab.wait_for_function(SENT)
            tab.close()
        context.close()
    assert complaints == []


def test_two_who_write_the_same_see_both(filled: Site, browser: Browser) -> None:
    """Of a form that shows what is saved: what somebody else saved meanwhile stands in it, one's own beside."""
    sara, amir = (browser.new_context(locale="sv-SE") for _ in range(2))
    saras, amirs = sara.new_page(), amir.new_page()
    for page, login in ((saras, "sara"), (amirs, "amir")):
        filled.sign_in(page, login)
        page.goto(filled.url + BROMMA)
    saras.get_by_label("Diarienummer").fill("SARA 1/2024")
    saras.get_by_text("Det du skriver är sparat för dig").wait_for()
    assert amirs.get_by_label("Diarienummer").input_value() == ""
    amirs.get_by_label("Diarienummer").fill("AMIR 2/2024")
    amirs.get_by_role("button", name="Spara beslutet").click()
    amirs.get_by_text("AMIR 2/2024").or_(amirs.locator("[value='AMIR 2/2024']")).first.wait_for()
    saras.reload()
    saras.get_by_text("Någon annan har ändrat texten. Du hade skrivit: SARA 1/2024").wait_for()
    assert saras.get_by_label("Diarienummer").input_value() == "AMIR 2/2024"
    for context in (sara, amir):
        context.close()
