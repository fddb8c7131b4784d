"""A request reads in one session, which a write ends: what is read afterwards shows what was written."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import QueuePool, event, select, text, update

from tests.fixtures.server import PASSWORD, Site
from tracker.store.account import AccountRow
from tracker.store.database import DatabaseFault
from tracker.web.database import read_session, write_session

NAME = select(AccountRow.name).where(AccountRow.login == "karin")


def rename(name: str) -> Any:
    return update(AccountRow).where(AccountRow.login == "karin").values(name=name)


def test_a_page_is_read_in_one_session(site: Site) -> None:
    client, begun = site.app.test_client(), list[str]()
    site.app.config["WTF_CSRF_ENABLED"] = False
    client.post("/logga-in", data={"login": "karin", "password": PASSWORD})
    page = "/mottagning/vald-2021-2025/2024-T2"
    assert client.get(page).status_code == 200  # the first look at a program is remembered, which writes
    event.listen(site.engine, "begin", lambda _connection: begun.append("begun"))
    assert client.get(page).status_code == 200
    assert begun == ["begun"]


def test_what_was_written_is_read_and_a_block_around_the_write_goes_on(site: Site) -> None:
    with site.app.test_request_context("/"):
        with read_session() as first:
            before = first.scalar(NAME)
        with read_session() as outer:
            assert outer is first
            with write_session() as writing:
                writing.execute(rename("Karin B"))
                with read_session() as meanwhile:
                    assert meanwhile.scalar(NAME) == before
            assert outer.scalar(NAME) == before
        with read_session() as after:
            assert (after.scalar(NAME), after is first) == ("Karin B", False)
    with site.app.test_request_context("/"), read_session() as another:
        assert another is not after
    pool = site.engine.pool
    assert isinstance(pool, QueuePool) and pool.checkedout() == 0


def test_after_a_fault_the_page_of_errors_reads_anew(site: Site) -> None:
    with site.app.test_request_context("/"):
        with pytest.raises(DatabaseFault), read_session() as faulty:
            faulty.execute(text("SELECT nothing FROM account"))
        with read_session() as session:
            assert session is not faulty and session.scalar(NAME) is not None
