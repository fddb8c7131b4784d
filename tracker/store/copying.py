"""Copy everything from a database to a file and back, from either kind of database to either.

The file is gzipped JSON lines: a heading, then every row of every table in the order that foreign keys allow, then a
count. A restore makes and fills a new database, all or nothing, and rows keep their numbers, so that histories, tokens
and editions stay as they were. A copy made by an earlier version fills the tables of that version, which are then
upgraded as a database in use would be.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Date, DateTime, Engine, LargeBinary, MetaData, Table, func, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from tracker.store.base import ExactDecimal, Utc
from tracker.store.database import read_session, write_session
from tracker.store.definition_mark import DefinitionMarkRow
from tracker.store.job import JobRow
from tracker.store.made_file import MadeFileRow
from tracker.store.schema import check_ready, current_revision, downgrade, newest_revision, revisions, upgrade
from tracker.store.tables import metadata
from tracker.store.whole_file import whole_file
from tracker.words import gettext as _

FORMAT = "tracker-backup-1"
_BATCH = 1_000
_TOLD_EVERY = 5_000
Tell = Callable[[int], None]
_LEFT_OUT = (DefinitionMarkRow.__table__, MadeFileRow.__table__)
"""The database that reads the copy draws a mark of its own; files that were ordered can be made again."""
_FAULTY = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IntegrityError, DataError)
"""What a row that is not one of ours leads to."""


class BackupFault(Exception):
    """A copy that cannot be made or read; the message is a Swedish sentence for the user."""


def backup(engine: Engine, path: Path, tell: Tell = lambda _count: None) -> int:
    """Write every row to the file, which only its owner may read, as of one moment. Returns how many. ``tell``: is
    called with how many it is so far, now and then."""
    count = 0
    with whole_file(path, private=True) as stream, gzip.open(stream, "wt", encoding="utf-8") as file:
        for line in _lines(engine):
            file.write(_line(line))
            count += "row" in line
            if count % _TOLD_EVERY == 0:
                tell(count)
    return count


def _lines(engine: Engine) -> Iterator[dict[str, Any]]:
    count = 0
    with read_session(engine) as session:
        yield {"format": FORMAT, "revision": current_revision(engine)}
        for table in metadata.sorted_tables:
            if table in _LEFT_OUT:
                continue
            names, query = table.columns.keys(), select(table).order_by(*table.primary_key)
            if table is JobRow.__table__:
                # What is going on here is not to begin once more where the copy is read.
                query = query.where(table.c.ended_at.is_not(None))
            for row in session.execute(query.execution_options(yield_per=_batch(table))):
                yield {"table": table.name, "row": dict(zip(names, row, strict=True))}
                count += 1
    yield {"rows": count}


def restore(engine: Engine, path: Path, tell: Tell = lambda _count: None) -> int:
    """Fill an empty database from the file, all or nothing; tables are made where there are none.

    Returns how many rows. ``tell``: as above. Raises BackupFault, DatabaseFault.
    """
    lines = _told(_read(path), tell)
    heading = next(lines, {})
    if heading.get("format") != FORMAT:
        raise BackupFault(_("{file} är ingen säkerhetskopia av det här systemet.").format(file=path.name))
    revision = heading.get("revision")
    if revision not in revisions():
        message = _("Kopian är gjord med en nyare version av programmet ({theirs}); installera den versionen.")
        raise BackupFault(message.format(theirs=revision))
    there = current_revision(engine) is not None
    if there:
        check_ready(engine)
        with read_session(engine) as session:
            _must_be_empty(session)
        if revision == newest_revision():
            return _filled(engine, metadata, lines, path)
        downgrade(engine, "base")
    upgrade(engine, revision)
    try:
        count = _filled(engine, _tables_of(engine, revision), lines, path)
        upgrade(engine)
    except BaseException:
        downgrade(engine, "base")
        if there:
            upgrade(engine)
        raise
    return count


def _told(lines: Iterator[dict[str, Any]], tell: Tell) -> Iterator[dict[str, Any]]:
    for count, line in enumerate(lines, 1):
        if count % _TOLD_EVERY == 0:
            tell(count)
        yield line


def _tables_of(engine: Engine, revision: str) -> MetaData:
    """The tables as they are declared, or for an earlier version as they are found."""
    if revision == newest_revision():
        return metadata
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def _filled(engine: Engine, into: MetaData, lines: Iterator[dict[str, Any]], path: Path) -> int:
    with write_session(engine) as session:
        _must_be_empty(session, into)
        try:
            count = _fill(session, into, lines, path)
        except _FAULTY as fault:
            raise _damaged(path) from fault
        _go_on_counting(session, into)
    return count


def _fill(session: Session, into: MetaData, lines: Iterator[dict[str, Any]], path: Path) -> int:
    tables = {table.name: table for table in into.sorted_tables}
    readers = {name: _readers(table) for name, table in tables.items()}
    batch: list[dict[str, Any]] = []
    now: Table | None = None
    for count, line in enumerate(lines):
        if "rows" in line:
            _flush(session, now, batch)
            if line["rows"] == count:
                return count
            break
        table = tables[line["table"]]
        if table is not now or len(batch) >= _batch(table):
            _flush(session, now, batch)
            now = table
        row = line["row"]
        for name, read in readers[table.name].items():
            if row[name] is not None:
                row[name] = read(row[name])
        batch.append(row)
    raise _damaged(path)


def _batch(table: Table) -> int:
    """How many rows are held in memory at once: one where a row can hold a whole file."""
    return 1 if any(isinstance(column.type, LargeBinary) for column in table.columns) else _BATCH


def _damaged(path: Path) -> BackupFault:
    return BackupFault(_("{file} är avbruten eller skadad. Inget har ändrats.").format(file=path.name))


def _flush(session: Session, table: Table | None, batch: list[dict[str, Any]]) -> None:
    if table is not None and batch:
        session.execute(table.insert(), batch)
        batch.clear()


def _must_be_empty(session: Session, tables: MetaData = metadata) -> None:
    for table in tables.sorted_tables:
        if session.execute(select(table).limit(1)).first() is not None:
            raise BackupFault(_("Databasen är inte tom; läs in kopian i en ny, tom databas."))


def _go_on_counting(session: Session, tables: MetaData) -> None:
    """PostgreSQL counts on from its own sequences, which know nothing of the rows put in with their numbers."""
    bind = session.get_bind()
    if bind.dialect.name != "postgresql":
        return
    for table in tables.sorted_tables:
        for column in table.primary_key:
            owner = {"table": f'"{table.name}"', "column": column.name}
            sequence = session.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), owner)
            if sequence is not None:
                last = session.scalar(select(func.max(column)))
                if last is not None:
                    session.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def _read(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                found = json.loads(line)
                if not isinstance(found, dict):
                    raise _damaged(path)
                yield found
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise _damaged(path) from fault


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: Any) -> str:
    """What JSON has no type for, as a text that loses nothing."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return format(value, "f") if isinstance(value, Decimal) else cast("date", value).isoformat()


def _readers(table: Table) -> dict[str, Callable[[str], Any]]:
    """Column → what makes its value of the copy's text, for those whose values are not texts or numbers there."""
    found = {column.name: _reader(column.type) for column in table.columns}
    return {name: reader for name, reader in found.items() if reader is not None}


def _reader(kind: TypeEngine[Any]) -> Callable[[str], Any] | None:
    match kind:
        case Utc() | DateTime(timezone=True):
            return datetime.fromisoformat
        case DateTime():  # a table as it is found in SQLite, which keeps no time zone
            return lambda text: datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
        case Date():
            return date.fromisoformat
        case LargeBinary():
            return partial(base64.b64decode, validate=True)
        case ExactDecimal():
            return Decimal
        case _:
            return None
