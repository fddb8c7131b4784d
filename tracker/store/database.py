"""Reach the database: SQLite for one machine, PostgreSQL for many.

A reader sees one unchanging state for as long as its session lasts. Writers on SQLite take the write lock when
they begin (BEGIN IMMEDIATE): a read that later turns into a write would lose updates or fail at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from tracker.store import reasons
from tracker.store.idle import look_before_use
from tracker.store.silence import give_up_silence
from tracker.words import gettext as _

LONGEST_WAIT = 30
"""Seconds that a command waits for a lock or a connection. The site waits less: somebody sits there."""

_STATEMENTS_WAIT = 2
"""How many times as long as for a lock the site lets a statement run; commands may take their time."""

ASKED = "asked"
"""Under this name a session that only reads keeps, by statement, answers that do not change while it lasts."""

_UNDEFINED_TABLE = "42P01"
_GIVEN_UP = frozenset({"55P03", "57014"})
"""PostgreSQL's codes for a lock that was not to be had in time and a statement that ran too long."""


class DatabaseFault(Exception):
    """The database cannot be used; the message is a Swedish sentence for the user."""


class DatabaseBusy(DatabaseFault):
    """The database cannot be used just now: held by others for too long, or not answering. Trying again may help."""


def connect(url: str, wait: int = LONGEST_WAIT) -> Engine:
    """An engine for the address. Nothing is read yet. Raises DatabaseFault for an address that is none.

    ``wait``: seconds until what is held by others, or does not answer, is given up (DatabaseBusy).
    """
    address = _address(url)
    # Faults are logged, and what is looked for or stored is nobody's business there.
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"timeout": wait}, pool_timeout=wait, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return _postgres(address, wait)


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that only reads, all of it as of one moment."""
    asked: dict[str, Any] = {ASKED: {}}
    with clear_faults(engine), Session(engine.execution_options(reads=True), autoflush=False, info=asked) as session:
        yield session


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session that is committed when the block ends, and rolled back when it raises."""
    with clear_faults(engine), Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session


def only_reads(session: Session) -> bool:
    """Whether it sees one unchanging state, in which all is committed."""
    return ASKED in session.info


def plain(session: Session, statement: Executable, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of the statement as plain columns, past what watches objects for changes; ``values``: its parameters."""
    session.flush()
    return session.connection().execute(statement, values).all()


def take_turns(session: Session, name: str) -> None:
    """Let nobody else who asks for the same name go on until this session ends. SQLite has one writer anyway."""
    session.connection()  # begins, and on SQLite waits for the one writer
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


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


def _postgres(address: URL, wait: int) -> Engine:
    # Between us and the server may stand a pool that many share. What a connection has prepared is unknown to the next
    # that such a pool hands out; to prepare statements saved no time that could be measured. Transactions begin as we
    # say: the driver's own BEGIN is an exchange by itself.
    reach = {"connect_timeout": wait, "tcp_user_timeout": wait * 1000, "prepare_threshold": None, "autocommit": True}
    engine = create_engine(address, connect_args=reach, pool_timeout=wait, hide_parameters=True)
    look_before_use(engine)
    # In each transaction rather than when connecting, for the same reason.
    limits = f"SET LOCAL lock_timeout = '{wait}s'"
    if wait < LONGEST_WAIT:
        limits += f"; SET LOCAL statement_timeout = '{wait * _STATEMENTS_WAIT}s'"
        give_up_silence(engine, wait * _STATEMENTS_WAIT + 1)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        level = " ISOLATION LEVEL REPEATABLE READ" if connection.get_execution_options().get("reads") else ""
        connection.exec_driver_sql(f"BEGIN{level}; {limits}")

    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own transactions begin too late to protect a read that a write depends on.
    connection.isolation_level = None
    # FULL: what is acknowledged is on the disk. NORMAL would lose the last commits with the power.
    # What is deleted is written over, whatever the library was built to do.
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def empty_log(engine: Engine) -> None:
    """Take what SQLite's write-ahead log holds into the database, and leave it empty: what was deleted stands in it
    until then. Readers of that moment keep it as it is. PostgreSQL sees to its own log."""
    if _is_sqlite(engine):
        with clear_faults(engine), engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


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
    except TimeoutError as fault:
        raise _busy(_where(engine)) from fault
    except DBAPIError as fault:
        clear = _fault_of(engine, fault)
        if clear is None:
            raise
        raise clear from fault


def _where(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _busy(where: str) -> DatabaseBusy:
    return DatabaseBusy(_("Databasen {where} är upptagen; försök igen om en stund.").format(where=where))


def _fault_of(engine: Engine, fault: DBAPIError) -> DatabaseFault | None:
    """The sentence for a database that cannot be used; passwords are left out."""
    where, words, state = _where(engine), str(fault.orig), getattr(fault.orig, "sqlstate", None)
    if "no such table" in words or state == _UNDEFINED_TABLE:
        return DatabaseFault(_("Databasen {where} är inte skapad; kör tracker init.").format(where=where))
    if state in _GIVEN_UP:
        return _busy(where)
    if not isinstance(fault, OperationalError) and type(fault) is not DatabaseError:
        return None
    if "locked" in words or "deadlock" in words:
        return _busy(where)
    message = _("Databasen {where} kan inte nås: {reason}. Kontrollera TRACKER_DATABASE_URL.")
    file = engine.url.database if _is_sqlite(engine) else None
    return DatabaseFault(message.format(where=where, reason=reasons.of_database(words, file)))
