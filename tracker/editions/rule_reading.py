"""What a reader who knows the rules could tell of a prepared edition: for the compiler to know, never to block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import Joint
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.reading import WORK, Inference, RuleReading, read_with_rules
from tracker.editions.origins import Origin, origins
from tracker.editions.protection import GroupVerdict, attacked
from tracker.editions.publishing import Prepared
from tracker.editions.sources import EditionSources, definitions_of
from tracker.rows import Line


@dataclass(frozen=True)
class Told:
    """One sensitive figure of which the rules tell too much."""

    inference: Inference
    origin: Origin


@dataclass(frozen=True)
class RulesTell:
    """``found``, and how many sensitive figures were examined world by world, by general conditions, or not at all."""

    found: tuple[Told, ...]
    tried: int
    partly: int
    unsettled: int


def rules_tell(prepared: Prepared, limit: float = WORK) -> RulesTell:
    """What the rules tell of the edition's figures and of those of the year's earlier editions beside them. Groups that
    are left when ``limit`` is reached, in units of ``optimiser.work``, are counted as not examined."""
    sources, protection = prepared.sources, prepared.protection
    applied = rules_by_edition(sources) | {prepared.code: sources.rules}
    before = (line for line in sources.ledger if line.key.period.year == sources.period.year)
    decided = groups([*before, *protection.lines], sources.rules)
    work = Work(limit)
    found: list[Told] = []
    readings: list[RuleReading] = []
    for verdict in protection.verdicts:
        lines = decided[(verdict.family, verdict.year)]
        stages, joint = stages_of(lines, applied, verdict)
        reading = read_with_rules(stages, work)
        readings.append(reading)
        of = origins(joint, lines)
        found += [Told(each, of[each.key]) for each in reading.inferences]
    return RulesTell(
        tuple(found),
        tried=sum(reading.tried for reading in readings),
        partly=sum(reading.partly for reading in readings),
        unsettled=sum(reading.unsettled for reading in readings),
    )


def rules_by_edition(sources: EditionSources) -> dict[str, Rules]:
    """The rules that each earlier edition of the year was decided under: its own definitions'."""
    found = {}
    for number, edition in enumerate(sources.earlier):
        if edition.period.year == sources.period.year:
            then = definitions_of(edition.definitions)
            program = then.program(edition.program)
            before = sources.earlier[:number]
            seen = replace(sources, definitions=then, program=program, period=edition.period, earlier=before)
            found[edition.code] = seen.rules
    return found


def stages_of(lines: Sequence[Line], applied: Mapping[str, Rules], verdict: GroupVerdict) -> tuple[list[Stage], Joint]:
    """Each edition's decision about a group of connected figures, in order, and the last one's system."""
    codes = list(dict.fromkeys(line.edition for line in lines))
    stages = []
    for number, code in enumerate(codes):
        known = [line for line in lines if line.edition in codes[: number + 1]]
        rules = applied[code]
        joint = attacked([_undecided(line, code) for line in known], rules)
        printed = {joint.names[(line.edition, line.key)] for line in known if line.printed}
        last = number == len(codes) - 1
        stage = Stage(
            system=joint.system,
            kinds=joint.kinds,
            companions=joint.companions,
            dotted=frozenset(joint.names.values()) - printed,
            threshold=rules.disclosure.threshold,
            cover=rules.disclosure.cover,
            replayable=verdict.suppression.optimal or not last,
        )
        stages.append(stage)
    # An edition whose definitions tied its figures otherwise cannot be read in the last one's terms.
    last_of_all = stages[-1].statistics.keys()
    return [stage for stage in stages if stage.statistics.keys() <= last_of_all], joint


def _undecided(line: Line, edition: str) -> Line:
    return replace(line, printed=None) if line.edition == edition else line
