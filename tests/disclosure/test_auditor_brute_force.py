"""The auditor against enumeration of all integer tables, on random small systems."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.disclosure.audit_tables import adds_up, brute_force, cell, equation, solutions, table
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import contains, unknowns
from tracker.disclosure.auditor.search import Status, search
from tracker.disclosure.auditor.table import AuditTable

CEILING = 7
SLOW = settings(suppress_health_check=[HealthCheck.too_slow])


@st.composite
def bounded_tables(draw: st.DrawFn) -> AuditTable:
    """Up to six cells of 0..7 with upper bounds, up to four random equations and inequalities."""
    names = [f"c{number}" for number in range(draw(st.integers(2, 6)))]
    cells = []
    for number, name in enumerate(names):
        value = draw(st.integers(0, CEILING))
        printed = number > 4 or draw(st.sampled_from([False, False, False, True]))
        lower, upper = draw(st.integers(0, value)), draw(st.integers(value, CEILING))
        known = {} if printed else {"lower": draw(st.sampled_from([0, lower])), "upper": upper}
        cells.append(cell(name, value, printed=printed, sensitive=draw(st.booleans()), **known))
    truth = {one.id: one.value for one in cells}
    equations = []
    for _ in range(draw(st.integers(0, 4))):
        used = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        factors = {name: draw(st.sampled_from([-3, -2, -1, 1, 1, 2])) for name in used}
        relation = draw(st.sampled_from(["=", "=", "<=", ">="]))
        total = sum(factor * truth[name] for name, factor in factors.items())
        slack = {"=": 0, "<=": 1, ">=": -1}[relation] * draw(st.integers(0, 3))
        equations.append(equation(factors, relation, total + slack))
    return table(cells, equations, threshold=draw(st.integers(2, 5)))


@st.composite
def crossed_tables(draw: st.DrawFn) -> AuditTable:
    """Two areas by two sexes with all margins, no upper bounds; only the grand total is surely printed."""
    inner = {(area, sex): draw(st.integers(0, 3)) for area in "xy" for sex in "wm"}
    sums = {area: inner[area, "w"] + inner[area, "m"] for area in "xy"}
    sums |= {sex: inner["x", sex] + inner["y", sex] for sex in "wm"}
    values = {area + sex: value for (area, sex), value in inner.items()} | sums
    cells = [cell("all", sum(inner.values()), printed=True, sensitive=False)]
    for name, value in values.items():
        dotted = draw(st.sampled_from([True, True, True, False]))
        cells.append(cell(name, value, printed=not dotted, sensitive=dotted and 0 < value < 3))
    equations = [adds_up("all", "xy"), adds_up("all", "wm")]
    equations += [adds_up(area, [area + "w", area + "m"]) for area in "xy"]
    equations += [adds_up(sex, ["x" + sex, "y" + sex]) for sex in "wm"]
    return table(cells, equations, threshold=3)


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
