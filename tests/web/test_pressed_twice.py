"""Two posts of one form at the same instant, as a double click without scripts sends them: done once, no error."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import TOKEN, Person
from tests.web.test_observations import PLACE, ROW
from tests.web.test_own_items import CITY, SHARE
from tests.web.test_threads import BASE, QUESTION
from tests.web.test_upload import BROMMA, CARRIED, SHEET, fetched, held, uploaded
from tracker.periods import Period
from tracker.store.database import read_session
from tracker.store.queries import events_of, find_followup
from tracker.store.thread import ThreadEntryRow, ThreadRow
from tracker.store.value import ChangeRow


class Twins:
    """One person in two windows, who presses the same button in both at once."""

    def __init__(self, site: Site, login: str) -> None:
        self.pair = [Person(site.app.test_client(), login) for _window in range(2)]
        self.one = self.pair[0]

    def press(self, path: str, data: dict[str, str | list[str]], form: str = "/") -> list[int]:
        """Both statuses. None of them is a fault of the server. ``form``: a page that has one."""
        together = Barrier(2)

        def post(person: Person) -> int:
            token = TOKEN.search(person.client.get(form, headers={"Accept": "text/html"}).text)
            assert token is not None
            together.wait()
            answer = person.client.post(path, data={**data, "csrf_token": token[1]}, headers={"Accept": "text/html"})
            return answer.status_code

        with ThreadPoolExecutor(2) as threads:
            statuses = sorted(threads.map(post, self.pair))
        assert statuses[0] == 302 and statuses[1] < 500, statuses
        return statuses


@pytest.fixture
def sara(site: Site) -> Twins:
    return Twins(site, "sara")


@pytest.fixture
def karin(site: Site) -> Twins:
    return Twins(site, "karin")


def kinds(site: Site) -> list[str]:
    with read_session(site.engine) as session:
        followup = find_followup(session, "vald-2021-2025", "bromma", Period(2024, "T2"))
        return [event.kind for event in events_of(session, followup.id)] if followup else []


def count(site: Site, table: type) -> int:
    with read_session(site.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_items_are_added_once(site: Site, sara: Twins, karin: Twins) -> None:
    sara.press(f"{BROMMA}/egna", SHARE)
    assert "(E-bromma-1)" in (page := sara.one.read(f"{BROMMA}/egna")) and "E-bromma-2" not in page
    karin.press(CITY, SHARE)
    assert "(S-1)" in (page := karin.one.read(CITY)) and "S-2" not in page


def test_every_step_of_a_follow_up_is_taken_once(site: Site, sara: Twins, karin: Twins) -> None:
    sara.press(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    assert held(site) == {"I3.1/n": 3, "I3.1/d": 4} and count(site, ChangeRow) == 2
    sara.press(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    sara.press(f"{BROMMA}/beslut", {"decided_on": "2024-09-10", "case": "BRO 2024/12"})
    karin.press(f"{BROMMA}/skicka-ater", {"reason": "Könsuppdelning saknas"})
    sara.one.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin.press(f"{BROMMA}/ta-emot", {})
    karin.press(f"{BROMMA}/oppna-igen", {"reason": "Talet vid I3.1"})
    assert kinds(site) == ["opened", "submitted", "returned", "submitted", "approved", "reopened"]


def test_a_question_and_an_answer_are_kept_once(site: Site, karin: Twins) -> None:
    rolf = Twins(site, "rolf")
    rolf.press(f"{BASE}/ny", dict(QUESTION), f"{BASE}/ny")
    assert count(site, ThreadRow) == 1
    karin.press(f"{BASE}/1/svara", {"unit": "", "text": "Fler kände till stödet."}, f"{BASE}/1")
    assert count(site, ThreadEntryRow) == 1
    rolf.press(f"{BASE}/1/avsluta", {}, f"{BASE}/ny")
    assert count(site, ThreadEntryRow) == 2


def test_a_sheet_and_a_file_are_read_in_once(site: Site, sara: Twins, karin: Twins) -> None:
    page = uploaded(sara.one, filled(fetched(sara.one), {"I2.1/n": 1, "I2.1/d": 2}))
    carried = CARRIED.search(page)
    assert carried is not None
    assert sara.press(f"{SHEET}/spara", {"carried": carried[1], "item": ["I2.1"]}) == [302, 302]
    assert held(site) == {"I2.1/n": 1, "I2.1/d": 2} and count(site, ChangeRow) == 2
    token = TOKEN.search(karin.one.read(PLACE))
    assert token is not None
    form = {"csrf_token": token[1], "file": (io.BytesIO(ROW.encode()), "rader.csv")}
    page = karin.one.client.post(PLACE, data=form, headers={"Accept": "text/html"}).text
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    carried = CARRIED.search(page)
    assert carried is not None
    karin.press(f"{PLACE}/spara", {"carried": carried[1], "shown": shown})
    assert count(site, ChangeRow) == 5


def test_a_closing_date_is_set_once(site: Site, karin: Twins) -> None:
    place = "/mottagning/vald-2021-2025/2024-T2/stangning"
    karin.press(place, {"closing-closes_on": "2024-10-01", "closing-reason": "Sammanställningen börjar"})
    assert karin.one.read(place).count("Sammanställningen börjar") <= 2
