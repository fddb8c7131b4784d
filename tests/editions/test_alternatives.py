"""What else to hide is offered only where the auditor finds that it helps."""

from __future__ import annotations

from dataclasses import replace

from tests.editions.test_joint_by_hand import COUNT, line, rules_of
from tracker.disclosure.optimiser.outcome import Incident
from tracker.editions.alternatives import alternatives
from tracker.editions.protection import Protection, protect
from tracker.editions.withholding import Parts

RULES = rules_of(COUNT)
ANYBODY = replace(RULES, disclosure=RULES.disclosure.model_copy(update={"insiders": "none"}))
FIRST = [
    line("2022-T1", "alfa", 30, printed=True),
    line("2022-T1", "beta", 9, printed=True),
    line("2022-T1", "gamma", 3, printed=False),
    line("2022-T1", "alfa+beta+gamma", 42, printed=True, level="region"),
]
SECOND = [line("2022-T2", "ab", 44), line("2022-T2", "gamma", 9), line("2022-T2", "ab+gamma", 53, level="region")]
NORTH = Parts("All of it", frozenset({"I1.1"}), {"north": frozenset({"alfa", "gamma"})}, {("region", "north"): "North"})
GAMMA = "I1.1 n 2022-T1 total gamma"


def claiming(protection: Protection, key: str, *, printed: bool) -> Protection:
    """As if dots could not save a figure, and all or none of the new ones were printed."""
    (verdict,) = protection.verdicts
    claimed = replace(verdict.suppression, impossible=(Incident(key, "known"),))
    lines = tuple(replace(each, printed=printed) for each in protection.lines)
    return replace(protection, lines=lines, verdicts=(replace(verdict, suppression=claimed),))


def test_what_is_out_already_is_saved_by_hiding_nothing() -> None:
    protection = protect(SECOND, FIRST, ANYBODY)
    assert [incident.key for incident in protection.incidents] == [GAMMA]
    assert alternatives(protection, FIRST, ANYBODY, NORTH) == ()


def test_the_cheapest_that_helps_comes_first_and_the_auditor_has_seen_it() -> None:
    """2 + 4 = 6 and 12: gamma's 2 is told by region and district; hiding its region is enough, the period dearer."""
    new = [
        line("2022-T1", "alfa", 4),
        line("2022-T1", "gamma", 2),
        line("2022-T1", "delta", 12),
        line("2022-T1", "alfa+gamma", 6, level="region"),
        line("2022-T1", "alfa+delta+gamma", 18, level="city"),
    ]
    protection = claiming(protect(new, [], ANYBODY), GAMMA, printed=True)
    found = [(each.part.place, each.price, each.saves) for each in alternatives(protection, [], ANYBODY, NORTH)]
    saved = frozenset({GAMMA})
    assert found == [("I1.1:region:north", 3, saved), ("I1.1:period", 5, saved)]


def test_where_nothing_is_lost_nothing_is_offered() -> None:
    assert alternatives(protect(SECOND, [], ANYBODY), [], ANYBODY, NORTH) == ()
