"""Decide what an edition prints: optimal dots for each group of connected figures, then the auditor's verdict.

The optimiser is not its own judge: what it decides is handed to the auditor as a plain table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.disclosure.auditor.audit import Audit, audit
from tracker.disclosure.auditor.table import LONGEST_IDENTITY, AuditTable, Cell, Equation, Relation, Term
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.insiders import original, with_insiders
from tracker.disclosure.model.joint import Joint, joint_system
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.system import Statistic, System
from tracker.disclosure.optimiser.suppress import Incident, Suppression, suppress
from tracker.rows import Line

TIME_LIMIT = 60.0
"""Seconds for one group; past it the pattern is completed, safe but perhaps dearer than need be."""

_RELATIONS: dict[str, Relation] = {"==": "=", "<=": "<=", ">=": ">="}


@dataclass(frozen=True)
class GroupVerdict:
    """One group of connected figures: what was decided, and what the auditor says of it.

    ``narrowed``: requirements lost already of which the new dots tell more than they must.
    """

    family: str
    year: int
    joint: Joint
    suppression: Suppression
    audit: Audit
    narrowed: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        return self.audit.passed and not self.narrowed


@dataclass(frozen=True)
class Protection:
    """``lines``: the new edition's, decided. ``primary``: those dotted for their own sake (internal knowledge)."""

    lines: tuple[Line, ...]
    primary: frozenset[Line]
    verdicts: tuple[GroupVerdict, ...]

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return tuple(incident for verdict in self.verdicts for incident in verdict.suppression.impossible)

    @property
    def passed(self) -> bool:
        return all(verdict.passed for verdict in self.verdicts)

    @property
    def dotted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.printed)


def protect(new: Sequence[Line], earlier: Sequence[Line], rules: Rules) -> Protection:
    """Decide every line of a new edition, given all lines of the editions before it."""
    years = {line.key.period.year for line in new}
    touched = groups(new, rules)
    connected = groups([*(line for line in earlier if line.key.period.year in years), *new], rules)
    verdicts = tuple(_decide(group, connected[group], rules) for group in touched)
    decided: dict[Line, Line] = {line: replace(line, printed=True) for line in new}
    primary: set[Line] = set()
    for verdict in verdicts:
        for line in touched[(verdict.family, verdict.year)]:
            name = verdict.joint.names[(line.edition, line.key)]
            decided[line] = replace(line, printed=name not in verdict.suppression.dotted)
            if name in verdict.suppression.primary:
                primary.add(decided[line])
    return Protection(tuple(decided.values()), frozenset(primary), verdicts)


def _decide(group: tuple[str, int], lines: Sequence[Line], rules: Rules) -> GroupVerdict:
    joint = _attacked(lines, rules)
    threshold = rules.disclosure.threshold
    suppression = suppress(joint.system, threshold, TIME_LIMIT)
    taken_out = frozenset(incident.key for incident in suppression.impossible)
    table = audit_table(joint.system, suppression.dotted, threshold, taken_out)
    told = narrowed(joint.system, suppression.dotted, suppression.widest, taken_out, threshold)
    return GroupVerdict(*group, joint=joint, suppression=suppression, audit=audit(table), narrowed=told)


def narrowed(
    system: System, dotted: frozenset[str], widest: frozenset[str], lost: frozenset[str], threshold: int
) -> frozenset[str]:
    """The lost requirements of which more is ruled out than when all that can be dotted is, or may be.

    That a count is no longer fully covered is no reason to tell it: what was possible of it stays so.
    """
    if not lost:
        return lost
    others = frozenset(each.key for each in system.statistics) - lost
    most, left = (audit(audit_table(system, dots, threshold, others)).cells for dots in (widest, dotted))
    return frozenset(
        cell.id
        for before, cell in zip(most, left, strict=True)
        if not before.settled or not {*before.reachable} <= {*cell.reachable} or before.above > cell.above
    )


def audit_ledger(lines: Sequence[Line], rules: Rules, incidents: Iterable[str] = ()) -> list[tuple[str, int, Audit]]:
    """Audit decided lines of any number of editions together; nothing is solved again."""
    found = []
    for (family, year), group in groups(lines, rules).items():
        joint = _attacked(group, rules)
        printed = {joint.names[(line.edition, line.key)] for line in group if line.printed}
        open_ = frozenset(joint.names.values()) - printed
        dotted = frozenset(each.key for each in joint.system.statistics if original(each.key) in open_)
        table = audit_table(joint.system, dotted, rules.disclosure.threshold, frozenset(incidents))
        found.append((family, year, audit(table)))
    return found


def _attacked(lines: Sequence[Line], rules: Rules) -> Joint:
    """The system as it is attacked: by any reader, and where the program says so by each body that knows its own."""
    joint = joint_system(lines, rules)
    return with_insiders(joint, _insiders(lines, rules)) if rules.disclosure.insiders == "bodies" else joint


def _insiders(lines: Sequence[Line], rules: Rules) -> dict[str, frozenset[str]]:
    """Each body with those whose figures it knows: itself, and in earlier periods the bodies merged into it."""
    periods = sorted({line.key.period for line in lines}, key=rules.order)
    known: dict[str, set[str]] = {}
    for of in periods:
        for body in sorted({body for line in lines if line.key.period == of for body in line.key.bodies}):
            earlier = periods[: periods.index(of)]
            before = (rules.sources(frozenset({body}), of, then) for then in earlier)
            known.setdefault(body, {body}).update(*before)
    return {body: frozenset(bodies) for body, bodies in known.items()}


def audit_table(system: System, dotted: frozenset[str], threshold: int, taken_out: frozenset[str]) -> AuditTable:
    """The system with its dots as the auditor's plain table. ``taken_out``: requirements lost to earlier editions."""
    cells = tuple(
        Cell(
            id=_identity(statistic.key),
            value=statistic.value,
            printed=not statistic.hidden and statistic.key not in dotted,
            sensitive=statistic.sensitive and statistic.key not in taken_out,
            lower=statistic.lower,
            upper=statistic.upper,
            hidden=statistic.hidden,
        )
        for statistic in _ordered(system.statistics)
    )
    equations = tuple(
        Equation(
            terms=tuple(Term(cell=_identity(key), factor=factor) for key, factor in constraint.terms),
            relation=_RELATIONS[constraint.sense],
            constant=constraint.rhs,
        )
        for constraint in system.constraints
    )
    return AuditTable(schema="tracker-audit-1", threshold=threshold, cells=cells, equations=equations)


def _identity(key: str) -> str:
    """The statistic's name as the auditor's format takes it: a sum over very many bodies is cut short."""
    if len(key) <= LONGEST_IDENTITY:
        return key
    mark = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{key[: LONGEST_IDENTITY - 20]} … {mark}"


def _ordered(statistics: Iterable[Statistic]) -> list[Statistic]:
    return sorted(statistics, key=lambda statistic: statistic.key)
