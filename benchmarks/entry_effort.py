"""What it takes to fill in a follow-up: key presses and clicks, counted in a real browser.

``python -m benchmarks.entry_effort [--page FILE]`` fills in a district's annual report by keyboard, from the start page
to handed in, and then tries what saves work. Every press and click goes through one counter; the digits of the figures
themselves are counted apart. It fails where the whole takes more than it may; so does
``tests/browser/test_entry_journey.py``, which counts with this code. ``--page`` writes the measured page.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playwright.sync_api import Locator, Page, expect, sync_playwright
from sqlalchemy import Engine
from werkzeug.serving import make_server

from tests.fixtures.browser import ARGUMENTS
from tests.fixtures.server import PASSWORD, Site, site_of
from tests.programs import VALD, vald
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.clock import today
from tracker.followups.operations import open_
from tracker.followups.work import view_of
from tracker.store.catalogue import read_program
from tracker.store.database import connect, write_session
from tracker.store.loading import load
from tracker.store.schema import upgrade

UNIT, PERIOD, NEXT = "bromma", "2024-VB", "2025-T1"
ACTIVE = "(({id, name, type, tagName}) => ({id, name, type, tagName}))(document.activeElement)"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text", text);
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""
MOST_PRESSES, MOST_CLICKS, MOST_FIELDS = 145, 2, 120
"""Presses for the whole of 52 items, without the digits of its figures; clicks to the first field; and fields that it
has at most."""


@dataclass
class Person:
    """Whoever sits at the page. ``digits``: keys that the figures themselves need; ``presses``: all others."""

    page: Page
    presses: int = 0
    digits: int = 0
    clicks: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def figure(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.digits += len(text)

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def go_on(self, field: dict[str, str]) -> None:
        """Enter in a field, until the next one has the focus: at the end of a goal it stands on another page."""
        self.press("Control+Enter" if field["tagName"] == "TEXTAREA" else "Enter")
        self.page.locator(f'[id="{field["id"]}"]:focus').wait_for(state="detached")
        self.page.locator(":focus").wait_for(state="attached")

    def field(self) -> dict[str, str]:
        """The field that has the focus."""
        found: dict[str, str] = self.page.evaluate(ACTIVE)
        return found


@dataclass(frozen=True)
class Effort:
    """What a whole follow-up took. ``to_field``: clicks to the first empty field; ``filled``: presses until every field
    is filled; the others until it was handed in. ``fields``: how many there were of each kind. ``told``: what the page
    says that is filled in."""

    presses: int
    clicks: int
    digits: int
    to_field: int
    filled: int
    fields: Mapping[str, int]
    told: str

    @property
    def too_much(self) -> list[str]:
        """What takes more than it may."""
        held = ((self.presses, MOST_PRESSES, "keys for the whole"), (self.to_field, MOST_CLICKS, "clicks to a field"))
        return [f"{took} {what}, of {most} at most" for took, most, what in held if took > most]


def main() -> int:
    """Exit code 1 where a whole follow-up takes more than it may."""
    given = ArgumentParser(description=__doc__)
    given.add_argument("--page", type=Path)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        site.sign_in(page, "sara")
        effort = whole(site, Person(page))
        rows = [*_rows(effort), *_shortcuts(site, page)]
        browser.close()
    print("\n".join(f"{what}: {cost}" for what, cost in rows))
    if asked.page:
        asked.page.write_text(_text(rows), encoding="utf-8")
    print("\n".join(effort.too_much), file=sys.stderr)
    return int(bool(effort.too_much))


Rows = list[tuple[str, str]]


def open_followup(engine: Engine) -> None:
    """The follow-up that is filled in is open, as it is once the period has begun."""
    with write_session(engine) as session:
        seen = view_of(read_program(session, VALD), VALD, PERIOD)
        open_(session, view=seen, unit=UNIT, by=COMMAND_LINE, today=today())


def whole(site: Site, sara: Person) -> Effort:
    """From the start page to handed in."""
    page = sara.page
    page.goto(f"{site.url}/")
    sara.click(page.locator(f'a.button[href*="/{PERIOD}/{UNIT}"]').first)
    page.locator("input:focus").wait_for(state="attached")
    to_field, fields = sara.clicks, {"figure": 0, "choice": 0, "optional": 0, "text": 0}
    for _place in range(MOST_FIELDS):
        field = sara.field()
        if field["tagName"] not in ("INPUT", "TEXTAREA"):
            break
        fields[_fill(sara, field)] += 1
    filled = sara.presses
    sara.press("Enter")
    page.wait_for_url("**/lamna-in")
    told = page.locator("p.lead").first.inner_text()
    # Nothing was written beside the judgements: that is confirmed.
    sara.click(page.get_by_label("Lämna in ändå, utan analys."))
    sara.click(page.get_by_role("button", name="Lämna in"))
    page.get_by_text("Uppföljningen är inlämnad").wait_for()
    return Effort(sara.presses, sara.clicks, sara.digits, to_field, filled, fields, told)


def _rows(effort: Effort) -> Rows:
    """What each part of the way took."""
    figures, choices, optional, texts = (effort.fields[kind] for kind in ("figure", "choice", "optional", "text"))
    handed_in = _cost(effort.presses - effort.filled, effort.clicks - effort.to_field)
    until = effort.told.split(".")[0].strip()
    return [
        ("from the start page to the first empty field", _cost(0, effort.to_field)),
        (f"{figures} figures, beyond typing their {effort.digits} digits", _cost(figures, 0)),
        (f"{choices} answers (yes or no, status, judgement): the answer's number and Enter", _cost(2 * choices, 0)),
        (f"{optional} optional categories that are passed by", _cost(optional, 0)),
        (f"{texts} analyses that are asked for and passed by", _cost(texts, 0)),
        (f"that is, until every field is filled ({until})", _cost(effort.filled, effort.to_field)),
        ("from the last field to handed in, with nothing missing", handed_in),
        ("the whole follow-up", f"{_cost(effort.presses, effort.clicks)}, and the {effort.digits} digits"),
    ]


def _fill(sara: Person, field: dict[str, str]) -> str:
    """Fill one field and go on. Gives what kind it was."""
    kind = "figure"
    if field["tagName"] == "TEXTAREA":
        kind = "text"
    elif field["type"] == "radio":
        kind = "choice"
        sara.press("2" if field["name"].startswith(("A", "M")) else "1")
    elif "/unknown/" in field["name"]:
        kind = "optional"
    else:
        sara.figure("10" if field["name"].endswith("/n") else "20")
    sara.go_on(field if kind != "choice" else sara.field())
    return kind


def _shortcuts(site: Site, page: Page) -> Rows:
    """What saves work in the period after."""
    place = f"{site.url}/uppfoljning/{VALD}/{NEXT}/{UNIT}/mal"
    page.goto(f"{place}/M1")
    sara = Person(page)
    page.locator('[id="A1.1/status:"]').focus()
    sara.press("9")
    page.locator('[id="A1.1/status:ongoing"]:checked').wait_for(state="attached")
    same = sara.presses
    page.get_by_text("Allt är sparat").wait_for()
    sara.press("Alt+2")
    page.wait_for_url(f"{place}/M2")
    goal = sara.presses - same
    page.locator('[id="I2.2/sex/women/n"]').focus()
    page.evaluate(PASTE, "9\n31\n4\n")
    last, first = (page.locator(f'[id="I2.2/sex/{name}/n"]') for name in ("unknown", "women"))
    expect(last).to_have_value("4")
    sara.press("Control+z")
    expect(first).to_have_value("")
    undone = sara.presses - same - goal
    return [
        ("an activity as it was the period before", _cost(same, 0)),
        ("to any goal from any other", _cost(goal, 0)),
        ("a column of three figures copied from a spreadsheet", _cost(1, 0)),
        ("such a paste undone", _cost(undone, 0)),
    ]


def _cost(presses: int, clicks: int) -> str:
    counts = ((presses, "key" if presses == 1 else "keys"), (clicks, "click" if clicks == 1 else "clicks"))
    return ", ".join(f"{count} {word}" for count, word in counts if count)


@contextmanager
def _served(folder: Path) -> Iterator[Site]:
    """The site with the program and one coordinator, whose follow-up is open, answering on a port of this machine."""
    engine = connect(f"sqlite:///{folder / 'made.sqlite3'}")
    upgrade(engine)
    with write_session(engine) as session:
        load(session, vald(), today())
        add_account(session, login="sara", name="Sara", email=None, password=PASSWORD, by=COMMAND_LINE)
        grant_role(session, login="sara", role="coordinator", unit=UNIT, by=COMMAND_LINE)
    open_followup(engine)
    engine.dispose()
    (folder / "assets").mkdir()
    with site_of(folder / "made.sqlite3", folder / "assets", folder) as site:
        server = make_server("127.0.0.1", 0, site.app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(site.app, site.engine, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
        server.server_close()


def _text(rows: Rows) -> str:
    """``docs/entry-effort.md``, whole."""
    lines = [
        "# What it takes to fill in a follow-up",
        "",
        "Written by `python -m benchmarks.entry_effort --page docs/entry-effort.md`: a district's annual report in",
        "Chromium, filled in by keyboard from a sheet of figures, every press and click counted by the script.",
        "",
        "| | |",
        "|---|---|",
        *(f"| {what} | {cost} |" for what, cost in rows),
        "",
        "Nothing has to be saved by hand. A key is a press of a key or of keys together, such as those that paste.",
        "The script and `tests/browser/test_entry_journey.py` fail if the whole takes more than",
        f"{MOST_PRESSES} keys beyond the digits of its figures, or the way to the first field more than {MOST_CLICKS}",
        "clicks; the test if a figure takes more than one key.",
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
