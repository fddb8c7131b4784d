"""What is kept in memory of the definitions is used only while the database holds the same, whoever changes them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, delete, event, insert, select, text, update
from sqlalchemy.orm import Session

from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker.store import catalogue
from tracker.store.copying import backup, restore
from tracker.store.database import connect, read_session, write_session
from tracker.store.definition_mark import DefinitionMarkRow
from tracker.store.freshness import open_stamp, report_stamp
from tracker.store.loading import load
from tracker.store.observed import item_codes
from tracker.store.schema import downgrade, upgrade
from tracker.store.tables import metadata

TABLES = [table for table in metadata.sorted_tables if {"document", "retired_on"} <= set(table.columns.keys())]
"""Every table of definitions: it holds them as documents, which are retired and never deleted."""

QUESTIONS: dict[str, Callable[[Session], object]] = {
    "program": lambda session: catalogue.read_program(session, PROGRAM),
    "programs": lambda session: catalogue.read_programs(session, [PROGRAM]),
    "organisation": catalogue.read_organisation,
    "heads": catalogue.read_heads,
    "some heads": lambda session: catalogue.read_heads(session, [PROGRAM, "other"]),
    "ils": lambda session: catalogue.read_ils(session, PROGRAM),
    "language": catalogue.read_language,
    "codes": catalogue.program_codes,
    "units": catalogue.read_units,
    "city": catalogue.read_city,
    "stamp": lambda session: report_stamp(session, PROGRAM),
    "open stamp": lambda session: open_stamp(session, PROGRAM),
    "stamp of all": lambda session: open_stamp(session, None),
    "items": lambda session: item_codes(session, PROGRAM),
}


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    yield engine
    engine.dispose()


def mark(engine: Engine) -> str | None:
    with read_session(engine) as session:
        return session.scalar(select(DefinitionMarkRow.mark))


def answers(engine: Engine) -> dict[str, object]:
    with read_session(engine) as session:
        return {name: ask(session) for name, ask in QUESTIONS.items()}


def answers_as_read(engine: Engine) -> dict[str, object]:
    """The same where nothing is kept: in a session that may write."""
    with write_session(engine) as session:
        return {name: ask(session) for name, ask in QUESTIONS.items()}


def steps(connection: Connection, table: Table) -> Iterator[Callable[[], object]]:
    """A row that is added, changed and taken away."""
    row = dict(connection.execute(select(table).limit(1)).mappings().one()) | {"code": "added"}
    row.pop("id", None)
    added = table.c.code == "added"
    yield lambda: connection.execute(insert(table), row)
    yield lambda: connection.execute(update(table).where(added).values(position=99))
    yield lambda: connection.execute(delete(table).where(added))


@pytest.mark.parametrize("copied_in", [False, True])
def test_every_change_of_every_table_of_definitions_draws_a_new_mark(engine: Engine, copied_in: bool) -> None:
    """``copied_in``: as what reads in copies does it on PostgreSQL, with triggers and keys left out."""
    assert {table.name for table in TABLES} >= {"unit", "organisation", "program", "item"}
    seen = [mark(engine)]
    with engine.execution_options(writes=True).connect() as connection:
        for table in TABLES:
            for step in steps(connection, table):
                connection.rollback()
                if copied_in and engine.dialect.name == "postgresql":
                    connection.execute(text("SET LOCAL session_replication_role = replica"))
                step()
                connection.commit()
                seen.append(mark(engine))
    assert None not in seen and len(set(seen)) == 1 + 3 * len(TABLES), seen


def test_rows_that_are_emptied_out_or_streamed_in_draw_a_new_mark(engine: Engine) -> None:
    """PostgreSQL's TRUNCATE and COPY, as one who looks after the database may use them."""
    if engine.dialect.name != "postgresql":
        return
    seen = [mark(engine)]
    with engine.begin() as connection:
        driver: Any = connection.connection.dbapi_connection
        for table in TABLES:
            with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} FROM STDIN"):
                pass
            seen.append(connection.scalar(select(DefinitionMarkRow.mark)))
            driver.execute(f"TRUNCATE {table.name} CASCADE")
            seen.append(connection.scalar(select(DefinitionMarkRow.mark)))
    assert len(set(seen)) == 1 + 2 * len(TABLES)


CHANGES = (
    "UPDATE item SET document = replace(document, 'Aktivitet A1.1', 'Nya ord') WHERE code = 'A1.1'",
    "UPDATE unit SET document = replace(document, 'Bromma', 'Stora Bromma') WHERE code = 'bromma'",
    """UPDATE organisation SET document = replace(document, '"language":"sv"', '"language":"en"')""",
    "UPDATE program SET retired_on = '2024-09-01' WHERE code = 'prov'",
    "UPDATE item SET code = 'A9.9' WHERE code = 'A1.1'",
)


def test_what_others_change_is_read_by_the_next_who_asks(engine: Engine) -> None:
    """By hand, past all code of ours; every question that is answered from memory is answered as the database would."""
    for statement in CHANGES:
        before = answers(engine)
        with write_session(engine) as session:
            assert session.connection().execute(text(statement)).rowcount >= 1
        after = answers(engine)
        assert after == answers_as_read(engine), statement
        assert after != before, statement


def test_who_has_begun_to_read_reads_on_as_of_then_and_spoils_nothing(engine: Engine) -> None:
    before = answers(engine)
    with read_session(engine) as early:
        assert catalogue.read_language(early) == "sv"
        with write_session(engine) as session:
            for statement in CHANGES:
                session.execute(text(statement))
        assert {name: ask(early) for name, ask in QUESTIONS.items()} == before
        after = answers(engine)
        assert {name: ask(early) for name, ask in QUESTIONS.items()} == before
    assert after == answers(engine) == answers_as_read(engine)
    assert after["program"] != before["program"]


def test_a_change_that_is_taken_back_leaves_the_mark_and_its_own_is_never_drawn_again(engine: Engine) -> None:
    seen = [mark(engine)]
    before = answers(engine)
    for _time in range(2):
        with engine.execution_options(writes=True).connect() as connection:
            connection.execute(text(CHANGES[0]))
            seen.append(connection.scalar(select(DefinitionMarkRow.mark)))
            connection.rollback()
    assert mark(engine) == seen[0] and len(set(seen)) == 3
    assert answers(engine) == before


def test_a_copy_of_the_database_has_its_own_definitions(migrated_sqlite: Path, tmp_path: Path) -> None:
    """One process may ask several databases: a standby that has been told nothing, a copy to try things in."""
    first, second = (tmp_path / "first.sqlite3", tmp_path / "second.sqlite3")
    shutil.copyfile(migrated_sqlite, first)
    engines = [connect(f"sqlite:///{file}") for file in (first, second)]
    with write_session(engines[0]) as session:
        load(session, DEFINITIONS, TODAY)
    engines[0].dispose()
    shutil.copyfile(first, second)
    before = answers(engines[0])
    assert answers(engines[1]) == before
    for engine, statement in zip(engines, CHANGES, strict=False):
        with write_session(engine) as session:
            session.execute(text(statement))
    for engine in engines:
        assert answers(engine) == answers_as_read(engine) != before
        engine.dispose()


def test_a_database_that_is_read_in_from_a_copy_draws_its_own(engine: Engine, tmp_path: Path) -> None:
    backup(engine, tmp_path / "copy.gz")
    other = connect(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    restore(other, tmp_path / "copy.gz")
    assert mark(other) not in (None, mark(engine))
    assert answers(other) == answers(engine)
    other.dispose()


def test_there_is_a_mark_as_soon_as_there_are_definitions(migrated_url: str) -> None:
    """Also after an upgrade; without one nothing is kept."""
    engine = connect(migrated_url)
    assert mark(engine) is None
    with read_session(engine) as session:
        assert catalogue.read_heads(session) == ()
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    first = mark(engine)
    assert first is not None
    with read_session(engine) as session:
        assert len(catalogue.read_heads(session)) == 1
    downgrade(engine, "0032")
    upgrade(engine)
    assert mark(engine) not in (None, first)
    engine.dispose()


def test_the_same_definitions_are_asked_for_once_and_stand_on_nothing_else(engine: Engine) -> None:
    """The second who asks asks for the mark alone; and nothing that is kept is read from any table without triggers."""
    asked: list[str] = []

    @event.listens_for(engine, "before_execute")
    def note(_connection: object, statement: Any, *_more: object) -> None:
        if hasattr(statement, "get_final_froms"):
            asked.extend(each.name for each in statement.get_final_froms())

    kept = {name: ask for name, ask in QUESTIONS.items() if "stamp" not in name and name not in ("codes", "city")}
    for turn in range(2):
        asked.clear()
        with read_session(engine) as session:
            for ask in kept.values():
                ask(session)
        marked = {*(table.name for table in TABLES), DefinitionMarkRow.__tablename__}
        assert set(asked) == (marked if turn == 0 else {DefinitionMarkRow.__tablename__})
    assert asked == [DefinitionMarkRow.__tablename__]
