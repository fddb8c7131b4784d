"""The security log: what happened at the door, told to administrators only, and never what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_auth import sign_in_as, token
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import disable_account
from tracker.accounts.invitations import make_link
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.security_event import SecurityEventRow
from tracker.store.security_events import KEPT, security_events


@pytest.fixture
def busy(site: Site) -> Iterator[Site]:
    """A site where somebody guessed, tried a page that is not theirs, and sent a form without its token."""
    client = site.app.test_client()
    assert sign_in_as(client, "hemligt lösenord i fel fält") == 401
    assert sign_in_as(client, "karin", "fel") == 401
    assert sign_in_as(client, "rolf") == 302
    assert client.get("/sakerhetslogg").status_code == 403
    assert client.post("/sprak", data={"language": "en"}).status_code == 400
    assert client.post("/logga-ut", data={"csrf_token": token(client)}).status_code == 302
    with write_session(site.engine) as session:
        disable_account(session, login="rolf", by=COMMAND_LINE)
    yield site


def test_what_happened_is_kept_in_order(busy: Site) -> None:
    with read_session(busy.engine) as session:
        told = [(e.login, e.kind, e.what) for e in security_events(session) if e.what != "created"]
    assert told[:7] == [
        ("rolf", "changed", "closed"),
        ("rolf", "signed_out", ""),
        ("rolf", "form_refused", "/sprak"),
        ("rolf", "forbidden", "/sakerhetslogg"),
        ("rolf", "signed_in", ""),
        ("karin", "refused", ""),
        (None, "refused", ""),
    ]


def test_the_administrator_reads_and_exports_it_and_nobody_else(busy: Site) -> None:
    ada, karin = busy.app.test_client(), busy.app.test_client()
    assert (sign_in_as(ada, "ada"), sign_in_as(karin, "karin")) == (302, 302)
    page, file = ada.get("/sakerhetslogg"), ada.get("/sakerhetslogg.csv")
    assert page.status_code == file.status_code == 200
    for answer in (page.text, file.get_data(as_text=True)):
        assert "Sidan nekades" in answer and "127.0.0.1" in answer and "kontot stängdes" in answer
        assert "hemligt" not in answer and PASSWORD not in answer
    assert re.search(r"2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d;rolf;Sidan nekades;;127.0.0.1;/sakerhetslogg", file.text)
    for address in ("/sakerhetslogg", "/sakerhetslogg.csv"):
        assert karin.get(address).status_code == 403


def test_a_one_time_link_is_not_to_be_read_there(site: Site) -> None:
    with write_session(site.engine) as session:
        link = make_link(session, login="karin", by=COMMAND_LINE)
    client = site.app.test_client()
    assert sign_in_as(client, "rolf") == 302
    assert client.post(f"/valj-losenord/{link}", data={"new_password": "ett"}).status_code == 400
    with read_session(site.engine) as session:
        kept = [event.what for event in security_events(session)]
    assert "/valj-losenord/<token>" in kept and not any(link in what for what in kept)


def test_after_a_year_the_door_forgets(site: Site) -> None:
    with write_session(site.engine) as session:
        old = SecurityEventRow(at=utc_now() - KEPT * 1.01, kind="refused", account=None, address="10.0.0.9", what="")
        session.add(old)
    sign_in_as(site.app.test_client(), "ada")
    with read_session(site.engine) as session:
        assert [e.kind for e in security_events(session) if e.kind != "changed"] == ["signed_in"]
