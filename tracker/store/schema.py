"""Bring the tables up to date, and tell whether they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from tracker.resources import MIGRATIONS
from tracker.store import reasons
from tracker.store.database import DatabaseFault, clear_faults
from tracker.words import gettext as _


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Create or upgrade the tables. Raises DatabaseFault when unreachable or newer than the program."""
    if _newer(current_revision(engine)):
        raise _too_new()
    _make_folder(engine)
    with clear_faults(engine):
        command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an earlier revision (``base``: none)."""
    command.downgrade(_config(engine), revision)


def current_revision(engine: Engine) -> str | None:
    """The revision that the tables have; None before the first."""
    _make_folder(engine)
    with clear_faults(engine), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision that the program expects. No database is asked."""
    return _script().get_current_head()


def revisions() -> frozenset[str]:
    """Every revision that the program knows, the newest one too. No database is asked."""
    return frozenset(script.revision for script in _script().walk_revisions())


def check_ready(engine: Engine) -> None:
    """Raises DatabaseFault unless the tables are there and are those that the program expects."""
    # SQLite would make the file that it does not find.
    current = current_revision(engine) if is_there(engine) else None
    if _newer(current):
        raise _too_new()
    if current is None:
        raise DatabaseFault(_("Databasen är inte skapad; kör tracker init."))
    if current != newest_revision():
        raise DatabaseFault(_("Databasen är från en äldre version av programmet; kör tracker upgrade."))


def _newer(current: str | None) -> bool:
    return current is not None and current not in revisions()


def _too_new() -> DatabaseFault:
    return DatabaseFault(_("Databasen är från en nyare version än det här programmet; installera den versionen."))


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


@cache
def _script() -> ScriptDirectory:
    # Every command and every question whether the site is ready asks, and the migrations are a file each.
    return ScriptDirectory.from_config(_config())


def is_there(engine: Engine) -> bool:
    """False for an SQLite file that nobody has made."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return file is None or file == ":memory:" or Path(file).exists()


def _make_folder(engine: Engine) -> None:
    """SQLite makes its file but not the folder it lies in."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        try:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            message = _("Mappen {folder} kan inte skapas: {reason}.")
            folder = Path(engine.url.database).parent
            raise DatabaseFault(message.format(folder=folder, reason=reasons.of_system(fault))) from fault

