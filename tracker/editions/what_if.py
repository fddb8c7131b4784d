"""What another rule would cost: the same figures decided under another threshold, or with one figure kept printed.

Only an answer for the compilers: the edition that is published follows the program's rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.outcome import Incident
from tracker.editions.prepared import Prepared
from tracker.editions.protection import Protection, protect
from tracker.measures.numbers import plain, quotient
from tracker.rows import Key, Level, Line


@dataclass(frozen=True)
class Price:
    """What a way of deciding costs. ``cost``: weighted sum of the dots, in the optimiser's own unit; ``levels``: dots
    by the highest area in which the figure stands; ``lost``: requirements that it cannot meet. ``chosen``: dots that no
    rule asks for. ``protected``: the figures that the rules protect, and ``printed`` those of them that are shown."""

    dotted: int
    primary: int
    chosen: int
    protected: int
    printed: int
    cost: int
    levels: Mapping[Level, int]
    lost: tuple[Incident, ...]
    passed: bool

    @property
    def share(self) -> str | None:
        """The part of the protected figures that is printed, in whole percent; None where nothing is protected."""
        return plain(quotient(self.printed, self.protected, 100, 0)) if self.protected else None


def price(protection: Protection, rules: Rules) -> Price:
    """What a decided edition costs."""
    protected = [line for line in protection.lines if rules.protects(line.key)]
    return Price(
        dotted=len(protection.dotted),
        primary=len(protection.primary),
        chosen=len(protection.withheld - protection.primary),
        protected=len(protected),
        printed=sum(bool(line.printed) for line in protected),
        cost=sum(verdict.suppression.cost for verdict in protection.verdicts),
        levels=Counter(line.level for line in protection.dotted),
        lost=protection.incidents,
        passed=protection.passed,
    )


def with_threshold(prepared: Prepared, threshold: int) -> Price:
    """What it would cost if counts below another threshold were protected."""
    return _otherwise(prepared, threshold=threshold)


def with_insiders(prepared: Prepared, insiders: Literal["none", "bodies"]) -> Price:
    """What it would cost if other readers were reckoned with: those who know only what is printed, or bodies too."""
    return _otherwise(prepared, insiders=insiders)


def with_printed(prepared: Prepared, key: Key) -> Price:
    """What it would cost to keep one dotted figure printed. Raises KeyError for a figure that is not dotted."""
    if not any(line.key == key for line in prepared.protection.dotted):
        raise KeyError(key)
    rules = prepared.sources.rules
    return price(_decide(prepared, rules, key), rules)


def _otherwise(prepared: Prepared, **changed: Any) -> Price:
    rules = prepared.sources.rules
    other = replace(rules, disclosure=rules.disclosure.model_copy(update=changed))
    return price(_decide(prepared, other), other)


def _decide(prepared: Prepared, rules: Rules, kept: Key | None = None) -> Protection:
    new = [_open(line, kept, prepared.protection.withheld) for line in prepared.protection.lines]
    return protect(new, prepared.sources.ledger, rules)


def _open(line: Line, kept: Key | None, withheld: Collection[Line]) -> Line:
    if line.key == kept:
        return replace(line, printed=True)
    return line if line in withheld else replace(line, printed=None)
