"""What coordinators notice when many read without an account.

``python -m benchmarks.open_load PORT [--readers 40] [--saves 30]`` asks a site of the demonstration that is running on
this machine, with published editions. A coordinator saves and opens a page, again and again: first alone, then while
readers without an account each ask for one page after the other, never the same twice, so that each has to be made.
This is done three times in turn, since what else the machine does changes. Prints seconds on the clock, median and the
longest of twenty, with and without the readers; and what the readers were answered: one is answered at a time in each
process, one waits, and the rest are told to come again.
"""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from statistics import median, quantiles

from benchmarks.browsing import Browser
from tests.programs import VALD, vald
from tracker.definitions.view import view

PERSON, UNIT, ITEM = "jarva", "jarva", "I2.2"
PASSWORD = "prova-programmet"
TURNS = 3
BUSY, AGAIN_SECONDS = 503, 1.0
"""Who is told to come again does so a little later."""

Times = dict[str, list[float]]


def addresses() -> Iterator[str]:
    """Pages of two bodies beside each other in the periods of two years: some thousand."""
    definitions = vald()
    program = definitions.program(VALD)
    periods = program.calendar.between(program.from_, program.to)
    for period in (each for each in periods if each.year in (2023, 2024) and each.part != "VP"):
        codes = [unit.code for unit in view(definitions.organisation, program, period).units]
        for (one, other), language in product(combinations(codes, 2), ("sv", "en")):
            yield f"/oppet/program/{VALD}/{period}/jamfor?namnd={one}&namnd={other}&sprak={language}"


async def works(person: Browser, period: str, saves: int) -> None:
    """Saves a comment and opens the page that it stands on."""
    path, token = f"/uppfoljning/{VALD}/{period}/{UNIT}", 0
    for number in range(saves):
        data = {f"{ITEM}/comment": f"{os.getpid()} {number}", f"seen:{ITEM}": str(token)}
        answer = await person.save(path, data)
        clash = next((each for each in answer.get("clashes", ()) if each["item"] == ITEM), None)
        token = clash["token"] if clash else answer["tokens"][ITEM]
        await person.get(path, "page")


async def reads(port: int, turn: Iterator[str], answers: Counter[int]) -> None:
    reader = Browser([port], lambda _kind, _seconds, status: answers.update([status]))
    while True:
        if await reader.get(next(turn), "open page") == BUSY:
            await asyncio.sleep(AGAIN_SECONDS)


async def measured(port: int, readers: int, saves: int, period: str) -> tuple[Times, Times, Counter[int]]:
    alone, beside, answers = Times(), Times(), Counter[int]()
    now = alone
    person = Browser([port], lambda kind, seconds, _status: now.setdefault(kind, []).append(seconds))
    await person.sign_in(PERSON, PASSWORD)
    await person.get(f"/uppfoljning/{VALD}/{period}/{UNIT}/mal/M2", "page to type on")
    turn = addresses()
    for _turn in range(TURNS):
        now = alone
        await works(person, period, saves)
        reading = [asyncio.create_task(reads(port, turn, answers)) for _reader in range(readers)]
        now = beside
        await works(person, period, saves)
        for each in reading:
            each.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
    return alone, beside, answers


def told(times: Sequence[float]) -> str:
    return f"{median(times):.2f} s median, {quantiles(times, n=20)[-1]:.2f} s p95"


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("port", type=int)
    asked.add_argument("--readers", type=int, default=40)
    asked.add_argument("--saves", type=int, default=30)
    asked.add_argument("--period", default="2025-VB", help="one that the coordinator may save in")
    given = asked.parse_args()
    alone, beside, answers = asyncio.run(measured(given.port, given.readers, given.saves, given.period))
    for kind in ("autosave", "page"):
        print(f"{kind}: {told(alone[kind])} alone; {told(beside[kind])} beside {given.readers} readers")
    print(f"the readers were answered: {dict(answers)}; load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
