"""Ground truth for the reader who knows the rules: little tables of which every world and every pattern is tried."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

from tracker.disclosure.model.kinds import Kind
from tracker.disclosure.model.system import Constraint, Statistic, System
from tracker.disclosure.optimiser.suppress import suppress
from tracker.disclosure.rule_reader.edition_stages import Stage

K = 3
TOP = 4
Values = dict[str, int]


def crossed(inner: tuple[int, ...]) -> Values:
    """Two by two with margins."""
    a, b, c, d = inner
    return {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "cd": c + d, "ac": a + c, "bd": b + d, "all": a + b + c + d}


def apart(inner: tuple[int, ...]) -> Values:
    """Two rows of two: dots in one need have nothing to do with dots in the other."""
    a, b, c, d = inner
    return {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "cd": c + d, "all": a + b + c + d}


def shares(inner: tuple[int, ...]) -> Values:
    """n of d in two districts and together; what is left of d is never printed."""
    n, d, m, e = inner
    return {"n": n, "d": d, "-c": d - n, "m": m, "e": e, "-f": e - m, "nm": n + m, "de": d + e, "-cf": d - n + e - m}


def grown(inner: tuple[int, ...]) -> Values:
    """Two districts and together at two times; what came in between is never printed."""
    a, b, c, d = inner
    return {"a": a, "b": b, "ab": a + b, "A": c, "B": d, "AB": c + d, "+a": c - a, "+b": d - b, "+ab": c + d - a - b}


SUMS = {
    crossed: ("a b ab", "c d cd", "a c ac", "b d bd", "ab cd all", "ac bd all"),
    apart: ("a b ab", "c d cd", "ab cd all"),
    shares: ("n -c d", "m -f e", "n m nm", "d e de", "-c -f -cf", "nm -cf de"),
    grown: ("a b ab", "A B AB", "+a +b +ab", "a +a A", "b +b B", "ab +ab AB"),
}
INNER = {crossed: "a b c d", apart: "a b c d", shares: "n d m e", grown: "a b A B"}
COMPANIONS = {crossed: ("c", "d"), apart: ("b", "c")}
"""A figure that is dotted wherever the one before it is sensitive, as n of a ratio is with d."""
FIRST = {"a", "b", "ab"}
"""What of ``grown`` is published first."""


def tables(layout: object) -> list[Values]:
    """Every table in which what a reader cannot look up is at most TOP."""
    found = [layout(inner) for inner in product(range(TOP + 1), repeat=4)]  # type: ignore[operator]  # a key of SUMS
    return [values for values in found if min(values.values()) >= 0]


def decided(layout: object, seed: int) -> list[Stage]:
    """One table of the layout, its rules drawn, and its dots as the program chooses them, edition by edition."""
    draw = random.Random(seed)
    truth = draw.choice(tables(layout))
    smalls = (range(1, K), range(1, K), range(K), range(0))
    kinds = {
        key: Kind(draw.choice(smalls), 0 if key[0] in "-+" else draw.choice((1000, 1500, 2000, 6000))) for key in truth
    }
    companions = (COMPANIONS[layout],) if layout in COMPANIONS and draw.random() < 0.6 else ()
    stages: list[Stage] = []
    for keys in ([FIRST] if layout is grown else []) + [set(truth)]:
        system = _system(layout, truth, kinds, keys, stages, companions)
        dotted = suppress(system, K).dotted
        stages.append(Stage(system, kinds, companions, dotted, K))
    return stages


def _system(
    layout: object,
    truth: Values,
    kinds: Mapping[str, Kind],
    keys: set[str],
    before: list[Stage],
    companions: tuple[tuple[str, str], ...],
) -> System:
    statistics = []
    for key, value in truth.items():
        sensitive, hidden = value in kinds[key].small, key[0] in "-+"
        upper = TOP if key in INNER[layout].split() else None  # type: ignore[index]  # a key of SUMS
        each = Statistic(key, value, kinds[key].cost(value), 0, upper, sensitive=sensitive, hidden=hidden)
        if before and key in before[0].statistics:
            each = replace(each, frozen="dotted" if key in before[0].dotted else "printed")
        statistics += [each] if key in keys else []
    sums = [text.split() for text in SUMS[layout]]  # type: ignore[index]  # a key of SUMS
    constraints = [Constraint((*((p, 1) for p in parts), (whole, -1))) for *parts, whole in sums if whole in keys]
    within = [each for each in constraints if keys.issuperset(key for key, _factor in each.terms)]
    implications = tuple((first, second) for first, second in companions if truth[first] in kinds[first].small)
    return System(tuple(statistics), tuple(within), implications)


class Tried:
    """Everything there is to know of a stage, by trying."""

    def __init__(self, stage: Stage, every: Iterable[Values]) -> None:
        self.stage = stage
        self.keys = list(stage.statistics)
        self.truth = {key: each.value for key, each in stage.statistics.items()}
        self._hidden = {key for key, each in stage.statistics.items() if each.hidden}
        self._every = list({tuple(values[key] for key in self.keys): None for values in every})
        free = {key for key, each in stage.statistics.items() if not each.hidden and each.frozen is None}
        self.new = free & stage.dotted
        self._free = free
        self._known: dict[tuple[tuple[tuple[str, int], ...], frozenset[str]], list[set[int]]] = {}

    def alike(self, world: Values, dotted: frozenset[str]) -> list[Values]:
        """The tables that look like the world."""
        seen = [(i, world[key]) for i, key in enumerate(self.keys) if key not in dotted | self._hidden]
        return [dict(zip(self.keys, row, strict=True)) for row in self._every if all(row[i] == v for i, v in seen)]

    def uncovered(self, world: Values, dotted: frozenset[str]) -> set[str]:
        """The figures of which a reader of the dots could rule out too much."""
        wanted = set(range(1, K + 1))
        return {key for key, values in self._left(world, dotted).items() if not wanted <= values}

    def narrowed(self, world: Values, dotted: frozenset[str]) -> set[str]:
        """The figures of which more is ruled out than with every dot that is free."""
        most, left = (self._left(world, dots) for dots in (self._widest, dotted))
        return {key for key in self.keys if not most[key] - {0} <= left[key]}

    @property
    def _widest(self) -> frozenset[str]:
        return frozenset(self._free | self.stage.dotted)

    def _left(self, world: Values, dotted: frozenset[str]) -> dict[str, set[int]]:
        name = tuple((key, world[key]) for key in self.keys if key not in dotted | self._hidden), dotted
        if name not in self._known:
            alike = self.alike(world, dotted)
            self._known[name] = [{min(other[key], K) for other in alike} for key in self.keys]
        return dict(zip(self.keys, self._known[name], strict=True))

    def broken(self, world: Values, dotted: frozenset[str], group: set[str], exact: bool = True) -> bool:
        """Whether the dots would leave a small figure of the group printed, or tell too much of it, needlessly.

        ``exact``: also of one that no dots could cover, of which they may tell no more than the most dots do.
        """
        small = {key for key in group if world[key] in self.stage.kinds[key].small}
        must = small | {second for first, second in self.stage.companions if first in small}
        if must & self._free - dotted:
            return True
        if exact:
            return bool(small & self.narrowed(world, dotted))
        return bool(small & self.uncovered(world, dotted) - self.uncovered(world, self._widest))

    def same(self, world: Values, group: set[str]) -> bool:
        """Whether no cheaper dots than the group's own would do, all other dots left as they are."""
        dotted, own = self.stage.dotted, self.new & group
        price = self._price(world, own)
        if self.broken(world, dotted, group):
            return False
        others = sorted(self._free - (self.new - own))
        cheaper = (frozenset(some) for some in _subsets(others) if self._price(world, some) < price)
        return all(self.broken(world, (dotted - own) | some, group) for some in cheaper)

    def _price(self, world: Values, keys: Iterable[str]) -> int:
        return sum(self.stage.kinds[key].cost(world[key]) for key in keys)

    def groups(self) -> list[set[str]]:
        """What hangs together once every equation with one unknown is solved."""
        unknown = self._hidden | self.stage.dotted
        terms = [{key for key, _factor in each.terms} for each in self.stage.system.constraints]
        while any(len(each & unknown) == 1 for each in terms):
            unknown -= next(each & unknown for each in terms if len(each & unknown) == 1)
        ties = [each & unknown for each in terms] + [set(pair) & unknown for pair in self.stage.companions]
        return joined([{key} for key in unknown], ties)


def joined(groups: Iterable[set[str]], ties: Iterable[set[str]]) -> list[set[str]]:
    found = [set(group) for group in groups]
    for tie in ties:
        touched = [group for group in found if group & tie]
        found = [group for group in found if not group & tie] + ([set().union(*touched)] if touched else [])
    return found


def _subsets(keys: list[str]) -> Iterator[tuple[str, ...]]:
    return (some for size in range(len(keys) + 1) for some in combinations(keys, size))
