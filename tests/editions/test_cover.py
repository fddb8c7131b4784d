"""What must stay possible of a small count: every small value, or also one that is not small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.editions.test_joint_by_hand import COUNT, line, rules_of
from tracker.disclosure.model.kinds import Cover
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.rule_reader.reading import Degree, Inference
from tracker.editions.protection import Protection, audit_ledger, protect

CITY = [
    line("2022-T1", "alfa", 3),
    line("2022-T1", "beta", 1),
    line("2022-T1", "gamma", 20),
    line("2022-T1", "delta", 30),
    line("2022-T1", "alfa+beta+delta+gamma", 54, level="city"),
]
"""alfa + beta is 4: a reader of two dots knows that both are small, and nothing more."""


def rules(cover: Cover) -> Rules:
    plain = rules_of(COUNT)
    return replace(plain, disclosure=plain.disclosure.model_copy(update={"cover": cover}))


def dotted(protection: Protection) -> set[str]:
    return {"+".join(each.key.bodies) for each in protection.dotted}


def test_that_a_count_is_small_may_be_known_where_only_small_values_must_stay_possible() -> None:
    small, both = (protect(CITY, [], rules(cover)) for cover in ("small", "small_and_threshold"))
    assert dotted(small) == {"alfa", "beta"}
    assert dotted(both) == {"alfa", "beta", "gamma"}
    assert small.passed and both.passed
    assert not small.incidents and not both.incidents


def test_the_auditor_asks_for_what_the_rules_ask_for() -> None:
    two = protect(CITY, [], rules("small")).lines
    found = {cover: audit_ledger(two, rules(cover))[0][2].passed for cover in ("small", "small_and_threshold")}
    assert found == {"small": True, "small_and_threshold": False}


def test_also_small_values_alone_must_all_stay_possible() -> None:
    """alfa + beta is 3: then neither can be 4."""
    less = [replace(each, value=each.value - 1) if each.value in (3, 54) else each for each in CITY]
    assert len(protect(less, [], rules("small")).dotted) == 3


@pytest.mark.parametrize(
    ("small", "above", "degree"),
    [
        ((3,), False, "exact"),
        ((1, 2, 3, 4), False, "small"),
        ((0, 1, 2, 3, 4), False, "small"),
        ((1, 2, 3), False, "narrowed"),
        ((3,), True, "narrowed"),
    ],
)
def test_how_much_the_rules_tell(small: tuple[int, ...], above: bool, degree: Degree) -> None:
    assert Inference("", small, above, exact=True).told(5) == degree
