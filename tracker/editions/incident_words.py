"""What earlier editions already give away, and which figures contradict each other, in words to act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.disclosure.auditor.finding import CellFinding
from tracker.disclosure.auditor.insiders import requirement
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import joint_system
from tracker.disclosure.model.system import InconsistentSystem, original, seen_by
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
    """A figure that cannot be protected from somebody. ``key``: its name in the joint system. ``who``: the body that
    works it out from its own figures, or all readers. ``remains``: what it can still be, in words; blank where it
    stands printed itself."""

    key: str
    indicator: str
    who: str
    figure: str
    remains: str

    @property
    def printed(self) -> bool:
        return not self.remains

    @property
    def sentence(self) -> str:
        """``Farsta kan räkna ut att I2.1 Skarpnäck, totalt, 2023-T2, täljaren är bara 4``."""
        if self.printed:
            return _("{figure} är redan tryckt").format(figure=self.figure)
        text = _("{who} kan räkna ut: {figure} är {remains}")
        return text.format(who=self.who, figure=self.figure, remains=self.remains)


def incidents_told(protection: Protection, sources: EditionSources) -> tuple[Incident, ...]:
    """Each figure once for everybody who can tell it, however many versions of it stand in editions; first what all
    readers can tell, then body by body."""
    words = FigureWords(sources.definitions, sources.program)
    lines = {(line.edition, line.key): line for line in (*sources.ledger, *protection.lines)}
    found: dict[tuple[str | None, str, str], Incident] = {}
    for verdict in protection.verdicts:
        known = origins(verdict.joint, [lines[name] for name in verdict.joint.names])
        left = {cell.requirement: cell for cell in verdict.left}
        for each in verdict.suppression.impossible:
            origin, body = known.get(original(each.key)), seen_by(each.key)
            figure = words.whole(origin) if origin else each.key
            known_so_far = left[requirement(each.key)]
            remains = "" if each.reason == "printed" else left_in_words(known_so_far, verdict.audit.threshold)
            code = origin.line.key.indicator if origin else verdict.family
            who = words.body(body) if body else _("Alla läsare")
            found[(body, figure, remains)] = Incident(each.key, code, who, figure, remains)
    return tuple(found[place] for place in sorted(found, key=lambda place: place[0] or ""))


def left_in_words(finding: CellFinding, threshold: int) -> str:
    """What the auditor leaves possible of a figure: ``4``, ``2 eller 3``, ``mindre än 5``."""
    if not finding.settled and not finding.reachable and not finding.above:
        return _("kanske känt: granskningen hann inte svara")
    if len(finding.reachable) == 1 and not finding.above:
        return str(finding.reachable[0])
    if len(finding.reachable) == threshold - 1 and not finding.above:
        return _("mindre än {threshold}").format(threshold=threshold)
    return remaining(finding.reachable, finding.above, threshold)


def told_afterwards(known: KnownAfterwards, sources: EditionSources) -> str:
    """Which figure of a published edition is known today, by whom, and how narrowly. ``sources``: the edition's."""
    words = FigureWords(sources.definitions, sources.program)
    body = seen_by(known.requirement)
    text = _("Utgåva {code}: {who} kan i efterhand räkna ut: {figure} är {numbers}.")
    numbers = remaining(known.possible, known.above, sources.rules.disclosure.threshold)
    who = words.body(body) if body else _("alla läsare")
    return text.format(code=known.edition, who=who, figure=words.whole(known.origin), numbers=numbers)


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
