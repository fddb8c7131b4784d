"""The two ways to a solution, each on its own: the exact search and the solver."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.disclosure.audit_strategies import bounded_tables
from tests.disclosure.audit_tables import adds_up, cell, equation, table
from tracker.disclosure.auditor.components import Component, components
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.nearby import Nearby
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import Row
from tracker.disclosure.auditor.search import Status, search
from tracker.disclosure.auditor.solver import Solver
from tracker.disclosure.auditor.table import AuditTable
from tracker.disclosure.auditor.tables import Reached, Steps


def tied() -> Component:
    """Three dotted cells in a row, neighbours adding up to 6."""
    sums = [cell(name, 6, printed=True, sensitive=False) for name in ("ab", "bc")]
    cells = [cell("a", 3), cell("b", 3), cell("c", 3), *sums]
    (part,) = components(table(cells, [adds_up("ab", "ab"), adds_up("bc", "bc")]))
    return part


def nearby(part: Component) -> Nearby:
    return Nearby(part, {one.id: number for number, one in enumerate(part.cells)}, Effort(math.inf), threshold=5)


def last_of(part: Component, steps: Steps | None) -> tuple[int, ...] | None:
    """The table that the steps lead to when taken as often as they can be; every table on the way holds."""
    if steps is None:
        return None
    points = []
    for times in range(steps.least, steps.most + 1):
        point = part.truth.copy()
        point[steps.cells] += times * steps.by
        assert part.holds(point)
        points.append(tuple(point.tolist()))
    return points[-1]


NOBODY = np.zeros(3, dtype=bool)


def test_tables_are_found_above_and_below_and_again() -> None:
    """Each question leaves the standing program as it was. One step is the truth with every second cell changed by one;
    it can be taken three times each way, and no further."""
    near = nearby(tied())
    for _ in range(2):
        for value in (0, 5, 1, 6, 2, 4):
            for column in (0, 1, 2):
                found = near.find(column, (value, value), NOBODY)
                assert found is not None and (found.least, found.most) == (-3, 3)
                assert last_of(tied(), found) in ((6, 0, 6), (0, 6, 0))
        assert near.find(0, (None, 1), NOBODY) and near.find(0, (5, None), NOBODY)
        assert near.find(0, (7, None), NOBODY) is None


def test_what_a_reader_knows_does_not_move() -> None:
    """Neighbours add up to 6: who knows the cell in the middle knows the others."""
    near, second = nearby(tied()), np.array([False, True, False])
    assert near.find(0, (4, 4), second) is None
    assert near.find(0, (4, 4), NOBODY) is not None


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(bounded_tables(), st.integers(0, 2**16))
def test_every_step_on_the_way_holds_and_one_is_what_was_asked(random_table: AuditTable, secret: int) -> None:
    for part in components(random_table):
        near = nearby(part)
        for column, one in enumerate(part.cells):
            known = np.array([bool(secret >> place & 1) and place != column for place in range(len(part.cells))])
            for value in range(8):
                if value == one.value:
                    continue
                found = near.find(column, (value, value), known)
                if found is not None:
                    last_of(part, found)
                    assert not known[found.cells].any()
                    reached = Reached(part.truth, 8, known)
                    reached.take(found)
                    assert reached.has(column, value)


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
