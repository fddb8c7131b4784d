"""The verdict: may this table be published as it stands?

Every sensitive cell must stay open. The integers that a reader cannot rule out for it must include each
of 1..k-1 and, unless the table's ``cover`` asks for small ones alone, at least one >= k, where k is the table's
threshold (*cover*). Whatever could not be settled within the limit counts against the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.disclosure.auditor.effort import LIMIT, Effort
from tracker.disclosure.auditor.finding import CellFinding
from tracker.disclosure.auditor.judge import Judge
from tracker.disclosure.auditor.readers import Asked, readers_of
from tracker.disclosure.auditor.table import AuditTable, Cover, check


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
    judge = Judge(table, Effort(limit), intervals)
    findings = [finding for reader in readers_of(table, asked) for finding in judge.findings(reader)]
    return Audit(
        passed=all(finding.verdict == "ok" for finding in findings),
        threshold=table.threshold,
        cover=table.cover,
        cells=tuple(findings),
        components=judge.components,
        runs=judge.effort.runs,
    )
