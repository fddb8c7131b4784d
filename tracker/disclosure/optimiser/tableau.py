"""A system as numbered columns and rows, written as deviations from the truth.

With z = x - truth every constraint becomes an equation with right-hand side 0: an inequality gets a slack
column that is never printed. A reader who sees column i, or knows it, knows z_i = 0; otherwise
-down_i <= z_i <= up_i. Columns and rows are numbered by their names, so that the order in which a system
was written down decides nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.model.system import Constraint, Statistic, System, requirement
from tracker.disclosure.optimiser.differences import Lead, Row, in_one_row


class Requirement(NamedTuple):
    """A reader (by number) must not be able to pin down a column."""

    reader: int
    column: int


@dataclass(frozen=True)
class Reader:
    """Somebody who reads what is printed, and the columns known beforehand. ``name``: None for any reader."""

    name: str | None
    knows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Terms:
    """All rows in one stretch: column and weight of every term. ``start``, ``length``: where each row's terms are;
    ``lead``, ``sign``: the column that stands in that row alone, never printed (-1: none), and its weight."""

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    column: NDArray[np.int64]
    weight: NDArray[np.float64]
    lead: NDArray[np.int64]
    sign: NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """``down`` and ``up`` as arrays."""

    down: NDArray[np.float64]
    up: NDArray[np.float64]


@dataclass(frozen=True)
class Tableau:
    """Columns (statistics first, then slacks) and rows of a system.

    ``down``/``up``: how far below/above the truth a reader must reckon with (inf: no limit).
    ``leads``: for each row the column that stands in no other and is never printed.
    ``dotted``: columns that are never seen. ``printed``: columns that are always seen.
    ``hidden``: those of the dotted that are never printed in any case (differences, slacks).
    ``optional``: those that are still to be decided. ``cost`` is 0 for what is hidden or frozen.
    ``sensitive``: columns with a requirement. ``implied``: pairs; a dot on the first requires a dot on the second.
    ``readers``: first any reader, then the insiders; ``requirements``: what is asked against each of them.
    """

    keys: tuple[str, ...]
    values: tuple[int, ...]
    cost: tuple[int, ...]
    down: tuple[float, ...]
    up: tuple[float, ...]
    rows: tuple[Row, ...]
    leads: tuple[Lead | None, ...]
    rows_of: tuple[tuple[int, ...], ...]
    dotted: frozenset[int]
    hidden: frozenset[int]
    printed: frozenset[int]
    optional: frozenset[int]
    sensitive: tuple[int, ...]
    implied: tuple[tuple[int, int], ...]
    readers: tuple[Reader, ...]
    requirements: tuple[Requirement, ...]

    @cached_property
    def limits(self) -> Limits:
        return Limits(np.array(self.down), np.array(self.up))

    @cached_property
    def terms(self) -> Terms:
        length = np.array([len(row) for row in self.rows], dtype=np.int64)
        flat = [term for row in self.rows for term in row]
        return Terms(
            start=np.cumsum(length) - length,
            length=length,
            column=np.array([column for column, _ in flat], dtype=np.int64),
            weight=np.array([weight for _, weight in flat], dtype=np.float64),
            lead=np.array([-1 if lead is None else lead[0] for lead in self.leads], dtype=np.int64),
            sign=np.array([0 if lead is None else lead[1] for lead in self.leads], dtype=np.float64),
        )

    def opened(self, chosen: Iterable[int]) -> frozenset[int]:
        """All columns that nobody is shown when these optional columns are dotted."""
        return self.dotted.union(chosen)

    def name(self, required: Requirement) -> str:
        """A requirement's name: the statistic's key, and whose reading it is about."""
        return requirement(self.keys[required.column], self.readers[required.reader].name)


def tableau(system: System) -> Tableau:
    """Number the columns and rows of a sound system (see ``system.check``)."""
    statistics = sorted(system.statistics, key=lambda each: each.key)
    constraints = sorted(system.constraints, key=lambda each: (each.terms, each.sense, each.rhs))
    index = {statistic.key: column for column, statistic in enumerate(statistics)}
    truth = system.values()
    rows: list[Row] = []
    slacks: list[Statistic] = []
    for constraint in constraints:
        row = _gathered(constraint, index)
        if constraint.sense != "==":
            row += ((len(index) + len(slacks), 1 if constraint.sense == "<=" else -1),)
            slacks.append(Statistic("", _slack(constraint, truth), hidden=True))
        rows.append(row)
    columns = [*statistics, *slacks]
    implied = tuple(sorted((index[a], index[b]) for a, b in system.implications))
    dotted, printed = _decided(columns, implied)
    sensitive = tuple(i for i, column in enumerate(columns) if column.sensitive)
    hidden = frozenset(i for i, column in enumerate(columns) if column.hidden)
    written, leads = in_one_row(rows, hidden)
    readers, requirements = _readers(system, index, sensitive)
    return Tableau(
        keys=tuple(column.key for column in columns),
        values=tuple(column.value for column in columns),
        cost=tuple(0 if column.hidden or column.frozen else column.cost for column in columns),
        down=tuple(float(column.value - column.lower) for column in columns),
        up=tuple(math.inf if column.upper is None else float(column.upper - column.value) for column in columns),
        rows=written,
        leads=leads,
        rows_of=rows_of_columns(len(columns), written),
        dotted=dotted,
        hidden=hidden,
        printed=printed,
        optional=frozenset(range(len(columns))) - dotted - printed,
        sensitive=sensitive,
        implied=implied,
        readers=readers,
        requirements=requirements,
    )


def _readers(
    system: System, index: Mapping[str, int], sensitive: Sequence[int]
) -> tuple[tuple[Reader, ...], tuple[Requirement, ...]]:
    readers = [Reader(None)]
    requirements = [Requirement(0, column) for column in sensitive]
    for number, insider in enumerate(sorted(system.insiders, key=lambda each: each.name), start=1):
        knows = frozenset(index[key] for key in insider.knows)
        spared = knows.union(index[key] for key in insider.may_learn)
        readers.append(Reader(insider.name, knows))
        requirements += [Requirement(number, column) for column in sensitive if column not in spared]
    return tuple(readers), tuple(requirements)


def _gathered(constraint: Constraint, index: Mapping[str, int]) -> Row:
    """A constraint's terms by column, a statistic named twice added up."""
    gathered: dict[int, int] = {}
    for key, coefficient in constraint.terms:
        gathered[index[key]] = gathered.get(index[key], 0) + coefficient
    return tuple((column, coefficient) for column, coefficient in sorted(gathered.items()) if coefficient)


def _slack(constraint: Constraint, truth: Mapping[str, int]) -> int:
    total = sum(coefficient * truth[key] for key, coefficient in constraint.terms)
    return abs(constraint.rhs - total)


def rows_of_columns(columns: int, rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in range(columns)]
    for number, row in enumerate(rows):
        for column, _ in row:
            found[column].append(number)
    return tuple(tuple(numbers) for numbers in found)


def _decided(columns: list[Statistic], implied: tuple[tuple[int, int], ...]) -> tuple[frozenset[int], frozenset[int]]:
    """The columns that are dotted, and those that are printed, whatever the pattern."""
    printed = {i for i, c in enumerate(columns) if c.frozen == "printed" and not c.hidden}
    dotted = {i for i, c in enumerate(columns) if c.hidden or c.frozen == "dotted" or c.sensitive} - printed
    dotted = closure(dotted, implied) - printed
    while True:
        # A dot that would require a dot on what is already printed cannot be added.
        more = {a for a, b in implied if b in printed and a not in dotted and a not in printed}
        if not more:
            return frozenset(dotted), frozenset(printed)
        printed |= more


def closure(dotted: set[int], implied: tuple[tuple[int, int], ...]) -> set[int]:
    """A pattern and every dot that its dots require."""
    follows: dict[int, list[int]] = {}
    for first, second in implied:
        follows.setdefault(first, []).append(second)
    closed, waiting = set(dotted), list(dotted)
    while waiting:
        for second in follows.get(waiting.pop(), ()):
            if second not in closed:
                closed.add(second)
                waiting.append(second)
    return closed
