"""Databases with the real program: filled with the invented follow-ups, or from a CSV."""

from __future__ import annotations

from datetime import date

from tracker import resources
from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.loader import load as load_folder
from tracker.demo.filling import fill
from tracker.entry import rows_csv
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.store.database import connect, write_session
from tracker.store.loading import load
from tracker.store.schema import upgrade

DAY = date(2026, 1, 1)


def filled(url: str) -> None:
    """Load the program and fill the migrated database with what ``tracker demo`` invents."""
    engine = connect(url)
    with write_session(engine) as session:
        load(session, load_folder(resources.PROGRAM), DAY)
        fill(session, DAY)
    engine.dispose()


def imported(url: str, content: bytes) -> None:
    """A new database with the program and the observations of a CSV, approved."""
    engine = connect(url)
    upgrade(engine)
    definitions = load_folder(resources.PROGRAM)
    with write_session(engine) as session:
        load(session, definitions, DAY)
        reading = rows_csv.read(content, definitions)
        assert reading.faults == ()
        rows = [numbered.row for numbered in reading.rows]
        plan = plan_import(session, rows, definitions, columns=reading.columns, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=DAY, approve=True, reason="prov")
    engine.dispose()
