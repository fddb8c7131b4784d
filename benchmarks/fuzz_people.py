"""Who sends what no form sends, how each is signed in, and a provider of sign-ins for who comes that way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine, delete, select, update
from werkzeug.serving import make_server
from werkzeug.test import EnvironBuilder

from benchmarks import hostile
from benchmarks.many_programs import PASSWORD
from tests.fixtures.provider import CLIENT, SECRET, LocalProvider, answer_of, asked_in
from tracker.accounts.account import COMMAND_LINE, Role
from tracker.accounts.administration import add_account, grant_role
from tracker.accounts.invitations import make_link
from tracker.config import ProviderSettings
from tracker.store.account import AccountRow, AttemptRow, RecoveryCodeRow, SecondFactorRow
from tracker.store.database import write_session

BASE = "http://127.0.0.1"
PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("fuzz-coordinator", "coordinator", "bromma"), ("fuzz-compiler", "compiler", None),
    ("fuzz-reviewer", "reviewer", None), ("fuzz-administrator", "administrator", None),
)  # fmt: skip
INVITED = "fuzz-invited"
ROLES = "rules: [{when: {roles: Reader}, role: reviewer}]"


class People:
    """Nobody in particular, and one for each role. ``link``: what an open one-time link to an account holds."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self._app, self._engine = app, engine
        logins = [login for login, *_ in PEOPLE]
        with write_session(engine) as session:
            for login in (*logins, INVITED):
                add_account(session, login=login, name=login, email=None, password=PASSWORD, by=COMMAND_LINE)
            rows = session.scalars(select(AccountRow).where(AccountRow.login.in_(logins)))
            self._hashes = {row.login: row.password for row in rows}
        self.clients: list[FlaskClient] = []
        self.link = ""

    def repair(self) -> None:
        """Accounts, roles and sign-ins as at first: some requests close them, sign out, or choose a password."""
        with write_session(self._engine) as session:
            for table in (AttemptRow, RecoveryCodeRow, SecondFactorRow):
                session.execute(delete(table))
            for login, role, unit in PEOPLE:
                kept = update(AccountRow).where(AccountRow.login == login)
                session.execute(kept.values(password=self._hashes[login], disabled=False))
                grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
            session.execute(update(AccountRow).where(AccountRow.login == INVITED).values(disabled=False))
            self.link = make_link(session, login=INVITED, by=COMMAND_LINE)
        self.clients = [self._app.test_client() for _each in range(len(PEOPLE) + 1)]
        for client, (login, *_) in zip(self.clients[1:], PEOPLE, strict=True):
            answer = client.post("/logga-in", data={"login": login, "password": PASSWORD}, base_url=BASE)
            assert answer.status_code == 302, answer.text

    def from_provider(self, who: int, chance: random.Random) -> EnvironBuilder:
        """Somebody comes back from the provider, with something in the answer that it did not say."""
        begun = self.clients[who].get("/logga-in/organisation", base_url=BASE)
        query = asked_in(answer_of(begun.location))
        if chance.random() < 0.7:
            name = chance.choice((*query, "error"))
            query[name] = chance.choice(hostile.TEXTS)[:1000].encode("utf-8", "replace").decode()
        return EnvironBuilder(path="/logga-in/organisation/svar", query_string=urlencode(query), base_url=BASE)


@contextmanager
def provider(folder: Path) -> Iterator[ProviderSettings]:
    """A real one on this machine, that lets a reviewer in."""
    made = LocalProvider([RSAKey.generate_key(2048, {"kid": "key", "use": "sig"})])
    made.use(0)
    made.person = {"sub": "fuzz", "preferred_username": "fuzz@stad.example", "name": "Fuzz", "roles": ["Reader"]}
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    mapping = folder / "roles.yaml"
    mapping.write_text(ROLES, encoding="utf-8")
    try:
        yield ProviderSettings(made.issuer, CLIENT, mapping, secret=SECRET)
    finally:
        server.shutdown()
