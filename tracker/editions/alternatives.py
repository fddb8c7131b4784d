"""What else could be hidden where dots no longer save a count: the city, a region, a division, the whole period.

The optimiser has already tried every dot that is free, so as a rule nothing helps: what earlier editions print, or a
merger tells, is known whatever the new one shows. Only what the auditor finds to help is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.ledger import ledger_table, only
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.rules import Rules
from tracker.editions.protection import GroupVerdict, Protection
from tracker.editions.withholding import Parts
from tracker.report.withheld import Withheld
from tracker.rows import Line


@dataclass(frozen=True)
class Alternative:
    """Something to hide besides the dots, in one group of connected figures.

    ``hidden``: the figures of the new edition that would then be dotted too. ``saves``: the names of the requirements
    met by that.
    """

    part: Withheld
    hidden: tuple[Line, ...]
    saves: frozenset[str]

    @property
    def price(self) -> int:
        """How many printed figures it costs."""
        return len(self.hidden)


def alternatives(
    protection: Protection, earlier: Sequence[Line], rules: Rules, parts: Parts
) -> tuple[Alternative, ...]:
    """What would save some of the lost requirements, the cheapest first; empty if nothing does.

    ``earlier``: the lines of the editions before. ``parts``: what of the period can be left out.
    """
    years = {line.key.period.year for line in protection.lines}
    lines = groups([*(line for line in earlier if line.key.period.year in years), *protection.lines], rules)
    found: list[Alternative] = []
    for verdict in protection.verdicts:
        if verdict.suppression.impossible:
            found += _of_group(verdict, lines[verdict.family, verdict.year], set(protection.lines), rules, parts)
    return tuple(sorted(found, key=lambda each: (each.price, each.part.place)))


def _of_group(
    verdict: GroupVerdict, lines: Sequence[Line], new: set[Line], rules: Rules, parts: Parts
) -> Iterator[Alternative]:
    lost = frozenset(incident.key for incident in verdict.suppression.impossible)
    own = [line for line in lines if line in new]
    *smaller, whole = parts.of(own)
    everything = _tried(whole, own, lines, lost, rules)
    if everything is None:
        return
    yield everything
    for part in smaller:
        less = _tried(part, [line for line in own if parts.holds(part, line)], lines, lost, rules)
        if less is not None and less.price < everything.price:
            yield less


def _tried(
    part: Withheld, held: Sequence[Line], lines: Sequence[Line], lost: frozenset[str], rules: Rules
) -> Alternative | None:
    """The alternative as the auditor sees it; None if it costs nothing or saves nothing."""
    hidden = tuple(line for line in held if line.printed)
    shown = [replace(line, printed=False) if line in hidden else line for line in lines]
    saves = frozenset(
        cell.requirement for cell in audit(ledger_table(shown, rules), only(lost)).cells if cell.verdict == "ok"
    )
    return Alternative(part, hidden, saves) if hidden and saves else None
