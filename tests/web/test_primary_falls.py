"""The primary falls while somebody saves, and the standby is promoted (with pgbouncer, on a whole evening:
benchmarks/several.py)."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.database_machines import Machines, machines
from tests.fixtures.server import PASSWORD, PEOPLE
from tests.web.test_auth import sign_in_as
from tests.web.test_held_databases import BROMMA, save
from tests.world import DEFINITIONS, TODAY
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.config import Settings
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import find_followup, history_of
from tracker.store.schema import upgrade
from tracker.store.standby import standby_faults
from tracker.web.app import create_app
from tracker.web.database import engine_of, standby_of

PUBLISHED = "/utgavor/prov"
SAVED_BEFORE = 10


def test_nothing_acknowledged_is_lost_and_what_is_published_is_read_meanwhile(tmp_path: Path) -> None:
    with machines(pooled=False) as servers:
        app = site_on(servers, tmp_path)
        sara, rolf = app.test_client(), app.test_client()
        assert (sign_in_as(sara, "sara"), sign_in_as(rolf, "rolf")) == (302, 302)
        saving = Saving(sara)
        saving.enough.wait()
        servers.a.kill()
        saving.thread.join()
        assert rolf.get(PUBLISHED).status_code == 200
        assert app.test_client().get("/redo").get_json()["reading"] is True
        servers.b.promote()
        assert rolf.get(PUBLISHED).status_code == 200
        assert sara.get(BROMMA).status_code == 200
        assert save(sara, 100_000, saving.seen).status_code in (200, 409)
        assert saving.acknowledged - numbers_in(servers) == set()
        for each in (engine_of(app), standby_of(app)):
            assert each is not None
            each.dispose()


class Saving:
    """Somebody who saves one number after another until that is refused. ``enough``: some have been acknowledged."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.acknowledged, self.seen, self.enough = set[int](), 0, Event()
        self.thread = Thread(target=self._save)
        self.thread.start()

    def _save(self) -> None:
        try:
            for number in range(1, 100_000):
                answer = save(self._client, number, self.seen)
                if answer.status_code != 200:
                    assert answer.status_code == 503, answer.text
                    return
                self.acknowledged.add(number)
                self.seen = answer.get_json()["tokens"]["I1.2"]
                if number == SAVED_BEFORE:
                    self.enough.set()
        finally:
            self.enough.set()


def site_on(servers: Machines, folder: Path) -> Flask:
    """The site on a primary that has everything, and its standby."""
    servers.a.make()
    engine = connect(servers.direct(servers.a))
    upgrade(engine)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        for login, name, role, unit in PEOPLE:
            add_account(session, login=login, name=name, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
    engine.dispose()
    servers.a.let_read()
    servers.b.follow(servers.a)
    writing, reading = connect(servers.writing, 2), connect(servers.reading, 2)
    assert list(standby_faults(writing, reading)) == []
    for each in (writing, reading):
        each.dispose()
    app = create_app(
        Settings(servers.writing, folder, "http://127.0.0.1", None, "x" * 32, wait=2, reading_url=servers.reading)
    )
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    return app


def numbers_in(servers: Machines) -> set[int]:
    """All that was ever saved, as the machine that was promoted has it."""
    engine = connect(servers.direct(servers.b))
    with read_session(engine) as session:
        followup = find_followup(session, "prov", "bromma", DEFINITIONS.program("prov").calendar.parse("2024-T2"))
        assert followup is not None
        found = [change.after for change in history_of(session, followup.id) if change.field == "n"]
    engine.dispose()
    return {int(number) for number in found if number}
