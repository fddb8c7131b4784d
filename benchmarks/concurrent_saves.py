"""Many bodies save at once through the site: no update may be lost, no request may fail.

    python -m benchmarks.concurrent_saves [--saves 1000] [--url postgresql://…]

Fourteen coordinators, signed in, save figures of their own bodies' follow-ups as the page's script does; where two
share a body they work on the same figure, and who comes second is told so and saves again on top of the first.
Without ``--url`` a SQLite file in a temporary folder is used. Prints what was saved and how long it took.
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
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.programs import vald
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.config import Settings
from tracker.definitions.view import view
from tracker.followups.verifying import followup_faults
from tracker.rows import RowKey
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import followups, history_of, values_of
from tracker.store.schema import upgrade
from tracker.web.app import create_app

TODAY = date(2024, 9, 10)
PERIOD = "2024-T2"
PEOPLE = 14
KEY = RowKey("I2.1")
PASSWORD = "ett lösenord för mätningen"


@dataclass(frozen=True)
class Outcome:
    """``failed``: requests answered with 5xx. ``lost``: saves that are not in the present values or their history.

    ``faults``: of the verification.
    """

    saves: int
    conflicts: int
    failed: int
    lost: int
    seconds: float
    faults: tuple[str, ...]


def run(engine: Engine, folder: Path, saves: int) -> Outcome:
    """Save ``saves`` times in all and count what was kept."""
    program, units = prepare(engine)
    app = create_app(Settings("", folder, "http://127.0.0.1", None, "a key for the measurement only"), engine)
    app.config.update(WTF_CSRF_ENABLED=False, TODAY=TODAY)
    people = [_Coordinator(app, number, program, units[number % len(units)]) for number in range(PEOPLE)]
    shares = [saves // PEOPLE + (number < saves % PEOPLE) for number in range(PEOPLE)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda pair: pair[0].save(pair[1]), zip(people, shares, strict=True)))
    seconds = time.perf_counter() - begun
    with read_session(engine) as session:
        opened = followups(session, program)
        kept = sum(values_of(session, f.id)[KEY].n or 0 for f in opened)
        logged = sum(change.field == "n" for f in opened for change in history_of(session, f.id))
        faults = tuple(followup_faults(session, program))
    conflicts, failed = sum(p.conflicts for p in people), sum(p.failed for p in people)
    return Outcome(saves, conflicts, failed, (saves - kept) + (saves - logged), seconds, faults)


def prepare(engine: Engine, people: int = PEOPLE) -> tuple[str, list[str]]:
    """The program with so many coordinators, ``p0`` and on; its code, and the bodies that they answer for in turn."""
    definitions = vald()
    program = definitions.programs[0]
    seen = view(definitions.organisation, program, program.calendar.parse(PERIOD))
    districts = [unit.code for unit in seen.units if unit.population is not None]
    with write_session(engine) as session:
        load(session, definitions, TODAY)
        for number in range(people):
            login, unit = f"p{number}", districts[number % len(districts)]
            add_account(session, login=login, name=login, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role="coordinator", unit=unit, by=COMMAND_LINE)
    return program.code, districts


class _Coordinator:
    """One person at one browser, who adds one to a figure again and again."""

    def __init__(self, app: Flask, number: int, program: str, unit: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.name, self.path = f"p{number}", f"/uppfoljning/{program}/{PERIOD}/{unit}"
        self.conflicts = self.failed = 0
        answer = self.client.post("/logga-in", data={"login": self.name, "password": PASSWORD})
        assert answer.status_code == 302

    def save(self, times: int) -> None:
        n, token, done = 0, 0, 0
        while done < times:
            answer = self._post(n + 1, token, f"{self.name} {done}")
            clash = next((c for c in answer.get("clashes", []) if c["item"] == KEY.item), None)
            if clash is not None:
                self.conflicts += 1
                n, token = _theirs(clash, n), clash["token"]
            elif KEY.item in answer.get("saved", []):
                n, token, done = n + 1, answer["tokens"][KEY.item], done + 1
            else:
                raise AssertionError(f"neither saved nor told why: {answer}")

    def _post(self, n: int, token: int, comment: str) -> dict[str, Any]:
        # The comment tells two people's values apart: saving what is held already would be no save.
        typed = {"n": str(n), "d": "1000000", "comment": comment}
        data = {f"{KEY.item}/{field}": text for field, text in typed.items()}
        data[f"seen:{KEY.item}"] = str(token)
        answer = self.client.post(self.path, data=data, headers={"Accept": "application/json"})
        self.failed += answer.status_code >= 500
        found: dict[str, Any] = answer.get_json()
        return found


def _theirs(clash: dict[str, Any], mine: int) -> int:
    """The figure that the other person saved; fields that do not differ are not listed."""
    name = f"{KEY.item}/n"
    return next((int(field["theirs"]) for field in clash["fields"] if field["name"] == name), mine + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description="Save from many bodies at once, through the site.")
    parser.add_argument("--saves", type=int, default=1000)
    parser.add_argument("--url", help="an empty database; default: a temporary SQLite file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(arguments.url or f"sqlite:///{folder}/tracker.db")
        upgrade(engine)
        outcome = run(engine, Path(folder), arguments.saves)
        engine.dispose()
    print(f"{outcome.saves} saves by {PEOPLE} people in {outcome.seconds:.1f} s on {engine.dialect.name}")
    print(f"{outcome.conflicts} told that somebody was first; {outcome.lost} lost; {outcome.failed} requests failed")
    print(f"faults: {list(outcome.faults)}")
    return 1 if outcome.lost or outcome.failed or outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
