"""Judges one reader after the other: first by tables near the truth, then whatever these leave open, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from tracker.disclosure.auditor.components import Component, components
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.finding import CellFinding, Verdict, covered, printed
from tracker.disclosure.auditor.nearby import Nearby
from tracker.disclosure.auditor.reach import Reach
from tracker.disclosure.auditor.readers import Reader
from tracker.disclosure.auditor.rows import Domain
from tracker.disclosure.auditor.search import Status
from tracker.disclosure.auditor.table import AuditTable, Cell
from tracker.disclosure.auditor.tables import FoundTables, Reached


class Judge:
    """``components``: how many parts of what everybody sees hold cells that were judged."""

    def __init__(self, table: AuditTable, effort: Effort, intervals: bool) -> None:
        self.effort = effort
        self._table, self._intervals = table, intervals
        self._number = {cell.id: number for number, cell in enumerate(table.cells)}
        self._parts = components(table)
        # The number of each cell's part, and its place there.
        self._place = {
            cell.id: (number, column)
            for number, part in enumerate(self._parts)
            for column, cell in enumerate(part.cells)
        }
        # Insiders rule out all that is ruled out for everybody.
        self._left = {
            cell.id: domain for part in self._parts for cell, domain in zip(part.cells, part.domains, strict=True)
        }
        self._tables = FoundTables(table)
        self._near: dict[int, Nearby] = {}

    @property
    def components(self) -> int:
        return len(self._near)

    def findings(self, reader: Reader) -> Iterator[CellFinding]:
        """What one reader can work out about each cell that is judged."""
        unseen = [cell for cell in reader.judged if not cell.printed]
        reached = self._tables.reached(np.array([cell.id in reader.known for cell in self._table.cells]))
        for cell in unseen:
            self._look(cell, reached)
        left = {cell.id for cell in unseen if self._intervals or not reached.all_of(self._number[cell.id])}
        examined = {finding.id: finding for finding in self._examined(reader, left, reached)} if left else {}
        for cell in reader.judged:
            settled = (printed if cell.printed else covered)(cell, self._table.threshold)
            yield replace(examined.get(cell.id, settled), reader=reader.name)

    def _look(self, cell: Cell, reached: Reached) -> None:
        """Look for tables near the truth that show what a cell can be."""
        part, column = self._place[cell.id]
        if part not in self._near:
            self._near[part] = Nearby(self._parts[part], self._number, self.effort, self._table.threshold)
        threshold, number = self._table.threshold, self._number[cell.id]
        # Small steps first: taken several times they may do for what is further away.
        for value in sorted(range(1, threshold + 1), key=lambda value: (abs(value - cell.value), value)):
            if not reached.has(number, value):
                domain = (value, None if value == threshold else value)
                found = self._near[part].find(column, domain, reached.known)
                if found is not None:
                    self._tables.keep(found)
                    reached.take(found)

    def _examined(self, reader: Reader, left: Collection[str], reached: Reached) -> Iterator[CellFinding]:
        """Findings about the cells that are left, in the parts that the reader sees."""
        parts = components(reader.sees(self._table), self._left) if reader.name else self._parts
        for part in parts:
            columns = [column for column, cell in enumerate(part.cells) if cell.id in left]
            if columns:
                seen = {column: reached.small(self._number[part.cells[column].id]) for column in columns}
                reach = Reach(part, self.effort, seen)
                yield from (self._finding(part, column, reach) for column in columns)

    def _finding(self, part: Component, column: int, reach: Reach) -> CellFinding:
        cell, threshold = part.cells[column], self._table.threshold
        small = {value: reach.ask(column, (value, value)) for value in range(1, threshold)}
        above = reach.ask(column, (threshold, None))
        required = [*small.values(), above] if self._table.cover == "small_and_threshold" else [*small.values()]
        low, high = (reach.extreme(column, -1), reach.extreme(column, +1)) if self._intervals else (None, None)
        known = low is not None and high is not None and low.known and high.known
        return CellFinding(
            id=cell.id,
            value=cell.value,
            reachable=tuple(value for value, status in small.items() if status is Status.FOUND),
            above=above is Status.FOUND,
            verdict=_verdict(reach, column, cell.value, required),
            interval=known,
            low=low.value if low and known else None,
            high=high.value if high and known else None,
            settled={*small.values(), above} <= {Status.FOUND, Status.IMPOSSIBLE},
        )


def _verdict(reach: Reach, column: int, truth: int, required: list[Status]) -> Verdict:
    """``required`` answers for 1, 2, …, k-1 and, where it is asked for, k or more, in this order."""
    if all(status is Status.FOUND for status in required):
        return "ok"
    if Status.IMPOSSIBLE not in required:
        return "undecided"
    others: tuple[Domain, Domain] = ((None, truth - 1), (truth + 1, None))
    if all(reach.ask(column, other) is Status.IMPOSSIBLE for other in others):
        return "exact"
    if required[-1] is not Status.FOUND:
        return "narrow"
    reaches_down = required[0] is Status.FOUND or reach.ask(column, (None, 0)) is Status.FOUND
    return "gap" if reaches_down else "narrow"
