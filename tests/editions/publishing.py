"""Publish and correct in tests as the commands do, without the commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from tests.programs import VALD
from tracker.accounts.account import COMMAND_LINE
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Order, prepare, publish
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.observations import Observation
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session, write_session
from tracker.store.editions import Edition
from tracker.store.observed import approved_observations

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
YEAR = ("2023-T1", "2023-T2", "2023-VB")
"""The year of the merger: T1 is of thirteen districts, T2 and the year of eleven."""


def published(engine: Engine, period: str, order: Order | None = None) -> Edition | None:
    """The period's next edition, published; None if nothing differs from the last."""
    prepared = prepared_now(engine, period, order)
    order = order or Order(period)
    # What a correction shows of a few persons is accepted, unless a test answers itself.
    answers = {movement.place: "allowed" for movement in prepared.movements} | dict(order.answers)
    order = replace(order, answers=answers, invented=True)
    with write_session(engine) as session:
        return publish(session, prepared, order, by="Karin Holm", now=NOW)


def prepared_now(engine: Engine, period: str, order: Order | None = None) -> Prepared:
    with read_session(engine) as session:
        return prepare(session, VALD, period, order.texts if order else {})


def correct(engine: Engine, period: str, wrong: Callable[[Observation], bool], **right: int | None) -> None:
    """Change the figures of every approved row that is wrong, through the import, and approve again."""
    with read_session(engine) as session:
        definitions = read_definitions(session)
        program = definitions.program(VALD)
        when = program.calendar.parse(period)
        found = [row for row in approved_observations(session, program) if row.period == when and wrong(row)]
    assert found
    rows = [row._replace(**right) for row in found]  # type: ignore[arg-type]  # only n and d are given
    with write_session(engine) as session:
        plan = plan_import(session, rows, definitions, columns={"n", "d", "empty"}, approve=True)
        assert plan.refusals == ()
        apply_import(
            session, plan, by=COMMAND_LINE, today=date(2026, 1, 1), approve=True, reason="rättelse"
        )
