"""``init``, ``upgrade``, ``new-program`` and ``load --retire``: nothing happens to what was not named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import Run
from tracker.definitions.catalogue import Definitions
from tracker.store import schema
from tracker.store.account import AccountRow
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session

FIRST_WITH_CITIES = "0009"


def programs() -> dict[str, bool]:
    """Every program in the database, and whether it has been retired: then its goals have ended."""
    return {each.code: all(goal.wording[-1].to != each.to for goal in each.goals) for each in definitions().programs}


def definitions() -> Definitions:
    engine = connect("sqlite:///instance/tracker.sqlite3")
    with read_session(engine) as session:
        found = read_definitions(session)
    engine.dispose()
    return found


def test_a_program_is_made_checked_loaded_and_goes_only_when_it_is_named(run: Run) -> None:
    assert run("new-program", "parks-2026").code == 0
    assert run("new-program", "parks-2026").only_line() == "program/parks-2026 finns redan. Inget har ändrats."
    assert run("new-program", "Parks 2026").only_line().startswith("Koden ”Parks 2026” ska skrivas med a–z")
    assert run("new-program", "roads-2026").code == 0
    assert run("check", "program").code == 0
    made = run("init", "program")
    assert made.code == 0 and made.out[-1].endswith(" definitioner är nya.")
    again = run("init", "program")
    assert (again.code, again.out[0].partition(":")[0]) == (0, "Databasen har redan definitioner; inget har ändrats")
    assert programs() == {"parks-2026": False, "roads-2026": False}
    parks = Path("program/parks-2026")
    parks.rename("parks-2026")
    assert run("load", "program").out == ["Definitionerna är redan inlästa; inget skiljer."]
    assert run("load", "program", "--retire", "roads-2026").only_line().startswith("Programmet roads-2026 finns bland")
    assert run("load", "program", "--retire", "x").only_line() == "Programmet x finns inte i databasen."
    told = run("load", "program", "--retire", "parks-2026", "--dry-run").out
    assert told[0].startswith("program parks-2026: utgår")
    assert programs() == {"parks-2026": False, "roads-2026": False}
    assert run("load", "program", "--retire", "parks-2026").code == 0
    assert programs() == {"roads-2026": False, "parks-2026": True}


def test_init_changes_no_database_of_another_version_and_upgrade_no_definition(run: Run) -> None:
    assert run("upgrade").only_line() == "Databasen är inte skapad; kör tracker init."
    assert run("new-program", "parks-2026").code == run("init", "program").code == 0
    before = definitions().model_dump_json()
    # The city is none of the packaged ones. Before 0009 there was only one, which the upgrade supplies.
    for revision in (FIRST_WITH_CITIES, "0024", "-1"):
        engine = connect("sqlite:///instance/tracker.sqlite3")
        schema.downgrade(engine, revision)
        engine.dispose()
        assert run("init", "program").only_line().endswith("kör tracker upgrade.")
        assert run("upgrade").code == 0
        assert definitions().model_dump_json() == before, revision
    engine, now = connect("sqlite:///instance/tracker.sqlite3"), datetime(2024, 9, 1, tzinfo=UTC)
    with write_session(engine) as session:
        for login in ("åsa", "a\u030asa"):
            session.add(AccountRow(login=login, name="Åsa", created_at=now, sessions_from=now))
    engine.dispose()
    again = run("upgrade")
    assert again.code == 0 and again.out[0].startswith("Databasen är redan av den här versionen")
    assert again.err == ["Två konton heter åsa, skrivet med olika tecken. Ge den som inte kan logga in ett nytt konto."]
    assert definitions().model_dump_json() == before
