"""A system as numbered columns and rows, written as deviations from the truth.

With z = x - truth every constraint becomes an equation with right-hand side 0: an inequality gets a slack
column that is never printed. A reader who sees column i knows z_i = 0; otherwise -down_i <= z_i <= up_i.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.disclosure.model.system import Constraint, Statistic, System

Row = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Tableau:
    """Columns (statistics first, then slacks) and rows of a system.

    ``down``/``up``: how far below/above the truth a reader must reckon with (inf: no limit).
    ``dotted``: columns that are never seen. ``printed``: columns that are always seen.
    ``hidden``: those of the dotted that are never printed in any case (differences, slacks).
    ``optional``: those that are still to be decided. Each decides for its ``followers``, too, which then stand in none
    of these sets; ``leader``: by column, the one that decides for it, as a rule itself.
    ``cost`` is 0 for what is hidden, frozen or follows. ``sensitive``: columns with a requirement.
    ``implied``: pairs of columns; a dot on the first requires a dot on the second.
    """

    keys: tuple[str, ...]
    values: tuple[int, ...]
    cost: tuple[int, ...]
    down: tuple[float, ...]
    up: tuple[float, ...]
    rows: tuple[Row, ...]
    rows_of: tuple[tuple[int, ...], ...]
    dotted: frozenset[int]
    hidden: frozenset[int]
    printed: frozenset[int]
    optional: frozenset[int]
    sensitive: tuple[int, ...]
    implied: tuple[tuple[int, int], ...]
    leader: tuple[int, ...]
    followers: Mapping[int, tuple[int, ...]]

    def opened(self, chosen: Iterable[int]) -> frozenset[int]:
        """All columns that a reader does not see when these optional columns are dotted."""
        everything = set(chosen)
        everything.update(*(self.followers.get(column, ()) for column in chosen))
        return self.dotted.union(everything)


def tableau(system: System) -> Tableau:
    """Number the columns and rows of a sound system (see ``system.check``)."""
    index = {statistic.key: column for column, statistic in enumerate(system.statistics)}
    truth = system.values()
    rows: list[Row] = []
    slacks = 0
    for constraint in system.constraints:
        row = _gathered(constraint, index)
        if constraint.sense != "==":
            row += ((len(index) + slacks, 1 if constraint.sense == "<=" else -1),)
            slacks += 1
        rows.append(row)
    slack_values = [
        _slack(constraint, truth) for constraint in system.constraints if constraint.sense != "=="
    ]
    columns = [*system.statistics, *(Statistic("", value, hidden=True) for value in slack_values)]
    leader = tuple(index[s.follows] if s.follows else column for column, s in enumerate(columns))
    implied = tuple((leader[index[a]], leader[index[b]]) for a, b in system.implications)
    dotted, printed = _decided(columns, implied, leader)
    return Tableau(
        keys=tuple(column.key for column in columns),
        values=tuple(column.value for column in columns),
        cost=tuple(0 if column.hidden or column.frozen else column.cost for column in columns),
        down=tuple(float(column.value - column.lower) for column in columns),
        up=tuple(
            math.inf if column.upper is None else float(column.upper - column.value) for column in columns
        ),
        rows=tuple(rows),
        rows_of=_rows_of(len(columns), rows),
        dotted=dotted,
        hidden=frozenset(i for i, column in enumerate(columns) if column.hidden),
        printed=printed,
        optional=frozenset(leader) - dotted - printed,
        sensitive=tuple(i for i, column in enumerate(columns) if column.sensitive),
        implied=implied,
        leader=leader,
        followers=_followers(leader),
    )


def _followers(leader: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for column, first in enumerate(leader):
        if first != column:
            found.setdefault(first, []).append(column)
    return {first: tuple(columns) for first, columns in found.items()}


def _gathered(constraint: Constraint, index: dict[str, int]) -> Row:
    """A constraint's terms by column, a statistic named twice added up."""
    gathered: dict[int, int] = {}
    for key, coefficient in constraint.terms:
        gathered[index[key]] = gathered.get(index[key], 0) + coefficient
    return tuple((column, coefficient) for column, coefficient in gathered.items() if coefficient)


def _slack(constraint: Constraint, truth: dict[str, int]) -> int:
    total = sum(coefficient * truth[key] for key, coefficient in constraint.terms)
    return abs(constraint.rhs - total)


def _rows_of(columns: int, rows: list[Row]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in range(columns)]
    for number, row in enumerate(rows):
        for column, _ in row:
            found[column].append(number)
    return tuple(tuple(numbers) for numbers in found)


def _decided(
    columns: list[Statistic], implied: tuple[tuple[int, int], ...], leader: Sequence[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The columns that are dotted, and those that are printed, whatever the pattern."""
    printed = {leader[i] for i, c in enumerate(columns) if c.frozen == "printed" and not c.hidden}
    dotted = {leader[i] for i, c in enumerate(columns) if c.hidden or c.frozen == "dotted" or c.sensitive} - printed
    dotted = closure(dotted, implied) - printed
    while True:
        # A dot that would require a dot on what is already printed cannot be added.
        more = {a for a, b in implied if b in printed and a not in dotted and a not in printed}
        if not more:
            return _with_followers(dotted, leader), _with_followers(printed, leader)
        printed |= more


def _with_followers(decided: set[int], leader: Sequence[int]) -> frozenset[int]:
    return frozenset(column for column, first in enumerate(leader) if first in decided)


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
