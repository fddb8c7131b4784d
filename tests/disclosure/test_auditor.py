"""The auditor on tables whose answer was worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.disclosure.audit_tables import adds_up, cell, equation, table
from tracker.disclosure.auditor.audit import Audit, audit
from tracker.disclosure.auditor.finding import CellFinding
from tracker.disclosure.auditor.table import AuditFormatError, Cell, Equation, Term

# The city's report of 2023, table of decided services (27 rows): the printed figures in their order.
PRINTED_ROWS = [16, 93, 37, 60, 0, 226, 25, 5, 75, 1108, 7, 10, 0, 8, 10, *[0] * 7]
TOTAL_OF_2023 = 1689
FIVE_DOTS = [1, 1, 2, 2, 3]


def verdicts(cells: Sequence[Cell], *equations: Equation, threshold: int = 5) -> dict[str, str]:
    outcome = audit(table(cells, equations, threshold))
    return {finding.id: finding.verdict for finding in outcome.cells}


def only(outcome: Audit) -> CellFinding:
    (finding,) = outcome.cells
    return finding


def city_2023(relation: str, dots: Sequence[int] = FIVE_DOTS, **known: int) -> Audit:
    """The table as printed; ``known`` are the limits that a reader puts on a dot."""
    rows = [
        cell(f"row{number}", value, printed=True, sensitive=False)
        for number, value in enumerate(PRINTED_ROWS)
    ]
    rows += [cell(f"dot{number}", value, **known) for number, value in enumerate(dots)]
    terms = {row.id: 1 for row in rows}
    return audit(table(rows, [equation(terms, relation, TOTAL_OF_2023)]), intervals=True)


def test_the_citys_table_spans_one_to_four_and_fails() -> None:
    """Zeros and a 5 are printed, so a dot means 1..4; the five dots add up to 9."""
    assert sum(PRINTED_ROWS) == 1680 and len(PRINTED_ROWS) + len(FIVE_DOTS) == 27
    outcome = city_2023("=", lower=1, upper=4)
    assert not outcome.passed
    for finding in outcome.cells:
        assert finding.reachable == (1, 2, 3, 4) and not finding.above
        assert (finding.verdict, finding.low, finding.high) == ("narrow", 1, 4)


def test_the_citys_table_would_pass_if_a_dot_could_mean_anything() -> None:
    outcome = city_2023("=")
    assert outcome.passed
    assert {(finding.low, finding.high) for finding in outcome.cells} == {(0, 9)}


def test_a_total_of_distinct_persons_leaves_the_dots_without_upper_limit() -> None:
    outcome = city_2023(">=", dots=[2, 3, 3, 4, 4])
    assert outcome.passed
    assert {(finding.low, finding.high) for finding in outcome.cells} == {(0, None)}


def test_one_dot_is_always_exact_and_two_are_with_a_residual_of_eight() -> None:
    """Section 7 of the same study: 20 - 17 = 3, and 25 - 17 = 8 = 4 + 4 where a dot means 1..4."""
    rest = cell("rest", 17, printed=True, sensitive=False)
    total = cell("total", 20, printed=True, sensitive=False)
    assert verdicts([total, rest, cell("a", 3)], adds_up("total", ["rest", "a"])) == {"a": "exact"}
    both = [cell("a", 4, lower=1, upper=4), cell("b", 4, lower=1, upper=4)]
    total = cell("total", 25, printed=True, sensitive=False)
    found = verdicts([total, rest, *both], adds_up("total", ["rest", "a", "b"]))
    assert found == {"a": "exact", "b": "exact"}


def test_singletons_with_a_zero_are_seen_through() -> None:
    """0 = x + x + 0: a total of zero over dotted parts tells that every part is zero."""
    cells = [
        cell("total", 0, printed=True, sensitive=False),
        cell("a", 0, sensitive=True),
        cell("b", 0, sensitive=True),
        cell("c", 0, printed=True, sensitive=False),
    ]
    assert verdicts(cells, adds_up("total", "abc")) == {"a": "exact", "b": "exact"}


def test_three_singletons_are_narrow() -> None:
    """1 + 1 + 1 = 3: each stays between 0 and 3, and 4 or more is ruled out."""
    cells = [cell("total", 3, printed=True, sensitive=False), *(cell(name, 1) for name in "abc")]
    outcome = audit(table(cells, [adds_up("total", "abc")]), intervals=True)
    assert {(f.reachable, f.above, f.verdict, f.low, f.high) for f in outcome.cells} == {
        ((1, 2, 3), False, "narrow", 0, 3)
    }


def test_parity_leaves_gaps() -> None:
    """2a = b: b is even, so 1 and 3 are ruled out although its interval is without limit."""
    outcome = audit(
        table([cell("a", 6), cell("b", 12, sensitive=True)], [equation({"a": 2, "b": -1})]), intervals=True
    )
    finding = only(outcome)
    assert (finding.reachable, finding.above, finding.verdict) == ((2, 4), True, "gap")
    assert (finding.low, finding.high) == (0, None)


def test_a_gap_among_large_values_does_no_harm() -> None:
    """a = 7b + c with c <= 4: 5 and 6 are ruled out, but 7 is not, and one value above is enough."""
    cells = [cell("a", 3), cell("b", 0), cell("c", 3, sensitive=False, upper=4)]
    assert verdicts(cells, equation({"a": 1, "b": -7, "c": -1})) == {"a": "ok"}


@pytest.mark.parametrize("undotted", ["", "aw", "am", "bw", "bm"])
def test_a_square_of_dots_needs_all_its_corners(undotted: str) -> None:
    """Two districts by two sexes, margins printed. With t from -2 to 6 the corners are 3+t, 7-t, 6-t, 2+t."""
    inner = {"aw": 3, "am": 7, "bw": 6, "bm": 2}
    margins = {"a": 10, "b": 8, "w": 9, "m": 9}
    cells = [cell(name, value, printed=name == undotted) for name, value in inner.items()]
    cells += [cell(name, value, printed=True) for name, value in margins.items()]
    parts = {margin: [name for name in inner if margin in name] for margin in margins}
    outcome = audit(table(cells, [adds_up(margin, names) for margin, names in parts.items()]), intervals=True)
    assert outcome.passed == (not undotted)
    if not undotted:
        assert [(finding.low, finding.high) for finding in outcome.cells] == [(1, 9), (0, 8)]


def test_linked_tables_are_judged_together() -> None:
    """Each table alone covers a; together they tell it: a + b = 9, a + c = 9, b + c = 12."""
    cells = [cell("a", 3), cell("b", 6), cell("c", 6)]
    known = [equation({"a": 1, "b": 1}, "=", 9), equation({"a": 1, "c": 1}, "=", 9)]
    assert verdicts(cells, *known) == {"a": "ok"}
    assert verdicts(cells, *known, equation({"b": 1, "c": 1}, "=", 12)) == {"a": "exact"}


def test_a_hidden_complement_is_protected_too() -> None:
    """n = 18 of d = 20, both printed: the two that are missing are told, though nowhere printed."""
    cells = [
        cell("d", 20, printed=True, sensitive=False),
        cell("n", 18, printed=True, sensitive=False),
        cell("rest", 2, hidden=True),
    ]
    assert verdicts(cells, adds_up("d", ["n", "rest"])) == {"rest": "exact"}


def test_an_increment_over_cumulative_periods_is_protected_too() -> None:
    """T1 11 and T2 13 printed tell the increment 2; with T1 dotted it can be anything from 0 to 13."""
    t2, grew = cell("T2", 13, printed=True, sensitive=False), cell("grew", 2, hidden=True)
    known = adds_up("T2", ["T1", "grew"])
    assert verdicts([t2, cell("T1", 11, printed=True, sensitive=False), grew], known) == {"grew": "exact"}
    outcome = audit(table([t2, cell("T1", 11), grew], [known]), intervals=True)
    assert outcome.passed and (only(outcome).low, only(outcome).high) == (0, 13)


def test_a_printed_small_value_fails_whatever_else_holds() -> None:
    outcome = audit(table([cell("a", 3, printed=True), cell("b", 4)]))
    assert [(finding.id, finding.verdict) for finding in outcome.cells] == [("a", "printed"), ("b", "ok")]
    assert not outcome.passed


def test_an_insider_is_a_cell_with_known_limits() -> None:
    """The district that knows its own 3 reads the other district's 6 - 3 from the total."""
    total, other = cell("total", 6, printed=True, sensitive=False), cell("other", 3)
    known = adds_up("total", ["own", "other"])
    assert verdicts([total, cell("own", 3), other], known) == {"own": "ok", "other": "ok"}
    own = cell("own", 3, lower=3, upper=3, sensitive=False)
    assert verdicts([total, own, other], known) == {"other": "exact"}


def test_negative_values_are_possible_where_the_limit_says_so() -> None:
    """A complement may fall between two periods: its change has no lower limit."""
    cells = [cell("change", -2, lower=None, sensitive=True), cell("a", 6), cell("b", 4)]
    outcome = audit(table(cells, [adds_up("b", ["a", "change"])]), intervals=True)
    by_id = {finding.id: finding for finding in outcome.cells}
    assert by_id["change"].verdict == "ok"
    assert (by_id["change"].low, by_id["change"].high) == (None, None)


def test_a_cell_that_stands_twice_counts_with_the_sum_of_its_factors() -> None:
    """a + a = 6 + b with b from 0 to 1: a is 3, for 2a = 7 has no solution."""
    twice = Equation(
        terms=(Term(cell="a"), Term(cell="b", factor=-1), Term(cell="a")), relation="=", constant=6
    )
    cells = [cell("a", 3), cell("b", 0, upper=1)]
    assert verdicts(cells, twice) == {"a": "exact"}


def test_nothing_sensitive_passes() -> None:
    outcome = audit(table([cell("a", 9, printed=True)]))
    assert outcome.passed and outcome.cells == ()


def test_findings_keep_the_order_of_the_table() -> None:
    cells = [
        cell("b", 2),
        cell("z", 3, printed=True),
        cell("a", 1),
        cell("sum", 3, printed=True, sensitive=False),
    ]
    outcome = audit(table(cells, [adds_up("sum", ["b", "a"])]))
    assert [finding.id for finding in outcome.cells] == ["b", "z", "a"]


def test_a_table_that_contradicts_itself_is_not_judged() -> None:
    with pytest.raises(AuditFormatError, match="stämmer"):
        audit(table([cell("a", 3)], [equation({"a": 1}, "=", 4)]))
