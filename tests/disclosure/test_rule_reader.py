"""What a reader who knows the rules can tell: against trying everything on little tables, and by hand."""

from __future__ import annotations

import pytest

from tests.disclosure.rule_tables import SUMS, K, Tried, Values, apart, crossed, decided, grown, joined, shares, tables
from tracker.disclosure.model.kinds import Kind
from tracker.disclosure.model.system import Constraint, Statistic, System
from tracker.disclosure.optimiser.suppress import suppress
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.reading import MOST_WORLDS, Inference, read_with_rules, told_exactly

RARE: dict[object, tuple[int, ...]] = {crossed: (22, 42), apart: (17, 20, 51), shares: (), grown: (61,)}
"""Where it matters that a companion is printed, that other dots stand, or that no dots could cover a figure."""


def told(before: list[Values], after: list[Values], keys: set[str], last: Stage, exact: bool) -> set[Inference]:
    """The sensitive figures that lose a value which must stay possible."""
    found = set()
    for key in keys:
        if last.statistics[key].sensitive:
            was, now = ({min(world[key], K) for world in some} for some in (before, after))
            if (was - now) & set(range(1, K + 1)):
                found.add(Inference(key, tuple(sorted(now - {K})), K in now, exact))
    return found


def by_trying(stages: list[Stage], every: list[Values], exact: bool) -> set[Inference]:
    tried = [Tried(stage, every) for stage in stages]
    groups = joined(tried[-1].groups(), (group for each in tried[:-1] for group in each.groups()))
    found: set[Inference] = set()
    for group in groups:
        rest = {key: value for key, value in tried[-1].truth.items() if key not in group}
        alike = tried[-1].alike(tried[-1].truth, stages[-1].dotted)
        before = [world for world in alike if rest.items() <= world.items()]
        parts = [(each, part) for each in tried for part in each.groups() if part & group]
        kept = before
        for each, part in parts:
            kept = [world for world in kept if _stays(each, world, part, exact)]
        assert tried[-1].truth in kept
        found |= told(before, kept, group, stages[-1], exact)
    return found


def _stays(each: Tried, world: Values, part: set[str], exact: bool) -> bool:
    seen = each.truth | {key: world[key] for key in part}
    if exact:
        return each.same(seen, part)
    small = any(seen[key] in each.stage.kinds[key].small for key in part)
    return (small or not each.new & part) and not each.broken(seen, each.stage.dotted, part, exact=False)


@pytest.mark.parametrize(("layout", "seed"), [(layout, seed) for layout in SUMS for seed in (*range(9), *RARE[layout])])
def test_what_is_told_is_what_trying_everything_tells(layout: object, seed: int) -> None:
    stages, every = decided(layout, seed), tables(layout)
    reading = read_with_rules(stages)
    assert set(reading.inferences) == by_trying(stages, every, exact=True)
    assert reading.partly == reading.unsettled == 0
    without = read_with_rules(stages, most=0)
    assert set(without.inferences) == by_trying(stages, every, exact=False)
    for found, most in ((reading, MOST_WORLDS), (without, 0)):
        assert told_exactly(stages, most=most) == tuple(each for each in found.inferences if each.told(K) == "exact")


def rows(*values: int) -> System:
    """Figures with their sum; each as dear as the other for its size, and the sum dear."""
    kinds = _kinds(len(values))
    counts = {f"r{number}": value for number, value in enumerate(values)} | {"sum": sum(values)}
    figures = [Statistic(k, v, kinds[k].cost(v), sensitive=v in kinds[k].small) for k, v in counts.items()]
    terms = (*((f"r{number}", 1) for number in range(len(values))), ("sum", -1))
    return System(tuple(figures), (Constraint(terms),))


def _kinds(count: int) -> dict[str, Kind]:
    return {f"r{number}": Kind(range(1, 5), 1000) for number in range(count)} | {"sum": Kind(range(1, 5), 50_000)}


def decide(system: System, replayable: bool = True) -> Stage:
    kinds = _kinds(len(system.statistics) - 1)
    return Stage(system, kinds, (), suppress(system).dotted, 5, replayable)


def test_dots_beside_printed_zeros_are_one_to_four() -> None:
    """2 + 3 + 1 = 6, beside a printed 0 and two 5 (as in the city's report of 2023).

    Everybody knows that the three dots make 6, so each can be 0..6. Who knows the rules goes on: a zero among them
    would have been printed, for it hides nothing of the two others, which make 6 by themselves. So no dot is zero, and
    then none is more than 4.
    """
    stage = decide(rows(2, 3, 1, 0, 5, 5))
    assert stage.dotted == {"r0", "r1", "r2"}
    reading = read_with_rules([stage])
    assert [(each.key, each.small, each.above) for each in reading.inferences] == [
        (key, (1, 2, 3, 4), False) for key in ("r0", "r1", "r2")
    ]
    assert (reading.tried, reading.partly, reading.unsettled) == (3, 0, 0)


def test_the_companion_of_a_dot_is_the_cheapest_there_was() -> None:
    """3 alone would be told, so a 5 is dotted with it: together 8, beside a printed 5 and a 7.

    1 + 7 and 2 + 6 are ruled out, for then the printed 5 would have been the cheaper companion. 4 + 4 needs none,
    and in 3 + 5 nobody knows which is which.
    """
    stage = decide(rows(3, 5, 5, 7))
    assert len(stage.dotted) == 2 and "r0" in stage.dotted
    assert read_with_rules([stage]).inferences == (Inference("r0", (3, 4), above=True, exact=True),)


def test_a_count_that_stands_alone_is_dotted_only_if_it_is_small() -> None:
    kinds = {"alone": Kind(range(1, 5), 1000)}
    system = System((Statistic("alone", 3, kinds["alone"].cost(3), sensitive=True),))
    reading = read_with_rules([Stage(system, kinds, (), frozenset({"alone"}), 5)])
    assert reading.inferences == (Inference("alone", (1, 2, 3, 4), above=False, exact=False),)


def test_what_is_not_examined_is_counted() -> None:
    stage = decide(rows(2, 3, 1, 0, 5, 5))
    late = read_with_rules([stage], Work(0.0))
    assert (late.inferences, late.tried, late.partly, late.unsettled) == ((), 0, 0, 3)
    many = read_with_rules([stage], most=5)
    assert (many.inferences, many.tried, many.partly) == ((), 0, 3)


def test_dots_that_are_not_known_to_be_the_cheapest_are_not_decided_again() -> None:
    reading = read_with_rules([decide(rows(2, 3, 1, 0, 5, 5), replayable=False)])
    assert (reading.inferences, reading.tried, reading.partly) == ((), 0, 3)
