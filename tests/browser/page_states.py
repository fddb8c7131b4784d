"""How a page is reached in a state: the lists of states, and the acts that several of them share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from tests.fixtures.server import Site
from tracker.demo.filling import PASSWORD

Reach = Callable[[Site, Page], None]


class State(NamedTuple):
    """``part``: what is looked at, where a like page is looked at whole."""

    endpoint: str
    login: str | None
    reach: Reach
    part: str | None


class States(list[State]):
    """In the order in which they are reached: one may begin where the one before it ended."""

    def keep(self, endpoint: str, login: str | None, part: str | None = None) -> Callable[[Reach], Reach]:
        """``endpoint``: what answers with the page, or ``error`` for the page of an error."""

        def kept(reach: Reach) -> Reach:
            self.append(State(endpoint, login, reach, part))
            return reach

        return kept


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


def add_item_and_open_it(page: Page) -> None:
    page.get_by_label("Indikator (följs upp med tal)").check()
    page.get_by_label("Vad ska följas upp?").fill("Samtal med skolor")
    page.get_by_label("Vad räknas?").fill("samtal")
    press(page, "Lägg till")
    page.get_by_text(" är tillagd").wait_for()
    # An own item is shown where it is filled in, on its goal's page.
    page.goto(f"{re.sub(r'(/mal/.*|#.*|/egna)$', '', page.url)}/egna" if "/uppfoljning/" in page.url else page.url)
    page.get_by_role("link", name="Ändra").first.click()
    page.get_by_role("button", name="Spara från och med").wait_for()


def change_item_to_nothing(page: Page) -> None:
    page.get_by_label("Vad ska följas upp?").fill("")
    press(page, "Spara från och med")
    page.get_by_role("alert").wait_for()
