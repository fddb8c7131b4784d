"""Accounts for tests, without a password. They have to be stored before history can point at them."""

from sqlalchemy import Engine

from tracker.accounts.account import Account, Grant, Role
from tracker.store.account import AccountRow
from tracker.store.base import utc_now
from tracker.store.database import write_session


def person(engine: Engine, name: str, role: Role, unit: str | None = None) -> Account:
    """A stored account that holds one role."""
    login = name.lower()
    with write_session(engine) as session:
        row = AccountRow(login=login, name=name, created_at=utc_now(), sessions_from=utc_now())
        session.add(row)
        session.flush()
        return Account(row.id, login, name, frozenset({Grant(role, unit)}))
