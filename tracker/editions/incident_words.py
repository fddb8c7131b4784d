"""What earlier editions already give away, and which figures contradict each other, in words to act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import joint_system
from tracker.disclosure.model.system import InconsistentSystem, original
from tracker.editions.figure_words import FigureWords
from tracker.editions.known_afterwards import KnownAfterwards
from tracker.editions.number_words import remaining
from tracker.editions.origins import Origin, origins
from tracker.editions.protection import Protection
from tracker.editions.sources import EditionSources
from tracker.rows import Line
from tracker.words import gettext as _


@dataclass(frozen=True)
class Incident:
    """A figure that cannot be protected any more. ``printed``: itself, or else it follows from what is printed."""

    indicator: str
    figure: str
    printed: bool


def incidents_told(protection: Protection, sources: EditionSources) -> tuple[Incident, ...]:
    """Each figure once, however many versions of it stand in editions, in the order that they were found in."""
    words = FigureWords(sources.definitions, sources.program)
    lines = {(line.edition, line.key): line for line in (*sources.ledger, *protection.lines)}
    found: dict[Incident, None] = {}
    for verdict in protection.verdicts:
        known = origins(verdict.joint, [lines[name] for name in verdict.joint.names])
        for each in verdict.suppression.impossible:
            origin = known.get(original(each.key))
            code = origin.line.key.indicator if origin else verdict.family
            found[Incident(code, words.named(each.key, known), each.reason == "printed")] = None
    return tuple(found)


def told_afterwards(known: KnownAfterwards, sources: EditionSources) -> str:
    """Which figure of a published edition is known today, and how narrowly. ``sources``: the edition's."""
    words = FigureWords(sources.definitions, sources.program)
    figure = words.named(known.requirement, {original(known.requirement): known.origin})
    numbers = remaining(known.possible, known.above, sources.rules.disclosure.threshold)
    text = _("Utgåva {code}: {figure} är i efterhand känd; möjligt är {numbers}.")
    return text.format(code=known.edition, figure=figure, numbers=numbers)


@dataclass(frozen=True)
class Contradiction:
    """``bodies``: whose figures they are, each with its period; none where that cannot be told."""

    sentence: str
    bodies: tuple[tuple[str, str], ...]


def contradiction_told(fault: InconsistentSystem, new: Sequence[Line], sources: EditionSources) -> Contradiction:
    """Which figures do not fit, and none of their values."""
    words = FigureWords(sources.definitions, sources.program)
    known: dict[str, Origin] = {}
    for each in _origins(new, sources):
        known.update(each)
    at_fault = [known[original(name)] for name in fault.names if original(name) in known]
    if not at_fault:
        return Contradiction(str(fault), ())
    lines = [origin.line for origin in at_fault if origin.line.level == "unit"]
    bodies = dict.fromkeys((body, line.key.period.code) for line in lines for body in sorted(line.key.bodies))
    return Contradiction(_sentence(words, at_fault), tuple(bodies))


def _origins(new: Sequence[Line], sources: EditionSources) -> Iterator[Mapping[str, Origin]]:
    years = {line.key.period.year for line in new}
    earlier = [line for line in sources.ledger if line.key.period.year in years]
    for lines in groups([*earlier, *new], sources.rules).values():
        yield origins(joint_system(lines, sources.rules), lines)


def _sentence(words: FigureWords, at_fault: Sequence[Origin]) -> str:
    first = at_fault[0]
    if len(at_fault) == 1 and first.part == "rest":
        return _("{place}: täljaren är större än nämnaren.").format(place=words.place(first.line))
    if len(at_fault) == 1:
        return _("{figure}: talet är orimligt.").format(figure=words.whole(first))
    return _("Talen går inte ihop: {figures}.").format(figures="; ".join(map(words.whole, at_fault)))
