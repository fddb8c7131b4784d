"""The ledger of some editions as a table to audit: what is printed and dotted in it, for everybody and for insiders."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.disclosure.auditor.insiders import insiders_of, requirement
from tracker.disclosure.auditor.readers import Asked
from tracker.disclosure.auditor.relations import figures_of
from tracker.disclosure.auditor.table import AuditTable
from tracker.disclosure.facts import Facts
from tracker.rows import Line


def apart_from(lost: Collection[str]) -> Asked:
    """Every requirement but those that nothing can meet any more, by the names of incidents."""
    names = frozenset(map(requirement, lost))
    return lambda name: name not in names


def only(wanted: Collection[str]) -> Asked:
    """These requirements alone."""
    names = frozenset(map(requirement, wanted))
    return lambda name: name in names


def ledger_table(lines: Sequence[Line], facts: Facts) -> AuditTable:
    """Decided lines of any number of editions, in the order of the editions, with all that a reader knows of them.

    An undecided line counts as dotted.
    """
    figures = figures_of(lines, facts)
    insiders = insiders_of(lines, facts, figures) if facts.disclosure.insiders != "none" else ()
    return AuditTable(
        schema="tracker-audit-1",
        threshold=facts.disclosure.threshold,
        cover=facts.disclosure.cover,
        cells=figures.cells(),
        equations=tuple(figures.equations),
        insiders=tuple(insiders),
    )
