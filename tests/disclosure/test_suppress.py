"""Optimal suppression against ground truth: brute force, a one-shot program, and the reference engine."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytauargus import HiTaSCtrl

from tests.disclosure import brute
from tests.disclosure.oneshot import cheapest_at_once
from tests.disclosure.systems import ONE_PERIOD, Shape, city, crossed, distinct, small
from tracker.disclosure.model.system import Constraint, InconsistentSystem, Statistic, System, faults
from tracker.disclosure.optimiser.outcome import Incident
from tracker.disclosure.optimiser.suppress import suppress

THRESHOLD = 3
TWO_PERIODS = Shape((2, 1), periods=2, mean=5.0, share=0.4)
seeds = st.integers(min_value=0, max_value=10**6)


def _everything(system: System) -> frozenset[str]:
    """The largest pattern that what is frozen, and the implications, leave open."""
    frozen = {s.key for s in system.statistics if s.frozen == "printed"}
    blocked = {a for a, b in system.implications if b in frozen}
    free = {s.key for s in system.statistics if not s.hidden} - frozen
    return frozenset(key for key in free if key not in blocked or _must(system, key))


def _must(system: System, key: str) -> bool:
    return any(s.key == key and (s.sensitive or s.frozen == "dotted") for s in system.statistics)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_no_safe_pattern_is_cheaper_on_little_tables(seed: int) -> None:
    system = small(seed, THRESHOLD)
    found = suppress(system, THRESHOLD)
    lost = brute.Tables(system).pinned(_everything(system), THRESHOLD)
    sensitive = {s.key for s in system.statistics if s.sensitive}
    assert lost == {incident.key for incident in found.impossible} & sensitive
    assert found.optimal
    assert found.cost == brute.cost(system, found.dotted) == brute.cheapest(system, THRESHOLD, _everything(system))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_the_pattern_is_safe_and_every_complementary_dot_is_needed(seed: int) -> None:
    system = small(seed, THRESHOLD)
    found = suppress(system, THRESHOLD)
    tables, widest = brute.Tables(system), _everything(system)
    lost = {incident.key for incident in found.impossible}
    assert brute.allowed(system, found.dotted)
    assert tables.pinned(found.dotted, THRESHOLD) <= lost
    assert not tables.narrowed(found.dotted, widest, THRESHOLD)
    for key in found.dotted - found.primary:
        less = found.dotted - {key}
        assert not brute.allowed(system, less) or tables.narrowed(less, widest, THRESHOLD)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_without_time_the_pattern_is_still_safe_and_its_gap_true(seed: int) -> None:
    system = small(seed, THRESHOLD)
    found = suppress(system, THRESHOLD, work=0.0)
    best = suppress(system, THRESHOLD)
    lost = {incident.key for incident in found.impossible}
    assert brute.Tables(system).pinned(found.dotted, THRESHOLD) <= lost
    assert not brute.Tables(system).narrowed(found.dotted, _everything(system), THRESHOLD)
    assert found.bound <= best.cost <= found.cost
    assert found.gap == pytest.approx((found.cost - found.bound) / found.cost if found.cost else 0.0)


@pytest.mark.parametrize("seed", range(4))
def test_the_optimum_is_that_of_one_single_program(seed: int) -> None:
    system = city(Shape((2, 2), periods=1, mean=5.0, share=0.4), seed)
    assert suppress(system).cost == cheapest_at_once(system, 5)


@pytest.mark.parametrize("shape", [TWO_PERIODS, Shape((2, 1), periods=1, indicators=2, mean=5.0, share=0.4)])
def test_so_it_is_with_increments_and_with_a_shared_denominator(shape: Shape) -> None:
    system = city(shape, 0)
    assert suppress(system).cost == cheapest_at_once(system, 5)


@pytest.mark.parametrize("seed", range(2))
def test_so_it_is_after_an_earlier_edition(seed: int) -> None:
    """The first period is decided and frozen before the second is seen."""
    system = city(TWO_PERIODS, seed)
    first = suppress(_first_period(system))
    later = replace(system, statistics=tuple(_frozen(each, first.dotted) for each in system.statistics))
    found = suppress(later)
    assert any(each.frozen == "printed" for each in later.statistics)
    assert found.dotted & first.dotted == first.dotted
    assert found.cost == cheapest_at_once(later, 5, {incident.key for incident in found.impossible})


def _first_period(system: System) -> System:
    keys = {each.key for each in system.statistics if each.key.split("/")[1] == "0"}
    within = (c for c in system.constraints if keys.issuperset(key for key, _ in c.terms))
    return System(tuple(each for each in system.statistics if each.key in keys), tuple(within))


def _frozen(each: Statistic, dotted: frozenset[str]) -> Statistic:
    if each.hidden or each.key.split("/")[1] != "0":
        return each
    return replace(each, frozen="dotted" if each.key in dotted else "printed")


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_one_single_program_finds_nothing_cheaper_on_little_tables(seed: int) -> None:
    """Never dearer than the optimum, which reckons with whole persons; the same where nobody counts by twos."""
    system = small(seed, THRESHOLD)
    found = suppress(system, THRESHOLD)
    hidden = {s.key for s in system.statistics if s.hidden}
    frozen = {s.key for s in system.statistics if s.frozen == "printed"}
    if found.impossible or any(hidden & set(pair) or frozen & set(pair) for pair in system.implications):
        return
    once = cheapest_at_once(system, THRESHOLD)
    assert once <= found.cost
    assert once == found.cost or any(s.key == "nights" for s in system.statistics)


TABLES = {
    "7 districts": Shape((4, 3), periods=1, mean=4.0),
    "the city": Shape((4, 4, 3, 3), periods=1, mean=8.0),
    "the city, few persons": Shape((4, 4, 3, 3), periods=1, mean=4.0),
    "9 districts, mostly small": Shape((3, 3, 3), periods=1, mean=2.0),
}


@pytest.mark.parametrize("table", TABLES)
def test_the_optimum_is_that_of_the_reference_engine(table: str, tmp_path: Path) -> None:
    complementary = 0
    for seed in range(15):
        system = crossed(TABLES[table], seed)
        found = suppress(system)
        assert found.primary and found.optimal
        assert found.cost == _cost_by_reference(system, found.primary, tmp_path), seed
        complementary += len(found.dotted - found.primary)
    assert complementary > 15


def _cost_by_reference(system: System, primary: frozenset[str], folder: Path) -> int:
    """What the optimal method of tau-ARGUS makes of the same cells, equations and protection levels."""
    place = {statistic.key: number for number, statistic in enumerate(system.statistics)}
    lines = ["0", str(len(place))]
    for number, s in enumerate(system.statistics):
        status, low, high = ("u", s.value - 1, 5 - s.value) if s.sensitive else ("s", 0, 0)
        lines.append(f"{number} {s.value} {s.cost} {status} 0 100000 {low} {high} 0")
    lines.append(str(len(system.constraints)))
    for c in system.constraints:
        terms = " ".join(f"{place[key]} ({weight})" for key, weight in c.terms)
        lines.append(f"{c.rhs} {len(c.terms)} : {terms}")
    (folder / "in").write_text("\n".join(lines) + "\n")
    # It writes its logs where it stands.
    with chdir(folder):
        HiTaSCtrl().full_jj(in_file_jj="in", out_file="out", max_time=10)
    secondary = {int(line) for line in (folder / "out").read_text().split()}
    return sum(s.cost for i, s in enumerate(system.statistics) if i in secondary or s.key in primary)


def test_a_city_is_solved_to_the_proven_optimum_and_the_same_way_each_time() -> None:
    system = city(ONE_PERIOD, 1)
    first, second = suppress(system), suppress(system)
    assert first.optimal and first.cost == first.bound and not first.impossible
    assert first.dotted == second.dotted


def test_a_large_system_is_solved_without_the_fractional_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways lead to the same cost; the second is for systems that fall into many blocks."""
    system = city(ONE_PERIOD, 2)
    with_phase = suppress(system)
    monkeypatch.setattr("tracker.disclosure.optimiser.suppress._TIGHTEN_UP_TO", 0)
    without = suppress(system)
    assert without.optimal
    assert without.cost == with_phase.cost
    hurried = suppress(system, work=0.0)
    assert hurried.bound <= with_phase.cost <= hurried.cost


@pytest.mark.parametrize("seed", range(3))
def test_a_gap_is_kept_and_told(seed: int) -> None:
    system = city(ONE_PERIOD, seed)
    best, near = suppress(system), suppress(system, gap=0.05)
    assert near.bound <= best.cost <= near.cost
    assert near.gap == pytest.approx((near.cost - near.bound) / near.cost)
    assert near.gap <= 0.05


def _row(**changes: Statistic) -> System:
    """3 + 7 + 8 = 18; the 3 is sensitive, dots on the others cost 7, 8 and 20."""
    cells = {
        "a": Statistic("a", 3, 3, sensitive=True),
        "b": Statistic("b", 7, 7),
        "c": Statistic("c", 8, 8),
        "total": Statistic("total", 18, 20),
        **changes,
    }
    return System(tuple(cells.values()), (Constraint((("a", 1), ("b", 1), ("c", 1), ("total", -1))),))


def test_the_cheapest_companion_is_dotted() -> None:
    found = suppress(_row())
    assert (found.dotted, found.primary, found.cost) == ({"a", "b"}, {"a"}, 10)


def test_what_was_printed_stays_printed() -> None:
    found = suppress(_row(b=Statistic("b", 7, 7, frozen="printed")))
    assert (found.dotted, found.cost) == ({"a", "c"}, 11)


def test_what_was_dotted_costs_nothing_more() -> None:
    found = suppress(_row(c=Statistic("c", 8, 8, frozen="dotted")))
    assert (found.dotted, found.cost) == ({"a", "c"}, 3)


def test_what_a_reader_knows_beforehand_limits_a_companion() -> None:
    """b is known to be at least 6: a can rise to 5 only if b falls by 2, so b alone is not enough."""
    found = suppress(_row(b=Statistic("b", 7, 7, lower=6)))
    assert (found.dotted, found.cost) == ({"a", "c"}, 11)


def test_an_implied_dot_follows_and_is_counted() -> None:
    system = _row()
    found = suppress(System(system.statistics, system.constraints, (("b", "total"),)))
    assert (found.dotted, found.cost) == ({"a", "c"}, 11)
    found = suppress(System(system.statistics, system.constraints, (("a", "total"),)))
    assert (found.dotted, found.cost) == ({"a", "total"}, 23)


def test_a_requirement_already_lost_is_an_incident() -> None:
    printed = {key: Statistic(key, value, 9, frozen="printed") for key, value in (("b", 7), ("c", 8), ("total", 18))}
    found = suppress(_row(**printed))
    assert found.impossible == (Incident("a", "known"),)
    assert found.dotted == {"a"} and found.optimal


def test_what_is_left_of_a_requirement_that_is_lost_is_kept() -> None:
    """Everybody knows that a is at most 4. That it cannot be 5 is no reason to tell that it is 3."""
    found = suppress(_row(a=Statistic("a", 3, 3, sensitive=True, upper=4)))
    assert found.impossible == (Incident("a", "known"),)
    assert found.dotted == {"a", "b"} and found.optimal


def test_a_small_count_already_printed_is_an_incident() -> None:
    found = suppress(_row(a=Statistic("a", 3, 3, sensitive=True, frozen="printed")))
    assert found.impossible == (Incident("a", "printed"),)
    assert not found.dotted


def test_an_implied_dot_on_what_is_printed_is_an_incident() -> None:
    system = _row(total=Statistic("total", 18, 20, frozen="printed"))
    found = suppress(System(system.statistics, system.constraints, (("a", "total"),)))
    assert found.impossible == (Incident("total", "printed"),)
    assert found.dotted == {"a", "b"}


def test_whole_persons_are_reckoned_with() -> None:
    """a + 2 b = t: with a and b dotted a is 1, 3, 5 ...: fractions would call that safe, persons do not."""
    cells = (Statistic("a", 3, 3, sensitive=True), Statistic("b", 4, 1), Statistic("t", 11, 6))
    system = System(cells, (Constraint((("a", 1), ("b", 2), ("t", -1))),))
    assert suppress(system).dotted == {"a", "t"}


def test_a_total_of_distinct_persons_binds_less_than_a_sum() -> None:
    """3, 7 and 8 with 16 persons in all: the total alone leaves a between 1 and 16, so a goes alone."""
    cells = (Statistic("a", 3, 3, sensitive=True), Statistic("b", 7, 7), Statistic("c", 8, 8))
    loose = System((*cells, Statistic("total", 16, 20)), tuple(distinct(["a", "b", "c"], "total")))
    assert suppress(loose).dotted == {"a"}
    # 18 persons in all: each must be in one part only, so a is at least 3 unless something else goes.
    tight = System((*cells, Statistic("total", 18, 20)), tuple(distinct(["a", "b", "c"], "total")))
    assert suppress(tight).dotted == {"a", "b"}


def test_a_hidden_difference_is_protected_through_what_it_is_made_of() -> None:
    """28 of 30: the complement 2 is never printed, but follows from both."""
    cells = (Statistic("n", 28, 5), Statistic("d", 30, 7), Statistic("c", 2, sensitive=True, hidden=True))
    system = System(cells, (Constraint((("n", 1), ("c", 1), ("d", -1))),))
    found = suppress(system)
    assert (found.dotted, found.primary) == ({"n"}, frozenset())


def test_faults_of_a_system_are_told_in_one_sentence_each() -> None:
    cells = (Statistic("a", 3, 0), Statistic("b", 7, 1, upper=6))
    system = System(cells, (Constraint((("a", 1), ("x", 1))), Constraint((("a", 1), ("b", -1)))), (("a", "y"),))
    told = faults(system)
    assert len(told) == 5 and all(sentence.endswith(".") for sentence in told)
    with pytest.raises(InconsistentSystem) as raised:
        suppress(system)
    assert str(raised.value) == told[0]
