"""A system decided in pieces: no dearer than its bound says, as safe as one decided whole."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure import brute
from tests.disclosure.irreducible import passes
from tests.disclosure.systems import ONE_PERIOD, city, small
from tracker.disclosure.model.system import System
from tracker.disclosure.optimiser.outcome import Suppression
from tracker.disclosure.optimiser.pieces import pieces
from tracker.disclosure.optimiser.suppress import suppress
from tracker.disclosure.optimiser.tableau import tableau

THRESHOLD = 3


def in_pieces(system: System, most: int, threshold: int = 5) -> Suppression:
    with patch("tracker.disclosure.optimiser.suppress._TIGHTEN_UP_TO", most):
        return suppress(system, threshold)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_little_tables_are_safe_and_their_bounds_hold(seed: int, most: int) -> None:
    """Where a requirement cannot be met in the whole, what its piece asked for it says nothing of the whole."""
    system = small(seed, THRESHOLD)
    found, best = in_pieces(system, most, THRESHOLD), suppress(system, THRESHOLD)
    lost = {incident.key for incident in found.impossible}
    assert lost == {incident.key for incident in best.impossible}
    assert brute.Tables(system).pinned(found.dotted, THRESHOLD) <= lost
    assert found.bound <= best.cost <= found.cost
    assert found.optimal
    assert found.cost == best.cost


@pytest.mark.parametrize("seed", range(3))
def test_a_city_in_its_regions(seed: int) -> None:
    system, whole = city(ONE_PERIOD, seed), suppress(city(ONE_PERIOD, seed))
    numbered = tableau(system)
    parts = pieces(numbered, 40)
    decided = [column for part in parts for column in part.in_whole(part.tableau.optional)]
    assert len(parts) >= 4
    assert len(decided) == len(set(decided))
    assert numbered.optional.issuperset(decided)
    found = in_pieces(system, 40)
    assert found.bound <= whole.cost <= found.cost
    assert found.gap < 0.02
    assert passes(system, found.dotted, 5)


def test_what_hangs_together_by_its_cheapest_figures_is_no_pieces() -> None:
    assert pieces(tableau(city(ONE_PERIOD, 0)), 0) == []
