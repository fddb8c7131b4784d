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
    """``ramp``: seconds during which people come, a third of all without. ``patient``: people who are told that the
    service is busy try again, as the pages ask them to."""

    def __init__(
        self,
        ports: Sequence[int],
        sheets: dict[str, bytes],
        length: float,
        every: float,
        *,
        ramp: float | None = None,
        patient: bool = False,
    ) -> None:
        self.ports, self.sheets, self.length, self.every, self.patient = ports, sheets, length, every, patient
        self.ramp = length / 3 if ramp is None else ramp
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
        uploads_at = time.monotonic() + self._chance.uniform(0, self.ends - time.monotonic())
        token, count = "0", 0
        while time.monotonic() < self.ends:
            if uploads_at and time.monotonic() > uploads_at:
                await browser.upload(f"{who.followup}/blad", self.sheets[who.unit])
                uploads_at = 0
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

    async def _reviewer(self, login: str) -> None:
        browser = await self._signed_in(login)
        while time.monotonic() < self.ends:
            for address in READ:
                await browser.get(address, "progress page")
                await asyncio.sleep(self._chance.uniform(5, 15))

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
    with own_server() as server, database(server.url, given.base) as (engine, folder):
        standing = frozenset() if given.base is None else faults_of(engine)  # that an old base comes with
        people, sheets = prepare(engine, folder, given.coordinators, given.reviewers, filled=given.base is not None)
        with served(server.url, folder) as (port, process):
            load_of = Load((port,), sheets, given.seconds, given.every, ramp=given.ramp)
            spent, begun = Spent({"the site": process, "the database": server.process}), time.monotonic()
            asyncio.run(load_of.run(people, [f"reader-{number}" for number in range(given.reviewers)]))
            took, processors = time.monotonic() - begun, spent.told()
        measured = load_of.measured
        gone = lost(engine, measured.acknowledged)
        faults = sorted(faults_of(engine) - standing)
    print(f"load before: {', '.join(f'{each:.1f}' for each in load_before)}")
    print(f"{len(people)} coordinators and {given.reviewers} reviewers, who come during {given.ramp:g} s; {took:.0f} s,"
          f" a save every {given.every:g} s each")  # fmt: skip
    print("\n".join(told(measured)))
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(measured.answers.items()))
    print(f"answers: {answers}; broken off: {len(measured.broken)} {measured.broken[:3]}")
    print(f"processor's seconds, of {os.cpu_count()} × {took:.0f}: {processors}")
    print(f"lost: {len(gone)} {gone[:3]}; new faults: {faults[:3]}")
    bad = sum(count for status, count in measured.answers.items() if status >= 500)
    return 1 if bad or gone or faults or measured.broken else 0


if __name__ == "__main__":
    sys.exit(main())
