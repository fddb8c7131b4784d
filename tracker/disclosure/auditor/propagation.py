"""Tighten what is possible, row by row, in exact integers. What it rules out is ruled out for certain."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from tracker.disclosure.auditor.rows import Domain, Row, is_empty, rows_of_columns

# Bounds can creep towards each other for ever (x < y < x without upper limits); stopping early is sound.
_VISITS_PER_ROW = 30


class Propagator:
    """Bound propagation over a fixed set of rows."""

    def __init__(self, rows: Sequence[Row], columns: int) -> None:
        self._rows = rows
        self._rows_of = rows_of_columns(rows, columns)

    def tighten(self, domains: Sequence[Domain], changed: Iterable[int] | None = None) -> list[Domain] | None:
        """The domains that remain, or None when nothing satisfies the rows.

        ``changed``: the columns whose domains are new since the last call (default: all of them).
        """
        now = list(domains)
        if any(is_empty(domain) for domain in now):
            return None
        if changed is None:
            queue = deque(range(len(self._rows)))
        else:
            queue = deque(dict.fromkeys(number for column in changed for number in self._rows_of[column]))
        waiting = set(queue)
        visits = _VISITS_PER_ROW * len(self._rows)
        while queue and visits:
            visits -= 1
            number = queue.popleft()
            waiting.discard(number)
            moved = _visit(self._rows[number], now)
            if moved is None:
                return None
            for column in moved:
                fresh = [other for other in self._rows_of[column] if other not in waiting]
                queue.extend(fresh)
                waiting.update(fresh)
        return now


def _visit(row: Row, domains: list[Domain]) -> list[int] | None:
    """Tighten every column of one row in place: the columns that moved, or None if the row cannot hold."""
    moved: list[int] = []
    for sign, limit in ((1, row.high), (-1, None if row.low is None else -row.low)):
        if limit is None:
            continue
        found = _at_most(row.columns, [sign * factor for factor in row.factors], limit, domains)
        if found is None:
            return None
        moved += found
    return moved


def _at_most(columns: Sequence[int], factors: Sequence[int], limit: int, domains: list[Domain]) -> list[int] | None:
    """Tighten for ``sum(factor * x) <= limit``: each x leaves room for the least that the others can be."""
    least: list[int | None] = []
    for column, factor in zip(columns, factors, strict=True):
        end = domains[column][0] if factor > 0 else domains[column][1]
        least.append(None if end is None else factor * end)
    known = sum(part for part in least if part is not None)
    unlimited = sum(part is None for part in least)
    if unlimited == 0 and known > limit:
        return None
    moved = []
    for column, factor, part in zip(columns, factors, least, strict=True):
        others_unlimited = unlimited - (part is None)
        if others_unlimited:
            continue
        room = limit - (known - (part or 0))
        low, high = domains[column]
        if factor > 0:
            bound = room // factor
            if high is None or bound < high:
                domains[column] = (low, bound)
                moved.append(column)
        else:
            bound = -(room // -factor)
            if low is None or bound > low:
                domains[column] = (bound, high)
                moved.append(column)
        if is_empty(domains[column]):
            return None
    return moved
