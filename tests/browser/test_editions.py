"""A compiler's way to a published edition in a real browser, and a reviewer's way to read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from tests.accessibility import faults
from tests.browser.all_pages import ON_THE_WAY, RULES
from tests.editions.publishing import correct
from tests.fixtures.server import Site
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.web.app import create_app

PROGRAM = "vald-2021-2025"
WAY = f"/publicera/{PROGRAM}/2023-VB"


@pytest.fixture
def site(published_year: Engine, compressed: Path, tmp_path: Path) -> Iterator[Site]:
    """The demonstration with 2023 published, and a figure corrected since."""
    correct(published_year, "2023-VB", lambda row: row.item == "I3.1" and row.unit == "bromma", n=1, d=33)
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "assets").symlink_to(compressed)
    settings = Settings(str(published_year.url), instance, "http://127.0.0.1", None, "x" * 32)
    yield Site(create_app(settings, published_year), published_year)


def sign_in(site: Site, page: Page, login: str) -> None:
    page.set_default_timeout(60_000)
    page.goto(f"{site.url}/logga-in")
    page.get_by_label("Användarnamn").fill(login)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: not url.endswith("/logga-in"))


class Looks:
    """Nothing hinders anybody on the pages of a journey. ``at``: the endpoints of the pages that were looked at."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.at: set[str] = set()

    def __call__(self, endpoint: str, part: str | None = None) -> None:
        """``endpoint``: what answered with the page; ``part``: what is looked at, where a like page is whole."""
        assert faults(self._page, part) == [], self._page.url
        self.at.add(endpoint)


def test_from_the_list_to_a_published_correction(live_server: Site, page: Page, console_errors: list[str]) -> None:
    sign_in(live_server, page, "sammanstallare")
    look = Looks(page)
    page.get_by_role("link", name="Publicerat").click()
    page.get_by_role("link", name="Förhandsgranska Verksamhetsberättelse 2023").click()
    page.get_by_role("heading", name="Nästa utgåva: Verksamhetsberättelse 2023").wait_for()
    look("publishing.preview")
    write_as_two_compilers(live_server, page, look)
    page.get_by_role("link", name="Förhandsvisning 2023-VB").click()
    page.get_by_role("link", name="Gå vidare till publicering").click()
    page.get_by_role("button", name="Publicera nu").wait_for()
    look("publishing.confirm")
    page.get_by_role("button", name="Publicera nu").click()
    page.get_by_role("link", name="Ange skälet till rättelsen.").click()
    assert page.get_by_label("Skäl till rättelsen").evaluate("field => field === document.activeElement")
    look("publishing.publish_now")
    page.get_by_label("Skäl till rättelsen").fill("Bromma räknade fel")
    three = page.get_by_role("group", name="”Tre” i texten till M1")
    three.get_by_label("Det är ett annat tal och säger inget om enskilda").check()
    page.get_by_role("button", name="Publicera nu").click()
    page.get_by_text("Utgåva 2023-VB-2 är publicerad.").wait_for()
    look("publishing.job")
    page.get_by_role("link", name="Visa utgåva 2023-VB-2").click()
    page.get_by_role("link", name="Visa vad som skiljer").click()
    page.get_by_role("heading", name="Vad som skiljer 2023-VB-2 från 2023-VB-1").wait_for()
    assert page.get_by_role("row").filter(has_text="Bromma, totalt").first.is_visible()
    page.get_by_role("link", name="Läslogg").click()
    # Chromium itself writes the refused publishing and the clash into the console; nothing else may stand there.
    assert [line for line in console_errors if "422" not in line and "409" not in line] == []
    console_errors.clear()
    assert look.at >= ON_THE_WAY


def write_as_two_compilers(site: Site, page: Page, look: Looks) -> None:
    page.get_by_role("link", name="Sammanställningens texter (0)").click()
    look("publishing.texts")
    page.get_by_role("link", name="M1 Förebyggande arbete").click()
    page.get_by_role("textbox", name="Text").fill("Tre kvinnor fick stöd. ")
    page.get_by_role("button", name="Infoga [[M1]]").click()
    page.get_by_text("Allt är sparat").wait_for()
    page.get_by_text("”Tre” i").wait_for()
    look("publishing.write")
    written = page.url
    page.goto(f"{written}/versioner")
    look("publishing.versions")
    page.goto(written.replace("/M1", "/section:arendet"))
    look("publishing.write", ".desk")
    page.goto(written)
    other = page.context.new_page()
    other.goto(written)
    text = other.get_by_role("textbox", name="Text")
    text.fill(f"{text.input_value()} Av en annan.")
    other.get_by_text("Allt är sparat").wait_for()
    other.close()
    page.get_by_role("textbox", name="Text").click()
    page.get_by_role("textbox", name="Text").fill("Min text")
    page.get_by_text("i en annan flik").first.wait_for()
    look("publishing.save", ".clash, .entry-bar")
    page.once("dialog", lambda dialog: dialog.accept())  # what is not saved is left
    page.goto(f"{site.url}/program/{PROGRAM}/2023-VB?visa=forhandsvisning")
    look("progress.program", ".page-head")
    page.goto(written)


def test_a_reviewer_reads_an_edition(live_server: Site, page: Page) -> None:
    sign_in(live_server, page, "granskare")
    page.get_by_role("link", name="Publicerat").click()
    assert page.get_by_role("link", name="Förhandsgranska").count() == 0
    page.get_by_role("link", name="2023-T2-1").click()
    page.get_by_role("link", name="Läs utgåvan").click()
    page.wait_for_url("**/2023-T2?visa=2023-T2-1")
    page.locator("a[href*=\"/mal/M5?\"]").first.click()
    page.wait_for_url("**/mal/M5?visa=2023-T2-1")
    told = page.get_by_text("uppgifter som har rapporterats i perioden visas inte eller bara delvis")
    assert told.first.is_visible()
    assert page.locator("abbr.sign", has_text="..").count() > 10


def test_what_the_rules_tell_and_the_way_back(live_server: Site, page: Page) -> None:
    """Asked for by a button, and left by the browser's own: neither this answer nor another asks anything again."""
    preview = f"{live_server.url}/publicera/{PROGRAM}/2024-T1/forhandsvisning"
    sign_in(live_server, page, "sammanstallare")
    page.goto(preview)
    page.get_by_role("button", name="Räkna på vad reglerna avslöjar").click()
    page.get_by_role("heading", name="Vad en läsare som kan reglerna kan sluta sig till").wait_for()
    assert page.get_by_text("Internt – får ej spridas").is_visible()
    look = Looks(page)
    look("publishing.rules")
    page.go_back()
    page.wait_for_url(f"{preview}?raknat=ja")
    page.get_by_label("Om andra tal räknades som små").select_option("mindre än 4")
    page.get_by_role("button", name="Räkna med annan gräns").click()
    page.get_by_role("heading", name="Kostnaden jämförd").wait_for()
    look("publishing.preview")
    assert look.at == RULES
    page.go_back()
    page.wait_for_url(f"{preview}?raknat=ja")
    assert page.get_by_role("heading", name="Nästa utgåva: Tertialrapport 1 2024").is_visible()
