"""The optimiser before the auditor: its pattern passes, and without any one of its complementary dots it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.irreducible import needless, passes
from tests.disclosure.systems import ONE_PERIOD, Shape, city, small
from tracker.disclosure.model.system import System
from tracker.disclosure.optimiser.outcome import Suppression
from tracker.disclosure.optimiser.suppress import WORK, suppress

THRESHOLD = 3
TINY = Shape((2, 2), periods=2, mean=5.0, share=0.4)
YEAR = Shape((3, 2))


def lost(found: Suppression) -> list[str]:
    return [incident.key for incident in found.impossible]


def tried(system: System, threshold: int, found: Suppression) -> None:
    assert passes(system, found.dotted, threshold, lost(found), found.widest)
    assert needless(system, found.dotted, threshold, lost(found), found.widest) == []


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.3]), st.sampled_from([0.0, 60.0]))
def test_on_little_tables_with_frozen_cells_and_distinct_totals(seed: int, gap: float, work: float) -> None:
    system = small(seed, THRESHOLD)
    tried(system, THRESHOLD, suppress(system, THRESHOLD, work, gap))


@pytest.mark.parametrize("seed", range(3))
def test_on_cities_over_two_periods(seed: int) -> None:
    system = city(TINY, seed)
    found = suppress(system)
    assert found.optimal and found.dotted > found.primary
    tried(system, 5, found)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("gap", "work"), [(0.0, 0.0), (0.2, WORK)])
def test_a_pattern_that_is_not_proven_cheapest_has_no_needless_dot_either(
    seed: int, gap: float, work: float
) -> None:
    system = city(ONE_PERIOD, seed)
    found = suppress(system, gap=gap, work=work)
    tried(system, 5, found)


def test_on_a_city_over_three_periods() -> None:
    system = city(YEAR, 0)
    found = suppress(system)
    assert found.optimal and found.dotted > found.primary
    tried(system, 5, found)
