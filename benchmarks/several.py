"""Several machines, and the primary of the database falls on the evening before the deadline.

    python -m benchmarks.several [--coordinators 300] [--reviewers 30] [--seconds 180] [--every 6] [--base FILE]

Everything as docs/operations/several-machines.md sets it up, with its own files, on this machine: two web machines with
a process each, a primary and a synchronous standby of PostgreSQL with pgbouncer before both, TLS between them. No two
requests of a person are answered by the same web machine. Half-way the primary and its pool are killed; whoever watches
over the site (here: three times 503 from ``/redo``, asked every second) promotes the standby. At the end everything
that was acknowledged is looked for in the promoted database, its editions are verified, and the fallen machine becomes
the standby of the other one, until ``tracker doctor`` has nothing to say.

A short form without pgbouncer, with one who saves and one who reads, is tests/web/test_primary_falls.py.

``--base``: a backup with editions to read; else readers find none. Ends with 1 where anything
acknowledged was lost, where readers met anything else than a page, or where the doctor has something to say.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks.browsing import Browser
from benchmarks.coordinators import Coordinator, lost, prepare
from benchmarks.database_machines import Machines, machines
from benchmarks.deadline import Load, faults_of, told
from benchmarks.many_programs import PROGRAM, database
from benchmarks.served import Spent, served
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import disable_account
from tracker.demo.filling import open_to_anybody
from tracker.store.database import connect, write_session

OPEN = tuple((kind, f"/oppet/program/{PROGRAM}/2023-VB/{page}") for kind, page in (
    ("open page", "mal/M5"), ("chart", "diagram/bedomningar.svg"), ("file", "rapport.csv")))  # fmt: skip
READING = ("progress page", *(kind for kind, _address in OPEN))
ANYBODY = 2
"""Readers without an account: as many as the two web machines answer at once."""
PUBLIC = """UPDATE program SET document = '{"public":true,' || substr(document, 2)"""
WATCHED_EVERY = 1.0
BELIEVED_AFTER = 3


@dataclass
class Fall:
    """When what happened: moments of the monotonic clock."""

    fell: float = 0.0
    noticed: float = 0.0
    promoted: float = 0.0


class Evening(Load):
    """The load of the deadline evening, with readers without an account, and the fall in the middle of it."""

    async def run(self, coordinators: list[Coordinator], reviewers: list[str]) -> None:
        more = [self._guarded(self._anybody(number), f"anybody-{number}") for number in range(ANYBODY)]
        await asyncio.gather(super().run(coordinators, reviewers), *more)

    async def _anybody(self, number: int) -> None:
        browser = Browser(self.ports, self.measured.note)
        await asyncio.sleep(number)
        while time.monotonic() < self.ends:
            for kind, address in OPEN:
                await browser.get(address, kind)
                await asyncio.sleep(self._chance.uniform(1, 3))


async def fall(servers: Machines, port: int, after: float) -> Fall:
    """Kill the primary, notice it as a monitor does, and promote the standby."""
    await asyncio.sleep(after)
    found, refused = Fall(fell=time.monotonic()), 0
    await asyncio.to_thread(servers.a.kill)
    while refused < BELIEVED_AFTER:
        await asyncio.sleep(WATCHED_EVERY)
        refused = 0 if await asyncio.to_thread(is_ready, port) else refused + 1
    found.noticed = time.monotonic()
    await asyncio.to_thread(servers.b.promote)
    found.promoted = time.monotonic()
    return found


def is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/redo", timeout=30) as answer:
            return bool(answer.status == 200)
    except HTTPError:
        return False


def longest_gap(moments: list[float], begins: float, ends: float) -> float:
    """Seconds, of those between, that passed at most from one moment to the next."""
    within = [begins, *sorted(each for each in moments if begins < each < ends), ends]
    return max(late - early for early, late in pairwise(within))


def set_up(
    servers: Machines, base: Path | None, people: int, readers: int
) -> tuple[list[Coordinator], dict[str, bytes], frozenset[str]]:
    """A primary that holds everything, and its standby; both behind their pools. The people, their sheets, and what was
    wrong with the base's editions before."""
    servers.a.make()
    with database(servers.direct(servers.a), base) as (engine, folder):
        prepared = prepare(engine, folder, people, readers, filled=base is not None)
        with write_session(engine) as session:
            if base is not None:  # an older one knows nothing of what is public
                session.connection().exec_driver_sql(PUBLIC)
            for login in open_to_anybody(session):
                disable_account(session, login=login, by=COMMAND_LINE)
        standing = faults_of(engine)  # that an old base came with
    servers.a.let_read()
    servers.b.follow(servers.a)
    for each in (servers.a, servers.b):
        each.start_pool()
    return *prepared, standing


@contextlib.contextmanager
def web_machines(servers: Machines, folder: Path) -> Iterator[dict[int, int]]:
    """Two; port → process."""
    settings = {"TRACKER_DATABASE_READING": servers.reading, "TRACKER_SECRET_KEY": secrets.token_urlsafe(32)}
    with contextlib.ExitStack() as stack:
        found = {}
        for name in ("web-1", "web-2"):
            (own := folder / name).mkdir(exist_ok=True)
            port, process = stack.enter_context(served(servers.writing, own, settings, workers=1))
            found[port] = process
        yield found


def doctored(servers: Machines, folder: Path) -> str:
    """What the doctor says of it all."""
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "doctor"]
    environment = {**os.environ, "TRACKER_DATABASE_URL": servers.writing, "TRACKER_DATABASE_READING": servers.reading,
                   "TRACKER_INSTANCE": str(folder / "web-1/served")}  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def main() -> int:
    parser = argparse.ArgumentParser(description="The primary falls on the evening before the deadline.")
    parser.add_argument("--coordinators", type=int, default=300)
    parser.add_argument("--reviewers", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--every", type=float, default=6)
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    with machines() as servers:
        people, sheets, standing = set_up(servers, given.base, given.coordinators, given.reviewers)
        folder = servers.folder / "web"
        folder.mkdir()
        before = doctored(servers, folder)
        with web_machines(servers, folder) as web:
            load_of = Evening(tuple(web), sheets, given.seconds, given.every, patient=True)
            watched = {f"web {number}": process for number, process in enumerate(web.values(), 1)}
            spent = Spent(watched | {"the standby": servers.b.process})
            fell = asyncio.run(_evening(load_of, people, given.reviewers, servers, next(iter(web))))
            spent_told = spent.told()
            for name in ("web-1", "web-2"):
                for line in (folder / name / "log").read_text(encoding="utf-8").splitlines():
                    if '"fault"' in line:
                        print(name, line[:1000], file=sys.stderr)
        engine = connect(servers.direct(servers.b))
        gone = lost(engine, load_of.measured.acknowledged)
        faults = sorted(faults_of(engine) - standing)
        engine.dispose()
        servers.a.forget()
        servers.a.follow(servers.b)
        servers.a.start_pool()
        after = doctored(servers, folder)
    return report(load_of, fell, gone, faults, spent_told, (before, after))


async def _evening(load_of: Evening, people: list[Coordinator], readers: int, servers: Machines, port: int) -> Fall:
    falling = asyncio.create_task(fall(servers, port, load_of.length / 2))
    await load_of.run(people, [f"reader-{number}" for number in range(readers)])
    return await falling


def report(
    load_of: Evening, fell: Fall, gone: list[str], faults: list[str], spent: str, doctor: tuple[str, str]
) -> int:
    measured = load_of.measured
    print(f"{len(measured.acknowledged)} coordinators whose saves were acknowledged, {load_of.length:g} s")
    print("\n".join(told(measured)))
    print("answers:", ", ".join(f"{count} × {status}" for status, count in sorted(measured.answers.items())))
    pause = longest_gap(measured.good["autosave"], fell.fell - 5, load_of.ends)
    print(f"the primary fell; noticed after {fell.noticed - fell.fell:.1f} s, the standby promoted after "
          f"{fell.promoted - fell.fell:.1f} s; longest time without an acknowledged save: {pause:.1f} s")  # fmt: skip
    bad = 0
    for kind in READING:
        asked, good = len(measured.seconds.get(kind, ())), len(measured.good.get(kind, ()))
        bad += asked - good
        gap = longest_gap(measured.good.get(kind, []), fell.fell - 5, fell.promoted + 5)
        print(f"{kind}: {good} of {asked} answered as they should be; longest pause while it fell: {gap:.1f} s")
    print(f"acknowledged and lost: {len(gone)} {gone[:3]}; new faults of editions: {faults[:3]}; broken off: "
          f"{len(measured.broken)} {measured.broken[:3]}")  # fmt: skip
    print(f"processor's seconds: {spent}")
    print(f"doctor before: {doctor[0]}\ndoctor after, the fallen machine the other's standby: {doctor[1]}")
    well = all(each.startswith("Allt är i ordning") for each in doctor)
    return 1 if bad or gone or faults or measured.broken or not well else 0


if __name__ == "__main__":
    sys.exit(main())
