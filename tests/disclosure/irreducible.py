"""Is every complementary dot needed? Judged by the auditor, which shares no code with what chose the dots."""

from __future__ import annotations

from collections.abc import Iterable

from tests.disclosure.stated import audit_table
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.model.system import System
from tracker.editions.protection import narrowed


def passes(
    system: System,
    dotted: frozenset[str],
    threshold: int,
    taken_out: Iterable[str] = (),
    widest: frozenset[str] | None = None,
) -> bool:
    """``widest``: the pattern that what is taken out is compared with; None where that is not asked."""
    lost = frozenset(taken_out)
    if lost and widest is not None:
        others = frozenset(each.key for each in system.statistics) - lost
        most, left = (audit(audit_table(system, dots, threshold, others)) for dots in (widest, dotted))
        if narrowed(most, left):
            return False
    return audit(audit_table(system, dotted, threshold, lost)).passed


def needless(
    system: System,
    dotted: frozenset[str],
    threshold: int,
    taken_out: Iterable[str] = (),
    widest: frozenset[str] | None = None,
) -> list[str]:
    """The dots that could each be taken away and the auditor would still pass: there must be none.

    Sensitive figures are never printed, earlier editions' dots are not undone, and a dot that another requires stays.
    """
    lost = frozenset(taken_out)
    unseen = dotted.union(each.key for each in system.statistics if each.hidden)
    required = {second for first, second in system.implications if first in unseen}
    free = [
        each.key
        for each in system.statistics
        if each.key in dotted and not (each.sensitive or each.frozen or each.key in required)
    ]
    return [key for key in free if passes(system, dotted - {key}, threshold, lost, widest)]

