"""A copy holds everything, and can be read into the other kind of database."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from tests.programs import VALD
from tracker.pipeline import make_report
from tracker.report.serialise import to_json
from tracker.store.base import utc_now
from tracker.store.copying import BackupFault, backup, restore
from tracker.store.database import DatabaseFault, connect, read_session, write_session
from tracker.store.definition import UnitRow
from tracker.store.followup import EventRow
from tracker.store.schema import check_ready
from tracker.store.tables import metadata


def rows(engine: Engine) -> dict[str, list[object]]:
    with read_session(engine) as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def content(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("copy") / "copy.gz"
    backup(connect(f"sqlite:///{filled_once}"), file)
    return file.read_bytes()


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


def test_a_spoiled_copy_makes_no_database_and_a_good_one_does(content: bytes, copy: Path, database_url: str) -> None:
    engine = connect(database_url)
    for spoil in (_torn, _foreign, _older, _doubled):
        copy.write_bytes(spoil(content))
        with pytest.raises(BackupFault):
            restore(engine, copy)
        with pytest.raises(DatabaseFault, match="inte skapad"):
            check_ready(engine)
    copy.write_bytes(content)
    assert restore(engine, copy) > 30_000
    engine.dispose()


@pytest.mark.parametrize("spoil", [_cut, _torn, _foreign, _older])
def test_a_spoiled_copy_changes_nothing(migrated_sqlite: Path, copy: Path, tmp_path: Path, spoil: Spoil) -> None:
    empty = tmp_path / "empty.sqlite3"
    empty.write_bytes(migrated_sqlite.read_bytes())
    engine = connect(f"sqlite:///{empty}")
    copy.write_bytes(spoil(copy.read_bytes()))
    with pytest.raises(BackupFault):
        restore(engine, copy)
    with read_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(UnitRow)) == 0
