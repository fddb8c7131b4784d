"""Kill what saves, in the middle of it, again and again: nothing that was acknowledged may be gone, nothing half there.

    python -m benchmarks.kills [--kills 200] [--database sqlite|postgresql]

Six coordinators save figures through the site, as the page's script does, in a process of their own that is killed
(SIGKILL) after a random moment. What it acknowledged it told through a pipe, after the answer. Then everything is
looked at: the present values, the history, and what ``tracker verify`` looks at. On PostgreSQL every fifth kill is of
the server with all that works for it, which then repairs itself. Ends with 1 if anything is lost or half-written.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from benchmarks.concurrent_saves import KEY, PASSWORD, PERIOD, TODAY, prepare
from benchmarks.own_server import own_server
from tracker.config import Settings
from tracker.editions.verifying import verify
from tracker.store.database import connect, read_session
from tracker.store.queries import followups, history_of, values_of
from tracker.store.schema import upgrade
from tracker.web.app import create_app

PEOPLE = 6
LONGEST_SECONDS = 0.4
"""From the first save until the kill, at most."""
SERVER_EVERY = 5
BASE = 1_000_000


@dataclass
class Outcome:
    """``saves``: acknowledged. ``lost``: acknowledged, and not in the values or not in the history. ``half``: values
    that are partly one save's and partly another's. ``faults``: of the verification."""

    kills: int = 0
    of_server: int = 0
    saves: int = 0
    lost: int = 0
    half: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return not (self.lost or self.half or self.faults)


class Killing:
    """``units``: of the people, one each. ``server_killed``: kills the database's server and starts it again."""

    def __init__(self, engine: Engine, folder: Path, server_killed: Callable[[], None] | None = None) -> None:
        self.engine, self._server_killed = engine, server_killed
        self.program, units = prepare(engine, PEOPLE)
        self.units = units[:PEOPLE]
        app = create_app(Settings("", folder, "http://127.0.0.1", None, "a key for the measurement only"), engine)
        app.config.update(WTF_CSRF_ENABLED=False, TODAY=TODAY)
        self._clients = [_signed_in(app, number) for number in range(PEOPLE)]
        self._acknowledged: dict[int, set[int]] = {number: set() for number in range(PEOPLE)}
        self.outcome = Outcome()
        self._chance = random.Random(20261130)

    def once(self, longest: float) -> None:
        """Save, kill after so many seconds at most, look."""
        told, tells = os.pipe()
        self.engine.dispose()
        child = os.fork()
        if child == 0:
            os.close(told)
            self._save_until_killed(tells)
        os.close(tells)
        with os.fdopen(told, "rb", buffering=0) as stream:
            lines = stream.read(1)  # the first save is done
            time.sleep(self._chance.uniform(0, longest))
            if self._server_killed is not None and (self.outcome.kills + 1) % SERVER_EVERY == 0:
                self._server_killed()
                self.outcome.of_server += 1
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += stream.read()
        self.outcome.kills += 1
        self._note(lines)
        self._look()

    def _save_until_killed(self, tells: int) -> None:
        """In the child. Never returns; what cannot be saved ends it, which leaves less to kill and loses nothing."""
        try:
            threads = [Thread(target=self._save, args=(number, tells)) for number in range(PEOPLE)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            time.sleep(60)
        finally:
            os._exit(1)

    def _save(self, number: int, tells: int) -> None:
        client, path = self._clients[number], f"/uppfoljning/{self.program}/{PERIOD}/{self.units[number]}"
        token, count = 0, max(self._acknowledged[number], default=0) + 1
        while True:
            typed = {"n": str(count), "d": str(BASE + count), "comment": str(count)}
            data = {f"{KEY.item}/{name}": value for name, value in typed.items()} | {f"seen:{KEY.item}": str(token)}
            answer = client.post(path, data=data, headers={"Accept": "application/json"})
            if answer.status_code != 200:
                return  # the server is gone
            found = answer.get_json()
            clash = next((each for each in found.get("clashes", []) if each["item"] == KEY.item), None)
            if clash is not None:  # by ourselves, before a kill, without being told
                token, count = clash["token"], count + 1
                continue
            os.write(tells, f"{number} {count}\n".encode())
            token, count = found["tokens"][KEY.item], count + 1

    def _note(self, lines: bytes) -> None:
        whole = lines.decode().rpartition("\n")[0]
        for line in whole.splitlines():
            number, count = map(int, line.split())
            self._acknowledged[number].add(count)
            self.outcome.saves += 1

    def _look(self) -> None:
        with read_session(self.engine) as session:
            opened = {followup.unit: followup.id for followup in followups(session, self.program)}
            for number, unit in enumerate(self.units):
                value = values_of(session, opened[unit])[KEY] if unit in opened else None
                logged = {change.after for change in history_of(session, opened[unit]) if change.field == "n"} \
                    if unit in opened else set()  # fmt: skip
                acknowledged = self._acknowledged[number]
                self.outcome.lost += sum(str(count) not in logged for count in acknowledged)
                if value is None or value.n is None:
                    self.outcome.lost += bool(acknowledged)
                    continue
                self.outcome.lost += value.n < max(acknowledged, default=0)
                self.outcome.half += (value.d, value.comment) != (BASE + value.n, str(value.n))
            self.outcome.faults += verify(session, self.program)
            if self.engine.dialect.name == "sqlite":
                found = session.scalars(text("PRAGMA integrity_check")).all()
                self.outcome.faults += [line for line in found if line != "ok"]


def run(
    engine: Engine, folder: Path, kills: int, server_killed: Callable[[], None] | None = None,
    longest: float = LONGEST_SECONDS,
) -> Outcome:  # fmt: skip
    killing = Killing(engine, folder, server_killed)
    for _number in range(kills):
        killing.once(longest)
        if killing.outcome.kills % 50 == 0:
            print(killing.outcome.kills, killing.outcome.saves, killing.outcome.held, file=sys.stderr, flush=True)
    return killing.outcome


def _signed_in(app: Flask, number: int) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/logga-in", data={"login": f"p{number}", "password": PASSWORD})
    assert answer.status_code == 302
    return client


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[Engine, Callable[[], None] | None]]:
    """An empty database of the kind, and what kills its server."""
    if kind == "sqlite":
        yield connect(f"sqlite:///{folder}/tracker.db"), None
        return
    with own_server() as server:

        def killed() -> None:
            server.kill()
            server.start()

        yield connect(server.url), killed


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill what saves, and look whether anything is lost.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # a line for each request would drown what is printed
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, database(given.database, Path(name)) as (engine, server_killed):
        upgrade(engine)
        outcome = run(engine, Path(name), given.kills, server_killed)
        engine.dispose()
    print(f"{given.database}: {outcome.kills} kills (of the server: {outcome.of_server}), {outcome.saves} acknowledged "
          f"saves; {outcome.lost} lost, {outcome.half} half-written, faults: {outcome.faults[:3]}; "
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main())
