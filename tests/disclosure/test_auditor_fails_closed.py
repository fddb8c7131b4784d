"""Whatever goes wrong inside the auditor counts against the table, never for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import highspy
import pytest

from tests.disclosure.audit_tables import adds_up, cell, equation, table
from tests.disclosure.stated import audit_table
from tracker.disclosure.auditor import judge, models, moves, reach, solver
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.components import components
from tracker.disclosure.auditor.search import IMPOSSIBLE, UNKNOWN, Answer
from tracker.disclosure.auditor.table import AuditTable, Equation, Term
from tracker.disclosure.model.system import Constraint, Statistic, System
from tracker.editions.protection import narrowed


def chain(length: int) -> AuditTable:
    """Dotted cells, each two neighbours adding up to a printed 6: all of 0..6 stay possible for each."""
    cells = [cell(f"c{number}", 3) for number in range(length)]
    sums = [cell(f"s{number}", 6, printed=True, sensitive=False) for number in range(length - 1)]
    known = [adds_up(f"s{number}", [f"c{number}", f"c{number + 1}"]) for number in range(length - 1)]
    return table([*cells, *sums], known)


def answers(answer: Answer) -> Callable[..., Answer]:
    return lambda *_: answer


@pytest.fixture
def nothing_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table near the truth is found, so that every question is left to those who can also deny it."""
    monkeypatch.setattr(judge.Nearby, "find", lambda *_: None)


def test_the_chain_is_safe() -> None:
    outcome = audit(chain(40))
    assert outcome.passed and outcome.components == 1


def test_no_time_is_undecided() -> None:
    outcome = audit(chain(40), limit=0, intervals=True)
    assert not outcome.passed
    assert {finding.verdict for finding in outcome.cells} == {"undecided"}
    assert not any(finding.interval for finding in outcome.cells)


def test_an_unknown_status_is_undecided(
    nothing_nearby: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.Solver, "find", answers(UNKNOWN))
    assert {finding.verdict for finding in audit(chain(40)).cells} == {"undecided"}


def test_a_failing_status_of_the_solver_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: highspy.HighsModelStatus.kSolveError)
    outcome = audit(chain(40), intervals=True)
    assert {finding.verdict for finding in outcome.cells} == {"undecided"}
    assert not any(finding.interval for finding in outcome.cells)


def test_a_wrong_solution_convinces_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that forgot the equations finds "solutions" that the exact check throws out."""
    load = models.load

    def forgetful(*given: Any, **more: Any) -> highspy.Highs:
        program = load(*given, **more)
        for row in range(program.getNumRow()):
            program.changeRowBounds(row, -highspy.kHighsInf, highspy.kHighsInf)
        return program

    monkeypatch.setattr(models, "load", forgetful)
    monkeypatch.setattr(moves, "load", forgetful)
    assert {finding.verdict for finding in audit(chain(40)).cells} == {"undecided"}


def test_a_solver_that_overlooks_solutions_refuses_a_large_table(
    nothing_nearby: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.Solver, "find", answers(IMPOSSIBLE))
    assert not audit(chain(40)).passed


def test_exact_search_finds_what_the_solver_overlooks_in_a_small_table(
    nothing_nearby: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.Solver, "find", answers(IMPOSSIBLE))
    assert audit(chain(8)).passed


def test_a_wrong_solution_of_the_search_convinces_nobody(
    nothing_nearby: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.Solver, "find", answers(IMPOSSIBLE))
    wrong = Answer(status=reach.Status.FOUND, point=(5,) * 8)
    monkeypatch.setattr(reach, "search", answers(wrong))
    assert not audit(chain(8)).passed


def test_a_solution_is_checked_against_limits_and_equations() -> None:
    (part,) = components(chain(3))
    assert part.holds((3, 3, 3)) and part.holds((1, 5, 1))
    assert not part.holds((3, 3, 4))
    assert not part.holds((7, -1, 7))


def test_a_solution_so_large_that_a_sum_could_overflow_convinces_nobody() -> None:
    """3a = 3b: right for any two equal numbers, but 3 * 2**62 is more than 64 bits hold."""
    (part,) = components(table([cell("a", 1), cell("b", 1)], [equation({"a": 3, "b": -3})]))
    assert part.holds((2**59, 2**59)) and not part.holds((2**59, 2**59 + 1))
    for far in (2**62, 2**64 // 3, 2**70):
        assert not part.holds((far, far))


def test_limits_beyond_all_sums_are_kept() -> None:
    """A printed part of 10**15 each in 10 000 terms: the constant is beyond 64 bits, and still exact."""
    far = [Term(cell="far", factor=10**6)] * 10_000
    cells = [cell("far", 10**9, printed=True, sensitive=False), cell("a", 3), cell("b", 3)]
    given = [Equation(terms=(*far, Term(cell="a"), Term(cell="b", factor=-1)), relation=">=", constant=0)]
    (part,) = components(table(cells, [*given, adds_up("a", "b")]))
    assert part.holds((4, 4)) and not part.holds((4, 5))


def test_what_is_left_of_a_lost_count_is_not_compared_with_what_nobody_could_tell(
    nothing_nearby: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it is not known what most dots would leave possible, no pattern is taken to leave as much."""
    counts = [Statistic(f"c{number}", 3, cost=1, sensitive=True) for number in range(40)]
    sums = [Statistic(f"s{number}", 6, cost=1, frozen="printed") for number in range(39)]
    known = [Constraint(((f"c{n}", 1), (f"c{n + 1}", 1), (f"s{n}", -1))) for n in range(39)]
    system = System((*counts, *sums), tuple(known))
    dotted = frozenset(each.key for each in counts)
    others = frozenset(each.key for each in system.statistics) - {"c20"}
    stated = audit_table(system, dotted, 5, others)
    assert narrowed(audit(stated), audit(stated)) == frozenset()
    monkeypatch.setattr(solver.Solver, "find", answers(UNKNOWN))
    assert narrowed(audit(stated), audit(stated)) == {"c20"}
