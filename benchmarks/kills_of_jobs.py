"""Kill what publishes, in the middle of it, again and again: each edition that was ordered is there once, and whole.

    python -m benchmarks.kills_of_jobs [--kills 100] [--database sqlite|postgresql]

An edition is ordered as its page orders it; a worker in a process of its own takes the job and is killed (SIGKILL)
after a random moment; another is started, as often as it takes. Then the next one is ordered. In the end there are as
many editions as orders, and ``tracker verify`` proves them. Ends with 1 if not.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, update

from benchmarks.kills import database
from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, TODAY, period
from tracker import jobs
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.accounts.administration import grant_role
from tracker.config import read_settings
from tracker.editions.ordered import Publication, seen_of
from tracker.editions.preparations import Preparations
from tracker.editions.publishing import prepare
from tracker.editions.verifying import verify
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.observations import Observation
from tracker.store import job as job_table
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.editions import editions
from tracker.store.job import SILENT, Job, JobRow, add_job, find_job
from tracker.store.loading import load
from tracker.store.schema import upgrade

PERIOD = "2024-T2"


@dataclass
class Outcome:
    """``orders``: all done. ``editions``: there in the end. ``again``: orders that took more than one worker."""

    kills: int = 0
    orders: int = 0
    again: int = 0
    editions: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return self.editions == self.orders and not self.faults


def run(engine: Engine, kills: int) -> Outcome:
    """Kill so many workers, and let the last order be carried out in peace."""
    chance, outcome = random.Random(20261130), Outcome()
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    siv = person(engine, "Siv", "compiler")
    with write_session(engine) as session:
        grant_role(session, login=siv.login, role="compiler", unit=None, by=COMMAND_LINE)
    began = time.perf_counter()
    _ordered(engine, siv, 0)
    _work(engine)
    longest, outcome.orders = time.perf_counter() - began, 1  # how long one takes, undisturbed
    while outcome.kills < kills:
        number = _ordered(engine, siv, outcome.orders)
        outcome.orders += 1
        while not _job(engine, number).finished and outcome.kills < kills:
            _work_and_die(engine, chance.uniform(0, longest))
            outcome.kills += 1
        if not _job(engine, number).finished:
            _work(engine)
        done = _job(engine, number)
        outcome.again += done.taken > 1
        if done.state != "done":
            outcome.faults.append(done.outcome)
    with read_session(engine) as session:
        outcome.editions = len(editions(session, PROGRAM))
        outcome.faults += verify(session, PROGRAM)
    return outcome


def _ordered(engine: Engine, by: Account, count: int) -> int:
    """Change the figure, receive it, and order its edition; the job's number."""
    row = Observation(PROGRAM, "bromma", period(PERIOD), "I1.2", n=1000 * (count + 1))
    with write_session(engine) as session:
        plan = plan_import(session, [row], DEFINITIONS, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=TODAY, approve=True, reason="prov")
    with read_session(engine) as session:
        seen = seen_of(prepare(session, PROGRAM, PERIOD))
    wanted = Publication(PERIOD, seen, "Prov", "prov", {}, None)
    about: dict[str, Any] = {"account": by.id, "by": by.name, "language": "sv", "now": utc_now()}
    with write_session(engine) as session:
        return add_job(session, "publish", PROGRAM, wanted.document(), **about)


def _work(engine: Engine) -> None:
    """As when the one that was killed has been silent for a minute."""
    with write_session(engine) as session:
        session.execute(update(JobRow).values(alive_at=utc_now() - SILENT))
    jobs.Worker(jobs.Tools(engine, Preparations(), read_settings({}))).work_once()


def _work_and_die(engine: Engine, seconds: float) -> None:
    engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            _work(engine)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _job(engine: Engine, number: int) -> Job:
    with read_session(engine) as session:
        found = find_job(session, PROGRAM, number)
    assert found is not None
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill what publishes, and look whether each edition is there once.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    job_table.MOST_TAKEN = given.kills  # here it is us who end its process
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, database(given.database, Path(name)) as (engine, _killed):
        upgrade(engine)
        outcome = run(engine, given.kills)
        engine.dispose()
    print(f"{given.database}: {outcome.kills} kills; {outcome.orders} ordered, {outcome.again} begun again; "
          f"{outcome.editions} editions, faults: {outcome.faults[:3]}; {time.perf_counter() - begun:.0f} s"
          )  # fmt: skip
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main())
