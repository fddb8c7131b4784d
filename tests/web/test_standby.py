"""Where the database has a standby, what is published is read from there: also while the database itself is away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from tests.fixtures.server import PASSWORD, PEOPLE
from tests.programs import VALD
from tests.web.test_auth import sign_in_as
from tests.web.test_open_reading import crawled
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.config import Settings
from tracker.store import definition_mark
from tracker.store.database import connect, write_session
from tracker.web.app import create_app
from tracker.web.database import _KEY, _STANDBY

ROOT = Path(__file__).resolve().parents[2]
PERIOD = f"/program/{VALD}/2023-VB"
PUBLISHED = (
    PERIOD, f"{PERIOD}/mal/M5", f"{PERIOD}/indikator/I5.1", f"{PERIOD}/diagram/bedomningar.svg",
    f"{PERIOD}/rapport.csv", f"/program/{VALD}", "/program", f"/utgavor/{VALD}", f"/utgavor/{VALD}/2023-VB-1",
    f"/utgavor/{VALD}/2023-VB-1/rapport.json", f"/utgavor/{VALD}/2023-T1-1/jamfor/2023-T2-1",
    f"/utgavor/{VALD}/slutrapport.docx",
)  # fmt: skip


@dataclass
class Apart:
    """``app``: a site whose database and standby are two. ``rolf``, ``karin``, ``sara``: signed in, as PEOPLE."""

    app: Flask
    clients: dict[str, FlaskClient]
    read: set[str]
    """The tables that were read from the standby."""

    def lose_the_database(self) -> None:
        self.app.extensions[_KEY] = connect("postgresql://nobody@127.0.0.1:1/none", 1)

    def answers(self, login: str, *addresses: str) -> dict[str, int]:
        return {address: self.clients[login].get(address).status_code for address in addresses}


@pytest.fixture
def apart(published_year: Engine, compressed: Path, tmp_path: Path) -> Iterator[Apart]:
    with write_session(published_year) as session:
        for login, name, role, unit in PEOPLE:
            add_account(session, login=login, name=name, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
    (instance := tmp_path / "instance").mkdir()
    (instance / "assets").symlink_to(compressed)
    app = create_app(Settings("", instance, "http://127.0.0.1", None, "x" * 32), published_year)
    clients = {login: app.test_client() for login in ("rolf", "karin", "sara")}
    for login, client in clients.items():
        assert sign_in_as(client, login) == 302
    published_year.dispose()
    copy = tmp_path / "standby.sqlite3"
    shutil.copyfile(str(published_year.url.database), copy)
    app.extensions[_STANDBY] = standby = connect(f"sqlite:///{copy}")
    definition_mark._KEPT.clear()  # what was read of the database, whose definitions its copy shares
    read: set[str] = set()

    @event.listens_for(standby, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.update(re.findall(r"\b(?:FROM|JOIN) (\w+)", statement))

    yield Apart(app, clients, read)
    standby.dispose()


def test_what_is_published_is_read_while_the_database_is_away(apart: Apart) -> None:
    apart.lose_the_database()
    for login in ("rolf", "sara"):
        assert set(apart.answers(login, *PUBLISHED).values()) <= {200, 302}, login
    assert len(crawled(apart.app.test_client())[0]) > 20, "nor without an account"
    ready = apart.app.test_client().get("/redo")
    assert (ready.status_code, ready.get_json()["database"], ready.get_json()["reading"]) == (503, False, True)


def test_everything_else_waits_for_the_database(apart: Apart) -> None:
    """What is not published, what is written down when it is read, and who signs in or out."""
    apart.lose_the_database()
    assert set(apart.answers("karin", *PUBLISHED[:5], "/").values()) == {503}
    own = (f"/uppfoljning/{VALD}/2023-VB/bromma", f"/uppfoljning/{VALD}/2023-VB/bromma/rapport", "/mitt-konto", "/")
    assert set(apart.answers("sara", *own).values()) == {503}
    data = {"login": "rolf", "password": PASSWORD}
    apart.app.config["WTF_CSRF_ENABLED"] = False
    assert apart.app.test_client().post("/logga-in", data=data).status_code == 503
    assert apart.clients["rolf"].post("/logga-ut").status_code == 503


def test_compilers_never_read_from_the_standby(apart: Apart) -> None:
    """Their figures are not published, and that they read them is written down; the standby is only asked who it is."""
    assert set(apart.answers("karin", *PUBLISHED).values()) <= {200, 302}
    assert not apart.read & {"edition", "value", "change", "event", "followup"}


def test_the_standby_is_read_by_somebody_who_may_read_no_more_than_it_takes(apart: Apart) -> None:
    guide = (ROOT / "docs/operations/several/reading.sql").read_text(encoding="utf-8")
    granted = re.findall(r"GRANT SELECT ON (.*?) TO tracker_reader", guide, re.DOTALL)
    for login in ("rolf", "sara", "karin"):
        apart.answers(login, *PUBLISHED)
    crawled(apart.app.test_client())
    assert apart.app.test_client().get("/redo").status_code == 200
    assert sorted(name.strip() for name in granted[0].split(",")) == sorted(apart.read)


def test_who_has_signed_out_reads_no_more(apart: Apart) -> None:
    """The standby has what was acknowledged; here, where it is a copy that does not follow, it is told by hand."""
    standby: Engine = apart.app.extensions[_STANDBY]
    with write_session(standby) as session:
        session.connection().exec_driver_sql("DELETE FROM sign_in")
    assert apart.answers("rolf", PERIOD) == {PERIOD: 302}
