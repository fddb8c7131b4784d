"""Many people who each have something of their own to save, in one period of the demonstration's program."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from benchmarks.many_programs import PASSWORD, PROGRAM
from tests.programs import vald
from tracker.accounts.account import COMMAND_LINE, Role
from tracker.accounts.administration import add_account, grant_role
from tracker.accounts.passwords import hash_password
from tracker.clock import today
from tracker.config import Settings
from tracker.demo.filling import fill
from tracker.followups.operations import reopen, withdraw
from tracker.followups.work import view_of, work
from tracker.rows import RowKey
from tracker.store.account import AccountRow
from tracker.store.catalogue import read_program
from tracker.store.database import read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import followups, values_of
from tracker.web.app import create_app

PERIOD = "2025-VB"


@dataclass(frozen=True)
class Coordinator:
    """``item``: of the body's own, below the ``goal``, whose comment the person types in."""

    login: str
    unit: str
    goal: str
    item: str

    @property
    def followup(self) -> str:
        """The address of the body's follow-up."""
        return f"/uppfoljning/{PROGRAM}/{PERIOD}/{quote(self.unit)}"

    @property
    def page(self) -> str:
        """Where the person types."""
        return f"{self.followup}/mal/{quote(self.goal)}"


def prepare(
    engine: Engine, folder: Path, count: int, readers: int, *, filled: bool
) -> tuple[list[Coordinator], dict[str, bytes]]:
    """The people, each with an item of the own body's, and each body's sheet. ``filled``: the database holds the
    demonstration already.

    What has been handed in of the period is opened again, so that everybody has an item that nobody else has, as long
    as there are some 600 of them. With more people several have the same one: who is told of a clash saves again over
    the other's, as a person may choose.
    """
    app = create_app(Settings("", folder, "http://127.0.0.1", None, secrets.token_urlsafe(32)), engine)
    app.config["WTF_CSRF_ENABLED"] = False
    with write_session(engine) as session:
        if not filled:
            load(session, vald(), today())
            fill(session, today())
        _open_again(session)
        items = _items(session)
    # One of each body after another, so that the bodies' sizes tell how many of theirs come, and none is left out.
    places = [place for turn in zip_longest(*items.values()) for place in turn if place is not None]
    people = [Coordinator(f"load-{n}", *places[n % len(places)]) for n in range(count)]
    with write_session(engine) as session:
        for each in people:
            _add(session, each.login, "coordinator", each.unit)
        for number in range(readers):
            _add(session, f"reader-{number}", "reviewer", None)
        # One hash for all: to make as many takes minutes, to check one costs the same.
        session.execute(update(AccountRow).where(AccountRow.password.is_(None)).values(password=hash_password(PASSWORD)))
    return people, _sheets(app.test_client(), people)


def _open_again(session: Session) -> None:
    for each in followups(session, PROGRAM):
        if f"{each.period}" == PERIOD and each.state == "approved":
            reopen(session, followup=each.id, by=COMMAND_LINE, reason="Mer ska in.")
        elif f"{each.period}" == PERIOD and each.state == "submitted":
            withdraw(session, followup=each.id, by=COMMAND_LINE, today=today())


def _items(session: Session) -> dict[str, list[tuple[str, str, str]]]:
    """By body: the body, a goal, and an item that has a comment."""
    definitions = read_program(session, PROGRAM)
    seen = view_of(definitions, PROGRAM, PERIOD)
    return {
        unit.code: [
            (unit.code, goal.code, entry.code)
            for goal in work(session, definitions, seen, unit.code).form.goals
            for entry in goal.entries()
            if any(re.fullmatch(r"[AI][\d.]+/comment", field.name) for field in entry.fields())
        ]
        for unit in seen.units
    }


def _add(session: Session, login: str, role: Role, unit: str | None) -> None:
    add_account(session, login=login, name=login, email=None, password=None, by=COMMAND_LINE)
    grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)


def _sheets(client: FlaskClient, people: list[Coordinator]) -> dict[str, bytes]:
    sheets: dict[str, bytes] = {}
    for each in people:
        if each.unit not in sheets:
            client.post("/logga-in", data={"login": each.login, "password": PASSWORD})
            sheets[each.unit] = client.get(f"{each.followup}/blad.xlsx").data
    return sheets


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
