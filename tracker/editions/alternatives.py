"""What else could be hidden where dots no longer save a count: a region, a breakdown, the whole period.

The optimiser has already tried every dot that is free, so as a rule nothing helps: what earlier editions print, or a
merger tells, is known whatever the new one shows. Only what the auditor finds to help is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.ledger import ledger_table, only
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.rules import Rules
from tracker.editions.protection import GroupVerdict, Protection
from tracker.rows import TOTAL, Line


@dataclass(frozen=True)
class Alternative:
    """Something to hide besides the dots, in one group of connected figures.

    ``what``: ``region`` (``name``: its bodies), ``category`` (``name``: the dimension) or ``period``. ``hidden``: the
    figures of the new edition that would then be dotted too. ``saves``: the names of the requirements met by that.
    """

    family: str
    what: Literal["region", "category", "period"]
    name: str
    hidden: tuple[Line, ...]
    saves: frozenset[str]

    @property
    def price(self) -> int:
        """How many printed figures it costs."""
        return len(self.hidden)


def alternatives(protection: Protection, earlier: Sequence[Line], rules: Rules) -> tuple[Alternative, ...]:
    """What would save some of the lost requirements, the cheapest first; empty if nothing does.

    ``earlier``: the lines of the editions before.
    """
    years = {line.key.period.year for line in protection.lines}
    lines = groups([*(line for line in earlier if line.key.period.year in years), *protection.lines], rules)
    found: list[Alternative] = []
    for verdict in protection.verdicts:
        if verdict.suppression.impossible:
            found += _of_group(verdict, lines[verdict.family, verdict.year], set(protection.lines), rules)
    return tuple(sorted(found, key=lambda each: (each.price, each.family, each.what, each.name)))


def _of_group(verdict: GroupVerdict, lines: Sequence[Line], new: set[Line], rules: Rules) -> Iterator[Alternative]:
    lost = frozenset(incident.key for incident in verdict.suppression.impossible)
    own = [line for line in lines if line in new]
    everything = _tried(verdict.family, "period", "", own, lines, lost, rules)
    if everything is None:
        return
    yield everything
    for what, name, part in _parts(own):
        less = _tried(verdict.family, what, name, part, lines, lost, rules)
        if less is not None and less.price < everything.price:
            yield less


def _parts(own: Sequence[Line]) -> Iterator[tuple[Literal["region", "category"], str, list[Line]]]:
    """Regions with all that lies in them, and every division with all its categories."""
    for bodies in sorted({tuple(sorted(line.key.bodies)) for line in own if line.level == "region"}):
        yield "region", "+".join(bodies), [line for line in own if line.key.bodies <= frozenset(bodies)]
    for dimension in sorted({line.key.category[0] for line in own if line.key.category != TOTAL}):
        yield "category", dimension, [line for line in own if line.key.category[0] == dimension]


def _tried(
    family: str,
    what: Literal["region", "category", "period"],
    name: str,
    part: Sequence[Line],
    lines: Sequence[Line],
    lost: frozenset[str],
    rules: Rules,
) -> Alternative | None:
    """The alternative as the auditor sees it; None if it costs nothing or saves nothing."""
    hidden = tuple(line for line in part if line.printed)
    shown = [replace(line, printed=False) if line in hidden else line for line in lines]
    saves = frozenset(
        cell.requirement for cell in audit(ledger_table(shown, rules), only(lost)).cells if cell.verdict == "ok"
    )
    return Alternative(family, what, name, hidden, saves) if hidden and saves else None
