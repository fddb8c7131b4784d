"""An incident is unavoidable if the auditor finds it also when everything that can still be dotted is dotted."""

from __future__ import annotations

from tests.disclosure.stated import audit_table
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.ledger import only
from tracker.editions.protection import GroupVerdict, Protection


def avoidable(protection: Protection) -> list[str]:
    """The incidents that more dots would have prevented; there must be none."""
    return [name for verdict in protection.verdicts for name in _avoidable(verdict)]


def _avoidable(verdict: GroupVerdict) -> list[str]:
    """Judged by the auditor, which shares no code with the optimiser that reported them."""
    claimed = {incident.key for incident in verdict.suppression.impossible}
    if not claimed:
        return []
    statistics = verdict.joint.system.statistics
    all_dots = frozenset(each.key for each in statistics if each.frozen != "printed")
    found = audit(audit_table(verdict.joint.system, all_dots, verdict.audit.threshold), only(claimed))
    needed = {second for first, second in verdict.joint.system.implications if first in all_dots}
    return [cell.requirement for cell in found.cells if cell.verdict == "ok" and cell.requirement not in needed]
