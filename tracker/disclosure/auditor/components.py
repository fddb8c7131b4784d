"""Split what a reader does not see into parts that do not touch each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tracker.disclosure.auditor.exact import OVERFLOW, Limits, Sums, Whole
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import Domain, Row, Unknowns, overlap, rows_of_columns, unknowns
from tracker.disclosure.auditor.table import AuditTable, Cell, Equation


@dataclass(frozen=True)
class Component:
    """Unprinted cells that are tied together by rows, and to no other unprinted cell.

    ``domains`` are what exact reasoning left of each cell. ``equations`` are the rows as the table
    states them, and ``outside`` the values of their other cells: with these a solution is checked anew.
    """

    cells: tuple[Cell, ...]
    domains: tuple[Domain, ...]
    rows: tuple[Row, ...]
    equations: tuple[Equation, ...]
    outside: dict[str, int]

    def holds(self, point: Sequence[int] | Whole) -> bool:
        """Whether one integer per cell agrees with everything a reader knows, in exact integers.

        A point so far out that a sum could overflow does not hold: a reader does not reckon with it.
        """
        if max(map(abs, point), default=0) * self._stated.weight >= OVERFLOW:
            return False
        values = np.array(point, dtype=np.int64)
        return self._limits.hold(values) and self._stated.hold(values)

    def repeated(self, moves: Whole, most: int) -> tuple[Whole, int, int]:
        """The moves from the truth to a table that holds, divided as far as whole numbers go, and how often they can be
        made: backwards (0 or less) and forwards, at most so often. What lies between tables that hold, holds."""
        step = moves // max(int(np.gcd.reduce(moves)), 1)
        if (np.abs(self.truth).max() + most * np.abs(step).max()) * self._stated.weight >= OVERFLOW:
            return moves, 0, 1
        back, forth = (
            min(self._limits.times(self.truth, each), self._stated.times(self.truth, each), most)
            for each in (-step, step)
        )
        return step, -back, forth

    @cached_property
    def truth(self) -> Whole:
        """The cells' own values."""
        return np.array([cell.value for cell in self.cells], dtype=np.int64)

    @cached_property
    def _limits(self) -> Limits:
        return Limits.of([(cell.lower, cell.upper) for cell in self.cells])

    @cached_property
    def _stated(self) -> Sums:
        """The equations as stated: places and factors of own cells, and where their sum must lie.

        Made of the table's equations and not of ``rows``, so that a fault in the reduction is found out.
        """
        place = {cell.id: position for position, cell in enumerate(self.cells)}
        terms, domains = [], []
        for equation in self.equations:
            terms.append([(place[term.cell], term.factor) for term in equation.terms if term.cell in place])
            away = sum(term.factor * self.outside[term.cell] for term in equation.terms if term.cell not in place)
            limit = equation.constant - away
            low, high = None if equation.relation == "<=" else limit, None if equation.relation == ">=" else limit
            domains.append((low, high))
        return Sums.of(terms, domains)


def components(table: AuditTable, known: Mapping[str, Domain] | None = None) -> list[Component]:
    """The components of a table. A cell that has one possible value only is a component of its own.

    ``known``: what somebody who knows less has ruled out already, by cell. The truth must satisfy the equations
    (``table.check``).
    """
    reader = unknowns(table)
    start = [
        overlap(domain, known[cell.id]) if known and cell.id in known else domain
        for cell, domain in zip(reader.cells, reader.domains, strict=True)
    ]
    domains = Propagator(reader.rows, len(reader.cells)).tighten(start)
    if domains is None:
        raise ValueError("the truth of the table violates its own equations")
    fixed = {column for column, (low, high) in enumerate(domains) if low is not None and low == high}
    truth = {cell.id: cell.value for cell in table.cells}
    numbers_of = rows_of_columns(reader.rows, len(reader.cells))
    made = []
    for columns in _connected(reader, fixed):
        numbers = {number for column in columns if column not in fixed for number in numbers_of[column]}
        made.append(_component(reader, domains, columns, sorted(numbers), truth))
    return made


def _connected(reader: Unknowns, fixed: set[int]) -> Iterator[list[int]]:
    """Groups of columns that share rows; a fixed column ties nothing together."""
    parent = list(range(len(reader.cells)))

    def root(column: int) -> int:
        while parent[column] != column:
            parent[column] = parent[parent[column]]
            column = parent[column]
        return column

    for row in reader.rows:
        free = [column for column in row.columns if column not in fixed]
        for column in free[1:]:
            parent[root(column)] = root(free[0])
    groups: dict[int, list[int]] = {}
    for column in range(len(reader.cells)):
        groups.setdefault(root(column), []).append(column)
    yield from groups.values()


def _component(
    reader: Unknowns,
    domains: Sequence[Domain],
    columns: Sequence[int],
    numbers: Sequence[int],
    truth: dict[str, int],
) -> Component:
    place = {column: position for position, column in enumerate(columns)}
    equations = tuple(reader.sources[number] for number in numbers)
    return Component(
        cells=tuple(reader.cells[column] for column in columns),
        domains=tuple(domains[column] for column in columns),
        rows=tuple(_inside(reader, reader.rows[number], place) for number in numbers),
        equations=equations,
        outside={term.cell: truth[term.cell] for equation in equations for term in equation.terms},
    )


def _inside(reader: Unknowns, row: Row, place: dict[int, int]) -> Row:
    """The row over the component's own columns; the others are fixed, so their truth joins the constants."""
    pairs = list(zip(row.columns, row.factors, strict=True))
    kept = [(place[column], factor) for column, factor in pairs if column in place]
    away = sum(factor * reader.cells[column].value for column, factor in pairs if column not in place)
    low = None if row.low is None else row.low - away
    high = None if row.high is None else row.high - away
    return Row(tuple(column for column, _ in kept), tuple(factor for _, factor in kept), low, high)
