"""Two come from the provider at the same moment, on both databases: one person gets one account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import func, select

from tests.world import DEFINITIONS
from tracker.accounts.provider.claims import Identity
from tracker.accounts.provider.entering import Entered, enter
from tracker.accounts.provider.mapping import RoleMapping, Rule
from tracker.store.account import AccountRow, IdentityRow, RoleRow
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load

MAPPING = RoleMapping(rules=(Rule(when={"groups": ("x",)}, role="coordinator", unit="bromma"),))
EVA = Identity("https://idp.example", "eva", {"preferred_username": "eva", "name": "Eva", "groups": ["x"]})


def test_one_person_gets_one_account(migrated_url: str) -> None:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, date(2024, 1, 1))

    def come_in(_number: int) -> Entered | Exception:
        with write_session(engine) as session:
            return enter(session, MAPPING, EVA, "127.0.0.1")

    with ThreadPoolExecutor(6) as pool:
        entered = list(pool.map(come_in, range(6)))
    assert all(isinstance(each, Entered) for each in entered), entered
    with read_session(engine) as session:
        counts = [session.scalar(select(func.count()).select_from(row)) for row in (AccountRow, IdentityRow, RoleRow)]
    assert counts == [1, 1, 1]
    engine.dispose()
