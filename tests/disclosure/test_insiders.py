"""Readers who know some figures beforehand: the same dots as where each is written down as a system of its own."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.spelled_out import spelled_out
from tests.disclosure.systems import small
from tracker.disclosure.model.system import Constraint, Insider, Statistic, System, original, requirement
from tracker.disclosure.optimiser.suppress import suppress

THRESHOLD = 3
# So dear that the copies' dots, 1 each, decide between equals only.
_SCALE = 1000


SUM = Constraint((*((key, 1) for key in "abcd"), ("t", -1)))


def told_to(system: System, draw: random.Random) -> System:
    """The system with two insiders, each of whom knows two figures and may learn a third; every second time one of
    them knows all that the other does."""
    keys = [each.key for each in system.statistics]
    first, second = draw.sample(keys, 3), draw.sample(keys, 3)
    more = frozenset(first[:2]) if draw.random() < 0.5 else frozenset[str]()
    insiders = (
        Insider("a", frozenset(first[:2]), frozenset(first[2:])),
        Insider("b", more.union(second[:2]), frozenset(second[2:])),
    )
    return replace(system, insiders=insiders)


def tied(system: System) -> System:
    """One system of all copies; a rule for every figure says that a dot on one copy is a dot on the others."""
    copies = spelled_out(system)
    priced = tuple(_priced(each) for each in copies.statistics)
    printable = [each.key for each in system.statistics if not each.hidden]
    names = [insider.name for insider in system.insiders]
    pairs = [(key, requirement(key, name)) for key in printable for name in names]
    both_ways = (*pairs, *((second, first) for first, second in pairs))
    return System(priced, copies.constraints, (*system.implications, *both_ways))


def _priced(each: Statistic) -> Statistic:
    return replace(each, cost=1 if original(each.key) != each.key else each.cost * _SCALE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_reader_who_knows_more_asks_for_what_a_system_of_its_own_asks_for(seed: int) -> None:
    system = told_to(small(seed, THRESHOLD), random.Random(seed))
    found, written_out = suppress(system, THRESHOLD), suppress(tied(system), THRESHOLD)
    assert found.cost == written_out.cost // _SCALE
    assert {each.key for each in found.impossible} == {each.key for each in written_out.impossible}


def test_an_insider_asks_for_a_third_dot() -> None:
    """3 + 9 + 8 + 20 = 40: two dots would each tell its owner the other."""
    cells = (*(Statistic(key, value, value) for key, value in {"b": 9, "c": 8, "d": 20, "t": 40}.items()),)
    system = System((Statistic("a", 3, 3, sensitive=True), *cells), (SUM,))
    assert suppress(system).dotted == {"a", "c"}
    owners = tuple(Insider(f"owner of {key}", frozenset({key})) for key in "abcd")
    assert suppress(replace(system, insiders=owners)).dotted == {"a", "b", "c"}
