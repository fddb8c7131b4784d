"""The evening before the deadline: everybody saves, uploads and reads at once, against the server as it runs.

    python -m benchmarks.deadline [--coordinators 300] [--reviewers 30] [--seconds 240] [--ramp 120] [--every 6]
        [--base FILE]

``tracker serve`` with two workers on a PostgreSQL of its own. Each coordinator signs in during the first ``--ramp``
seconds, opens a goal of the own body's, saves the comment of an item under it every few seconds (``--every``, as the
page's script does while one types), and uploads the body's sheet once, up to the page that shows what it would change;
each reviewer signs in as well and reads the progress page and a goal, every ten seconds. At the end every save that was
acknowledged last is looked for in the database, and the database is verified.

Everything works on this machine, so the processor's time is told apart: site, database, this load, and others.
``--base``: a backup with editions to read; else the demonstration without, where reviewers find
none. Ends with 1 where anything was 500 or more, or lost.

A short form with a few people is ``tests/web/test_deadline.py``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.browsing import Browser, Refused
from benchmarks.coordinators import Coordinator, lost, prepare
from benchmarks.many_programs import PASSWORD, PROGRAM, database
from benchmarks.own_server import own_server
from benchmarks.served import Spent, served
from tracker.editions.verifying import verify
from tracker.store.database import read_session

_GRACE_SECONDS = 60
"""How long after the end somebody stays who has not yet saved and uploaded once."""
READ = (f"/program/{PROGRAM}/2023-VB", f"/program/{PROGRAM}/2023-VB/mal/M5")


@dataclass
class Measured:
    """Seconds of each answer by kind of request, statuses, and each coordinator's last acknowledged text.

    ``good``: by kind, the moments when something was answered as it should be.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    acknowledged: dict[Coordinator, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    good: dict[str, list[float]] = field(default_factory=dict)

    def note(self, kind: str, seconds: float, status: int) -> None:
        self.seconds.setdefault(kind, []).append(seconds)
        self.answers[status] += 1
        if status < 400:
            self.good.setdefault(kind, []).append(time.monotonic())


class Load:
    """``ramp``: seconds during which people come, a third of all without. ``every``: seconds between saves.
    ``reads_every``: between what a reviewer reads. ``patient``: people who are told that the service is busy try again,
    as the pages ask them to. However slow the machine, each coordinator saves and uploads, and each reviewer reads."""

    def __init__(
        self,
        ports: Sequence[int],
        sheets: dict[str, bytes],
        length: float,
        every: float,
        *,
        ramp: float | None = None,
        reads_every: float = 10,
        patient: bool = False,
    ) -> None:
        self.ports, self.sheets, self.length, self.every, self.patient = ports, sheets, length, every, patient
        self.ramp, self.reads_every = length / 3 if ramp is None else ramp, reads_every
        self.measured, self._chance = Measured(), random.Random(20261130)

    async def run(self, coordinators: list[Coordinator], reviewers: list[str]) -> None:
        self.ends = time.monotonic() + self.length
        people = [self._guarded(self._coordinator(each), each.login) for each in coordinators]
        people += [self._guarded(self._reviewer(login), login) for login in reviewers]
        await asyncio.gather(*people)

    async def _guarded(self, life: Coroutine[None, None, None], login: str) -> None:
        try:
            await life
        except (OSError, Refused, asyncio.IncompleteReadError, ValueError) as fault:
            self.measured.broken.append(f"{login}: {type(fault).__name__} {fault}")

    async def _coordinator(self, who: Coordinator) -> None:
        browser = await self._signed_in(who.login)
        await browser.get(who.page, "page to type on")
        uploads_at = time.monotonic() + self._chance.uniform(0, max(0, self.ends - time.monotonic()))
        token, count, uploaded = "0", 0, False
        while time.monotonic() < self._last(done=uploaded and who in self.measured.acknowledged):
            if not uploaded and time.monotonic() > uploads_at:
                await browser.upload(f"{who.followup}/blad", self.sheets[who.unit])
                uploaded = True
            count += 1
            text = f"{who.login} {count}"
            data = {f"{who.item}/comment": text, f"seen:{who.item}": token}
            try:
                answer = await browser.save(who.followup, data)
            except Refused:
                if not self.patient:
                    raise
                await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self.every)
                continue
            clash = next((each for each in answer.get("clashes", []) if each["item"] == who.item), None)
            if clash is not None:
                token = str(clash["token"])
            elif who.item in answer.get("saved", []):
                token = str(answer["tokens"][who.item])
                self.measured.acknowledged[who] = text
            else:
                raise Refused(f"neither saved nor told why: {str(answer)[:200]}")
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self.every)

    def _last(self, *, done: bool) -> float:
        """When a person goes home who has done what everybody does once, or has not."""
        return self.ends if done else self.ends + _GRACE_SECONDS

    async def _reviewer(self, login: str) -> None:
        browser = await self._signed_in(login)
        while True:
            for address in READ:
                await browser.get(address, "progress page")
                if time.monotonic() > self.ends:
                    return
                await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self.reads_every)

    async def _signed_in(self, login: str) -> Browser:
        await asyncio.sleep(self._chance.uniform(0, self.ramp))
        browser = Browser(self.ports, self.measured.note)
        await browser.sign_in(login, PASSWORD)
        return browser


def faults_of(engine: Engine) -> frozenset[str]:
    """What verifying the program's editions finds."""
    with read_session(engine) as session:
        return frozenset(verify(session, PROGRAM))


def told(measured: Measured) -> Iterator[str]:
    yield "| request | number | median s | p95 s | longest s |"
    yield "|---|---|---|---|---|"
    for kind, seconds in sorted(measured.seconds.items()):
        ranked = sorted(seconds)
        p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
        yield f"| {kind} | {len(ranked)} | {statistics.median(ranked):.2f} | {p95:.2f} | {ranked[-1]:.2f} |"


@dataclass(frozen=True)
class Evening:
    """What is asked for: how many people, and in seconds how long, in how long they come, and how often each acts."""

    coordinators: int
    reviewers: int
    seconds: float
    ramp: float
    every: float
    reads_every: float = 10


@dataclass(frozen=True)
class Outcome:
    """``lost``: what was acknowledged last and is not there. ``faults``: of editions, that were not there before."""

    measured: Measured
    took: float
    processors: str
    lost: list[str]
    faults: list[str]

    @property
    def bad(self) -> dict[str, object]:
        """All that must not be; empty where everything held."""
        failed = {status: count for status, count in self.measured.answers.items() if status >= 500}
        found = {"500 or more": failed, "lost": self.lost, "faults": self.faults, "broken off": self.measured.broken}
        return {what: which for what, which in found.items() if which}


def evening(url: str, engine: Engine, folder: Path, asked: Evening, *, filled: bool, database: int) -> Outcome:
    """The whole evening on a database that is there. ``filled``: it holds the demonstration already; ``database``: the
    process of its server."""
    standing = faults_of(engine) if filled else frozenset()  # that an old base comes with
    people, sheets = prepare(engine, folder, asked.coordinators, asked.reviewers, filled=filled)
    with served(url, folder) as (port, process):
        load = Load((port,), sheets, asked.seconds, asked.every, ramp=asked.ramp, reads_every=asked.reads_every)
        spent, begun = Spent({"the site": process, "the database": database}), time.monotonic()
        # In a thread of its own: a test's process may have a loop that a browser runs in.
        with ThreadPoolExecutor(1) as alone:
            readers = [f"reader-{number}" for number in range(asked.reviewers)]
            alone.submit(asyncio.run, load.run(people, readers)).result()
        took, processors = time.monotonic() - begun, spent.told()
    gone = lost(engine, load.measured.acknowledged)
    return Outcome(load.measured, took, processors, gone, sorted(faults_of(engine) - standing))


def main() -> int:
    parser = argparse.ArgumentParser(description="Everybody saves, uploads and reads at once.")
    parser.add_argument("--coordinators", type=int, default=300)
    parser.add_argument("--reviewers", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--ramp", type=float, default=120)
    parser.add_argument("--every", type=float, default=6)
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    load_before = os.getloadavg()
    asked = Evening(given.coordinators, given.reviewers, given.seconds, given.ramp, given.every)
    with own_server() as server, database(server.url, given.base) as (engine, folder):
        held = evening(server.url, engine, folder, asked, filled=given.base is not None, database=server.process)
    print(f"load before: {', '.join(f'{each:.1f}' for each in load_before)}")
    print(f"{asked.coordinators} coordinators and {asked.reviewers} reviewers, who come during {asked.ramp:g} s;"
          f" {held.took:.0f} s, a save every {asked.every:g} s each")  # fmt: skip
    print("\n".join(told(held.measured)))
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(held.measured.answers.items()))
    print(f"answers: {answers}; broken off: {len(held.measured.broken)} {held.measured.broken[:3]}")
    print(f"processor's seconds, of {os.cpu_count()} × {held.took:.0f}: {held.processors}")
    print(f"lost: {len(held.lost)} {held.lost[:3]}; new faults: {held.faults[:3]}")
    return int(bool(held.bad))


if __name__ == "__main__":
    sys.exit(main())
