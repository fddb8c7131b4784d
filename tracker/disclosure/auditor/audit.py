"""The verdict: may this table be published as it stands?

Every sensitive cell must stay open. The integers that a reader cannot rule out for it must include each
of 1..k-1 and, unless the table's ``cover`` asks for small ones alone, at least one >= k, where k is the table's
threshold (*cover*). Whatever could not be settled within the limit counts against the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tracker.disclosure.auditor.components import Component, components
from tracker.disclosure.auditor.effort import LIMIT, Effort
from tracker.disclosure.auditor.reach import Reach
from tracker.disclosure.auditor.readers import Asked, as_seen, requirement_of
from tracker.disclosure.auditor.rows import Domain
from tracker.disclosure.auditor.search import Status
from tracker.disclosure.auditor.table import AuditTable, Cell, Cover, check
from tracker.disclosure.auditor.tables import FoundTables

Verdict = Literal["ok", "printed", "exact", "narrow", "gap", "undecided"]


@dataclass(frozen=True)
class CellFinding:
    """What a reader can work out about one sensitive cell. ``reader``: the insider who can, None for everybody.

    ``reachable``: which of 1..k-1 stay possible; ``above``: whether some value >= k does. ``verdict``:
    ``ok`` covered; ``printed`` the figure itself is printed; ``exact`` only the truth is possible;
    ``narrow`` the interval does not cover 1..k; ``gap`` it does, but values within are ruled out;
    ``undecided`` the effort was spent or the solver failed. ``low`` and ``high`` are the exact interval
    (None: no limit), valid only where ``interval`` is True. ``settled``: whether each of 1..k-1 and above was answered;
    what was not is missing from ``reachable`` and ``above`` like what is ruled out.
    """

    id: str
    value: int
    reachable: tuple[int, ...]
    above: bool
    verdict: Verdict
    interval: bool = False
    low: int | None = None
    high: int | None = None
    settled: bool = True
    reader: str | None = None

    @property
    def requirement(self) -> str:
        """Which figure must not be worked out, and by whom."""
        return requirement_of(self.reader, self.id)


@dataclass(frozen=True)
class Audit:
    """The outcome: every sensitive cell in the order of the table, for everybody and then for each insider; ``passed``
    only if all of them are ok.

    ``components`` were judged apart, with ``runs`` calls of the solver.
    """

    passed: bool
    threshold: int
    cover: Cover
    cells: tuple[CellFinding, ...]
    components: int
    runs: int


def everything(requirement: str) -> bool:
    """No requirement is left out."""
    return True


def audit(table: AuditTable, asked: Asked = everything, limit: float = LIMIT, intervals: bool = False) -> Audit:
    """Judge a table within a ``limit`` of effort; what is not settled by then is ``undecided``.

    ``asked``: which requirements are judged, by their names. ``intervals`` adds the exact interval of every sensitive
    unprinted cell, for a human to read.
    Raises AuditFormatError if the table contradicts itself.
    """
    check(table)
    judge = _Judge(table, Effort(limit), intervals)
    findings = [each for reader, seen in as_seen(table, asked) for each in judge.findings(seen, reader)]
    return Audit(
        passed=all(finding.verdict == "ok" for finding in findings),
        threshold=table.threshold,
        cover=table.cover,
        cells=tuple(findings),
        components=judge.components,
        runs=judge.effort.runs,
    )


class _Judge:
    """Judges the table of one reader after the other. Parts that several of them see alike are judged once."""

    def __init__(self, table: AuditTable, effort: Effort, intervals: bool) -> None:
        self.effort = effort
        self._intervals = intervals
        self._tables = FoundTables(table)
        self._judged: dict[tuple[tuple[Cell, ...], tuple[Domain, ...]], list[CellFinding]] = {}
        self._left: dict[str, Domain] = {}
        self.components = 0

    def findings(self, table: AuditTable, reader: str | None) -> list[CellFinding]:
        """What one reader can work out about each sensitive cell, in the order of the table."""
        sensitive = [cell for cell in table.cells if cell.sensitive]
        found = {cell.id: _printed(cell, table.threshold) for cell in sensitive if cell.printed}
        parts = components(table, self._left)
        if reader is None:
            # Insiders rule out all that this rules out.
            self._left = {
                cell.id: domain for part in parts for cell, domain in zip(part.cells, part.domains, strict=True)
            }
        for part in parts:
            if any(cell.sensitive for cell in part.cells):
                found.update((finding.id, finding) for finding in self._part(part, table))
        return [replace(found[cell.id], reader=reader) for cell in sensitive]

    def _part(self, part: Component, table: AuditTable) -> list[CellFinding]:
        place = (part.cells, part.domains)
        if place not in self._judged:
            reach = Reach(part, self.effort, self._tables)
            self._judged[place] = _findings(part, reach, table, self._intervals)
            self.components += 1
        return self._judged[place]


def _printed(cell: Cell, threshold: int) -> CellFinding:
    return CellFinding(
        id=cell.id,
        value=cell.value,
        reachable=(cell.value,) if 1 <= cell.value < threshold else (),
        above=cell.value >= threshold,
        verdict="printed",
        interval=True,
        low=cell.value,
        high=cell.value,
    )


def _findings(part: Component, reach: Reach, table: AuditTable, intervals: bool) -> list[CellFinding]:
    threshold, found = table.threshold, []
    for column, cell in enumerate(part.cells):
        if not cell.sensitive:
            continue
        small = {value: reach.ask(column, (value, value)) for value in range(1, threshold)}
        above = reach.ask(column, (threshold, None))
        required = [*small.values(), above] if table.cover == "small_and_threshold" else [*small.values()]
        low, high = (reach.extreme(column, -1), reach.extreme(column, +1)) if intervals else (None, None)
        known = low is not None and high is not None and low.known and high.known
        finding = CellFinding(
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
        found.append(finding)
    return found


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
