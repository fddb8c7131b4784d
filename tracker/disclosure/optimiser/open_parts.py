"""What a pattern leaves open: equations with one unknown are solved, the rest falls into components.

A reader first solves every equation that has a single unknown, again and again. What then is unknown
falls into components that share no equation; each can be examined alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from tracker.disclosure.optimiser.tableau import Tableau


@dataclass(frozen=True)
class Component:
    """Columns that stay unknown and hang together, and the rows that hold two or more of them."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]


class Step(NamedTuple):
    """How a reader solves a column: at which turn, and from which row."""

    turn: int
    row: int


Solved = dict[int, Step]


@dataclass(frozen=True)
class Unknowns:
    """``solved``: the columns a reader works out at once, and how."""

    solved: Solved
    components: tuple[Component, ...]


def unknowns(tableau: Tableau, dotted: Iterable[int]) -> Unknowns:
    """What a reader of a pattern can solve at once, and what remains (``dotted`` includes the hidden)."""
    open_columns = set(dotted)
    solved = _solve_single_unknowns(tableau, open_columns)
    return Unknowns(solved, tuple(_split(tableau, open_columns)))


def _solve_single_unknowns(tableau: Tableau, open_columns: set[int]) -> Solved:
    count = [0] * len(tableau.rows)
    for column in open_columns:
        for row in tableau.rows_of[column]:
            count[row] += 1
    waiting = deque(row for row, unknown in enumerate(count) if unknown == 1)
    solved: Solved = {}
    while waiting:
        row = waiting.popleft()
        if count[row] != 1:
            continue
        column = next(column for column, _ in tableau.rows[row] if column in open_columns)
        open_columns.remove(column)
        solved[column] = Step(len(solved), row)
        for other in tableau.rows_of[column]:
            count[other] -= 1
            if count[other] == 1:
                waiting.append(other)
    return solved


def _split(tableau: Tableau, open_columns: set[int]) -> Iterable[Component]:
    left = set(open_columns)
    for start in sorted(open_columns):
        if start not in left:
            continue
        left.remove(start)
        columns, rows, waiting = [start], set(), [start]
        while waiting:
            for row in tableau.rows_of[waiting.pop()]:
                if row in rows:
                    continue
                rows.add(row)
                for column, _ in tableau.rows[row]:
                    if column in left:
                        left.remove(column)
                        columns.append(column)
                        waiting.append(column)
        yield Component(tuple(sorted(columns)), tuple(sorted(rows)))


def without_solved(tableau: Tableau, combination: dict[int, float], solved: Solved) -> dict[int, float]:
    """Rewrite a linear form in the deviations (column -> coefficient) so that no solved column is in it.

    Each solved column is replaced, last solved first, by what its row says of it; the form keeps its value
    on every table that satisfies the rows.
    """
    form = dict(combination)
    waiting = [(-solved[column].turn, column) for column in form if column in solved]
    heapify(waiting)
    while waiting:
        _, column = heappop(waiting)
        weight = form.pop(column, 0.0)
        if not weight:
            continue
        row = tableau.rows[solved[column].row]
        own = next(coefficient for other, coefficient in row if other == column)
        for other, coefficient in row:
            if other == column:
                continue
            if other not in form and other in solved:
                heappush(waiting, (-solved[other].turn, other))
            form[other] = form.get(other, 0.0) - weight * coefficient / own
    return form
