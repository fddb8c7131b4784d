"""Where bodies know their own figures, two dots are not enough: each would tell its owner the other."""

from __future__ import annotations

from dataclasses import replace

from tests.editions.test_joint_by_hand import COUNT, line, rules_of
from tests.editions.unavoidable import avoidable
from tests.programs import shipped
from tracker.disclosure.model.insiders import known_bodies
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.outcome import Incident
from tracker.editions.protection import Protection, audit_ledger, protect
from tracker.rows import Line

ANYBODY = rules_of(COUNT)
BODIES = replace(ANYBODY, disclosure=ANYBODY.disclosure.model_copy(update={"insiders": "bodies"}))
CITY = [
    line("2022-T1", "alfa", 3),
    line("2022-T1", "beta", 9),
    line("2022-T1", "gamma", 8),
    line("2022-T1", "delta", 20),
    line("2022-T1", "alfa+beta+delta+gamma", 40, level="city"),
]


def dotted(protection: Protection) -> set[str]:
    return {"+".join(sorted(each.key.bodies)) for each in protection.dotted}


def passes(lines: tuple[Line, ...], rules: Rules) -> bool:
    return all(audit.passed for _family, _year, audit in audit_ledger(lines, rules))


def test_a_second_dot_protects_against_strangers_and_a_third_against_its_owner() -> None:
    against_anybody, against_bodies = protect(CITY, [], ANYBODY), protect(CITY, [], BODIES)
    assert dotted(against_anybody) == {"alfa", "gamma"}
    assert dotted(against_bodies) == {"alfa", "beta", "gamma"}
    assert against_bodies.passed and not against_bodies.incidents
    assert passes(against_anybody.lines, ANYBODY)
    assert not passes(against_anybody.lines, BODIES)
    assert passes(against_bodies.lines, BODIES)


def test_neighbours_do_not_tell_each_other_in_what_is_shipped() -> None:
    """Case B, the south-east in 2023-T2: the region's 16 and Enskede's 9 beside two dots let Farsta, which knows its 3,
    work out Skarpnäck's 4. Enskede has to be dotted, too: then 4 + 9 is 13 to Farsta, 3 + 9 is 12 to Skarpnäck and
    4 + 3 is 7 to Enskede, and each of the others can be 1 to 4 and more than 4."""
    (said,) = {program.disclosure.insiders for program in shipped().programs}
    rules = replace(ANYBODY, disclosure=ANYBODY.disclosure.model_copy(update={"insiders": said}))
    given = {"skarpnack": 4, "farsta": 3, "enskede": 9, "enskede+farsta+skarpnack": 16}
    lines = [line("2022-T1", bodies, n, level="region" if "+" in bodies else "unit") for bodies, n in given.items()]
    before, now = protect(lines, [], ANYBODY), protect(lines, [], rules)
    assert dotted(before) == {"skarpnack", "farsta"}
    found = {one.requirement: one.verdict for *_, audit in audit_ledger(before.lines, rules) for one in audit.cells}
    assert found["farsta vet: I1.1 n 2022-T1 total skarpnack"] == "exact"
    assert dotted(now) == {"skarpnack", "farsta", "enskede"}
    assert now.passed and not now.incidents


def test_a_merged_body_knows_what_was_merged_into_it() -> None:
    """ab knows alfa and beta, so beta no longer hides gamma from it: lost by an edition that could not know of ab."""
    first = [
        line("2022-T1", "alfa", 30, printed=True),
        line("2022-T1", "beta", 9, printed=False),
        line("2022-T1", "gamma", 3, printed=False),
        line("2022-T1", "alfa+beta+gamma", 42, printed=True, level="region"),
    ]
    second = [line("2022-T2", "ab", 44), line("2022-T2", "gamma", 9), line("2022-T2", "ab+gamma", 53, level="region")]
    assert protect(second, first, ANYBODY).incidents == ()
    protection = protect(second, first, BODIES)
    assert "ab vet: I1.1 n 2022-T1 total gamma" in {incident.key for incident in protection.incidents}
    assert protection.passed and avoidable(protection) == []


def test_an_incident_that_more_dots_would_have_prevented_is_told_apart() -> None:
    """Nothing of the city is lost; whoever claims that alfa's 3 is, is found out."""
    protection = protect(CITY, [], BODIES)
    (verdict,) = protection.verdicts
    claimed = replace(verdict.suppression, impossible=(Incident("beta vet: I1.1 n 2022-T1 total alfa", "known"),))
    changed = replace(protection, verdicts=(replace(verdict, suppression=claimed),))
    assert avoidable(changed) == ["beta vet: I1.1 n 2022-T1 total alfa"]


def test_a_merger_that_is_known_of_is_reckoned_with_before_it_comes() -> None:
    """alfa and beta become ab: what hides gamma must not be theirs alone, also where ab never reports anything."""
    first = [
        line("2022-T1", "alfa", 30),
        line("2022-T1", "beta", 9),
        line("2022-T1", "gamma", 3),
        line("2022-T1", "delta", 40),
        line("2022-T1", "alfa+beta+delta+gamma", 82, level="region"),
    ]
    decided = protect(first, [], BODIES)
    assert decided.passed and not decided.incidents
    assert dotted(decided) >= {"gamma", "delta"} and dotted(decided) & {"alfa", "beta"}
    second = [line("2022-T2", "ab", 44), line("2022-T2", "gamma", 9), line("2022-T2", "delta", 50)]
    assert protect(second, decided.lines, BODIES).incidents == ()


def test_a_body_that_is_merged_again_hands_on_all_that_was_known() -> None:
    """a becomes b and b becomes c: c knows both of them, and any kind of body is an insider."""
    chain = {"alfa": ("beta", "gamma"), "beta": ("gamma",)}
    rules = replace(BODIES, heirs=lambda body: chain.get(body, ()))
    lines = [line("2022-T1", "alfa", 3), line("2022-T2", "beta", 9), line("2022-VB", "bolag", 8)]
    assert known_bodies(lines, rules) == {
        "alfa": {"alfa"},
        "beta": {"alfa", "beta"},
        "gamma": {"alfa", "beta", "gamma"},
        "bolag": {"bolag"},
    }
