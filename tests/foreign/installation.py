"""Port Ellery installed: a city that is not in the program, with two parts of its year received and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from tests.fixtures.server import PASSWORD
from tracker.accounts.account import COMMAND_LINE, Account, Role
from tracker.accounts.administration import add_account, grant_role
from tracker.definitions.loader import load as read_folder
from tracker.editions.publishing import Order, prepare, publish
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.observations import Observation
from tracker.periods import Period
from tracker.store.database import read_session, write_session
from tracker.store.loading import load

DEFINITIONS = Path(__file__).parent / "program"
PROGRAM, ITEM, AGES = "streets-2026", "Lights.helped", ("under-18", "adult")
END = date(2027, 4, 10)
"""A day on which all of the year's parts have ended."""

PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("hana", "coordinator", "hill"),
    ("cleo", "compiler", None),
    ("ravi", "reviewer", None),
    ("ada", "administrator", None),
)
Figures = Mapping[tuple[str, str], tuple[int, int]]
"""Body and part of 2026 → people under 18, and 18 and over."""


def install(engine: Engine) -> Account:
    """The definitions and a person of each role, with an address; the compiler."""
    people = {}
    with write_session(engine) as session:
        load(session, read_folder(DEFINITIONS), date(2026, 4, 1))
        for login, role, unit in PEOPLE:
            email, name = f"{login}@port-ellery.example", login.title()
            add_account(session, login=login, name=name, email=email, password=PASSWORD, by=COMMAND_LINE)
            people[role] = grant_role(session, login=login, role=role, unit=unit, by=COMMAND_LINE)
    return people["compiler"]


def receive(engine: Engine, figures: Figures, by: Account) -> None:
    """Hand in and receive the people that each body has helped."""
    rows = [
        Observation(PROGRAM, unit, Period(2026, part), ITEM, "age", category, n=n)
        for (unit, part), pair in figures.items()
        for category, n in zip(AGES, pair, strict=True)
    ]
    with write_session(engine) as session:
        plan = plan_import(session, rows, read_folder(DEFINITIONS), columns={"n"}, approve=True)
        apply_import(session, plan, by=by, today=END, approve=True, reason="test")


def publish_parts(engine: Engine, parts: Iterable[str]) -> None:
    """An edition of each part, in this order."""
    for part in parts:
        with read_session(engine) as session:
            prepared = prepare(session, PROGRAM, f"2026-{part}", {})
        with write_session(engine) as session:
            now = datetime(2027, 4, 10, 12, tzinfo=UTC)
            assert publish(session, prepared, Order(f"2026-{part}"), by="Cleo", now=now) is not None
