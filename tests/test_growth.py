"""What a request costs depends on what it shows, not on how many programs are stored.

``benchmarks/growth.py`` measures time; here work is counted, which is the same on a busy machine: the steps of the
database's own programs, and Python's calls.
"""

from __future__ import annotations

import cProfile
import pstats
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from benchmarks.growth import requests
from benchmarks.many_programs import Copies, answer_in_three, change, prepare
from tracker.config import Settings
from tracker.store.database import connect
from tracker.web.app import create_app

FEW, MANY = 3, 12
"""The coordinator answers in three programs, so that there are three to begin with."""
BODIES = ("bromma", "farsta", "jarva", "sodermalm", "socialnamnden")
OTHERS = f"SELECT id FROM followup WHERE year < 2025 OR part != 'T1' OR unit NOT IN {BODIES}"
WAITS = """
    UPDATE event SET kind = 'submitted' WHERE kind = 'approved'
    AND followup = (SELECT id FROM followup WHERE unit = 'farsta')
"""
"""One follow-up waits to be received, so that the receipt page looks for warnings in it."""
STEPS = 100


@pytest.fixture
def engine(filled_sqlite: str) -> Iterator[Engine]:
    """One period of some bodies is enough, and quickly copied: what grows with the programs grows with theirs too."""
    engine = connect(filled_sqlite)
    with engine.begin() as connection:
        for table in ("value", "change", "event"):
            connection.execute(text(f"DELETE FROM {table} WHERE followup IN ({OTHERS})"))
        connection.execute(text(f"DELETE FROM followup WHERE id IN ({OTHERS})"))
        connection.execute(text(WAITS))
    yield engine
    engine.dispose()


class Steps:
    """Counts the database's steps, in hundreds."""

    def __init__(self, engine: Engine) -> None:
        self.count = 0
        event.listen(engine, "checkout", self._watch)

    def _watch(self, connection: sqlite3.Connection, *_others: object) -> None:
        connection.set_progress_handler(self._more, STEPS)

    def _more(self) -> int:
        self.count += 1
        return 0


def work(engine: Engine, steps: Steps, act: Callable[[int], object], number: int) -> tuple[int, int]:
    """Python's calls and the database's steps of one request, after the data have changed."""
    act(number)
    change(engine)
    steps.count, profile = 0, cProfile.Profile()
    profile.runcall(act, number + 1)
    return pstats.Stats(profile).total_calls, steps.count


def test_requests_cost_the_same_with_four_times_the_programs(engine: Engine, tmp_path: Path) -> None:
    """Calls within one in a thousand and ten, steps within ten hundreds: a request that only reads the titles of nine
    more programs makes more."""
    prepare(engine, filled=True)
    steps = Steps(engine)
    app = create_app(Settings("", tmp_path, "http://127.0.0.1", None, "a key for this test"), engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    copies, found = Copies(engine), dict[str, list[tuple[int, int]]]()
    for place, count in enumerate((FEW, MANY)):
        copies.until(count)
        answer_in_three(engine, count)
        for name, act in requests(app, engine).items():
            found.setdefault(name, []).append(work(engine, steps, act, 10 * place))
    grown = {
        name: (few, many)
        for name, (few, many) in found.items()
        if many[0] > 1.001 * few[0] + 10 or many[1] > few[1] + 10
    }
    assert grown == {}
