"""A copy holds everything, and can be read into the other kind of database."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from tests.programs import VALD
from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker.pipeline import make_report
from tracker.report.serialise import to_json
from tracker.store.account import AccountEventRow, AccountRow
from tracker.store.base import utc_now
from tracker.store.copying import BackupFault, backup, restore
from tracker.store.database import DatabaseFault, connect, read_session, write_session
from tracker.store.definition import UnitRow
from tracker.store.definition_mark import DefinitionMarkRow
from tracker.store.followup import EventRow
from tracker.store.job import add_job, end_job, take_job
from tracker.store.loading import load
from tracker.store.made_file import MadeFile, keep_file
from tracker.store.schema import check_ready, upgrade
from tracker.store.tables import metadata


def rows(engine: Engine) -> dict[str, list[object]]:
    with read_session(engine) as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table is not DefinitionMarkRow.__table__  # each database draws its own
        }


@pytest.fixture(scope="module")
def content(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("copy") / "copy.gz"
    backup(connect(f"sqlite:///{filled_once}"), file)
    return file.read_bytes()


MANY = 2_500
"""More rows of one table than are put in at once."""


@pytest.fixture(scope="module")
def little(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The copy of a database with few tables filled, one of them in several turns."""
    folder = tmp_path_factory.mktemp("little")
    shutil.copyfile(migrated_sqlite, folder / "little.sqlite3")
    engine = connect(f"sqlite:///{folder / 'little.sqlite3'}")
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        now = utc_now()
        session.add(AccountRow(id=1, login="sara", name="Sara", created_at=now, sessions_from=now))
        session.flush()
        session.add_all(AccountEventRow(account=1, at=now, by="prov", what="prov") for _ in range(MANY))
    backup(engine, folder / "copy.gz")
    engine.dispose()
    return (folder / "copy.gz").read_bytes()


@pytest.fixture
def copy(content: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "copy.gz"
    file.write_bytes(content)
    return file


def test_a_copy_read_into_either_database_is_the_same(filled_sqlite: str, copy: Path, migrated_url: str) -> None:
    engine = connect(migrated_url)
    assert restore(engine, copy) > 30_000
    assert rows(engine) == rows(connect(filled_sqlite))
    with read_session(engine) as session, read_session(connect(filled_sqlite)) as original:
        assert to_json(make_report(session, VALD, "2023-T2")) == to_json(make_report(original, VALD, "2023-T2"))
    # New rows go on from the highest number.
    with write_session(engine) as session:
        last = session.scalar(select(func.max(EventRow.id))) or 0
        followup = session.scalar(select(EventRow.followup).where(EventRow.seq == 1)) or 0
        event = EventRow(
            followup=followup, seq=99, kind="reopened", at=utc_now(), by="prov", channel="cli", reason="prov"
        )
        session.add(event)
        session.flush()
        assert event.id > last
    engine.dispose()


def test_a_database_that_is_not_empty_is_left_alone(filled_sqlite: str, copy: Path) -> None:
    engine = connect(filled_sqlite)
    before = rows(engine)
    with pytest.raises(BackupFault, match="inte tom"):
        restore(engine, copy)
    assert rows(engine) == before


Spoil = Callable[[bytes], bytes]


def _cut(content: bytes) -> bytes:
    return gzip.compress(gzip.decompress(content)[:-40])


def _torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _foreign(content: bytes) -> bytes:
    return b"PK\x03\x04" + content


def _older(content: bytes) -> bytes:
    heading, _, rest = gzip.decompress(content).partition(b"\n")
    return gzip.compress(heading.replace(b'"revision":"', b'"revision":"0') + b"\n" + rest)


def _doubled(content: bytes) -> bytes:
    heading, row, *rest = gzip.decompress(content).splitlines(keepends=True)
    return gzip.compress(b"".join((heading, row, row, *rest)))


def test_a_spoiled_copy_makes_no_database_and_a_good_one_does(little: bytes, tmp_path: Path, database_url: str) -> None:
    copy = tmp_path / "copy.gz"
    engine = connect(database_url)
    for spoil in (_torn, _foreign, _older, _doubled):
        copy.write_bytes(spoil(little))
        with pytest.raises(BackupFault):
            restore(engine, copy)
        with pytest.raises(DatabaseFault, match="inte skapad"):
            check_ready(engine)
    copy.write_bytes(little)
    assert restore(engine, copy) > MANY
    engine.dispose()


@pytest.mark.parametrize("spoil", [_cut, _torn, _foreign, _older])
def test_a_spoiled_copy_changes_nothing(migrated_sqlite: Path, little: bytes, tmp_path: Path, spoil: Spoil) -> None:
    empty, copy = tmp_path / "empty.sqlite3", tmp_path / "copy.gz"
    empty.write_bytes(migrated_sqlite.read_bytes())
    engine = connect(f"sqlite:///{empty}")
    copy.write_bytes(spoil(little))
    with pytest.raises(BackupFault):
        restore(engine, copy)
    with read_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(UnitRow)) == 0
        assert session.scalar(select(func.count()).select_from(AccountEventRow)) == 0


OLDER = (
    {"format": "tracker-backup-1", "revision": "0006"},
    {"table": "account", "row": {
        "id": 3, "login": "sara", "name": "Sara", "email": None, "password": None, "disabled": False,
        "created_at": "2024-07-01T00:30:00+02:00", "sessions_from": "2024-07-01T00:30:00+02:00",
    }},
    {"table": "account_event", "row": {
        "id": 8, "account": 3, "at": "2024-06-30T22:30:00+00:00", "by": "prov", "what": "kontot skapades",
    }},
    {"rows": 2},
)  # fmt: skip


@pytest.mark.parametrize("there", [False, True])
def test_a_copy_of_an_older_version_is_read_and_upgraded(database_url: str, tmp_path: Path, there: bool) -> None:
    copy = tmp_path / "older.gz"
    copy.write_bytes(gzip.compress("\n".join(json.dumps(line) for line in OLDER).encode()))
    engine = connect(database_url)
    if there:
        upgrade(engine)
    assert restore(engine, copy) == 2
    check_ready(engine)
    with read_session(engine) as session:
        account = session.scalars(select(AccountRow)).one()
        assert (account.id, account.login, account.disabled) == (3, "sara", False)
        assert account.created_at == datetime(2024, 6, 30, 22, 30, tzinfo=UTC)
    with write_session(engine) as session:
        event = AccountEventRow(account=3, at=utc_now(), by="prov", what="prov")
        session.add(event)
        session.flush()
        assert event.id > 8
    engine.dispose()


def test_a_damaged_older_copy_leaves_an_empty_database_as_it_was(database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "older.gz"
    copy.write_bytes(gzip.compress("\n".join(json.dumps(line) for line in OLDER[:-1]).encode()))
    engine = connect(database_url)
    upgrade(engine)
    with pytest.raises(BackupFault, match="avbruten eller skadad"):
        restore(engine, copy)
    check_ready(engine)
    engine.dispose()


def test_what_is_going_on_is_not_begun_where_the_copy_is_read(migrated_sqlite: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine, other = (connect(f"sqlite:///{each}") for each in (file, tmp_path / "other.sqlite3"))
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        about: dict[str, Any] = {"account": None, "by": "Siv", "language": "sv", "now": utc_now()}
        add_job(session, "publish", PROGRAM, "{}", **about)
        job = take_job(session, utc_now())
        assert job is not None
        end_job(session, job, "failed", "Nej.", utc_now())
        add_job(session, "publish", PROGRAM, "{}", **about)
        # A file that was ordered can be made again; its bytes go into no copy.
        keep_file(session, job, MadeFile("a.pdf", "application/pdf", b"a"), utc_now())
    backup(engine, tmp_path / "copy.gz")
    restore(other, tmp_path / "copy.gz")
    assert rows(other)["made_file"] == []
    assert [(row[0], row[8]) for row in rows(other)["job"]] == [(1, "failed")]  # type: ignore[index]  # as tuples
    for each in (engine, other):
        each.dispose()
