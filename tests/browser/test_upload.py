"""The Excel round trip in a browser: fetch the sheet, fill it in, see the difference, choose, save."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import Person

ADDRESS = "/uppfoljning/vald-2021-2025/2024-T2/bromma"


@pytest.fixture
def saras(live_server: Site, page: Page) -> Page:
    live_server.sign_in(page, "sara")
    page.goto(live_server.url + ADDRESS)
    return page


def fetched(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta Excel-blad").click()
    assert download.value.suggested_filename == "vald-2021-2025-bromma-2024-T2.xlsx"
    return Path(download.value.path()).read_bytes()


def uploaded(page: Page, data: bytes, name: str = "bromma.xlsx") -> None:
    page.get_by_label("Excel-blad").set_input_files([{"name": name, "mimeType": "", "buffer": data}])
    page.get_by_role("button", name="Visa skillnaden").click()


def test_a_sheet_goes_out_and_comes_back_with_every_kind_of_difference(live_server: Site, saras: Page) -> None:
    sara = Person(live_server.app.test_client(), "sara")
    sara.send(ADDRESS, {"I3.1/n": "3", "I3.1/d": "4", "A1.2/comment": "gammal text"})
    saras.reload()
    data = fetched(saras)
    Person(live_server.app.test_client(), "amir").send(ADDRESS, {"I4.2/n": "1", "I4.2/d": "2"})
    values = {"I2.1/n": 9, "I2.1/d": 10, "I3.1/n": 2, "A1.1/status": "pågår", "A1.2/comment": None, "I3.2/n": 12.5,
              "I4.2/n": 7, "I4.2/d": 8}  # fmt: skip
    saras.get_by_role("link", name="Läs in ett ifyllt blad").click()
    uploaded(saras, filled(data, values))
    expect(saras.get_by_role("heading", level=1)).to_have_text("Skillnaden mot bladet")
    expect(saras.get_by_role("heading", level=2)).to_have_text(
        ["Kan inte läsas in", "Ändrat av andra sedan bladet hämtades", "Tömt i bladet", "Nytt och ändrat"]
    )
    ticked = {box.get_attribute("value"): box.is_checked() for box in saras.get_by_role("checkbox").all()}
    assert ticked == {"I4.2": False, "A1.2": False, "A1.1": True, "I2.1": True, "I3.1": True}
    saras.get_by_label("I3.1").uncheck()
    saras.get_by_label("I4.2").check()
    saras.get_by_role("button", name="Spara det markerade").click()
    saras.get_by_text("3 uppgifter ur bladet är sparade.").wait_for()
    shown = {}
    for name in (name for name in values if "status" not in name):
        saras.goto(f"{live_server.url}{ADDRESS}/mal/M{name[1]}")
        shown[name] = saras.locator(f'[id="{name}"]').input_value()
    # What cannot be saved stands in its field, to be put right.
    assert shown == {
        "I2.1/n": "9", "I2.1/d": "10", "I3.1/n": "3", "A1.2/comment": "gammal text", "I3.2/n": "12,5", "I4.2/n": "7",
        "I4.2/d": "8",
    }  # fmt: skip


def test_a_wrong_file_is_answered_at_the_field_and_another_can_be_chosen(
    live_server: Site, saras: Page, console_errors: list[str]
) -> None:
    data = fetched(saras)
    saras.get_by_role("link", name="Läs in ett ifyllt blad").click()
    uploaded(saras, b"program;unit\n", "rader.csv")
    field = saras.get_by_label("Excel-blad")
    expect(field).to_have_accessible_description(re.compile(r"hämtat här.* Fel: Filen är ingen hel Excel-arbetsbok"))
    expect(field).to_have_attribute("aria-invalid", "true")
    uploaded(saras, filled(data, {"A1.1/status": "pågår"}))
    saras.get_by_role("button", name="Spara det markerade").press("Enter")
    saras.get_by_text("1 uppgift ur bladet är sparad.").wait_for()
    console_errors.clear()  # the browser notes that the first file was refused
