"""What the figures of one edition say of each other: sums over bodies and categories, and what is left of d."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.disclosure.model.builder import SystemBuilder
from tracker.disclosure.model.kinds import NEVER
from tracker.disclosure.model.ledger import categories
from tracker.measures.table import kind_of
from tracker.rows import TOTAL, Key, Line

Own = Mapping[Key, Line]


def within_edition(build: SystemBuilder, own: Own) -> None:
    """Everything a reader of one edition can add up. ``own``: its lines."""
    _over_bodies(build, own)
    _over_categories(build, own)
    _complements(build, own)


def _over_bodies(build: SystemBuilder, own: Own) -> None:
    for key, line in own.items():
        if len(key.bodies) > 1:
            parts = [own.get(replace(key, bodies=frozenset({body}))) for body in key.bodies]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                build.equal("bodies", _sum(build, line, known))


def _over_categories(build: SystemBuilder, own: Own) -> None:
    """The categories are those of the edition's own lines: the definitions may have been changed since, but there
    was no total unless every category that was asked for then was given."""
    divided: dict[Key, dict[str, list[Line]]] = defaultdict(dict)
    for key, line in own.items():
        if key.category != TOTAL:
            divided[replace(key, category=TOTAL)].setdefault(key.category[0], []).append(line)
    for key, of_dimension in divided.items():
        distinct = {d.code for d in build.rules.measure(key).dimensions if d.total == "distinct"}
        for dimension, parts in of_dimension.items() if key in own else ():
            if dimension in distinct:
                _distinct(build, own[key], parts)
            else:
                build.equal("categories", _sum(build, own[key], parts))


def _sum(build: SystemBuilder, whole: Line, parts: Sequence[Line]) -> list[tuple[str, int]]:
    return [(build.of(whole), -1), *((build.of(part), 1) for part in parts)]


def _distinct(build: SystemBuilder, whole: Line, parts: Sequence[Line]) -> None:
    """Persons may stand in several categories: at most their sum, at least the largest."""
    for part in parts:
        build.at_least("distinct", [(build.of(whole), 1), (build.of(part), -1)])
    build.at_least("distinct", _sum(build, whole, parts))


def _complements(build: SystemBuilder, own: Own) -> None:
    """d − n is a figure too, and n ≤ d is known; for a ratio only d's dot takes n with it."""
    rests: dict[Key, str] = {}
    for key, n in own.items():
        d = own.get(replace(key, measured="d"))
        measure = build.rules.measure(key)
        if key.measured != "n" or d is None:
            continue
        if kind_of(measure.kind).n_within_d:
            small = build.rules.small(build.rules.disclosure.full_sensitive) if measure.protects else NEVER
            name = build.hide(f"{build.of(d)} − {build.of(n)}", d.value - n.value, small)
            rests[key] = build.rests[(n.edition, key)] = name
            build.equal("complement", [(build.of(n), 1), (name, 1), (build.of(d), -1)])
        else:
            build.companions[(build.of(d), build.of(n))] = None
    for whole, parts in distinct_wholes(build, rests):
        build.at_least_where_true("distinct rests", [(whole, -1), *((part, 1) for part in parts)])


def distinct_wholes(build: SystemBuilder, rests: Mapping[Key, str]) -> Iterator[tuple[str, list[str]]]:
    """Who is in the rest of the whole is in that of some category: at most their sum, where persons may stand in
    several. ``rests``: complements, or what came in since an earlier period, by the figure that they are the rest of.
    Yields the rest of each whole with those of its categories."""
    for key, whole in rests.items():
        measure = build.rules.measure(key)
        for dimension, of_dimension in zip(measure.dimensions, categories(measure), strict=True):
            parts = [rests.get(replace(key, category=category)) for category in of_dimension]
            if key.category == TOTAL and dimension.total == "distinct" and None not in parts:
                yield whole, [part for part in parts if part is not None]
