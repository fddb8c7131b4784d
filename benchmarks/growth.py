"""What a request costs must depend on what it shows, not on how many programs are stored.

    python -m benchmarks.growth [--programs 1 10 30] [--times 50] [--url postgresql://…] [--base FILE]

The demonstration's program, with all its follow-ups and changes, is copied in SQL until so many programs are stored
(editions stay those of the first). Then each page is asked for by somebody signed in, compressed, with received figures
changed before every request. Printed: CPU milliseconds of this process (median) with those of the database's (mean,
PostgreSQL on this machine). Beside the report the least that it could cost: its rows read with hand-written SQL.

``--base``: an SQLite database to begin with, which is not changed; else the demonstration is made, without editions.
Ends with 1 if a page costs more than 20 % more with the most programs than with the second fewest.
"""

from __future__ import annotations

import argparse
import gc
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Table, func, insert, literal, select, text, true

from tests.programs import vald
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.config import Settings
from tracker.demo.filling import fill
from tracker.pipeline import make_report
from tracker.store.database import connect, read_session, write_session
from tracker.store.definition import ItemRow, ProgramRow
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.loading import load
from tracker.store.schema import upgrade
from tracker.store.value import ChangeRow, ValueRow
from tracker.web.app import create_app

PROGRAM, PERIOD, TODAY = "vald-2021-2025", "2025-T1", date(2025, 9, 20)
PASSWORD = "ett lösenord för mätningen"
COPIED: tuple[Table, ...] = tuple(
    row.__table__ for row in (ProgramRow, ItemRow, FollowupRow, EventRow, ValueRow, ChangeRow)
)
MOST_GROWTH = 1.2
ROOM = 1_000
"""Keys left free after each copy, for what the timed saves add."""
ROWS = """
    SELECT f.unit, f.year, f.part, i.code, v.dimension, v.category, v.n, v.d, v.empty, v.status, v.comment, v.forecast,
           v.starts_on, v.ends_on, v.text, v.target
    FROM value v JOIN followup f ON f.id = v.followup JOIN item i ON i.id = v.item
    WHERE f.program = :program AND 'approved' = (SELECT kind FROM event WHERE followup = f.id ORDER BY seq DESC LIMIT 1)
"""


class Copies:
    """Copies the first program until ``count`` are stored."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.stored = engine, 1
        with engine.connect() as connection:
            keyed = [table for table in COPIED if "id" in table.c]
            self.held = {table.name: connection.scalar(select(func.max(table.c.id))) for table in keyed}

    def until(self, count: int) -> None:
        with self.engine.begin() as connection:
            for number in range(self.stored, count):
                for table in COPIED:
                    connection.execute(self._copy(table, number))
            if self.engine.dialect.name == "postgresql":
                for name in self.held:
                    sequence = f"pg_get_serial_sequence('{name}', 'id')"
                    connection.execute(text(f"SELECT setval({sequence}, max(id)) FROM {name}"))
                # Else the planner knows nothing of the copies until autovacuum comes by.
                connection.execute(text("ANALYZE"))
        self.stored = max(count, self.stored)

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


class Visitor:
    """Somebody signed in, whose requests are timed."""

    def __init__(self, app: Flask, login: str) -> None:
        self.client: FlaskClient = app.test_client()
        assert self.client.post("/logga-in", data={"login": login, "password": PASSWORD}).status_code == 302

    def get(self, address: str) -> bytes:
        answer = self.client.get(address, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, "gzip"), (address, answer.status)
        return answer.data

    def save(self, address: str, field: str, seen: dict[str, int], number: int) -> None:
        item = field.partition("/")[0]
        data = {field: f"Anteckning {number}", f"seen:{item}": str(seen.get(item, 0))}
        answer = self.client.post(address, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200 and item in answer.get_json()["saved"], answer.text[:300]
        seen[item] = answer.get_json()["tokens"][item]


def requests(app: Flask, engine: Engine) -> dict[str, Callable[[int], object]]:
    """What is timed, by name."""
    coordinator, compiler = Visitor(app, "growth-coordinator"), Visitor(app, "growth-compiler")
    page = coordinator.client.get("/").text
    found = re.search(r'href="(/uppfoljning/[^"#]+/bromma)', page)
    assert found is not None
    address = found[1]
    entry = coordinator.client.get(address).text
    field = re.findall(r'name="(A[^"/]+/comment)"', entry)[0]
    token = re.search(rf'name="seen:{re.escape(field.partition("/")[0])}" value="(\d+)"', entry)
    seen = {field.partition("/")[0]: int(token[1]) if token else 0}
    shown = {
        "start page": (coordinator, "/"),
        "entry page": (coordinator, address),
        "progress page": (compiler, f"/program/{PROGRAM}/{PERIOD}"),
        "receipt page": (compiler, f"/mottagning/{PROGRAM}/{PERIOD}"),
        "list of editions": (compiler, f"/utgavor/{PROGRAM}"),
    }
    timed: dict[str, Callable[[int], object]] = {
        "one period's report": lambda _number: _report(engine),
        "its rows in SQL": lambda _number: _rows(engine),
        "one save": lambda number: coordinator.save(address, field, seen, number),
    }
    for name, (who, where) in shown.items():
        timed[name] = lambda _number, who=who, where=where: who.get(where)
    return timed


def _report(engine: Engine) -> object:
    with read_session(engine) as session:
        return make_report(session, PROGRAM, PERIOD)


def _rows(engine: Engine) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(*_driver(engine)).fetchall()


def _driver(engine: Engine) -> tuple[str, dict[str, str]]:
    named = "%(program)s" if engine.dialect.name == "postgresql" else ":program"
    return ROWS.replace(":program", named), {"program": PROGRAM}


def change(engine: Engine) -> None:
    """A received follow-up is received at another moment: no report that was made before is right any more."""
    with engine.begin() as connection:
        newest = "SELECT max(e.id) FROM event e JOIN followup f ON f.id = e.followup"
        where = f"id = ({newest} WHERE f.program = '{PROGRAM}' AND e.kind = 'approved')"
        connection.execute(EventRow.__table__.update().values(at=func.now()).where(text(where)))


def timed(engine: Engine, act: Callable[[int], object], times: int) -> float:
    """CPU milliseconds of one run: this process's median and the database's mean."""
    act(-1)
    own, theirs = [], 0.0
    for number in range(times):
        change(engine)
        before, begun = _database_cpu(engine), time.process_time()
        act(number)
        own.append(time.process_time() - begun)
        theirs += _database_cpu(engine) - before
    return 1000 * (statistics.median(own) + theirs / times)


def _database_cpu(engine: Engine) -> float:
    """CPU seconds that PostgreSQL's processes for this database have used; SQLite works in our own."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect() as connection:
        pids = list(connection.scalars(text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")))
    stats = (Path(f"/proc/{pid}/stat") for pid in pids)
    fields = (file.read_text().rpartition(")")[2].split() for file in stats if file.exists())
    return sum(int(each[11]) + int(each[12]) for each in fields) / 100


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
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tracker.sqlite3"
        if base is not None:
            shutil.copyfile(base, file)
        engine = connect(url or f"sqlite:///{file}")
        upgrade(engine)
        yield engine, Path(folder)
        engine.dispose()


def measured(engine: Engine, folder: Path, counts: list[int], times: int) -> dict[str, list[float]]:
    """Name → CPU milliseconds with each number of programs."""
    app = create_app(Settings("", folder, "http://127.0.0.1", None, "a key for the measurement only"), engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    # As ``tracker serve`` does it.
    gc.freeze()
    copies, found = Copies(engine), dict[str, list[float]]()
    for count in counts:
        copies.until(count)
        answer_in_three(engine, count)
        for name, act in requests(app, engine).items():
            found.setdefault(name, []).append(timed(engine, act, times))
    return found


def told(found: dict[str, list[float]], counts: list[int], engine: Engine) -> list[str]:
    """The table, in the words of docs/performance.md."""
    head = " | ".join(f"{count} programs" if count > 1 else "1 program" for count in counts)
    lines = [f"CPU ms on {engine.dialect.name}", "", f"| | {head} |", "|---" * (len(counts) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(f"{ms:.0f}" for ms in each) + " |" for name, each in found.items()]
    return lines


def grown(found: dict[str, list[float]]) -> list[str]:
    """What costs more with the most programs than it may."""
    pairs = {name: (each[min(1, len(each) - 1)], each[-1]) for name, each in found.items()}
    return [name for name, (few, many) in pairs.items() if many > MOST_GROWTH * few]


def main() -> int:
    parser = argparse.ArgumentParser(description="Time requests with one and with many programs stored.")
    parser.add_argument("--programs", type=int, nargs="+", default=[1, 10, 30])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--url", help="an empty PostgreSQL database; default: a temporary SQLite file")
    parser.add_argument("--base", type=Path, help="an SQLite database of an earlier run or version to begin with")
    given = parser.parse_args()
    with database(given.url, given.base) as (engine, folder):
        prepare(engine, given.base is not None)
        found = measured(engine, folder, given.programs, given.times)
        print("\n".join(told(found, given.programs, engine)))
    more = grown(found)
    print(f"grown by more than 20 %: {', '.join(more) or 'nothing'}")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
