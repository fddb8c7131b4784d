"""A database with any number of programs of the demonstration's size, and people who ask for its pages."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, func, insert, literal, select, text, true

from tests.programs import vald
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.demo.filling import fill
from tracker.store.base import utc_now
from tracker.store.copying import restore
from tracker.store.database import connect, write_session
from tracker.store.definition import ItemRow, ProgramRow
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.loading import load
from tracker.store.schema import upgrade
from tracker.store.value import ChangeRow, ValueRow

PROGRAM, TODAY = "vald-2021-2025", date(2025, 9, 20)
PASSWORD = "ett lösenord för mätningen"
COPIED: tuple[Table, ...] = tuple(
    row.__table__ for row in (ProgramRow, ItemRow, FollowupRow, EventRow, ValueRow, ChangeRow)
)
ROOM = 1_000
"""Keys left free after each copy, for what the timed saves add."""


class Copies:
    """Copies the first program until ``count`` are stored."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.stored = engine, 1
        with engine.connect() as connection:
            keyed = [table for table in COPIED if "id" in table.c]
            self.held = {table.name: connection.scalar(select(func.max(table.c.id))) for table in keyed}

    def until(self, count: int) -> None:
        for number in range(self.stored, count):
            self._add(number)
        self.stored = max(count, self.stored)
        if self.engine.dialect.name == "postgresql":
            # Else the planner knows nothing of the copies until autovacuum comes by.
            with self.engine.begin() as connection:
                connection.execute(text("ANALYZE"))

    def _add(self, number: int) -> None:
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                # What is copied has been checked against its keys already.
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in COPIED:
                connection.execute(self._copy(table, number))
            if self.engine.dialect.name == "postgresql":
                for name in self.held:
                    sequence = f"pg_get_serial_sequence('{name}', 'id')"
                    connection.execute(text(f"SELECT setval({sequence}, max(id)) FROM {name}"))

    def _copy(self, table: Table, number: int) -> Any:
        code = f"kopia-{number}"
        made: dict[str, Any] = {column.name: column for column in table.c}
        for name in made.keys() & {"id", "followup", "item"}:
            made[name] = table.c[name] + number * (self.held[table.name if name == "id" else name] + ROOM)
        if table.name == "program":
            made |= {"code": literal(code), "position": literal(number)}
            made["document"] = func.replace(table.c.document, f'"code":"{PROGRAM}"', f'"code":"{code}"')
            first = table.c.code == PROGRAM
        elif "program" in made:
            made["program"], first = literal(code), table.c.program == PROGRAM
        else:
            first = table.c.followup <= self.held["followup"]
        held = table.c.id <= self.held[table.name] if "id" in table.c else true()
        return insert(table).from_select(list(made), select(*made.values()).where(first, held))


def change(engine: Engine) -> None:
    """A received follow-up is received at another moment: no report that was made before is right any more.

    The moment is ours: the database's own is the same all through a second."""
    with engine.begin() as connection:
        newest = "SELECT max(e.id) FROM event e JOIN followup f ON f.id = e.followup"
        where = f"id = ({newest} WHERE f.program = '{PROGRAM}' AND e.kind = 'approved')"
        connection.execute(EventRow.__table__.update().values(at=utc_now()).where(text(where)))


def prepare(engine: Engine, filled: bool) -> None:
    """The program with its follow-ups, and the people who ask."""
    with write_session(engine) as session:
        if not filled:
            definitions = vald()
            only = definitions.model_copy(update={"programs": (definitions.program(PROGRAM),)})
            load(session, only, TODAY)
            fill(session, TODAY)
        people = (("growth-coordinator", "coordinator", "bromma"), ("growth-compiler", "compiler", None))
        for login, role, unit in people:
            add_account(session, login=login, name=login, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role=role, unit=unit, program=PROGRAM, by=COMMAND_LINE)


def answer_in_three(engine: Engine, stored: int) -> None:
    """The coordinator answers in three programs as soon as there are three."""
    with write_session(engine) as session:
        for number in range(1, min(3, stored)):
            code = f"kopia-{number}"
            grant_role(
                session, login="growth-coordinator", role="coordinator", unit="bromma", program=code, by=COMMAND_LINE
            )


@contextmanager
def database(url: str | None, base: Path | None) -> Iterator[tuple[Engine, Path]]:
    """The database, upgraded, and a folder for what the site keeps. ``base``: an SQLite file or a backup to begin with;
    it is not changed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tracker.sqlite3"
        backup = base is not None and base.suffix == ".backup"
        if base is not None and url and not backup:
            raise SystemExit(f"{base}: only a .backup can be read into {url.partition(':')[0]}; see tracker backup.")
        if base is not None and not backup:
            shutil.copyfile(base, file)
        engine = connect(url or f"sqlite:///{file}")
        if base is not None and backup:
            restore(engine, base)
        upgrade(engine)
        yield engine, Path(folder)
        engine.dispose()
