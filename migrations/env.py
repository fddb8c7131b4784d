"""Run migrations on the engine that the program hands over, or, for developers, on TRACKER_DATABASE_URL."""

from alembic import context
from sqlalchemy import Connection, Engine

from tracker.config import read_settings
from tracker.store.database import connect
from tracker.store.tables import metadata


def engine() -> Engine:
    given = context.config.attributes.get("engine")
    if isinstance(given, Engine):
        return given
    return connect(read_settings().database_url)


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=False
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_sqlite(connection: Connection) -> None:
    """SQLite changes a table by rebuilding it. With foreign keys on, dropping the old one would take the rows
    that point at it along, and the setting cannot be changed inside a transaction."""
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        migrate(connection)
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration broke foreign keys: {broken[:5]}")
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


with engine().execution_options(writes=True).connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate(connection)
        connection.commit()
