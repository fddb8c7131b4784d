"""A joint system as a table to audit: the same statistics and equations, for systems that come from no ledger."""

from __future__ import annotations

from collections.abc import Collection

from tracker.disclosure.auditor.ledger_cells import identity
from tracker.disclosure.auditor.table import AuditTable, Cell, Equation, Insider, Relation, Term
from tracker.disclosure.model.system import System

_RELATIONS: dict[str, Relation] = {"==": "=", "<=": "<=", ">=": ">="}


def audit_table(system: System, dotted: Collection[str], threshold: int, taken_out: Collection[str] = ()) -> AuditTable:
    """The system with its dots. ``taken_out``: figures that are not to be judged."""
    cells = tuple(
        Cell(
            id=identity(statistic.key),
            value=statistic.value,
            printed=not statistic.hidden and statistic.key not in dotted,
            sensitive=statistic.sensitive and statistic.key not in taken_out,
            lower=statistic.lower,
            upper=statistic.upper,
            hidden=statistic.hidden,
        )
        for statistic in sorted(system.statistics, key=lambda statistic: statistic.key)
    )
    equations = tuple(
        Equation(
            terms=tuple(Term(cell=identity(key), factor=factor) for key, factor in constraint.terms),
            relation=_RELATIONS[constraint.sense],
            constant=constraint.rhs,
        )
        for constraint in system.constraints
    )
    insiders = tuple(
        Insider(name=each.name, knows=_named(each.knows), not_protected=_named(each.may_learn))
        for each in system.insiders
    )
    return AuditTable(
        schema="tracker-audit-1", threshold=threshold, cells=cells, equations=equations, insiders=insiders
    )


def _named(keys: Collection[str]) -> tuple[str, ...]:
    return tuple(map(identity, sorted(keys)))
