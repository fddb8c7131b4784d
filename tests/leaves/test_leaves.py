"""What the bodies' own figures let readers work out of all editions together: nothing that is not listed as lost.

The oracle shares no relation with what it judges. A relation that the optimiser lacks is noticed by the auditor, and
without the auditor by the oracle. More cities: ``python -m benchmarks.leaves``.
"""

from __future__ import annotations

import pytest

from tests.leaves.cities import CASE_A
from tests.leaves.oracle import examined
from tests.leaves.planted import unaudited, without
from tracker.disclosure.model.builder import Relation

SEEDS = range(20)
PLANTED: tuple[tuple[Relation, int], ...] = (
    ("bodies", 0),
    ("categories", 0),
    ("distinct", 2),
    ("complement", 1),
    ("increment", 1),
    ("growth", CASE_A),
    ("rest growth", 4),
)
"""Each with a city in which readers make use of it."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_small_is_told(seed: int) -> None:
    assert examined(seed).findings == ()


@pytest.mark.parametrize(("relation", "seed"), PLANTED)
def test_the_auditor_refuses_what_is_decided_without_a_relation(
    relation: Relation, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(relation, monkeypatch)
    with pytest.raises(AssertionError, match="the auditor refuses"):
        examined(seed)


@pytest.mark.parametrize(("relation", "seed"), PLANTED)
def test_the_oracle_finds_what_is_told_without_a_relation(
    relation: Relation, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(relation, monkeypatch)
    unaudited(monkeypatch)
    assert examined(seed).findings
