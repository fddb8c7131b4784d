"""Statistics whose dot is that of another: the same figure as an insider sees it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.systems import small
from tracker.disclosure.model.system import Constraint, InconsistentSystem, Statistic, System
from tracker.disclosure.optimiser.suppress import suppress

THRESHOLD = 3
# So dear that the copies' dots, 1 each where they cost anything, decide between equals only.
_SCALE = 1000


def with_insider(system: System, known: frozenset[str], shared: bool) -> System:
    """The system beside itself as somebody sees it who knows some figures; the dots ``shared``, or tied by rules."""
    dear = [replace(each, cost=each.cost * _SCALE) for each in system.statistics]
    copies = [_copy(each, each.key in known, shared) for each in system.statistics]
    constraints = [Constraint(tuple((f"{key}'", k) for key, k in c.terms), c.sense, c.rhs) for c in system.constraints]
    printable = [each.key for each in system.statistics if not each.hidden]
    tied = [pair for key in printable for pair in ((key, f"{key}'"), (f"{key}'", key))]
    return System(
        (*dear, *copies), (*system.constraints, *constraints), (*system.implications, *(() if shared else tied))
    )


def _copy(each: Statistic, known: bool, shared: bool) -> Statistic:
    seen = replace(each, key=f"{each.key}'", sensitive=each.sensitive and not known, cost=0 if shared else 1)
    if known:
        seen = replace(seen, lower=each.value, upper=each.value)
    return seen if each.hidden or not shared else replace(seen, follows=each.key)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_a_shared_dot_costs_what_two_tied_dots_cost(seed: int) -> None:
    system = small(seed, THRESHOLD)
    known = frozenset(random.Random(seed).sample([each.key for each in system.statistics], 2))
    shared, tied = (suppress(with_insider(system, known, way), THRESHOLD) for way in (True, False))
    assert shared.cost == tied.cost // _SCALE * _SCALE
    assert {each.key for each in shared.impossible} == {each.key for each in tied.impossible}
    for found in (shared, tied):
        copied = {key.removesuffix("'") for key in found.dotted if key.endswith("'")}
        assert copied == {key for key in found.dotted if not key.endswith("'")}


@pytest.mark.parametrize("frozen", ["printed", "dotted", None])
def test_what_is_decided_of_a_figure_is_decided_of_those_that_follow_it(frozen: str | None) -> None:
    seen = Statistic("a", 7, 7, frozen="printed" if frozen == "printed" else "dotted" if frozen else None)
    copy = Statistic("a'", 7, follows="a")
    hidden = (Statistic("c", 2, sensitive=True, hidden=True), Statistic("b", 9, 30))
    system = System((seen, copy, *hidden), (Constraint((("a'", 1), ("c", 1), ("b", -1))),))
    expected = {"printed": ({"b"}, 30), "dotted": ({"a", "a'"}, 0), None: ({"a", "a'"}, 7)}[frozen]
    found = suppress(system)
    assert (found.dotted, found.cost) == expected


def test_a_figure_cannot_follow_one_that_is_not_there() -> None:
    with pytest.raises(InconsistentSystem, match="okända tal: b"):
        suppress(System((Statistic("a", 7, follows="b"),)))
