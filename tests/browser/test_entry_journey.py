"""A coordinator fills in a whole follow-up by keyboard alone, and hands it in."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

from benchmarks.entry_effort import Person, open_followup, whole
from tests.fixtures.server import Site
from tests.programs import VALD
from tracker.definitions.program import Program
from tracker.store import queries
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session

ADDRESS = "/uppfoljning/vald-2021-2025/2024-VB/bromma"


def test_a_district_is_filled_in_with_one_key_per_figure_beyond_typing_it(live_server: Site, page: Page) -> None:
    open_followup(live_server.engine)
    live_server.sign_in(page, "sara")
    effort = whole(live_server, Person(page))
    assert effort.told.startswith("52 av 52 är ifyllda.")
    assert effort.too_much == []
    # Six undivided shares, a count and a share by sex, each with what may be left empty; 35 + 7 statuses and
    # judgements and two questions; an analysis of each goal.
    assert effort.fields == {"figure": 6 * 2 + 2 + 4, "choice": 2 + 35 + 7, "optional": 3, "text": 7}
    fields = effort.fields
    assert effort.filled == fields["figure"] + fields["optional"] + fields["text"] + 2 * fields["choice"]
    assert _state(live_server) == "submitted"


def _program(site: Site) -> Program:
    with read_session(site.engine) as session:
        return read_definitions(session).program(VALD)


def _state(site: Site) -> str:
    program = _program(site)
    with read_session(site.engine) as session:
        found = queries.find_followup(session, program.code, "bromma", program.calendar.parse("2024-VB"))
    return found.state if found else "not_opened"


def test_shares_and_sums_follow_what_is_typed_and_are_what_the_server_says(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M5")
    for name, text in (("women/n", "1 234"), ("women/d", "2000"), ("men/n", "1"), ("men/d", "16")):
        page.locator(f'[id="I5.1/sex/{name}"]').fill(text)
    item = page.locator('[id="item:I5.1"]')
    typed = item.locator("output").all_inner_texts()
    assert typed == ["61,7\u00a0%", "6,3\u00a0%", "", "1\u00a0235", "2\u00a0016", "61,3\u00a0%"]
    page.get_by_text("Allt är sparat").wait_for()
    page.reload()
    assert item.locator("output").all_inner_texts() == typed
    assert page.locator('[id="I5.1/sex/women/n"]').input_value() == "1\u00a0234"


def test_a_column_pasted_from_a_sheet_fills_the_column(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M5")
    _paste(page, "I5.1/sex/women/n", "12\t20\r\n3\t4\r\n")
    values = [
        page.locator(f'[id="I5.1/sex/{name}"]').input_value() for name in ("women/n", "women/d", "men/n", "men/d")
    ]
    assert values == ["12", "20", "3", "4"]
    page.locator("[data-goal-link=M2]").click()
    page.wait_for_url("**/mal/M2")
    _paste(page, "I2.2/sex/women/n", "1\n2\n4\n7\n")
    page.get_by_text("Allt är sparat").wait_for()
    assert page.locator('[id="item:I2.2"]').get_by_text("1 av talen fick inte plats").is_visible()
    assert page.locator('[id="I2.2/sex/unknown/n"]').input_value() == "4"


def test_a_total_that_came_along_is_asked_about_and_a_paste_is_undone_as_one_step(
    live_server: Site, page: Page
) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    item = page.locator('[id="item:I2.2"]')

    def held() -> list[str]:
        return [page.locator(f'[id="I2.2/sex/{c}/n"]').input_value() for c in ("women", "men", "unknown")]

    page.locator('[id="I2.2/sex/women/n"]').fill("7")
    _paste(page, "I2.2/sex/women/n", "9\r\n31\u200b\r\n40\r\n")
    assert held() == ["9", "31", ""]
    assert item.get_by_text("40 är summan av de andra raderna och fylldes inte i.").is_visible()
    item.get_by_role("button", name="Fyll i den också").click()
    assert held() == ["9", "31", "40"]
    item.get_by_role("button", name="Ångra").click()
    assert held() == ["7", "", ""]
    for block, asked, filled in (("40\n9\n31\n", "40", ["7", "9", "31"]), ("9,00\n\n9\n", "9", ["9,00", "", ""])):
        _paste(page, "I2.2/sex/women/n", block)
        assert item.get_by_text(f"{asked} är summan av de andra raderna").is_visible() and held() == filled
        item.get_by_role("button", name="Ångra").click()
    _paste(page, "I2.2/sex/women/n", "9\n31\n0\n")
    assert held() == ["9", "31", "0"]
    page.locator('[id="I2.2/sex/men/n"]').focus()
    page.keyboard.press("Control+z")
    assert held() == ["7", "", ""]


def test_a_day_is_chosen_in_a_calendar_or_typed_as_one_likes(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M1")
    field = page.locator('[id="A1.1/start"]')
    assert page.get_by_role("button", name="Kalender: Start").first.is_visible()
    page.locator('[id="A1.1/start"] ~ input[type=date]').evaluate(
        "calendar => { calendar.value = '2024-03-01'; calendar.dispatchEvent(new Event('change')); }"
    )
    assert field.input_value() == "2024-03-01"
    field.fill("2/3 2024")
    page.locator('[id="A1.1/comment"]').focus()
    page.get_by_text("Allt är sparat").wait_for()
    assert field.input_value() == "2024-03-02"


def test_a_closing_date_is_chosen_in_a_calendar_too(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "karin")
    page.goto(f"{live_server.url}/mottagning/vald-2021-2025/2024-T2/stangning")
    button = page.locator("#closing-closes_on ~ button")
    assert button.get_attribute("aria-label") == "Kalender: Sista dag för ändringar"
    page.locator("#closing-closes_on ~ input[type=date]").evaluate(
        "calendar => { calendar.value = '2024-12-01'; calendar.dispatchEvent(new Event('change')); }"
    )
    assert page.locator("#closing-closes_on").input_value() == "2024-12-01"


def _paste(page: Page, name: str, text: str) -> None:
    """Paste as the browser does it, without the machine's clipboard."""
    page.locator(f'[id="{name}"]').focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text", text);
            const options = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_a_number_that_is_none_is_told_at_the_field_and_the_rest_is_saved(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M2")
    page.locator('[id="I2.1/n"]').fill("12,5")
    page.locator('[id="I2.2/sex/women/n"]').fill("3")
    page.locator('[id="I2.2/comment"]').focus()
    page.get_by_text("Sparat utom i I2.1").wait_for()
    # A browser that translates the page leaves the codes that scripts put in alone.
    assert page.locator("#save-state [translate=no]").all_inner_texts() == ["I2.1"]
    assert page.locator('[id="findings:I2.1"] .rule [translate=no]').all_inner_texts()[0].startswith("K")
    wrong = page.locator('[id="I2.1/n"]')
    assert wrong.get_attribute("aria-invalid") == "true"
    described = page.locator(f'[id="{wrong.get_attribute("aria-describedby")}"]')
    assert "Helt tal (K01). ”12,5” har decimaler; här behövs ett helt tal." in described.inner_text()
    # It is kept with the follow-up: the review lists it, and it is there when the page is opened anew.
    page.get_by_role("link", name="Granska").first.click()
    page.wait_for_url(f"**{ADDRESS}/lamna-in")
    page.get_by_text("”12,5” har decimaler; här behövs ett helt tal.").wait_for()
    page.get_by_role("link", name="Tillbaka till uppföljningen").click()
    page.get_by_text("Sparat utom i I2.1").wait_for()
    page.get_by_role("link", name="Nästa att rätta").click()
    assert wrong.input_value() == "12,5" and page.evaluate("sessionStorage.length") == 0
    wrong.fill("12")
    page.get_by_text("Allt är sparat").wait_for()
    assert wrong.get_attribute("aria-invalid") is None


def test_the_merged_body_sees_its_predecessors_sum(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "jonna")
    for unit, women in (("rinkeby-kista", "7"), ("spanga-tensta", "5")):
        page.goto(f"{live_server.url}/uppfoljning/vald-2021-2025/2023-T1/{unit}/mal/M2")
        page.locator('[id="I2.2/sex/women/n"]').fill(women)
        page.get_by_text("Allt är sparat").wait_for()
    page.goto(f"{live_server.url}/uppfoljning/vald-2021-2025/2023-T2/jarva/mal/M2")
    row = page.locator('[data-row="I2.2/sex/women"]')
    assert "12" in row.inner_text()
    heads = page.locator('[id="item:I2.2"] thead').inner_text()
    assert "2023-T1 Summan av Rinkeby-Kista och Spånga-Tensta." in heads
    page.locator('[id="I2.2/sex/women/n"]').fill("11")
    page.locator('[id="I2.2/sex/men/n"]').focus()
    page.locator('[id="A2.1/comment"]').focus()
    page.get_by_text("Lägre än tidigare under året (K22).").wait_for()
    assert "summan av Rinkeby-Kista, Spånga-Tensta" in page.locator('[id="findings:I2.2"]').inner_text()


def test_the_next_empty_field_is_reached_with_what_is_asked_in_view(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for field in ("A4.1/status", "I6.2/n"):
            page.goto("about:blank")
            page.goto(f"{live_server.url}{ADDRESS}#{field}")  # as it stood in mails: on to its goal's page
            item = page.locator(f'[id="item:{field.partition("/")[0]}"]')
            page.wait_for_function("document.activeElement.closest('[data-item]') !== null")
            title, bar = item.locator("legend").first.bounding_box(), page.locator(".entry-bar").bounding_box()
            asked = page.locator(":focus").bounding_box()
            assert title is not None and bar is not None and asked is not None
            assert bar["y"] + bar["height"] <= title["y"], "the heading is not hidden by the bar"
            assert asked["y"] + asked["height"] <= height


def test_evidence_is_added_by_enter_at_its_item(live_server: Site, page: Page, console_errors: list[str]) -> None:
    """Its form is another than the one around it, in which Enter goes to the next field."""
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M5?underlag=I5.1")
    page.locator("#link-title").fill("Protokoll")
    page.locator("#link-address").fill("start.stockholm/protokoll")
    page.locator("#link-address").press("Enter")
    page.locator(".form-row-error #link-address:focus").wait_for()
    assert [line for line in console_errors if "422" not in line] == []
    console_errors.clear()
    page.locator("#link-address").fill("https://start.stockholm/protokoll")
    page.locator("#link-address").press("Enter")
    page.locator('a[href="https://start.stockholm/protokoll"]').wait_for()


def test_every_control_is_named_by_its_row_and_column(live_server: Site, page: Page) -> None:
    live_server.sign_in(page, "sara")
    page.goto(f"{live_server.url}{ADDRESS}/mal/M5")
    women = page.get_by_role("textbox", name="kvinnor/flickor personer som fått stöd under rättsprocessen")
    assert women.get_attribute("id") == "I5.1/sex/women/n"
    page.locator("[data-goal-link=M1]").click()
    page.wait_for_url("**/mal/M1")
    status = page.get_by_role("group", name="A1.1 Implementera och sprida föräldraskapsstödsprogram").get_by_role(
        "radio"
    )
    assert status.count() == 5
    assert page.locator("#save-state").get_attribute("role") == "status"
    # On paper what is filled in stands as text, without what belongs to a screen.
    page.emulate_media(media="print")
    screen = (".entry-bar", ".entry-nav", ".item-history", '[id="A1.1/status:done"] + span', "a[href$='/egna?goal=M1']")
    for hidden in screen:
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in ('[id="item:A1.1"]', '[id="A1.1/comment"]', '[id="A1.1/status:"] + span'):
        assert page.locator(shown).is_visible(), shown


def test_an_activity_is_as_it_was_with_one_key_or_one_click(live_server: Site, browser: Browser, page: Page) -> None:
    place = f"{live_server.url}/uppfoljning/vald-2021-2025"
    live_server.sign_in(page, "sara")
    page.goto(f"{place}/2024-T1/bromma/mal/M1")
    for code in ("A1.1", "A1.2"):
        page.locator(f'[id="{code}/status:done"]').check(force=True)
        page.locator(f'[id="{code}/start"]').fill("2024-01-08")
        page.locator(f'[id="{code}/comment"]').fill("Tre kurser")
    page.locator('[id="M1/text"]').focus()
    page.get_by_text("Allt är sparat").wait_for()
    page.goto(f"{place}/2024-T2/bromma/mal/M1")
    page.locator('[id="A1.1/status:"]').focus()
    page.keyboard.press("9")
    page.get_by_text(re.compile(r"Allt är sparat \d")).wait_for()
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    plain = context.new_page()
    live_server.sign_in(plain, "sara")
    plain.goto(f"{place}/2024-T2/bromma/mal/M1")
    plain.get_by_role("button", name="Samma som Tertialrapport 1 2024 A1.2").click()
    plain.get_by_text("Utkastet är sparat.").wait_for()
    for code in ("A1.1", "A1.2"):
        assert plain.locator(f'[id="{code}/status:done"]').is_checked()
        assert plain.locator(f'[id="{code}/start"]').input_value() == "2024-01-08"
    assert plain.get_by_text("Avslutad utan kommentar").count() == 0, "it was described the period before"
    assert plain.get_by_role("button", name="Samma som Tertialrapport 1 2024").count() == 0
    context.close()
