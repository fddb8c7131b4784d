"""The database: what it refuses, what it says when it cannot be used, and two writers at once."""

import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker.store import reasons
from tracker.store.account import AttemptRow
from tracker.store.base import utc_now
from tracker.store.database import DatabaseFault, connect, read_session, write_session
from tracker.store.definition import ItemRow, UnitRow
from tracker.store.followup import FollowupRow
from tracker.store.loading import load
from tracker.store.standby import standby_faults
from tracker.store.value import ValueRow


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        session.add(FollowupRow(id=1, program=PROGRAM, unit="bromma", year=2024, part="T2"))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    "row, constraint",
    [
        ({"n": -1}, "n_not_negative"),
        ({"d": -1}, "d_not_negative"),
        ({"kind": "share", "n": 5, "d": 4}, "n_within_d"),
        ({"kind": "yes_no", "n": 2, "d": 2}, "yes_no"),
        ({"kind": "yes_no", "n": 2, "d": 1}, "n_within_d"),
        ({"kind": "count", "n": 1, "d": 1}, "no_d"),
        ({"kind": "rate", "n": 1, "d": 1}, "no_d"),
        ({"kind": "mean"}, "kind"),
        ({"empty": "x"}, "empty"),
        ({"empty": "-", "n": 1}, "empty_or_figure"),
        ({"starts_on": TODAY, "ends_on": TODAY.replace(year=2023)}, "dates"),
        ({"dimension": "sex"}, "category"),
        ({"followup": 99}, "fk_value_followup"),
        ({"item": 9999}, "fk_value_item"),
    ],
)
def test_the_database_refuses(engine: Engine, row: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError) as refused, write_session(engine) as session:
        item = session.scalars(select(ItemRow.id).where(ItemRow.code == "I1.1")).one()
        session.execute(insert(ValueRow).values({"followup": 1, "item": item, **row}))
    if engine.dialect.name == "postgresql" or not constraint.startswith("fk_"):
        assert constraint in str(refused.value)


def test_one_value_per_followup_item_dimension_and_category(engine: Engine) -> None:
    with pytest.raises(IntegrityError), write_session(engine) as session:
        item = session.scalars(select(ItemRow.id).where(ItemRow.code == "I1.1")).one()
        for _ in range(2):
            session.execute(insert(ValueRow).values(followup=1, item=item, dimension="sex", category="women"))


def test_what_raises_inside_a_writing_session_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError), write_session(engine) as session:
        session.execute(update(UnitRow).values(position=99))
        raise RuntimeError
    with read_session(engine) as session:
        assert 99 not in set(session.scalars(select(UnitRow.position)))


def test_a_reader_sees_one_state_while_others_write(engine: Engine) -> None:
    with read_session(engine) as reader:
        before = reader.scalars(select(UnitRow.position)).all()
        with write_session(engine) as writer:
            writer.execute(update(UnitRow).values(position=99))
        assert reader.scalars(select(UnitRow.position)).all() == before


def test_writers_that_read_first_lose_no_update(engine: Engine) -> None:
    def add_one(_number: int) -> None:
        with write_session(engine) as session:
            row = session.get_one(UnitRow, "bromma", with_for_update=True)
            row.position += 1

    with write_session(engine) as session:
        session.execute(update(UnitRow).values(position=0))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(60)))
    with read_session(engine) as session:
        assert session.get_one(UnitRow, "bromma").position == 60


@pytest.mark.parametrize(
    "url, words",
    [
        ("nonsense", "adress går inte att förstå"),
        ("oracle2://x", "adress går inte att förstå"),
    ],
)
def test_an_address_that_is_none(url: str, words: str) -> None:
    with pytest.raises(DatabaseFault, match=words):
        connect(url)


def test_a_database_that_cannot_be_reached_is_named_without_its_password() -> None:
    engine = connect("postgresql://tracker:hemligt@127.0.0.1:1/tracker")
    with pytest.raises(DatabaseFault, match="kan inte nås") as fault, read_session(engine) as session:
        session.execute(select(UnitRow))
    assert "hemligt" not in str(fault.value) and "TRACKER_DATABASE_URL" in str(fault.value)
    engine.dispose()


def test_a_database_without_tables_says_what_to_do(database_url: str) -> None:
    engine = connect(database_url)
    with pytest.raises(DatabaseFault, match="inte skapad; kör tracker init"), read_session(engine) as session:
        session.execute(select(UnitRow))
    engine.dispose()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "text.db"
    file.write_text("no database at all, but long enough to look like a file with a header of its own" * 10)
    engine = connect(f"sqlite:///{file}")
    with pytest.raises(DatabaseFault, match="kan inte nås"), read_session(engine) as session:
        session.execute(select(UnitRow))
    engine.dispose()


def test_what_is_acknowledged_is_on_the_disk(tmp_path: Path, migrated_sqlite: Path) -> None:
    """The power goes after twenty saves: what is there is the files as they are, whatever the process still holds.

    FULL is what has each commit synced to the write-ahead log; no test here can pull the plug.
    """
    file = tmp_path / "site.sqlite3"
    shutil.copyfile(migrated_sqlite, file)
    engine = connect(f"sqlite:///{file}")
    with read_session(engine) as reader:  # keeps the log from being moved into the file
        assert reader.execute(text("PRAGMA synchronous")).scalar_one() == 2
        for number in range(20):
            with write_session(engine) as session:
                session.add(AttemptRow(at=utc_now(), login=f"save {number}", address=""))
        for end in ("", "-wal"):
            shutil.copyfile(f"{file}{end}", tmp_path / f"after.sqlite3{end}")
    engine.dispose()
    after = connect(f"sqlite:///{tmp_path / 'after.sqlite3'}")
    with read_session(after) as session:
        assert session.scalar(select(func.count()).select_from(AttemptRow)) == 20
    after.dispose()


def test_a_disk_that_is_read_only_is_called_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """As SQLite meets it: with a log to write beside the file, it cannot even open that."""
    words = "unable to open database file"
    assert reasons.of_database(words, "/proc/x.sqlite3") == "filen eller mappen finns inte eller är skrivskyddad"
    monkeypatch.setattr(os, "statvfs", lambda folder: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert reasons.of_database(words, "/proc/x.sqlite3") == "disken är skrivskyddad"


def test_a_fault_of_tls_is_not_called_by_the_systems_number() -> None:
    refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
    assert reasons.of_system(refused) == "certifikatet godtas inte på den här datorn"
    assert "åtkomst" not in reasons.of_system(ssl.SSLError(1, "wrong version number"))


def test_a_standby_that_is_none_and_is_not_waited_for_is_told(new_postgres_database: Callable[..., str]) -> None:
    """A real one follows in benchmarks/several.py; here the database itself is named, and one that nobody can reach."""
    engine, nowhere = connect(new_postgres_database()), connect("postgresql://x:hemligt@127.0.0.1:1/y")
    itself, unwaited = standby_faults(engine, engine)
    assert "det finns ingen reserv just nu" in itself and "synchronous_commit = remote_apply" in unwaited
    (away,) = standby_faults(engine, nowhere)
    assert away.startswith("TRACKER_DATABASE_READING: ") and "hemligt" not in away
    engine.dispose()
