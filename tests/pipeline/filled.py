"""Databases with the real program: filled with the invented follow-ups, or from a CSV."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tests.programs import VALD, vald
from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.view import view
from tracker.demo.filling import fill
from tracker.entry import rows_csv
from tracker.followups.importing import apply_import
from tracker.followups.kept_definitions import NewActivity, NewIndicator
from tracker.followups.own_items import add_city_item, add_own_item
from tracker.followups.planning import plan_import
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, write_session
from tracker.store.loading import load
from tracker.store.schema import upgrade

DAY = date(2026, 1, 1)


def filled(url: str, *, with_kept_items: bool = False) -> None:
    """Load the program and fill the migrated database with what ``tracker demo`` invents."""
    engine = connect(url)
    with write_session(engine) as session:
        load(session, vald(), DAY)
        if with_kept_items:
            _add_kept_items(session)
        fill(session, DAY)
    engine.dispose()


def _add_kept_items(session: Session) -> None:
    """Own items of bodies of the year of the merger, with small counts, and one of the city's."""
    definitions = read_definitions(session)
    program = definitions.program(VALD)
    persons = NewIndicator("Deltagare i samtalsgrupp", "count", "personer", dimension="sex", accumulates=True)
    share = NewIndicator("Andel som fått hembesök", "share", "familjer med hembesök", "familjer", accumulates=True)
    for period, unit, goal, item in (
        ("2023-T1", "bromma", "M5", persons),
        ("2023-T1", "bromma", "M3", NewActivity("Ett lokalt nätverk")),
        ("2023-T1", "rinkeby-kista", "M5", persons),
        ("2023-T2", "jarva", "M2", share),
        ("2023-T1", "socialnamnden", "M1", persons),
    ):
        seen = view(definitions.organisation, program, program.calendar.parse(period))
        add_own_item(session, view=seen, goal=goal, unit=unit, item=item, by=COMMAND_LINE, today=DAY)
    seen = view(definitions.organisation, program, program.calendar.parse("2023-T1"))
    districts = ("stadsdelsnamnderna",)
    add_city_item(
        session, view=seen, goal="M4", keeper="socialnamnden", bodies=districts, item=persons, by=COMMAND_LINE
    )


def imported(url: str, content: bytes) -> None:
    """A new database with the program and the observations of a CSV, approved."""
    engine = connect(url)
    upgrade(engine)
    definitions = vald()
    with write_session(engine) as session:
        load(session, definitions, DAY)
        reading = rows_csv.read(content, definitions)
        assert reading.faults == ()
        rows = [numbered.row for numbered in reading.rows]
        plan = plan_import(session, rows, definitions, columns=reading.columns, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=DAY, approve=True, reason="prov")
    engine.dispose()
