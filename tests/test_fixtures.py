"""The ground that other tests stand on."""

import pytest
from sqlalchemy import inspect, text

from tracker.disclosure.auditor.audit import everything
from tracker.disclosure.auditor.readers import Asked
from tracker.disclosure.auditor.table import AuditTable, Cell, Equation, Term
from tracker.disclosure.model.system import Constraint, Insider, Statistic, System
from tracker.editions import protection
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


def test_figures_are_judged_once_for_what_is_asked_of_them() -> None:
    """A count that its sum gives away, asked for and not; the sum dotted is another table."""

    def judged(printed: bool, asked: Asked) -> bool:
        cells = [Cell(id="part", value=3, printed=False, sensitive=True)]
        cells.append(Cell(id="rest", value=9, printed=True, sensitive=False))
        cells.append(Cell(id="sum", value=12, printed=printed, sensitive=False))
        terms = tuple(Term(cell=cell.id, factor=-1 if cell.id == "sum" else 1) for cell in cells)
        equations = (Equation(terms=terms, relation="="),)
        table = AuditTable(schema="tracker-audit-1", threshold=5, cells=tuple(cells), equations=equations)
        return protection.audit(table, asked).passed

    for _turn in range(2):
        assert judged(True, everything) is False
        assert judged(True, lambda _name: False) is True
        assert judged(False, everything) is True


def test_figures_are_decided_once_for_what_makes_them() -> None:
    """What a dot costs, and a reader who knows more, make it another question."""

    def decided(sum_costs: int, *insiders: Insider) -> frozenset[str]:
        statistics = (Statistic("part", 6, 1, sensitive=True), Statistic("rest", 9, 2), Statistic("sum", 15, sum_costs))
        constraints = (Constraint((("part", 1), ("rest", 1), ("sum", -1))),)
        return protection.suppress(System(statistics, constraints, insiders=insiders), 7).dotted

    for _turn in range(2):
        assert decided(3) == {"part", "rest"}
        assert decided(1) == {"part", "sum"}
        assert decided(3, Insider("who knows", frozenset({"rest"}))) == {"part", "sum"}
