"""What a reader who knows the rules could tell of an edition: for the compiler to know. What is told exactly, a person
accepts before the edition is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.definitions.same import Same
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import Joint
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.reading import WORK, Inference, RuleReading, read_with_rules, told_exactly
from tracker.editions.origins import Origin, origins
from tracker.editions.protection import GroupVerdict, Protection, attacked
from tracker.editions.sources import EditionSources, definitions_of
from tracker.editions.withholding import parts_of, withheld_of
from tracker.rows import Key, Line

_Place = tuple[str, Key]


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


def rules_tell(sources: EditionSources, protection: Protection, code: str) -> RulesTell:
    """What the rules tell of the figures of the next edition, with its ``code``, and of the year's earlier editions
    beside it. Groups that are left when the work is done are counted as not examined."""
    work = Work(WORK)
    found: list[Told] = []
    readings: list[RuleReading] = []
    for stages, of in _decisions(sources, protection, code):
        reading = read_with_rules(stages, work)
        readings.append(reading)
        found += [Told(each, of[each.key]) for each in reading.inferences]
    return RulesTell(
        tuple(found),
        tried=sum(reading.tried for reading in readings),
        partly=sum(reading.partly for reading in readings),
        unsettled=sum(reading.unsettled for reading in readings),
    )


def exactly_told(sources: EditionSources, protection: Protection, code: str) -> tuple[Told, ...]:
    """Those of ``rules_tell`` of which one value alone remains."""
    return _exactly_told(Same(sources), Same(protection), code)


@lru_cache(maxsize=4)
def _exactly_told(sources: Same[EditionSources], protection: Same[Protection], code: str) -> tuple[Told, ...]:
    """What a page shows is asked for again when it is answered, of the very same edition."""
    work = Work(WORK)
    decisions = _decisions(sources.held, protection.held, code)
    return tuple(Told(each, of[each.key]) for stages, of in decisions for each in told_exactly(stages, work))


def _decisions(
    sources: EditionSources, protection: Protection, code: str
) -> Iterator[tuple[list[Stage], Mapping[str, Origin]]]:
    """Of each group of connected figures: what its editions decided, and where each figure comes from."""
    applied = rules_by_edition(sources) | {code: sources.rules}
    before = (line for line in sources.ledger if line.key.period.year == sources.period.year)
    decided = groups([*before, *protection.lines], sources.rules)
    withheld = _left_out(sources) | {(line.edition, line.key) for line in protection.withheld}
    for verdict in protection.verdicts:
        lines = decided[(verdict.family, verdict.year)]
        stages, joint = stages_of(lines, applied, verdict, withheld)
        yield stages, origins(joint, lines)


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


def _left_out(sources: EditionSources) -> set[_Place]:
    """What earlier editions of the year say that they leave out by choice: no rule has dotted it."""
    found: set[_Place] = set()
    for edition in sources.earlier:
        parts = withheld_of(edition) if edition.period.year == sources.period.year else ()
        if parts:
            then = definitions_of(edition.definitions)
            known = parts_of(then, then.program(edition.program), edition.period)
            own = (line for line in sources.ledger if line.edition == edition.code)
            found |= {(line.edition, line.key) for line in own if any(known.holds(part, line) for part in parts)}
    return found


def stages_of(
    lines: Sequence[Line],
    applied: Mapping[str, Rules],
    verdict: GroupVerdict,
    withheld: Collection[_Place] = (),
) -> tuple[list[Stage], Joint]:
    """Each edition's decision about a group of connected figures, in order, and the last one's system. ``withheld``: by
    edition and key, what was dotted by choice, as the edition says."""
    codes = list(dict.fromkeys(line.edition for line in lines))
    stages = []
    for number, code in enumerate(codes):
        known = [line for line in lines if line.edition in codes[: number + 1]]
        rules = applied[code]
        joint = attacked([_undecided(line, code, withheld) for line in known], rules)
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


def _undecided(line: Line, edition: str, withheld: Collection[_Place]) -> Line:
    decided = line.edition != edition or (line.edition, line.key) in withheld
    return line if decided else replace(line, printed=None)
