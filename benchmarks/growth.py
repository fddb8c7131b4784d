"""What a request costs must depend on what it shows, not on how many programs are stored.

    python -m benchmarks.growth [--programs 1 10 30] [--times 50] [--url postgresql://…] [--base FILE]

The demonstration's program, with all its follow-ups and changes, is copied in SQL until so many programs are stored
(editions stay those of the first). Then each page is asked for by somebody signed in, compressed, with received figures
changed before every request; one request of each kind after another, so that all meet the same machine. Printed: CPU
milliseconds of this process (median) with those of the database's (mean, PostgreSQL on this machine).

Beside the report the least that it could cost: its rows read with hand-written SQL; beside each page a bare one of
Flask and Jinja with as many cells. Beside all of it *a fixed piece of work*, which shows how much slower the machine
was for one column than for another: others work on it too, and then the processor's time of everything grows. Growth
is judged in pieces of that work.

``--base``: a backup (on SQLite a database too) to begin with; else the demonstration is made, without editions.
Ends with 1 if a page costs more than 20 % more with the most programs than with the second fewest.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from benchmarks.bare_page import bare_page, cells_in
from benchmarks.many_programs import PASSWORD, PROGRAM, Copies, answer_in_three, change, database, prepare
from tracker.cli.long_runs import SELDOM
from tracker.config import Settings
from tracker.editions.verifying import verify
from tracker.pipeline import make_report
from tracker.store.database import read_session
from tracker.web.app import create_app

PERIOD = "2025-T1"
FIXED, VERIFY = "a fixed piece of work", "verify of one program"
REPORT, ROWS_IN_SQL, TIMES_ROWS = "one period's report", "its rows in SQL", "the report, times its rows"
BESIDE_VERIFY = "the fixed work beside it"
NOT_JUDGED = {FIXED, BESIDE_VERIFY, TIMES_ROWS}
BARE, TIMES_BARE = "{}, bare", "{}, times a bare one"
MOST_GROWTH = 1.2
ROWS = """
    SELECT f.unit, f.year, f.part, i.code, v.dimension, v.category, v.n, v.d, v.empty, v.status, v.comment, v.forecast,
           v.starts_on, v.ends_on, v.text, v.target
    FROM value v JOIN followup f ON f.id = v.followup JOIN item i ON i.id = v.item
    WHERE f.program = :program AND 'approved' = (SELECT kind FROM event WHERE followup = f.id ORDER BY seq DESC LIMIT 1)
"""


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


def seen_in(page: str, item: str) -> dict[str, int]:
    """The version of an item that an entry page shows, as a save hands it back."""
    token = re.search(rf'name="seen:{re.escape(item)}" value="(\d+)"', page)
    return {item: int(token[1]) if token else 0}


def requests(app: Flask, engine: Engine) -> dict[str, Callable[[int], object]]:
    """What is timed, by name."""
    coordinator, compiler = Visitor(app, "growth-coordinator"), Visitor(app, "growth-compiler")
    page = coordinator.client.get("/").text
    found = re.search(r'href="((/uppfoljning/[^"#]+/bromma)/mal/[^"#]+)', page)
    assert found is not None
    goal, address = found[1], found[2]
    entry = coordinator.client.get(goal).text
    field = re.findall(r'name="(A[^"/]+/comment)"', entry)[0]
    seen = seen_in(entry, field.partition("/")[0])
    shown = {
        "start page": (coordinator, "/"),
        "entry page": (coordinator, goal),
        "progress page": (compiler, f"/program/{PROGRAM}/{PERIOD}"),
        "receipt page": (compiler, f"/mottagning/{PROGRAM}/{PERIOD}"),
        "list of editions": (compiler, f"/utgavor/{PROGRAM}"),
    }
    timed: dict[str, Callable[[int], object]] = {
        REPORT: lambda _number: _report(engine),
        ROWS_IN_SQL: lambda _number: _rows(engine),
        "one save": lambda number: coordinator.save(address, field, seen, number),
    }
    for name, (who, where) in shown.items():
        timed[name] = lambda _number, who=who, where=where: who.get(where)
        timed[BARE.format(name)] = bare_page(cells_in(who.client.get(where).text))
    return timed


def _report(engine: Engine) -> object:
    with read_session(engine) as session:
        return make_report(session, PROGRAM, PERIOD)


def _rows(engine: Engine) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(*_driver(engine)).fetchall()


def _verified(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        return list(verify(session, PROGRAM))


def _driver(engine: Engine) -> tuple[str, dict[str, str]]:
    named = "%(program)s" if engine.dialect.name == "postgresql" else ":program"
    return ROWS.replace(":program", named), {"program": PROGRAM}


def fixed_work(_number: int) -> str:
    """Always the same, and of no use."""
    return json.dumps(sorted({f"{place % 977}": (place, str(place)) for place in range(30_000)}.items()))


def _once(engine: Engine, act: Callable[[int], object], number: int) -> tuple[float, float]:
    """CPU seconds of one run: this process's, and the database's."""
    before, begun = _database_cpu(engine), time.process_time()
    act(number)
    return time.process_time() - begun, _database_cpu(engine) - before


def timed(engine: Engine, acts: dict[str, Callable[[int], object]], times: int) -> dict[str, float]:
    """Name → CPU milliseconds of one run: this process's median and the database's mean."""
    for act in acts.values():
        act(-1)
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in acts}
    for number in range(times):
        for name, act in acts.items():
            change(engine)
            spent[name].append(_once(engine, act, number))
    found = {
        name: 1000 * (statistics.median(own for own, _theirs in each) + sum(theirs for _own, theirs in each) / times)
        for name, each in spent.items()
    }
    pages = [name for name in spent if BARE.format(name) in spent]
    bare = {TIMES_BARE.format(name): _times(spent[name], spent[BARE.format(name)]) for name in pages}
    return found | {TIMES_ROWS: _times(spent[REPORT], spent[ROWS_IN_SQL])} | bare


def _times(spent: list[tuple[float, float]], least: list[tuple[float, float]]) -> float:
    """How many times the least, one beside the other, so that both met the same machine."""
    return statistics.median(sum(all_) / sum(bare) for all_, bare in zip(spent, least, strict=True))


def _database_cpu(engine: Engine) -> float:
    """CPU seconds that PostgreSQL's processes for us have used, not those that tidy up; SQLite works in our own."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect() as connection:
        ours = "datname = current_database() AND backend_type = 'client backend'"
        pids = list(connection.scalars(text(f"SELECT pid FROM pg_stat_activity WHERE {ours}")))
    stats = (Path(f"/proc/{pid}/stat") for pid in pids)
    fields = (file.read_text().rpartition(")")[2].split() for file in stats if file.exists())
    return sum(int(each[11]) + int(each[12]) for each in fields) / 100


def measured(engine: Engine, folder: Path, counts: list[int], times: int) -> dict[str, list[float]]:
    """Name → CPU milliseconds with each number of programs."""
    app = create_app(Settings("", folder, "http://127.0.0.1", None, "a key for the measurement only"), engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    # As ``tracker serve`` does it.
    gc.freeze()
    gc.set_threshold(*SELDOM)
    copies, found = Copies(engine), dict[str, list[float]]()
    for count in counts:
        copies.until(count)
        answer_in_three(engine, count)
        found_now = timed(engine, {FIXED: fixed_work, **requests(app, engine)}, times)
        beside = [_once(engine, fixed_work, number)[0] for number in range(5)]
        found_now[VERIFY] = 1000 * sum(_once(engine, lambda _number: _verified(engine), 0))
        beside += [_once(engine, fixed_work, number)[0] for number in range(5)]
        found_now[BESIDE_VERIFY] = 1000 * statistics.median(beside)
        for name, spent in found_now.items():
            found.setdefault(name, []).append(spent)
        print(f"{count} programs: load {os.getloadavg()[0]:.1f}, {found_now}", file=sys.stderr, flush=True)
    return found


def told(found: dict[str, list[float]], counts: list[int], engine: Engine) -> list[str]:
    """The table, in the words of docs/performance.md."""
    head = " | ".join(f"{count} programs" if count > 1 else "1 program" for count in counts)
    lines = [f"CPU ms on {engine.dialect.name}", "", f"| | {head} |", "|---" * (len(counts) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(f"{ms:.1f}" if ", times " in name else f"{ms:.0f}" for ms in each) + " |"
        for name, each in found.items()
    ]
    return lines


def _is_judged(name: str) -> bool:
    return name not in NOT_JUDGED and not name.endswith(", bare") and ", times " not in name


def grown(found: dict[str, list[float]]) -> list[str]:
    """What costs more with the most programs than it may, in pieces of the fixed work."""
    few = min(1, len(found[FIXED]) - 1)
    fixed = {name: found[BESIDE_VERIFY if name == VERIFY else FIXED] for name in found if _is_judged(name)}
    pairs = {name: (found[name][few] / each[few], found[name][-1] / each[-1]) for name, each in fixed.items()}
    return [name for name, (few, many) in pairs.items() if many > MOST_GROWTH * few]


def main() -> int:
    parser = argparse.ArgumentParser(description="Time requests with one and with many programs stored.")
    parser.add_argument("--programs", type=int, nargs="+", default=[1, 10, 30])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--url", help="an empty PostgreSQL database; default: a temporary SQLite file")
    parser.add_argument("--base", type=Path, help="an SQLite database or a backup to begin with")
    given = parser.parse_args()
    with database(given.url, given.base) as (engine, folder):
        prepare(engine, given.base is not None)
        found = measured(engine, folder, given.programs, given.times)
        print(
            f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())} at the end; Python {sys.version.split()[0]}"
        )
        print("\n".join(told(found, given.programs, engine)))
    more = grown(found)
    print(f"grown by more than 20 %: {', '.join(more) or 'nothing'}")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
