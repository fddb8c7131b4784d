"""One-time links: each opens one account once, for a week, and is known from the database by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.people import person
from tracker.accounts import invitations
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.accounts.administration import AccountFault, disable_account, enable_account, revoke_role, set_password
from tracker.accounts.invitations import LASTS, LinkOver, accept, invited, make_link
from tracker.accounts.passwords import WeakPassword
from tracker.accounts.sign_in import authenticate
from tracker.store.account import AccountEventRow, InvitationRow
from tracker.store.base import utc_now
from tracker.store.database import connect, read_session, write_session

PASSWORD = "gurka moln trappa sju"


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def rolf(engine: Engine) -> Account:
    return person(engine, "Rolf", "reviewer")


def link(engine: Engine, by: Account = COMMAND_LINE) -> str:
    with write_session(engine) as session:
        return make_link(session, login="rolf", by=by)


def use(engine: Engine, token: str, password: str = PASSWORD) -> Account:
    with write_session(engine) as session:
        return accept(session, token, password)


def test_the_link_lets_its_person_in_once(engine: Engine, rolf: Account) -> None:
    token = link(engine)
    with read_session(engine) as session:
        assert invited(session, token).login == "rolf"
    assert use(engine, token).id == rolf.id
    signed_in = authenticate(engine, "rolf", PASSWORD, "10.0.0.1")
    assert signed_in is not None and signed_in.id == rolf.id
    with pytest.raises(LinkOver):
        use(engine, token, "ett annat långt lösenord")


def test_of_two_who_use_it_at_once_one_is_let_in(
    engine: Engine, rolf: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL both have seen that it holds before either has used it up; SQLite has one writer at a time."""
    token, both, looked_up = link(engine), Barrier(2), invited

    def seen_by_both(session: Session, given: str) -> Account:
        found = looked_up(session, given)
        if engine.dialect.name == "postgresql":
            both.wait(timeout=20)
        return found

    def once(password: str) -> str:
        try:
            use(engine, token, password)
            return password
        except LinkOver:
            return ""

    monkeypatch.setattr(invitations, "invited", seen_by_both)
    with ThreadPoolExecutor(2) as threads:
        (chosen,) = filter(None, threads.map(once, (PASSWORD, "stege hallon plåt nio")))
    assert authenticate(engine, "rolf", chosen, "10.0.0.1") is not None


def test_only_its_hash_is_kept(engine: Engine, rolf: Account) -> None:
    token = link(engine)
    with read_session(engine) as session:
        row = session.scalars(select(InvitationRow)).one()
        told = session.scalars(select(AccountEventRow.what)).all()
    assert len(token) >= 43 and token not in (row.token, *told)
    assert told == ["link"]


def test_a_password_that_is_refused_uses_nothing_up(engine: Engine, rolf: Account) -> None:
    token = link(engine)
    for weak in ("kort", "Rolf Rolf Rolf 2026"):
        with pytest.raises(WeakPassword):
            use(engine, token, weak)
    assert use(engine, token).login == "rolf"


@pytest.mark.parametrize("after", ["another link", "a password", "closed", "closed and opened", "a week"])
def test_what_ends_a_link(engine: Engine, rolf: Account, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = link(engine)
    with write_session(engine) as session:
        if after == "another link":
            make_link(session, login="rolf", by=COMMAND_LINE)
        elif after == "a password":
            set_password(session, login="rolf", password="ett annat långt lösenord", by=COMMAND_LINE)
        elif after.startswith("closed"):
            disable_account(session, login="rolf", by=COMMAND_LINE)
        if after == "closed and opened":
            enable_account(session, login="rolf", by=COMMAND_LINE)
    if after == "a week":
        late = utc_now() + LASTS + timedelta(seconds=1)
        monkeypatch.setattr(invitations, "utc_now", lambda: late)
    with pytest.raises(LinkOver):
        use(engine, token)


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "å"])
def test_what_never_was_a_link(engine: Engine, rolf: Account, token: str) -> None:
    link(engine)
    with pytest.raises(LinkOver):
        use(engine, token)


def test_only_who_administers_makes_links_and_only_to_open_accounts(engine: Engine, rolf: Account) -> None:
    with pytest.raises(AccountFault, match="Bara en administratör"):
        link(engine, by=rolf)
    with write_session(engine) as session:
        disable_account(session, login="rolf", by=COMMAND_LINE)
    with pytest.raises(AccountFault, match="stängt"):
        link(engine)


def test_an_administrator_is_always_left(engine: Engine) -> None:
    ada = person(engine, "Ada", "administrator")
    with write_session(engine) as session, pytest.raises(AccountFault, match="eget konto"):
        disable_account(session, login="ada", by=ada)
    with write_session(engine) as session, pytest.raises(AccountFault, match="eget konto"):
        revoke_role(session, login="ada", role="administrator", unit=None, by=ada)
