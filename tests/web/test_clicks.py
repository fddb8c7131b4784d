"""A button pressed twice, nothing ticked, a page loaded anew: what was saved is said to be saved, and saved once."""

from __future__ import annotations

import pytest

from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import Person
from tests.web.test_own_items import CITY, SHARE
from tests.web.test_upload import BROMMA, OFFERED, TICKED, confirmed, fetched, held, uploaded
from tracker.periods import Period
from tracker.store.database import read_session
from tracker.store.queries import find_followup, history_of

SAVED = {"I2.1/n": "3", "I2.1/d": "4", "I3.1/n": "1", "I3.1/d": "2", "A1.2/comment": "en text", "M1/text": "läget"}


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


def changes(site: Site) -> int:
    with read_session(site.engine) as session:
        followup = find_followup(session, "vald-2021-2025", "bromma", Period(2024, "T2"))
        return len(history_of(session, followup.id)) if followup else 0


SHEET: dict[str, object] = {
    "I2.1/n": 1, "I2.1/d": 2, "A1.1/status": "Pågår", "A1.2/start": "1 mars 2024", "M1/text": "rad ett\nrad två",
    "I3.1/n": None, "I3.1/d": None, "I2.2/sex/women/empty": "Saknas", "I2.2/sex/women/comment": "systembyte",
}  # fmt: skip
"""A share, a status, a day, a text in two lines, an emptied figure and a mark of what is missing."""
ITEMS = ["A1.1", "A1.2", "I2.1", "I2.2", "I3.1", "M1"]


def test_a_sheet_confirmed_unticked_and_then_twice(site: Site, sara: Person) -> None:
    """Nothing ticked blames nobody and saves nothing; pressed again, what was saved is said to be saved, and once."""
    sara.send(BROMMA, SAVED)
    before = held(site)
    page = uploaded(sara, filled(fetched(sara), SHEET))
    again = confirmed(sara, page, [], 422)
    assert "Inget är markerat" in again and "av andra" not in again and "den sparade versionen" not in again
    assert sorted(OFFERED.findall(again)) == sorted(OFFERED.findall(page)) == ITEMS and held(site) == before
    for item in ITEMS:
        confirmed(sara, again, [item])
        after, written = held(site), changes(site)
        confirmed(sara, again, [item])
        assert (held(site), changes(site)) == (after, written)
        assert sara.read_whole(BROMMA).count("Det markerade är redan sparat.") == 1, item
    assert held(site)["I2.1/n"] == 1 and "I3.1/n" not in held(site)


OTHERS: list[dict[str, str | list[str]]] = [
    {}, {"kind": "count", "d_label": ""}, {"dimension": ""}, {"direction": "down"}, {"goal": "M1"},
    {"type": "activity", "title": "Ett nätverk"}, {"title": " Andel\u200b chefer med utbildning "},
]  # fmt: skip
"""Own items that differ each from the first in one thing."""


def test_an_own_item_sent_twice_is_one(sara: Person) -> None:
    for number, change in enumerate(OTHERS, start=1):
        for _press in range(2):
            sara.send(f"{BROMMA}/egna", {**SHARE, **change})
        page = sara.read(f"{BROMMA}/egna")
        assert f"(E-bromma-{number})" in page and f"E-bromma-{number + 1}" not in page


def test_a_common_item_sent_twice_is_one(site: Site) -> None:
    karin = Person(site.app.test_client(), "karin")
    for _press in range(2):
        karin.send(CITY, SHARE)
    assert "(S-1)" in karin.read(CITY) and "S-2" not in karin.read(CITY)


def test_what_is_likely_another_figure_is_not_ticked_beforehand(sara: Person) -> None:
    values = {"I2.2/sex/women/n": 9, "I2.2/sex/men/n": 31, "I2.2/sex/unknown/n": 40, "I2.1/forecast": 0.9,
              "A1.1/status": "Pågår"}  # fmt: skip
    page = uploaded(sara, filled(fetched(sara), values))
    assert OFFERED.findall(page) == ["A1.1", "I2.1", "I2.2"] and TICKED.findall(page) == ["A1.1"]
    assert "Summan på en kategoris rad (K33)" in page and "Andel under en procent (K30)" in page
    saved = sara.send(BROMMA, {"I2.2/sex/women/n": "9", "I2.2/sex/men/n": "31", "I2.2/sex/unknown/n": "40"})
    assert "40 är summan av de andra raderna." in sara.read_whole(BROMMA) and not saved.count("K08")
    review = sara.read(f"{BROMMA}/lamna-in")
    assert "Talet vid I2.2 stämmer som det står." in review and "läst texten" not in review
    asked = sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"}, status=422)
    assert "bekräfta talet eller ändra det" in asked
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": ["K32", "K33:I2.2/sex/unknown/n"]})
    assert "Uppföljningen är inlämnad" in sara.read_whole(BROMMA)
