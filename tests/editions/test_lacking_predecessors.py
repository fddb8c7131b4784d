"""Bodies that gave nothing, beside those that they were merged with: what a reader still knows of the merged body."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.editions.test_joint_by_hand import COUNT, equation, equations, hidden, line, rules_of
from tests.rollup import invented
from tracker.disclosure.auditor.audit import Audit
from tracker.disclosure.model.joint import joint_system
from tracker.editions.protection import audit_ledger, protect
from tracker.periods import Period
from tracker.rows import Line

RULES = rules_of(COUNT)
T1 = [
    line("2022-T1", "alfa", 5),
    line("2022-T1", "gamma", 4),
    line("2022-T1", "delta", 20),
    line("2022-T1", "alfa+delta+gamma", 29, level="city"),
]
T2 = [
    line("2022-T2", "ab", 5),
    line("2022-T2", "gamma", 9),
    line("2022-T2", "delta", 30),
    line("2022-T2", "ab+delta+gamma", 44, level="city"),
]
"""alfa and beta were merged into ab; beta gave nothing in T1. alfa is at most ab's 5, so gamma is at least 4."""


def audited(lines: list[Line]) -> Audit:
    ((_family, _year, audit),) = audit_ledger(lines, RULES)
    return audit


def test_the_successor_printed_whole_would_tell_of_the_others() -> None:
    first = [replace(each, printed=each.value in (20, 29)) for each in T1]
    assert audited(first).passed
    refused = audited([*first, *(replace(each, printed=True) for each in T2)])
    told = {cell.id: cell.reachable for cell in refused.cells if cell.verdict != "ok"}
    assert told == {"I1.1 n 2022-T1 total gamma": (4,)}


def test_the_successor_is_dotted_beside_another() -> None:
    first = protect(T1, [], RULES)
    assert {each.value for each in first.dotted} == {5, 4}
    second = protect(T2, first.lines, RULES)
    assert second.passed and not second.incidents
    assert "ab" in {"+".join(each.key.bodies) for each in second.dotted}


def test_what_was_last_known_of_each_body_counts_in_whatever_period_that_was() -> None:
    """alfa and beta became ab before T2, which ab did not give; with gamma it became abc before the year's end."""

    def sources(bodies: frozenset[str], now: Period, then: Period) -> frozenset[str]:
        behind = {"abc": ("ab", "gamma"), "ab": ("alfa", "beta")}
        existed = {"T1": {"alfa", "beta", "gamma"}, "T2": {"ab", "gamma"}}[then.part]
        while not bodies <= existed:
            bodies = frozenset(part for body in bodies for part in behind.get(body, (body,)))
        return bodies

    rules = replace(rules_of(COUNT), sources=sources)
    lines = [
        line("2022-T1", "alfa", 6),
        line("2022-T1", "beta", 7),
        line("2022-T2", "gamma", 9),
        line("2022-VB", "abc", 40),
    ]
    found = {each.terms for each in joint_system(lines, rules).system.constraints if each.sense == ">="}
    alfa, beta, gamma, abc = (
        f"I1.1 n 2022-{name}" for name in ("T1 total alfa", "T1 total beta", "T2 total gamma", "VB total abc")
    )
    assert ((alfa, -1), (beta, -1), (gamma, -1), (abc, 1)) in found


@pytest.mark.parametrize("fallen", [False, True])
def test_the_rest_of_d_is_at_least_that_of_the_predecessors_that_reported(fallen: bool) -> None:
    """6 of 9, then 14 of 20: of the 6 that are left, 3 were left before. If only 1 is left, nobody reckons with it."""
    share = invented.indicator(protects=("n",))
    lines = [
        line("2022-T1", "alfa", 6),
        line("2022-T1", "alfa", 9, measured="d"),
        line("2022-T2", "ab", 14),
        line("2022-T2", "ab", 15 if fallen else 20, measured="d"),
    ]
    before, now = (f"I1.1 d {then} − I1.1 n {then}" for then in ("2022-T1 total alfa", "2022-T2 total ab"))
    grown = equation((before, -1), (now, 1), sense=">=")
    assert (grown in equations(lines, share)) is not fallen
    assert set(hidden(lines, share)) == {before, now}
