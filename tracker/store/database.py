"""Reach the database: SQLite for one machine, PostgreSQL for many.

A reader sees one unchanging state for as long as its session lasts. Writers on SQLite take the write lock when
they begin (BEGIN IMMEDIATE): a read that later turns into a write would lose updates or fail at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from tracker.store import reasons
from tracker.words import gettext as _

_WAIT_SECONDS = 30
_UNDEFINED_TABLE = "42P01"


class DatabaseFault(Exception):
    """The database cannot be used; the message is a Swedish sentence for the user."""


def connect(url: str) -> Engine:
    """An engine for the address. Nothing is read yet. Raises DatabaseFault for an address that is none."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return create_engine(address, connect_args={"connect_timeout": _WAIT_SECONDS}, pool_pre_ping=True)


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that only reads, all of it as of one moment."""
    options: dict[str, Any] = {} if _is_sqlite(engine) else {"isolation_level": "REPEATABLE READ"}
    with clear_faults(engine), Session(engine.execution_options(**options), autoflush=False) as session:
        yield session


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session that is committed when the block ends, and rolled back when it raises."""
    with clear_faults(engine), Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as fault:
        raise DatabaseFault(
            _("Databasens adress går inte att förstå; skriv sqlite:///fil.db eller postgresql://…")
        ) from fault
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    return address


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own transactions begin too late to protect a read that a write depends on.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


@contextmanager
def clear_faults(engine: Engine) -> Iterator[None]:
    """Turn what makes the database unusable into DatabaseFault; what it refuses passes through."""
    try:
        yield
    except DBAPIError as fault:
        clear = _fault_of(engine, fault)
        if clear is None:
            raise
        raise clear from fault


def _fault_of(engine: Engine, fault: DBAPIError) -> DatabaseFault | None:
    """The Swedish sentence for a database that cannot be used; passwords are left out."""
    where, text = engine.url.render_as_string(hide_password=True), str(fault.orig)
    if "no such table" in text or getattr(fault.orig, "sqlstate", None) == _UNDEFINED_TABLE:
        return DatabaseFault(_("Databasen {where} är inte skapad; kör tracker init.").format(where=where))
    if not isinstance(fault, OperationalError) and type(fault) is not DatabaseError:
        return None
    if "locked" in text or "deadlock" in text:
        return DatabaseFault(_("Databasen {where} är upptagen; försök igen om en stund.").format(where=where))
    message = _("Databasen {where} kan inte nås: {reason}. Kontrollera TRACKER_DATABASE_URL.")
    return DatabaseFault(message.format(where=where, reason=reasons.of_database(text)))
