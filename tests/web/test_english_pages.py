"""Pages read in English: a Swedish word stands only where it is marked as Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine

from tests.fixtures.server import PASSWORD, PEOPLE, Site
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.definitions.loader import load
from tracker.resources import PROGRAM
from tracker.store.database import write_session

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
    ("ada", "/mitt-konto/nycklar"),
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
def names() -> re.Pattern[str]:
    """Names of bodies, of regions and of people: they are the same in every language."""
    organisation = load(PROGRAM).organisation
    found = {name for _login, name, *_more in PEOPLE} | {region.name for region in organisation.regions}
    found |= {unit.name for unit in organisation.units}
    found |= {former.text for unit in organisation.units for former in unit.former_names}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


@cache
def definitions_words() -> frozenset[str]:
    """What the definitions say, word for word."""
    return frozenset(" ".join(text.split()) for text in texts_in(load(PROGRAM).model_dump(mode="json")))


def wrong(page: str) -> Iterator[str]:
    """Texts with Swedish words, but for names, outside elements marked as Swedish. A choice in a list can mark no part
    of its text: it is wrong where the whole of it is the definitions'."""
    tree = html.document_fromstring(page)
    for choice in tree.xpath("//body//option[not(ancestor-or-self::*[@lang='sv'])]"):
        if is_swedish(choice.text_content()) and " ".join(choice.text_content().split()) in definitions_words():
            yield choice.text_content()
    # Of a chart nobody is read its drawing, but its answer in words.
    unheard = "//body//script | //body//noscript | //body//option | //body//*[@role='img']"
    for element in tree.xpath(f"//body//*[@lang='sv'] | {unheard}"):
        element.drop_tree()
    yield from filter(is_swedish, map(str.strip, tree.xpath("//body//text()")))


def is_swedish(text: str) -> bool:
    return SWEDISH.search(names().sub("", text)) is not None


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


READ = "/program/vald-2021-2025/2023-T2"
EDITIONS = "/utgavor/vald-2021-2025"
REPORTED = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
OPEN = ("", "/mal/M5", "/namnd/bromma", "/jamfor?namnd=bromma&namnd=farsta", "/malgrupp/sarskilt-sarbara",
        "/kf/KF-2023-1", "/aktivitet/A5.1", "/indikator/I5.1")  # fmt: skip
FIGURES = (
    *(f"/oppet{READ}{page}{'&' if '?' in page else '?'}sprak=en" for page in OPEN),
    f"/oppet{EDITIONS}?sprak=en",
    f"/oppet{EDITIONS}/2023-T1-1/jamfor/2023-T2-1?sprak=en",
    f"{REPORTED}/rapport",
    f"{REPORTED}/historik?item=A5.1",
    f"{READ}/namnd/bromma",
)


def test_pages_full_of_figures_mark_the_words_of_the_definitions(reader: FlaskClient, published_year: Engine) -> None:
    """Statuses, judgements, titles, periods and categories, also inside sentences of ours; and what bodies wrote."""
    with write_session(published_year) as session:
        add_account(session, login="sara", name="Sara Lind", email=None, password=PASSWORD, by=COMMAND_LINE)
        grant_role(session, login="sara", role="coordinator", unit="bromma", by=COMMAND_LINE)
    reader.application.config["WTF_CSRF_ENABLED"] = False
    reader.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert reader.post("/logga-in", data={"login": "sara", "password": PASSWORD}).status_code == 302
    for address in FIGURES:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert '<html lang="en">' in answer.text
        assert list(wrong(answer.text)) == [], address
