"""A table in the audit format as a reader who knows the rules sees it: one decision, whose dots are the cheapest."""

from __future__ import annotations

from tracker.disclosure.auditor.table import LARGEST_VALUE, AuditTable, Cell
from tracker.disclosure.model.kinds import NEVER, Kind
from tracker.disclosure.model.system import Constraint, Sense, Statistic, System
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.reading import RuleReading, read_with_rules

_SENSES: dict[str, Sense] = {"=": "==", "<=": "<=", ">=": ">="}


def rules_tell_of(table: AuditTable) -> RuleReading:
    """What the rules tell of a checked table. A cell is taken to be protected where it says so, or is sensitive.

    What a dot costs is not in the format, so nothing is decided again: only what holds of every cheapest pattern is
    used, and more may be told than is found here.
    """
    small = range(1, table.threshold)
    statistics = tuple(_statistic(cell) for cell in table.cells)
    constraints = tuple(
        Constraint(tuple((t.cell, t.factor) for t in each.terms), _SENSES[each.relation], each.constant)
        for each in table.equations
    )
    stage = Stage(
        system=System(statistics, constraints),
        kinds={cell.id: Kind(small if cell.is_protected else NEVER, 1) for cell in table.cells},
        companions=(),
        dotted=frozenset(cell.id for cell in table.cells if not cell.printed and not cell.hidden),
        threshold=table.threshold,
        replayable=False,
        cover=table.cover,
    )
    return read_with_rules([stage])


def _statistic(cell: Cell) -> Statistic:
    return Statistic(
        key=cell.id,
        value=cell.value,
        cost=0 if cell.hidden else 1,
        lower=-LARGEST_VALUE if cell.lower is None else cell.lower,
        upper=cell.upper,
        sensitive=cell.sensitive,
        hidden=cell.hidden,
    )
