"""The two ways to a solution, each on its own: the exact search and the solver."""

from __future__ import annotations

import math

from hypothesis import HealthCheck, given, settings

from tests.disclosure.audit_strategies import bounded_tables
from tests.disclosure.audit_tables import adds_up, cell, equation, table
from tracker.disclosure.auditor.components import Component, components
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import Row, contains
from tracker.disclosure.auditor.search import Status, search
from tracker.disclosure.auditor.solver import Solver
from tracker.disclosure.auditor.table import AuditTable


def tied() -> Component:
    """Three dotted cells in a row, neighbours adding up to 6."""
    sums = [cell(name, 6, printed=True, sensitive=False) for name in ("ab", "bc")]
    cells = [cell("a", 3), cell("b", 3), cell("c", 3), *sums]
    (part,) = components(table(cells, [adds_up("ab", "ab"), adds_up("bc", "bc")]))
    return part


def test_a_near_solution_is_found_above_and_below_and_again() -> None:
    """Each question leaves the standing model as it was."""
    solver = Solver(tied(), Effort(math.inf))
    for _ in range(2):
        for value in (0, 5, 1, 6, 2, 4):
            for column in (0, 1, 2):
                answer = solver.near(column, (value, value))
                assert answer.point[column] == value
                assert answer.point == (
                    (value, 6 - value, value) if column != 1 else (6 - value, value, 6 - value)
                )
        assert solver.near(0, (None, 1)).point == (1, 5, 1)
        assert solver.near(0, (5, None)).point == (5, 1, 5)
        assert solver.near(0, (7, None)).status is Status.UNKNOWN


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(bounded_tables())
def test_a_near_solution_satisfies_the_question(random_table: AuditTable) -> None:
    for part in components(random_table):
        solver = Solver(part, Effort(math.inf))
        for column, one in enumerate(part.cells):
            for value in range(8):
                if value == one.value or not contains(part.domains[column], value):
                    continue
                answer = solver.near(column, (value, value))
                assert answer.status is Status.UNKNOWN or answer.point[column] == value


def test_the_solver_stops_when_its_effort_is_spent() -> None:
    effort = Effort(0)
    solver = Solver(tied(), effort)
    assert solver.find(0, (5, 5)).status is Status.UNKNOWN
    assert not solver.extreme(0, 1).known
    assert effort.runs == 0


def test_the_exact_search_proves_what_propagation_cannot() -> None:
    """2a + 2b + 2c = 7: no limit rules it out, only trying does."""
    propagator = Propagator([Row((0, 1, 2), (2, 2, 2), 7, 7)], 3)
    domains = [(0, 3)] * 3
    assert propagator.tighten(domains) == domains
    assert search(propagator, domains, steps=100).status is Status.IMPOSSIBLE
    assert search(propagator, domains, steps=1).status is Status.UNKNOWN


def test_the_exact_search_gives_up_on_cells_without_limit() -> None:
    propagator = Propagator([Row((0, 1), (2, -2), 1, 1)], 2)
    assert search(propagator, [(0, None), (0, None)], steps=100).status is Status.UNKNOWN


def test_propagation_stops_where_bounds_creep_for_ever() -> None:
    """a < b < a without upper limits: each round raises both by one, and the solver sees it at once."""
    rows = [Row((0, 1), (1, -1), None, -1), Row((0, 1), (-1, 1), None, -1)]
    domains = Propagator(rows, 2).tighten([(0, None), (0, None)])
    assert domains is not None and all(high is None for _, high in domains)


def test_a_single_cell_without_rows_has_its_domain() -> None:
    (part,) = components(table([cell("a", 3), cell("p", 9, printed=True)], [equation({"p": 1}, "=", 9)]))
    assert part.rows == () and part.domains == ((0, None),)
