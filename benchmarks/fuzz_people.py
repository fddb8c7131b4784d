"""Who sends what no form sends, how each is signed in, and a provider of sign-ins for who comes that way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from benchmarks.fuzz_far import BASE
from benchmarks.many_programs import PASSWORD
from tests.fixtures.authenticator import Authenticator
from tests.fixtures.provider import CLIENT, SECRET, LocalProvider
from tracker.accounts.account import COMMAND_LINE, Role
from tracker.accounts.administration import add_account, grant_role
from tracker.accounts.invitations import make_link
from tracker.accounts.kept import accounts
from tracker.accounts.passkeys import add_passkey, ask_for_new
from tracker.accounts.webauthn import relying_party
from tracker.config import ProviderSettings
from tracker.store.account import AccountRow, AttemptRow, PasskeyRow, RecoveryCodeRow, SecondFactorRow
from tracker.store.database import write_session

PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("fuzz-coordinator", "coordinator", "bromma"), ("fuzz-contributor", "contributor", "bromma"),
    ("fuzz-compiler", "compiler", None),
    ("fuzz-reviewer", "reviewer", None), ("fuzz-administrator", "administrator", None),
)  # fmt: skip
INVITED, KEYED = "fuzz-invited", "fuzz-keyed"
ROLES = "rules: [{when: {roles: Reader}, role: reviewer}]"


class People:
    """Nobody in particular, one for each role, and who signs in with the passkey that ``device`` keeps. ``link``: what
    an open one-time link to an account holds."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self._app, self.engine = app, engine
        logins = [login for login, *_ in PEOPLE]
        with write_session(engine) as session:
            for login in (*logins, INVITED, KEYED):
                add_account(session, login=login, name=login, email=None, password=PASSWORD, by=COMMAND_LINE)
            rows = session.scalars(select(AccountRow).where(AccountRow.login.in_((*logins, KEYED)))).all()
            self._hashes = {row.login: row.password for row in rows}
            # Nobody else's is dear to check either, as those in a copy are.
            session.execute(update(AccountRow).values(password=rows[0].password))
        self.clients: list[FlaskClient] = []
        self.link, self.device = "", Authenticator(BASE)

    def repair(self) -> None:
        """Accounts, roles and sign-ins as at first: some requests close them, sign out, or choose a password."""
        with write_session(self.engine) as session:
            for table in (AttemptRow, RecoveryCodeRow, SecondFactorRow, PasskeyRow):
                session.execute(delete(table))
            for login, role, unit in (*PEOPLE, (KEYED, "reviewer", None)):
                kept = update(AccountRow).where(AccountRow.login == login)
                session.execute(kept.values(password=self._hashes[login], disabled=False))
                grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
            session.execute(update(AccountRow).where(AccountRow.login == INVITED).values(disabled=False))
            self.link = make_link(session, login=INVITED, by=COMMAND_LINE)
            self._give_key(session)
        self.clients = [self._app.test_client()]
        self.clients += [self._signed_in(login) for login in (*(login for login, *_ in PEOPLE), KEYED)]

    def begin_again(self) -> FlaskClient:
        """Who signs in with a passkey, halfway."""
        self.clients[-1] = self._signed_in(KEYED)
        return self.clients[-1]

    def _signed_in(self, login: str) -> FlaskClient:
        client = self._app.test_client()
        answer = client.post("/logga-in", data={"login": login, "password": PASSWORD}, base_url=BASE)
        assert answer.status_code == 302, answer.text
        return client

    def _give_key(self, session: Session) -> None:
        party = relying_party(BASE)
        assert party is not None
        self.device.keys.clear()
        keyed = next(each for each in accounts(session) if each.login == KEYED)
        options, challenge = ask_for_new(session, keyed, party, "")
        add_passkey(session, keyed, party, challenge, self.device.make(options), "Datorn")


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
