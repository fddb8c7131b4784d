"""The ground that other tests stand on."""

import pytest
from sqlalchemy import inspect, text

from tracker.store.database import connect


def test_a_new_database_is_empty_and_can_be_written(database_kind: str, database_url: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE left_behind (n INTEGER)"))
    assert engine.dialect.name == database_kind
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_migrated_database_has_tables_and_nothing_of_the_test_before(migrated_url: str, turn: int) -> None:
    engine = connect(migrated_url)
    with engine.begin() as connection:
        tables = set(inspect(connection).get_table_names())
        assert "alembic_version" in tables and len(tables) > 1
        assert "left_behind" not in tables, f"left over in turn {turn}"
        connection.execute(text("CREATE TABLE left_behind (n INTEGER)"))
    engine.dispose()
