"""Small tables for the auditor's tests, and what brute force says of them.

The oracle is as plain as it can be: it tries every integer for every unprinted cell between 0 and a
ceiling that the test must know to be high enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.disclosure.auditor.table import FORMAT, AuditTable, Cell, Equation, Term


def cell(id_: str, value: int, **more: Any) -> Cell:
    """A dotted cell, sensitive if 0 < value < 5, unless ``more`` says otherwise."""
    return Cell(**{"id": id_, "value": value, "printed": False, "sensitive": 0 < value < 5} | more)


def equation(terms: Mapping[str, int], relation: str = "=", constant: int = 0) -> Equation:
    return Equation(
        terms=tuple(Term(cell=name, factor=factor) for name, factor in terms.items()),
        relation=relation,
        constant=constant,
    )


def adds_up(total: str, parts: Iterable[str]) -> Equation:
    return equation({total: -1} | dict.fromkeys(parts, 1))


def table(cells: Sequence[Cell], equations: Sequence[Equation] = (), threshold: int = 5) -> AuditTable:
    return AuditTable(schema=FORMAT, threshold=threshold, cells=tuple(cells), equations=tuple(equations))


@dataclass(frozen=True)
class Expected:
    """What brute force finds for one sensitive cell: all its values up to the ceiling."""

    values: frozenset[int]
    threshold: int

    @property
    def reachable(self) -> tuple[int, ...]:
        return tuple(sorted(value for value in self.values if 1 <= value < self.threshold))

    @property
    def above(self) -> bool:
        return max(self.values) >= self.threshold

    @property
    def verdict(self) -> str:
        if len(self.reachable) == self.threshold - 1 and self.above:
            return "ok"
        if len(self.values) == 1:
            return "exact"
        if min(self.values) > 1 or not self.above:
            return "narrow"
        return "gap"


def solutions(given: AuditTable, ceiling: int) -> list[dict[str, int]]:
    """Every table of integers that a reader of ``given`` cannot rule out, dotted cells within 0..ceiling."""
    names = [one.id for one in given.cells]
    complete: list[list[Equation]] = [[] for _ in names]
    for one in given.equations:
        complete[max(names.index(term.cell) for term in one.terms)].append(one)
    found: list[dict[str, int]] = [{}]
    for one, closed in zip(given.cells, complete, strict=True):
        longer = [partial | {one.id: value} for partial in found for value in _values(one, ceiling)]
        found = [values for values in longer if all(each.holds(values) for each in closed)]
    return found


def _values(one: Cell, ceiling: int) -> range:
    if one.printed:
        return range(one.value, one.value + 1)
    return range(max(one.lower or 0, 0), _least(one.upper, ceiling) + 1)


def _least(upper: int | None, ceiling: int) -> int:
    return ceiling if upper is None else min(upper, ceiling)


def brute_force(given: AuditTable, ceiling: int) -> dict[str, Expected]:
    """What is possible for every sensitive unprinted cell."""
    found = solutions(given, ceiling)
    return {
        one.id: Expected(frozenset(values[one.id] for values in found), given.threshold)
        for one in given.cells
        if one.sensitive and not one.printed
    }
