"""What each thing that people do on the evening before the deadline costs the processor, one person after another.

    python -m benchmarks.actions [--times 40] [--base FILE]

``tracker serve`` with two workers on a PostgreSQL of its own, as ``benchmarks.deadline`` runs it, and one person who
does one thing so many times. Printed: milliseconds of the processor, of the site's processes and the database's; they
count in hundredths of a second, so few times tell little. Of a sign-in the password's own part is told apart.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.browsing import Browser
from benchmarks.coordinators import Coordinator, prepare
from benchmarks.deadline import READ
from benchmarks.growth import fixed_work
from benchmarks.many_programs import PASSWORD, database
from benchmarks.own_server import own_server
from benchmarks.served import processor_seconds, served
from tracker.accounts.passwords import hash_password, matches

Act = Callable[[int], Awaitable[object]]
_WARM = 4
"""Each thing is done so often first: whichever process answers has then met it."""


class Person:
    """A coordinator and a reviewer, each signed in."""

    def __init__(self, port: int, who: Coordinator, sheet: bytes) -> None:
        self.who, self.sheet = who, sheet
        self.coordinator, self.reviewer = (Browser((port,), lambda *_told: None) for _each in range(2))
        self.token = "0"

    async def sign_in(self) -> None:
        await self.coordinator.sign_in(self.who.login, PASSWORD)
        await self.reviewer.sign_in("reader-0", PASSWORD)
        await self.coordinator.get(self.who.page, "page to type on")

    async def save(self, number: int) -> None:
        item = self.who.item
        data = {f"{item}/comment": f"Anteckning {number}", f"seen:{item}": self.token}
        answer = await self.coordinator.save(self.who.followup, data)
        clash = next((each for each in answer["clashes"]), None)
        self.token = str(clash["token"] if clash else answer["tokens"][item])

    def acts(self) -> dict[str, Act]:
        entry, reader = self.coordinator, self.reviewer
        return {
            "sign-in page": lambda _number: entry.get("/logga-in", "sign-in page"),
            "sign-in": lambda _number: entry.let_in(self.who.login, PASSWORD),
            "start page": lambda _number: entry.get("/", "start page"),
            "follow-up's page": lambda _number: entry.get(self.who.followup, "front"),
            "a goal to fill in": lambda _number: entry.get(self.who.page, "page to type on"),
            "autosave": self.save,
            "upload": lambda _number: entry.upload(f"{self.who.followup}/blad", self.sheet),
            "progress page": lambda _number: reader.get(READ[0], "progress page"),
            "goal page": lambda _number: reader.get(READ[1], "goal page"),
        }


def spent_by(act: Callable[[], object], times: int) -> float:
    """Milliseconds of this process's, of one of so many times."""
    begun = time.process_time()
    for _number in range(times):
        act()
    return (time.process_time() - begun) * 1000 / times


async def measured(person: Person, times: int, processes: tuple[int, int]) -> dict[str, tuple[float, float]]:
    """Act → milliseconds of the site's and of the database's."""
    await person.sign_in()
    found = {}
    for name, act in person.acts().items():
        for number in range(_WARM):
            await act(-number)
        before = [processor_seconds(each) for each in processes]
        for number in range(times):
            await act(number)
        site, database_ = (
            (processor_seconds(each) - at) * 1000 / times for each, at in zip(processes, before, strict=True)
        )
        found[name] = site, database_
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="What each thing costs, one person after another.")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    with own_server() as server, database(server.url, given.base) as (engine, folder):
        people, sheets = prepare(engine, folder, 1, 1, filled=given.base is not None)
        with served(server.url, folder) as (port, process):
            person = Person(port, people[0], sheets[people[0].unit])
            found = asyncio.run(measured(person, given.times, (process, server.process)))
    kept = hash_password(PASSWORD)
    password = spent_by(lambda: matches(kept, PASSWORD), 10)
    fixed = spent_by(lambda: fixed_work(0), 10)
    print(f"{given.times} times each; load {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    print("\n| CPU ms of one | site | database | both |\n|---|--:|--:|--:|")
    for name, (site, database_) in found.items():
        print(f"| {name} | {site:.0f} | {database_:.0f} | {site + database_:.0f} |")
    print(f"| of a sign-in, the password | {password:.0f} | | {password:.0f} |")
    print(f"| a fixed piece of work | {fixed:.0f} | | {fixed:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
