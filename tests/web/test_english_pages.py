"""Pages read in English: a Swedish word stands only where it is marked as Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from lxml import html

from tests.fixtures.server import PASSWORD, PEOPLE, Site
from tracker.definitions.loader import load
from tracker.resources import PROGRAM

ENTRY = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
DESK = "/mottagning/vald-2021-2025/2024-T2"
PAGES = (
    (None, "/logga-in"),
    ("sara", "/"),
    ("sara", ENTRY),
    ("sara", f"{ENTRY}/mal/M2"),
    ("sara", f"{ENTRY}/lamna-in"),
    ("sara", f"{ENTRY}/egna"),
    ("sara", f"{ENTRY}/blad"),
    ("karin", "/"),
    ("karin", DESK),
    ("karin", f"{DESK}/stangning"),
    ("karin", "/laslogg"),
    ("karin", "/utgavor/vald-2021-2025"),
    ("ada", "/"),
    ("ada", "/konton"),
    ("ada", "/konton/nytt"),
    ("ada", "/konton/1"),
    ("ada", "/mitt-konto"),
    ("ada", "/mitt-konto/tva-steg"),
    ("rolf", "/nowhere"),
)
SWEDISH = re.compile(r"[åäöÅÄÖ]|\b(?:och|inte|att|av|som|till|med|finns|ska|från|eller|mål|nämnd|utgåva)\b")


def texts_in(value: object) -> Iterator[str]:
    """Every text in a document of definitions."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


@cache
def cited() -> tuple[str, ...]:
    """What the definitions say, the longest first, and the names of people."""
    found = {*texts_in(load(PROGRAM).model_dump(mode="json")), *(name for _login, name, *_more in PEOPLE)}
    return tuple(sorted((" ".join(text.split()) for text in found if len(text) > 2), key=len, reverse=True))


def wrong(page: str) -> Iterator[str]:
    """Texts outside elements marked as Swedish that are Swedish all the same: of our own, or wholly of the definitions.
    Names and titles may stand inside an English sentence."""
    tree = html.document_fromstring(page)
    for element in tree.xpath("//body//*[@lang='sv'] | //body//script | //body//option"):
        element.drop_tree()
    for text in map(str.strip, tree.xpath("//body//text()")):
        if SWEDISH.search(text):
            left = " ".join(text.split())
            whole = left in cited() and left not in {name for _login, name, *_more in PEOPLE}
            for each in cited():
                left = left.replace(each, "").replace(each[0].lower() + each[1:], "")
            if whole or SWEDISH.search(left):
                yield text


@pytest.mark.parametrize(("login", "address"), PAGES)
def test_an_english_page_marks_what_is_swedish(site: Site, login: str | None, address: str) -> None:
    site.app.config["WTF_CSRF_ENABLED"] = False
    client = site.app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    if login is not None:
        assert client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302
    answer = client.get(address)
    assert answer.status_code == (404 if address == "/nowhere" else 200)
    assert '<html lang="en">' in answer.text
    assert list(wrong(answer.text)) == []
