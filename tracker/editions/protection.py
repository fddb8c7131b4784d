"""Decide what an edition prints: optimal dots for each group of connected figures, then the auditor's verdict.

The optimiser is not its own judge: the auditor reads the lines that it decided, and makes its own of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.disclosure.auditor.audit import Audit, audit
from tracker.disclosure.auditor.finding import CellFinding
from tracker.disclosure.auditor.ledger import apart_from, ledger_table, only
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.insiders import known_bodies, with_insiders
from tracker.disclosure.model.joint import Joint, joint_system
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.outcome import Incident, Suppression
from tracker.disclosure.optimiser.suppress import suppress
from tracker.editions.steps import Tell, tell_nobody
from tracker.rows import Line


@dataclass(frozen=True)
class GroupVerdict:
    """One group of connected figures: what was decided, and what the auditor says of it.

    ``left``: what can still be of each requirement that cannot be met. ``narrowed``: those of which the new dots tell
    more than they must.
    """

    family: str
    year: int
    joint: Joint
    suppression: Suppression
    audit: Audit
    left: tuple[CellFinding, ...] = ()
    narrowed: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        return self.audit.passed and not self.narrowed


@dataclass(frozen=True)
class Protection:
    """``lines``: the new edition's, decided. ``primary``: those dotted for their own sake (internal knowledge);
    ``withheld``: those that a person has chosen to dot."""

    lines: tuple[Line, ...]
    primary: frozenset[Line]
    verdicts: tuple[GroupVerdict, ...]
    withheld: frozenset[Line] = frozenset()

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return tuple(incident for verdict in self.verdicts for incident in verdict.suppression.impossible)

    @property
    def passed(self) -> bool:
        return all(verdict.passed for verdict in self.verdicts)

    @property
    def dotted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.printed)


def protect(new: Sequence[Line], earlier: Sequence[Line], rules: Rules, tell: Tell = tell_nobody) -> Protection:
    """Decide every line of a new edition, given all lines of the editions before it. One that is dotted already stays
    so: somebody has chosen to leave it out. ``tell``: how many groups of figures are decided."""
    years = {line.key.period.year for line in new}
    touched = groups(new, rules)
    connected = groups([*(line for line in earlier if line.key.period.year in years), *new], rules)
    verdicts = []
    for number, group in enumerate(touched):
        tell("deciding", number, len(touched))
        verdicts.append(_decide(group, connected[group], rules))
    decided: dict[Line, Line] = {line: replace(line, printed=line.printed is not False) for line in new}
    primary: set[Line] = set()
    for verdict in verdicts:
        for line in touched[(verdict.family, verdict.year)]:
            name = verdict.joint.names[(line.edition, line.key)]
            shown = name not in verdict.suppression.dotted and line.printed is not False
            decided[line] = replace(line, printed=shown)
            if name in verdict.suppression.primary:
                primary.add(decided[line])
    withheld = frozenset(line for line in new if line.printed is False)
    return Protection(tuple(decided.values()), frozenset(primary), tuple(verdicts), withheld)


def _decide(group: tuple[str, int], lines: Sequence[Line], rules: Rules) -> GroupVerdict:
    joint = attacked(lines, rules)
    suppression = suppress(joint.system, rules.disclosure.threshold, cover=rules.disclosure.cover)
    lost = frozenset(incident.key for incident in suppression.impossible)
    chosen, widest = (_with_dots(lines, joint, dots) for dots in (suppression.dotted, suppression.widest))
    found = audit_group(chosen, rules, lost)
    verdict = GroupVerdict(*group, joint=joint, suppression=suppression, audit=found)
    if not lost:
        return verdict
    most, left = (audit(ledger_table(each, rules), only(lost)) for each in (widest, chosen))
    return replace(verdict, left=left.cells, narrowed=narrowed(most, left))


def _with_dots(lines: Sequence[Line], joint: Joint, dotted: frozenset[str]) -> list[Line]:
    """The lines as a reader would see them if the new edition had these dots."""
    return [
        replace(line, printed=joint.names[line.edition, line.key] not in dotted) if line.printed is None else line
        for line in lines
    ]


def narrowed(most: Audit, left: Audit) -> frozenset[str]:
    """The lost requirements of which more is ruled out than when all that can be dotted is (``most``), or may be.

    That a count is no longer fully covered is no reason to tell it: what was possible of it stays so. Values from the
    threshold up count where the table's ``cover`` asks for them.
    """
    above = most.cover == "small_and_threshold"
    return frozenset(
        cell.requirement
        for before, cell in zip(most.cells, left.cells, strict=True)
        if not before.settled or not {*before.reachable} <= {*cell.reachable} or (above and before.above > cell.above)
    )


def audit_ledger(lines: Sequence[Line], rules: Rules, incidents: Iterable[str] = ()) -> list[tuple[str, int, Audit]]:
    """Audit decided lines of any number of editions together; nothing is solved again."""
    lost = frozenset(incidents)
    return [(family, year, audit_group(group, rules, lost)) for (family, year), group in groups(lines, rules).items()]


def audit_group(lines: Sequence[Line], rules: Rules, lost: Collection[str]) -> Audit:
    """Audit decided lines of one group of connected figures, apart from what is lost already."""
    return audit(ledger_table(lines, rules), apart_from(lost))


def attacked(lines: Sequence[Line], rules: Rules) -> Joint:
    """The system as it is attacked: by any reader, and where the program says so by each body that knows its own."""
    joint = joint_system(lines, rules)
    return with_insiders(joint, known_bodies(lines, rules)) if rules.disclosure.insiders == "bodies" else joint
