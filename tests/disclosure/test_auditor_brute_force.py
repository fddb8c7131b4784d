"""The auditor against enumeration of all integer tables, on random small systems."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.disclosure.audit_strategies import CEILING, bounded_tables, crossed_tables
from tests.disclosure.audit_tables import brute_force, solutions
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import contains, unknowns
from tracker.disclosure.auditor.search import Status, search
from tracker.disclosure.auditor.table import AuditTable

SLOW = settings(suppress_health_check=[HealthCheck.too_slow])


def agrees(given_table: AuditTable, ceiling: int) -> None:
    expected = brute_force(given_table, ceiling)
    outcome = audit(given_table, intervals=True)
    dotted = [finding for finding in outcome.cells if finding.verdict != "printed"]
    assert {finding.id for finding in dotted} == set(expected)
    for finding in dotted:
        wanted = expected[finding.id]
        assert finding.reachable == wanted.reachable
        assert finding.above == wanted.above
        assert finding.verdict == wanted.verdict
        assert finding.interval
        assert (finding.low, finding.high) == (min(wanted.values), max(wanted.values))
    assert outcome.passed == all(finding.verdict == "ok" for finding in outcome.cells)


@SLOW
@given(bounded_tables())
def test_agrees_on_random_systems(random_table: AuditTable) -> None:
    agrees(random_table, CEILING)


@SLOW
@given(crossed_tables())
def test_agrees_on_crossed_tables(random_table: AuditTable) -> None:
    agrees(random_table, ceiling=random_table.cells[0].value)


@SLOW
@given(bounded_tables())
def test_exact_search_agrees(random_table: AuditTable) -> None:
    """The exact search, whose "none" is a proof, finds each value that is possible and no other."""
    found = solutions(random_table, CEILING)
    reader = unknowns(random_table)
    propagator = Propagator(reader.rows, len(reader.cells))
    for column, one in enumerate(reader.cells):
        for value in range(CEILING + 1):
            domains = list(reader.domains)
            if not contains(domains[column], value):
                continue
            domains[column] = (value, value)
            answer = search(propagator, domains, steps=10_000)
            possible = any(solution[one.id] == value for solution in found)
            assert answer.status is (Status.FOUND if possible else Status.IMPOSSIBLE)


@SLOW
@given(bounded_tables())
def test_propagation_loses_no_solution(random_table: AuditTable) -> None:
    reader = unknowns(random_table)
    domains = Propagator(reader.rows, len(reader.cells)).tighten(reader.domains)
    assert domains is not None
    for solution in solutions(random_table, CEILING):
        for one, domain in zip(reader.cells, domains, strict=True):
            assert contains(domain, solution[one.id])
