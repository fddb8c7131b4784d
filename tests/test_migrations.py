"""Migrations: numbered, both directions, with rows in the tables, equal to the models, on both databases."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Engine, insert, inspect, select, text

from tests.world import DEFINITIONS
from tracker.accounts.kept import unreachable_logins
from tracker.resources import MIGRATIONS
from tracker.store.account import AccountEventRow, RoleRow
from tracker.store.database import DatabaseFault, connect, read_session, write_session
from tracker.store.edition import EditionRow
from tracker.store.loading import load
from tracker.store.schema import check_ready, current_revision, downgrade, upgrade
from tracker.store.tables import metadata

VERSIONS = sorted((MIGRATIONS / "versions").glob("*.py"))
NUMBERS = [file.name.split("_")[0] for file in VERSIONS]
MOMENT = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    """Rows in the first tables, pointing at each other."""
    with write_session(engine) as session:
        load(session, DEFINITIONS, date(2024, 1, 1))
        at = {"at": MOMENT}
        for statement in (
            (
                "INSERT INTO account (id, login, name, disabled, created_at, sessions_from)"
                " VALUES (1, 'a', 'A', false, :at, :at)"
            ),
            "INSERT INTO role (id, account, role, unit) VALUES (1, 1, 'coordinator', 'bromma')",
            (
                "INSERT INTO followup (id, program, unit, year, part, fictional)"
                " VALUES (1, 'prov', 'bromma', 2024, 'T2', false)"
            ),
            (
                "INSERT INTO event (id, followup, seq, kind, at, account, by, channel)"
                " VALUES (1, 1, 1, 'opened', :at, 1, 'A', 'web')"
            ),
            (
                "INSERT INTO value (id, followup, item, dimension, category, n)"
                " SELECT 1, 1, id, '', '', 3 FROM item WHERE code = 'I1.2'"
            ),
            (
                "INSERT INTO change (id, followup, item, dimension, category, field, after, at, account, by, channel)"
                " SELECT 1, 1, id, '', '', 'n', '3', :at, 1, 'A', 'web' FROM item WHERE code = 'I1.2'"
            ),
        ):
            session.execute(text(statement), at if ":at" in statement else {})


def _edition_row(previous: str | None) -> dict[str, object]:
    return {
        "program": "prov", "year": 2024, "part": "T2", "number": 1, "code": "2024-T2-1", "title": "Prov",
        "published_at": MOMENT, "by": "A", "last_event": 1, "last_change": 1, "definitions": "{}", "report": "{}",
        "incidents": "", "sha256": "b" * 64, "previous": previous,
    }  # fmt: skip


def counts(engine: Engine, tables: list[str]) -> dict[str, int]:
    with read_session(engine) as session:
        return {table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}


def test_files_are_numbered_without_gaps_and_import_no_models() -> None:
    assert [f"{number:04d}" for number in range(1, len(VERSIONS) + 1)] == NUMBERS
    for file in VERSIONS:
        source = file.read_text("utf-8")
        assert f'revision = "{file.name[:4]}"' in source
        assert "tracker" not in re.sub(r'""".*?"""', "", source, flags=re.DOTALL)


def test_models_and_migrated_tables_are_the_same(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_checks_and_keys_are_the_same_and_named(engine: Engine) -> None:
    """What the comparison of models does not look at."""
    upgrade(engine)
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        written = {check.name for check in table.constraints if check.name and str(check.name).startswith("ck_")}
        assert {check["name"] for check in inspector.get_check_constraints(table.name)} == written
        keys = inspector.get_foreign_keys(table.name)
        assert all(str(key["name"]).startswith(f"fk_{table.name}_") for key in keys)


def test_up_and_down_with_rows_present(engine: Engine) -> None:
    """The rows of the first tables survive every later revision in both directions."""
    upgrade(engine)
    fill(engine)
    first = ["unit", "program", "item", "account", "role", "followup", "event", "value", "change"]
    before = counts(engine, first)
    assert all(before.values())
    for number in reversed(NUMBERS[:-1]):
        downgrade(engine, number)
        assert current_revision(engine) == number
        assert counts(engine, first) == before
    upgrade(engine)
    assert counts(engine, first) == before
    downgrade(engine, "base")
    assert current_revision(engine) is None
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    assert counts(engine, first) == dict.fromkeys(first, 0)
    check_ready(engine)


def test_roles_of_before_are_held_for_the_programs_there_were(engine: Engine) -> None:
    """And back: only what opens no more than it did is a role for all again."""
    upgrade(engine)
    fill(engine)
    downgrade(engine, "0009")
    with write_session(engine) as session:
        session.execute(text("INSERT INTO program (code, position, document) VALUES ('annat', 1, '{}')"))
        for number, role in ((2, "compiler"), (3, "administrator")):
            session.execute(text(f"INSERT INTO role (id, account, role) VALUES ({number}, 1, '{role}')"))
    upgrade(engine)
    roles = select(RoleRow.role, RoleRow.unit, RoleRow.program).order_by(RoleRow.role, RoleRow.program)
    with write_session(engine) as session:
        assert [tuple(row) for row in session.execute(roles)] == [
            ("administrator", None, None),
            ("compiler", None, "annat"),
            ("compiler", None, "prov"),
            ("coordinator", "bromma", "annat"),
            ("coordinator", "bromma", "prov"),
        ]
        session.execute(text("DELETE FROM role WHERE role = 'compiler' AND program = 'annat'"))
    downgrade(engine, "0009")
    assert counts(engine, ["role"]) == {"role": 2}


def test_logins_of_before_are_composed_and_a_clash_is_kept(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "0011")
    given = ["anna", "a\u030asa", "o\u0308rjan", "\u00f6rjan", "e\u0301va", "e\u0301\u200bva", "karl\u200b"]
    row = (
        "INSERT INTO account (id, login, name, disabled, created_at, sessions_from)"
        " VALUES (:n, :x, 'A', false, :t, :t)"
    )
    with write_session(engine) as session:
        for number, login in enumerate(given, start=1):
            session.execute(text(row), {"n": number, "x": login, "t": MOMENT})
    upgrade(engine)
    with read_session(engine) as session:
        kept = [login for (login,) in session.execute(text("SELECT login FROM account ORDER BY id"))]
        assert kept == ["anna", "\u00e5sa", "o\u0308rjan", "\u00f6rjan", "\u00e9va", "e\u0301\u200bva", "karl"]
        assert unreachable_logins(session) == sorted(["o\u0308rjan", "e\u0301\u200bva"])
    downgrade(engine, "0011")
    assert counts(engine, ["account"]) == {"account": len(given)}


@pytest.mark.parametrize(("previous", "kept"), [("a" * 64, "0005"), (None, "0002")])
def test_published_editions_are_not_taken_back(engine: Engine, previous: str | None, kept: str) -> None:
    """Neither an edition nor its link to the one before it can be made again."""
    upgrade(engine)
    fill(engine)
    with write_session(engine) as session:
        session.execute(insert(EditionRow), [_edition_row(previous)])
    with pytest.raises(CommandError, match="läs in en säkerhetskopia"):
        downgrade(engine, "base")
    assert current_revision(engine) is not None
    upgrade(engine)
    with read_session(engine) as session:
        assert session.scalars(select(EditionRow.previous)).one() == previous
    downgrade(engine, kept)
    assert counts(engine, ["edition", "event"]) == {"edition": 1, "event": 1}


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    fill(engine)
    upgrade(engine)
    assert counts(engine, ["value"]) == {"value": 1}


def test_foreign_keys_hold_again_after_a_migration(engine: Engine) -> None:
    upgrade(engine)
    fill(engine)
    with write_session(engine) as session, pytest.raises(Exception, match=r"(?i)foreign key"):
        session.execute(text("DELETE FROM followup"))


def test_what_is_wrong_with_the_tables_is_said_in_one_sentence(engine: Engine) -> None:
    with pytest.raises(DatabaseFault, match="inte skapad; kör tracker init"):
        check_ready(engine)
    upgrade(engine)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for ask in (check_ready, upgrade):
        with pytest.raises(DatabaseFault, match="nyare version"):
            ask(engine)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    if NUMBERS[-1] != "0001":
        with pytest.raises(DatabaseFault, match="äldre version"):
            check_ready(engine)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'folder' / 'tracker.db'}")
    upgrade(engine)
    check_ready(engine)
    engine.dispose()


SENTENCES = (
    ("fick rollen samordnare (bromma, prov)", ("role_given", "coordinator", "bromma", "prov")),
    ("was given the role coordinator (bromma)", ("role_given", "coordinator", "bromma", None)),
    ("miste rollen granskare (prov)", ("role_taken", "reviewer", None, "prov")),
    ("lost the role administrator", ("role_taken", "administrator", None, None)),
    ("kontot skapades", ("created", None, None, None)),
    ("the account was disabled", ("closed", None, None, None)),
    ("fick en engångslänk för att välja lösenord", ("link", None, None, None)),
    ("something that nobody writes", ("something that nobody writes", None, None, None)),
    ("fick rollen kung", ("fick rollen kung", None, None, None)),
)


def test_sentences_of_before_are_read_as_what_was_done(engine: Engine) -> None:
    upgrade(engine)
    fill(engine)
    downgrade(engine, "0023")
    row = "INSERT INTO account_event (id, account, at, by, what) VALUES (:n, 1, :t, 'A', :what)"
    with write_session(engine) as session:
        for number, (sentence, _acts) in enumerate(SENTENCES, start=1):
            session.execute(text(row), {"n": number, "t": MOMENT, "what": sentence})
    upgrade(engine)
    kept = select(AccountEventRow.what, AccountEventRow.role, AccountEventRow.unit, AccountEventRow.program)
    with read_session(engine) as session:
        assert [tuple(each) for each in session.execute(kept.order_by(AccountEventRow.id))] == [
            acts for _sentence, acts in SENTENCES
        ]
    downgrade(engine, "0023")
    with read_session(engine) as session:
        back = session.execute(text("SELECT what FROM account_event ORDER BY id")).scalars().all()
    assert back[:4] == ["fick rollen samordnare (bromma, prov)", "fick rollen samordnare (bromma)",
                        "miste rollen granskare (prov)", "miste rollen administratör"]  # fmt: skip
