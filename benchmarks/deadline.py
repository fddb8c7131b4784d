"""The evening before the deadline: everybody saves, uploads and reads at once, against the server as it runs.

    python -m benchmarks.deadline [--coordinators 300] [--reviewers 30] [--seconds 180] [--every 6] [--base FILE]

``tracker serve`` with two workers on a PostgreSQL of its own. Each coordinator signs in during the first third, saves
the comment of an item of the own body's every few seconds (``--every``, as the page's script does while one types), and
uploads the body's sheet once, up to the page that shows what it would change; each reviewer signs in and reads the
progress page and a goal, every ten seconds. At the end every save that was acknowledged last is looked for in the
database, and the database is verified.

Everything works on this machine, so the processor's time is told apart: site, database, this load, and others.
``--base``: a backup with editions to read; else the demonstration without, where reviewers find
none. Ends with 1 where anything was 500 or more, or lost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import secrets
import statistics
import sys
import time
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import Engine

from benchmarks.browsing import Browser, Refused
from benchmarks.many_programs import PASSWORD, PROGRAM, database
from benchmarks.own_server import own_server
from benchmarks.served import Spent, served
from tests.programs import vald
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role
from tracker.clock import today
from tracker.config import Settings
from tracker.demo.filling import fill
from tracker.editions.verifying import verify
from tracker.followups.work import view_of, work
from tracker.rows import RowKey
from tracker.store.catalogue import read_program
from tracker.store.database import read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import followups, values_of
from tracker.web.app import create_app

PERIOD = "2025-VB"
READ = (f"/program/{PROGRAM}/2023-VB", f"/program/{PROGRAM}/2023-VB/mal/M5")


@dataclass(frozen=True)
class Coordinator:
    login: str
    unit: str
    item: str


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
    """``patient``: people who are told that the service is busy try again, as the pages ask them to."""

    def __init__(
        self, ports: Sequence[int], sheets: dict[str, bytes], length: float, every: float, *, patient: bool = False
    ) -> None:
        self.ports, self.sheets, self.length, self.every, self.patient = ports, sheets, length, every, patient
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
        path = f"/uppfoljning/{PROGRAM}/{PERIOD}/{quote(who.unit)}"
        await browser.get(path, "entry page")
        uploads_at = time.monotonic() + self._chance.uniform(0, self.ends - time.monotonic())
        token, count = "0", 0
        while time.monotonic() < self.ends:
            if uploads_at and time.monotonic() > uploads_at:
                await browser.upload(f"{path}/blad", self.sheets[who.unit])
                uploads_at = 0
            count += 1
            text = f"{who.login} {count}"
            data = {f"{who.item}/comment": text, f"seen:{who.item}": token}
            try:
                answer = await browser.save(path, data)
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
        await asyncio.sleep(self._chance.uniform(0, self.length / 3))
        browser = Browser(self.ports, self.measured.note)
        await browser.sign_in(login, PASSWORD)
        return browser


def prepare(engine: Engine, folder: Path, count: int, readers: int) -> tuple[list[Coordinator], dict[str, bytes]]:
    """The people, each with an item of the own body's, and each body's sheet.

    With more people than items in follow-ups that are open, several have the same one: who is told of a clash saves
    again over the other's, as a person may choose.
    """
    app = create_app(Settings("", folder, "http://127.0.0.1", None, secrets.token_urlsafe(32)), engine)
    app.config["WTF_CSRF_ENABLED"] = False
    with read_session(engine) as session:
        definitions = read_program(session, PROGRAM)
        seen, closed = view_of(definitions, PROGRAM, PERIOD), _not_open(engine)
        items = {
            unit.code: [f.name.rpartition("/")[0] for f in work(session, definitions, seen, unit.code).form.fields()
                        if re.fullmatch(r"[AI][\d.]+/comment", f.name)]
            for unit in seen.units if unit.code not in closed
        }  # fmt: skip
    places = [(unit, item) for number in range(60) for unit, own in items.items() for item in own[number : number + 1]]
    people = [Coordinator(f"load-{n}", *places[n % len(places)]) for n in range(count)]
    with write_session(engine) as session:
        for each in people:
            add_account(session, login=each.login, name=each.login, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=each.login, role="coordinator", unit=each.unit, by=COMMAND_LINE)
        for number in range(readers):
            login = f"reader-{number}"
            add_account(session, login=login, name=login, email=None, password=PASSWORD, by=COMMAND_LINE)
            grant_role(session, login=login, role="reviewer", unit=None, by=COMMAND_LINE)
    return people, _sheets(app.test_client(), people)


def _sheets(client: FlaskClient, people: list[Coordinator]) -> dict[str, bytes]:
    sheets: dict[str, bytes] = {}
    for each in people:
        if each.unit not in sheets:
            client.post("/logga-in", data={"login": each.login, "password": PASSWORD})
            address = f"/uppfoljning/{PROGRAM}/{PERIOD}/{each.unit}/blad.xlsx"
            sheets[each.unit] = client.get(address).data
    return sheets


def _not_open(engine: Engine) -> set[str]:
    """Bodies that have handed in already."""
    with read_session(engine) as session:
        return {f.unit for f in followups(session, PROGRAM) if f"{f.period}" == PERIOD and f.state != "draft"}


def lost(engine: Engine, acknowledged: dict[Coordinator, str]) -> list[str]:
    """Whose item holds nothing of what was acknowledged last to those who have it, nor of what they sent after it."""
    with read_session(engine) as session:
        opened = {f.unit: f.id for f in followups(session, PROGRAM) if f"{f.period}" == PERIOD}
        held = {unit: values_of(session, number) for unit, number in opened.items()}
    found = []
    last = {who.login: int(text.split()[1]) for who, text in acknowledged.items()}
    for who, text in acknowledged.items():
        value = held.get(who.unit, {}).get(RowKey(who.item))
        now = (value.comment or "") if value is not None else ""
        login, _space, number = now.partition(" ")
        if login not in {each.login for each in acknowledged if (each.unit, each.item) == (who.unit, who.item)} or (
            int(number) < last[login]
        ):
            found.append(f"{who}: {text!r} was acknowledged, {now!r} is there")
    return found


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
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--every", type=float, default=6)
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    with own_server() as server, database(server.url, given.base) as (engine, folder):
        if given.base is None:
            with write_session(engine) as session:
                load(session, vald(), today())
                fill(session, today())
        people, sheets = prepare(engine, folder, given.coordinators, given.reviewers)
        with served(server.url, folder) as (port, process):
            load_of = Load((port,), sheets, given.seconds, given.every)
            spent, begun = Spent({"the site": process, "the database": server.process}), time.monotonic()
            asyncio.run(load_of.run(people, [f"reader-{number}" for number in range(given.reviewers)]))
            took, processors = time.monotonic() - begun, spent.told()
        measured = load_of.measured
        gone = lost(engine, measured.acknowledged)
        with read_session(engine) as session:
            faults = list(verify(session, PROGRAM))
    print(f"{len(people)} coordinators, {given.reviewers} reviewers, {took:.0f} s, a save every {given.every:g} s each")
    print("\n".join(told(measured)))
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(measured.answers.items()))
    print(f"answers: {answers}; broken off: {len(measured.broken)} {measured.broken[:3]}")
    print(f"processor's seconds, of {os.cpu_count()} × {took:.0f}: {processors}")
    print(f"lost: {len(gone)} {gone[:3]}; faults: {faults[:3]}")
    bad = sum(count for status, count in measured.answers.items() if status >= 500)
    return 1 if bad or gone or faults or measured.broken else 0


if __name__ == "__main__":
    sys.exit(main())
