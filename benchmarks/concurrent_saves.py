"""Many bodies save at once: no update may be lost, none may fail.

    python benchmarks/concurrent_saves.py [--saves 1000] [--url postgresql://…]

Fourteen people save figures in their own bodies' follow-ups, and every other pair of them works in the same
follow-up on the same figure. Who comes second is told so and saves again on top of the first. Without ``--url``
a SQLite file in a temporary folder is used. Prints what was saved and how long it took.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tracker import resources
from tracker.accounts.account import Account, Grant
from tracker.definitions.loader import load as load_files
from tracker.definitions.view import View, view
from tracker.entry.keys import RowKey
from tracker.entry.model import BLANK, Value
from tracker.followups.errors import Conflict
from tracker.followups.operations import open_
from tracker.followups.saving import save
from tracker.followups.verifying import followup_faults
from tracker.store.account import AccountRow
from tracker.store.base import utc_now
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import followups, history_of, tokens_of, values_of
from tracker.store.schema import upgrade

TODAY = date(2024, 9, 10)
PERIOD = "2024-T2"
PEOPLE = 14
KEY = RowKey("I2.1")


@dataclass(frozen=True)
class Outcome:
    """``lost``: saves that are not in the present values or their history. ``faults``: of the verification."""

    saves: int
    conflicts: int
    seconds: float
    lost: int
    faults: tuple[str, ...]


def run(engine: Engine, saves: int) -> Outcome:
    """Save ``saves`` times in all and count what was kept."""
    seen, places = _prepare(engine)
    shares = [saves // PEOPLE + (number < saves % PEOPLE) for number in range(PEOPLE)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        work = [pool.submit(_person, engine, seen, place, by, s) for (place, by), s in zip(places, shares, strict=True)]
        conflicts = sum(done.result() for done in work)
    seconds = time.perf_counter() - begun
    with read_session(engine) as session:
        opened = followups(session, seen.program.code)
        kept = sum(values_of(session, f.id)[KEY].n or 0 for f in opened)
        logged = sum(change.field == "n" for f in opened for change in history_of(session, f.id))
        faults = tuple(followup_faults(session, seen.program.code))
    return Outcome(saves, conflicts, seconds, (saves - kept) + (saves - logged), faults)


def _prepare(engine: Engine) -> tuple[View, list[tuple[int, Account]]]:
    definitions = load_files(resources.PROGRAM)
    program = definitions.program()
    seen = view(definitions.organisation, program, program.calendar.parse(PERIOD))
    districts = [unit.code for unit in seen.units if unit.is_district]
    places = []
    with write_session(engine) as session:
        load(session, definitions, TODAY)
        opened: dict[str, int] = {}
        for number in range(PEOPLE):
            unit = districts[number % len(districts)]
            row = AccountRow(login=f"p{number}", name=f"Person {number}", created_at=utc_now(), sessions_from=utc_now())
            session.add(row)
            session.flush()
            by = Account(row.id, row.login, row.name, frozenset({Grant("coordinator", unit)}))
            if unit not in opened:
                opened[unit] = open_(session, view=seen, unit=unit, by=by, today=TODAY).id
            places.append((opened[unit], by))
    return seen, places


def _person(engine: Engine, seen: View, followup: int, by: Account, saves: int) -> int:
    """Add one to the figure ``saves`` times; returns how often somebody else had been first."""
    conflicts = done = 0
    while done < saves:
        with read_session(engine) as session:
            tokens, held = tokens_of(session, followup), values_of(session, followup).get(KEY, BLANK)
        n = (held.n or 0) + 1
        try:
            with write_session(engine) as session:
                # The name tells two people's values apart: saving what is held already would be no save.
                changes = {KEY: Value(n=n, d=1_000_000, comment=by.name)}
                save(session, followup=followup, view=seen, changes=changes, seen=tokens, by=by, today=TODAY)
            done += 1
        except Conflict:
            conflicts += 1
    return conflicts


def main() -> int:
    parser = argparse.ArgumentParser(description="Save from many bodies at once.")
    parser.add_argument("--saves", type=int, default=1000)
    parser.add_argument("--url", help="an empty database; default: a temporary SQLite file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(arguments.url or f"sqlite:///{folder}/tracker.db")
        upgrade(engine)
        outcome = run(engine, arguments.saves)
        engine.dispose()
    print(f"{outcome.saves} saves by {PEOPLE} people in {outcome.seconds:.1f} s on {engine.dialect.name}")
    print(f"{outcome.conflicts} told that somebody was first; {outcome.lost} lost; faults: {list(outcome.faults)}")
    return 1 if outcome.lost or outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
